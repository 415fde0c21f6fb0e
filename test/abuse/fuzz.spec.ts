import { chance } from '../support/chance.js';
import { Product } from '../support/product.js';
import { pick } from './hostile-values.js';
import { Known } from './known.js';
import { type MadeRequest, OpenApiRequests } from './openapi-requests.js';
import { type RawAnswer, RawClient } from './raw-http.js';

const REQUESTS = Number(process.env['REQUESTS'] ?? 2000);
const SEED = Number(process.env['SEED'] ?? Date.now() % 100_000);
const CONNECTIONS = 24;
/** The name of a private log, and a word that stands in it and in no request. */
const NAME = 'zq7hidden';
const WORD = 'zq7whispered';
const SHOWN_AT_MOST = 20;

interface Token {
  readonly name: string;
  readonly authorization: string | null;
  readonly isAdmin: boolean;
}

let product: Product;
let tokens: readonly Token[];
let known: Known;
beforeAll(async () => {
  product = await Product.startAfresh();
  const guarded = new Set([NAME, WORD]);
  await whisper(guarded);
  tokens = await issue(guarded);
  known = new Known(guarded);
});
afterAll(async () => {
  await product.endAndForget();
});

async function made(path: string, body: object): Promise<any> {
  const response = await product.request('POST', path, body);
  if (!response.ok) throw new Error(await response.text());
  return response.json();
}

async function whisper(guarded: Set<string>): Promise<void> {
  await made('/api/v1/logs', { name: NAME, visibility: 'private', title: WORD, channels: [`#${WORD}`] });
  for (const message of [WORD, `START - Cookbook ${WORD} on ${WORD}.example (T4242)`]) {
    const { id, operation } = await made('/api/v1/log-entries', { log: NAME, message });
    guarded.add(id).add(operation?.id);
  }
  const { data } = await product.get('/api/v1/events?limit=250');
  for (const { position } of data) guarded.add(String(position));
}

async function issue(guarded: Set<string>): Promise<Token[]> {
  const token = async (name: string, scopes: string[], logs?: string[]): Promise<Token> => {
    const { id, secret } = await made('/api/v1/tokens', {
      tool: name,
      scopes,
      ...(logs === undefined ? {} : { logs }),
    });
    guarded.add(id);
    if (name === 'revoked') await made(`/api/v1/tokens/${id}/revoke`, { reason: 'so that it is' });
    return { name, authorization: `Bearer ${secret}`, isAdmin: false };
  };
  const mine = await product.get('/api/v1/me');
  for (const id of [mine.tokenId, mine.token?.id]) guarded.add(id);
  for (const { id } of (await product.get('/api/v1/tokens')).data) guarded.add(id);
  const admin = { name: 'admin', authorization: `Bearer ${product.token}`, isAdmin: true };
  return [
    ...Array.from({ length: 12 }, () => admin),
    await token('writer', ['log:write', 'log:amend']),
    await token('limited', ['read', 'log:manage', 'log:amend', 'redact'], ['production']),
    await token('revoked', ['admin']),
    { name: 'none', authorization: null, isAdmin: false },
    { name: 'garbage', authorization: 'Bearer \u00ff\u00fe', isAdmin: false },
  ];
}

/** What is wrong with an answer, as a sentence; null when nothing is. */
function wrongWith({ operation, manner, raw, field }: MadeRequest, token: Token, answer: RawAnswer): string | null {
  const { status, headers, body } = answer;
  if (status === 0) return raw.framing === 'length' || raw.framing === 'chunked' ? 'no answer' : null;
  if (status >= 500 && !(status === 503 && headers['retry-after'] !== undefined)) return 'an error of the server';
  if (!token.isAdmin) {
    const shown = Object.values(headers).join(' ') + body;
    const asked = `${raw.target} ${raw.body?.toString() ?? ''}`;
    if (shown.includes(WORD) || (shown.includes(NAME) && !asked.includes(NAME))) return 'it shows what is private';
  }
  if (status < 300) {
    const isKnown = operation.statuses.includes(String(status)) || raw.method !== operation.method;
    if (!isKnown) return 'a status that is not documented';
    return field === null || !token.isAdmin ? null : `a broken ${field} was accepted`;
  }
  if (status < 400 || raw.headOnly || raw.method === 'HEAD') return null;
  // The pages for people say what is wrong as a page.
  const isPage = operation.path.startsWith('/sal') && headers['content-type'] === 'text/html; charset=utf-8';
  return isPage ? null : wrongProblem(answer, manner, field);
}

function wrongProblem({ status, headers, body }: RawAnswer, manner: string, field: string | null): string | null {
  if (headers['content-type'] !== 'application/problem+json; charset=utf-8') return 'a refusal that is no problem';
  const problem = JSON.parse(body);
  if (problem.status !== status || typeof problem.code !== 'string' || typeof problem.requestId !== 'string')
    return 'a problem without status, code or requestId';
  const errors: { field: string; rule: string; message: string }[] = problem.errors ?? [];
  if (!errors.every(({ field, rule, message }) => [field, rule, message].every((text) => typeof text === 'string')))
    return 'an error without field, rule or message';
  const isValidation = manner === 'one-rule-broken' && problem.code === 'invalid-request' && field !== null;
  if (isValidation && !errors.some((error) => error.field === field || error.field.startsWith(`${field}.`)))
    return `a problem that does not name ${field}`;
  return null;
}

function shown({ operation, manner, raw }: MadeRequest, token: Token, { status, body }: RawAnswer): string {
  const sent = `${raw.method} ${raw.target.slice(0, 300)} ${raw.framing} ${JSON.stringify(raw.headers.slice(1)).slice(0, 200)}`;
  const text = raw.body?.toString().slice(0, 300) ?? '';
  return `${manner} ${operation.path} by ${token.name}: ${sent} ${text} → ${status} ${body.slice(0, 300)}`;
}

function headersOf({ authorization }: Token): (readonly [string, string])[] {
  return [['host', 'ledger.example'], ...(authorization === null ? [] : [['authorization', authorization] as const])];
}

/** Sends the requests over several connections; what is wrong with the answers. */
async function fuzz(): Promise<{ wrong: string[]; statuses: Map<number, number> }> {
  const random = chance(SEED);
  const document = await product.get('/api/openapi.json');
  const requests = new OpenApiRequests(document, known, random);
  const wrong: string[] = [];
  const statuses = new Map<number, number>();
  const chosen = (): { token: Token; request: MadeRequest } => {
    const token = pick(tokens, random);
    return { token, request: requests.next(headersOf(token)) };
  };
  // Every address by everybody first: what is shown there must not be left to chance.
  const plain = [...new Set(tokens)].flatMap((token) =>
    requests.plain(headersOf(token)).map((request) => ({ token, request })),
  );
  let sent = 0;
  const work = async (): Promise<void> => {
    const client = new RawClient(product.port);
    while (sent++ < REQUESTS && wrong.length < SHOWN_AT_MOST) {
      const { token, request } = plain.pop() ?? chosen();
      const answer = await client.ask(request.raw);
      statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
      const sentence = wrongWith(request, token, answer);
      if (sentence !== null) wrong.push(`${sentence}: ${shown(request, token, answer)}`);
      else if (token.isAdmin && answer.status < 300 && answer.body.startsWith('{'))
        known.learn(request.operation.path, JSON.parse(answer.body));
    }
    client.close();
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, work));
  return { wrong, statuses };
}

it(
  `${REQUESTS} requests made from the served OpenAPI document, valid and hostile, break nothing and show nothing (seed ${SEED})`,
  async () => {
    const begun = performance.now();
    const { wrong, statuses } = await fuzz();
    const perSecond = Math.round(REQUESTS / ((performance.now() - begun) / 1000));
    const counts = [...statuses].sort(([a], [b]) => a - b).map(([status, count]) => `${count} × ${status}`);
    console.info(`seed ${SEED}: ${REQUESTS} requests, ${perSecond}/s; ${counts.join(', ')}`);
    expect(wrong).toEqual([]);
    expect(product.output.split('\n').filter((line) => /"level":[5-9]\d|nhandled/.test(line))).toEqual([]);
    expect([(await product.request('GET', '/readyz')).status, (await product.get('/readyz')).parked]).toEqual([
      200,
      [],
    ]);
    // What is redacted leaves the rest of the read model by a rebuild.
    await product.rebuilt();
    const { code, err, out } = await product.cli(['verify', '--read-models']);
    expect([err, ...(out.match(/.*WRONG.*/g) ?? []), code]).toEqual(['', 0]);
  },
  60_000 + REQUESTS * 5,
);
