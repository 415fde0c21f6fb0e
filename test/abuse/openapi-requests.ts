import { CONTENT_TYPES, type Chance, HEADERS, hostileBody, hostileText, hostileValue, pick } from './hostile-values.js';
import type { Known } from './known.js';
import type { RawRequest } from './raw-http.js';
import { type Schema, SchemaValues } from './schema-values.js';

interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required?: boolean;
  readonly schema: Schema;
}

export interface Operation {
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly Parameter[];
  readonly body: Schema | null;
  /** Statuses that the document names. */
  readonly statuses: readonly string[];
}

export interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, any>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

/** Well-formed but for one rule, of any kind, or not even HTTP. */
type Manner = 'plain' | 'valid' | 'one-rule-broken' | 'hostile' | 'broken-wire';

export interface MadeRequest {
  readonly operation: Operation;
  readonly manner: Manner;
  readonly raw: RawRequest;
  /** The field whose rule is broken. */
  readonly field: string | null;
}

/** These have no end, or a long one. */
const LONG = /\/(?:stream|sal\.(?:wiki|md|csv|ndjson|cloudevents))$/;
/** What works for long behind its answer is done now and then. */
const HEAVY = /\/(?:redact|erase|checkpoint-keys|retire)$/;
const HEAVY_SHARE = 0.03;

export function operationsOf({ paths }: OpenApi): Operation[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      method: method.toUpperCase(),
      path,
      parameters: (operation.parameters ?? []) as Parameter[],
      body: (operation.requestBody?.content?.['application/json']?.schema ?? null) as Schema | null,
      statuses: Object.keys(operation.responses),
    })),
  );
}

/** Makes requests from the document that the server serves. */
export class OpenApiRequests {
  private readonly operations: readonly Operation[];
  private readonly values: SchemaValues;

  constructor(
    document: OpenApi,
    private readonly known: Known,
    private readonly chance: Chance,
  ) {
    this.operations = operationsOf(document);
    this.values = new SchemaValues(document.components.schemas, known, chance);
  }

  /** Every address that can be read, with nothing asked but what must be. */
  plain(headers: readonly (readonly [string, string])[]): MadeRequest[] {
    const readable = this.operations.filter(({ method }) => method === 'GET');
    return readable.map((operation) => {
      const parameters = operation.parameters.filter(({ required }) => required === true);
      return this.make({ ...operation, parameters }, 'plain', headers);
    });
  }

  next(headers: readonly (readonly [string, string])[]): MadeRequest {
    const { chance } = this;
    let operation = pick(this.operations, chance);
    while (operation.method !== 'GET' && HEAVY.test(operation.path) && chance() > HEAVY_SHARE) {
      operation = pick(this.operations, chance);
    }
    const dice = chance();
    const manner = dice < 0.45 ? 'valid' : dice < 0.65 ? 'one-rule-broken' : dice < 0.9 ? 'hostile' : 'broken-wire';
    return this.make(operation, manner, headers);
  }

  private make(operation: Operation, manner: Manner, given: readonly (readonly [string, string])[]): MadeRequest {
    const { chance } = this;
    const { query, field: queryField } = this.query(operation, manner);
    const { body, field: bodyField } = this.body(operation, manner);
    const isBroken = manner === 'broken-wire';
    const target = `${this.path(operation, manner)}${query === '' ? '' : `?${query}`}`;
    const type = isBroken && chance() < 0.4 ? pick(CONTENT_TYPES, chance) : 'application/json';
    const headers = [...given, ...(body === null ? [] : [['content-type', type] as const]), ...this.headers(manner)];
    const framing = isBroken
      ? pick(['length', 'chunked', 'too-long', 'too-short', 'broken-chunk', 'both'], chance)
      : 'length';
    const method =
      isBroken && chance() < 0.2 ? pick(['PUT', 'DELETE', 'OPTIONS', 'TRACE', 'QUERY'], chance) : operation.method;
    return {
      operation,
      manner,
      field: bodyField ?? queryField,
      raw: {
        method,
        target,
        headers,
        body,
        framing,
        headOnly: LONG.test(operation.path) || method === 'HEAD',
      } as RawRequest,
    };
  }

  private path({ path, parameters }: Operation, manner: Manner): string {
    const { chance, known } = this;
    const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => {
      if (manner === 'hostile' && chance() < 0.5) return escaped(hostileText(chance).slice(0, 700), chance);
      const kind = name === 'position' ? 'position' : path.split('/')[3]!;
      return encodeURIComponent(known.any(chance() < 0.9 ? kind : 'log-entries', chance).toWellFormed());
    });
    if (manner !== 'broken-wire' || parameters.length === 0) return filled;
    return filled + pick(['', '', '/', '%zz', '%00', '%c0%af', '//..//', '/%2e%2e/%2e%2e/', ';a=b', '\u00ff'], chance);
  }

  private query({ parameters, method, path }: Operation, manner: Manner): { query: string; field: string | null } {
    const { chance } = this;
    const own = parameters.filter((parameter) => parameter.in === 'query');
    const asked = own.filter((one) => one.required === true || chance() < 0.25);
    const pairs = asked.flatMap(({ name, schema }): [string, string][] => {
      if (manner === 'hostile' && chance() < 0.5) return [[name, hostileText(chance)]];
      return [this.values.valid(schema, name)].flat().map((value) => [name, String(value)]);
    });
    const query = (): string =>
      pairs.map(([name, value]) => `${name}=${escaped(value, manner === 'hostile' ? chance : () => 1)}`).join('&');
    if (manner === 'hostile' && chance() < 0.2) pairs.push([hostileText(chance).slice(0, 200), 'x']);
    if (manner === 'hostile' && chance() < 0.2 && pairs.length > 0) pairs.push(pairs[0]!);
    if (manner !== 'one-rule-broken' || method !== 'GET' || own.length === 0 || !path.startsWith('/api/'))
      return { query: query(), field: null };
    const field = pick([...own.map(({ name }) => name), 'zzUnknown'], chance);
    const wrong = pairs.filter(([name]) => name !== field);
    pairs.splice(0, pairs.length, ...wrong, [field, 'x\u0000'.repeat(300)]);
    return { query: query(), field };
  }

  private body({ body, method }: Operation, manner: Manner): { body: Buffer | null; field: string | null } {
    const { chance, values } = this;
    if (body === null) return { body: method === 'GET' ? null : Buffer.from('{}'), field: null };
    const json = (value: unknown) => Buffer.from(JSON.stringify(value) ?? 'null');
    const schema = values.resolve(body);
    if (manner === 'broken-wire') return { body: hostileBody(chance), field: null };
    if (manner === 'one-rule-broken' && schema.type === 'object') {
      const { field, value } = values.broken(schema);
      return { body: json(value), field };
    }
    const value = values.valid(schema, '');
    if (manner !== 'hostile') return { body: json(value), field: null };
    if (chance() < 0.2) return { body: json(hostileValue(chance)), field: null };
    for (const part of [value].flat() as Record<string, unknown>[]) {
      for (const name of Object.keys(part)) if (chance() < 0.4) part[name] = hostileValue(chance);
    }
    return { body: json(value), field: null };
  }

  private headers(manner: Manner): (readonly [string, string])[] {
    const { chance } = this;
    const share = manner === 'valid' ? 0.03 : manner === 'plain' || manner === 'one-rule-broken' ? 0 : 0.3;
    return HEADERS.filter(() => chance() < share / 4).map(([name, values]) => [name, pick(values, chance)]);
  }
}

/** Rightly encoded, or now and then with raw bytes that no request line should have. */
function escaped(text: string, chance: Chance): string {
  const encoded = encodeURIComponent(text.toWellFormed());
  if (chance() > 0.1) return encoded;
  return encoded.replace(/%([0-9A-F]{2})/g, (all) => (chance() < 0.3 ? all.toLowerCase().slice(0, 2) : all));
}
