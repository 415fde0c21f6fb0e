import { HOSTILE } from '../support/hostile.js';

/** Chance of one request, replayed by its seed. */
export type Chance = () => number;

export function pick<Value>(values: readonly Value[], chance: Chance): Value {
  return values[Math.floor(chance() * values.length)]!;
}

const NUMBERS = [0, -1, 1, 2 ** 31, 2 ** 53, 2 ** 53 + 2, 1e308, -1e308, 0.1, Number.MIN_VALUE];
const TEXTS = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\ud800',
  '\udc00\ud800',
  'NaN',
  'Infinity',
  '__proto__',
  'constructor',
  'toString',
  '9007199254740993',
  '-0',
  '1e9',
  '0x10',
  '../../../etc/passwd',
  "'; DROP TABLE events; --",
  '" OR "a" NEAR "b" *',
  '(((((((',
  '%00',
  '%',
  '\r\n\r\nHTTP/1.1 200 OK',
  '2026-02-30T25:61:61Z',
  '9999-12-31T23:59:59.999999999Z',
  '-271821-04-20T00:00:00Z',
  '\u{10ffff}',
  'x'.repeat(300),
  'x'.repeat(70_000),
  '\u0301'.repeat(1000),
  'a-'.repeat(5000),
];

export function hostileText(chance: Chance): string {
  return chance() < 0.6 ? pick(TEXTS, chance) : pick(HOSTILE, chance);
}

/** A value of any type, where one of a certain type is expected. */
export function hostileValue(chance: Chance): unknown {
  const kinds: (() => unknown)[] = [
    () => hostileText(chance),
    () => hostileText(chance),
    () => pick(NUMBERS, chance),
    () => null,
    () => chance() < 0.5,
    () => [],
    () => [hostileText(chance), pick(NUMBERS, chance), null, []],
    () => ({}),
    () => ({ [hostileText(chance)]: hostileText(chance) }),
    () => JSON.parse('{"__proto__":{"admin":true},"constructor":{"prototype":{"a":1}}}') as unknown,
    () => nested(Math.floor(chance() * 40)),
    () => Array.from({ length: 1001 }, () => 'x'),
  ];
  return pick(kinds, chance)();
}

function nested(levels: number): unknown {
  return levels === 0 ? 1 : [nested(levels - 1)];
}

/** Bytes that are no JSON, or JSON that is no request. */
const BODIES: readonly (() => Buffer)[] = [
  () => Buffer.alloc(0),
  () => Buffer.from('{'),
  () => Buffer.from('[1,2'),
  () => Buffer.from('nul'),
  () => Buffer.from('NaN'),
  () => Buffer.from('{"log":"production","log":"admin","message":"twice"}'),
  () => Buffer.from('{"message":"\\ud800","log":"production"}'),
  () => Buffer.from('{"__proto__":{"log":"production"},"message":"x"}'),
  () => Buffer.from('{"\\u005f_proto__":1}'),
  () => Buffer.from('{"log":"production","message":1e999}'),
  () => Buffer.from(`{"log":${'['.repeat(40_000)}${']'.repeat(40_000)}}`),
  () => Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0xc0, 0x80, 0x22, 0x7d]),
  () => Buffer.from('\ufeff{"log":"production","message":"behind a byte order mark"}'),
  () => Buffer.from('{"log":"production","message":"utf16"}', 'utf16le'),
  () => Buffer.from([0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00]),
  () => Buffer.from('"just a text"'),
  () => Buffer.from('[]'),
  () => Buffer.from('[[],null,1,"x",{}]'),
  () => Buffer.from(`[${'{},'.repeat(1001)}{}]`),
  () => Buffer.alloc(9 * 1024 * 1024, 0x20),
];

export function hostileBody(chance: Chance): Buffer {
  const index = Math.floor(chance() * (chance() < 0.02 ? BODIES.length : BODIES.length - 1));
  return BODIES[index]!();
}

export const CONTENT_TYPES = [
  'application/json; charset=utf-16',
  'application/json, text/plain',
  'text/plain',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'application/x-ndjson',
  'application/JSON;;;',
  'nonsense',
  '',
] as const;

/** Headers that the product reads, with values it must bear. */
export const HEADERS: readonly (readonly [name: string, values: readonly string[]])[] = [
  ['if-match', ['"0"', 'W/"1"', '*', '"99999999999"', '0', '""', '"0", "1"']],
  ['idempotency-key', ['key-1', 'key-2', 'has space', 'x'.repeat(201), '\u00e9', '']],
  ['last-event-id', ['0', '1', '-1', '99999999', 'x', '9007199254740993']],
  ['ledger-min-position', ['0', '1', '999999999999999', '-1', '1e3', '1, 2']],
  ['x-request-id', ['a-good-one', '<script>', 'x'.repeat(500), '\u0080']],
  ['accept', ['*/*', 'text/html', 'application/cloudevents-batch+json', 'application/xml;q=x', 'x'.repeat(500)]],
  ['content-encoding', ['gzip', 'br', 'nonsense']],
  ['expect', ['100-continue', '200-ok']],
  ['user-agent', ['\u00ff\u00fe', 'x'.repeat(4000), '']],
  ['x-forwarded-for', ["127.0.0.1, '", 'x'.repeat(3000)]],
  ['if-none-match', ['"0"', '*', 'W/"x"']],
  ['range', ['bytes=0-0', 'bytes=9-1']],
  ['upgrade', ['websocket', 'h2c']],
  ['origin', ['null', 'https://evil.example']],
  ['cookie', ['a=b; '.repeat(300)]],
  ['x-http-method-override', ['DELETE']],
];
