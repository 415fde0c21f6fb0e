import { HOSTILE } from '../support/hostile.js';
import { type Chance, hostileText, pick } from './hostile-values.js';
import type { Known } from './known.js';

export interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly format?: string;
  readonly enum?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxLength?: number;
  readonly maxItems?: number;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly allOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
}

const WORDS = ['rebooting', 'db1101', 'T123456', '#incident', 'START - Cookbook sre.hosts.reboot', '☃', 'naïve', 'END'];
const INSTANTS = ['2026-11-22T17:05:09Z', '2020-01-01T00:00:00.000+01:00', '2026-11-22T17:05Z', '1999-12-31T23:59:59Z'];
/** What has a form of its own. */
const NEW_NAMES: Readonly<Record<string, (number: number) => string>> = {
  name: (number) => `made-${number}`,
  aliases: (number) => `also-${number}`,
  channels: (number) => `#made-${number}`,
  patterns: (number) => `made-${number}.*`,
  timeZone: () => 'Europe/Berlin',
};
const LISTED_AT_MOST = 3;

/** Makes values that keep a schema of the served document. */
export class SchemaValues {
  constructor(
    private readonly schemas: Readonly<Record<string, Schema>>,
    private readonly known: Known,
    private readonly chance: Chance,
  ) {}

  resolve(schema: Schema): Schema {
    const { $ref, allOf, oneOf } = schema;
    if ($ref !== undefined) return this.resolve(this.schemas[$ref.split('/').at(-1)!]!);
    if (allOf !== undefined) return this.resolve(allOf[0]!);
    return oneOf === undefined ? schema : this.resolve(pick(oneOf, this.chance));
  }

  valid(given: Schema, name: string): unknown {
    const schema = this.resolve(given);
    const { chance } = this;
    if (schema.enum !== undefined) return pick(schema.enum, chance);
    switch (schema.type ?? 'string') {
      case 'boolean':
        return chance() < 0.5;
      case 'number':
      case 'integer':
        return Math.floor((schema.minimum ?? 0) + chance() * ((schema.maximum ?? 100) - (schema.minimum ?? 0)));
      case 'array': {
        const count = Math.floor(chance() * (Math.min(schema.maxItems ?? LISTED_AT_MOST, LISTED_AT_MOST) + 1));
        return Array.from({ length: count }, () => this.valid(schema.items ?? {}, name));
      }
      case 'object':
        return this.object(schema);
      default:
        return this.text(schema, name);
    }
  }

  /** One rule of an object is broken: the field that an answer must name, and the object. */
  broken(schema: Schema): { readonly field: string; readonly value: object } {
    const value = this.object(schema) as Record<string, unknown>;
    const fields = Object.keys(schema.properties ?? {});
    const field = pick(fields, this.chance);
    const { type, maxLength } = this.resolve(schema.properties![field]!);
    const dice = this.chance();
    if (dice < 0.3) {
      value['zzUnknown'] = 1;
      return { field: 'zzUnknown', value };
    }
    const missing = schema.required?.[0];
    if (dice < 0.5 && missing !== undefined) {
      delete value[missing];
      return { field: missing, value };
    }
    if (dice < 0.6 && type === 'string' && maxLength !== undefined) value[field] = 'x'.repeat(maxLength + 1);
    else value[field] = type === 'string' ? pick([5, [], {}, null, true], this.chance) : 5.5;
    return { field, value };
  }

  private object({ properties = {}, required = [] }: Schema): object {
    const entries = Object.entries(properties).filter(([name]) => required.includes(name) || this.chance() < 0.35);
    return Object.fromEntries(entries.map(([name, schema]) => [name, this.valid(schema, name)]));
  }

  private text({ format, maxLength = 200 }: Schema, name: string): string {
    const { chance, known } = this;
    if (format === 'date-time' || ['from', 'to'].includes(name)) return pick(INSTANTS, chance);
    if (name === 'on') return '2026-11-22';
    if (name === 'scopes') return pick(['read', 'log:write', 'log:amend'], chance);
    if (name in NEW_NAMES) return NEW_NAMES[name]!(Math.floor(chance() * 10_000));
    if (['log', 'logs', 'project', 'p'].includes(name) && chance() < 0.9) return known.any('logs', chance);
    if (['after', 'asOf', 'position', 'from', 'types'].includes(name)) return known.any(name, chance);
    if (name === 'id' || name === 'person') return known.any(name === 'id' ? 'log-entries' : 'people', chance);
    if (chance() < 0.1) return pick(HOSTILE, chance).slice(0, maxLength);
    if (chance() < 0.02) return hostileText(chance);
    const count = 1 + Math.floor(chance() * 6);
    return Array.from({ length: count }, () => pick(WORDS, chance))
      .join(' ')
      .slice(0, maxLength);
  }
}
