import { verifyLedger } from '@verifier/verify-ledger.js';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  checkpointOf,
  contentOf,
  idOf,
  leavesOf,
  type MadeUpEvent,
  Signer,
  SIGNER,
  story,
  writeLedger,
} from './made-up-ledger.js';

type History = readonly MadeUpEvent[];

const honest = story();
/** The one thing that somebody else kept. */
const kept = checkpointOf(honest);
const late: MadeUpEvent = { ...honest[11]!, id: idOf(13), stream: `log-entry-${idOf(113)}`, recordedAt: 1790000013000 };

/** Changes members of the event at a position. */
const change =
  (position: number, how: Partial<MadeUpEvent> | ((event: MadeUpEvent) => Partial<MadeUpEvent>)) =>
  (history: History): History => {
    const event = history[position - 1]!;
    return history.with(position - 1, { ...event, ...(typeof how === 'function' ? how(event) : how) });
  };
const reword = (position: number, from: string, to: string) =>
  change(position, ({ content }) => {
    if (!content.includes(from)) throw new Error(`event ${position} does not say ${from}`);
    return { content: content.replaceAll(from, to) };
  });

/** Moves what names positions, when an event came in or went: whoever rewrites history does not forget that. */
const renumbered = (history: History, from: number, by: number): History =>
  history.map((event) => {
    const moved = (position: number) => (position >= from ? position + by : position);
    const content =
      event.type === 'redaction.made' ? event.content.replace('"position":5', `"position":${moved(5)}`) : event.content;
    return { ...event, content, ...(event.erasedBy !== undefined && { erasedBy: moved(event.erasedBy) }) };
  });
const remove = (position: number) => (history: History) => renumbered(history.toSpliced(position - 1, 1), position, -1);
const insert = (position: number, event: MadeUpEvent) => (history: History) =>
  renumbered(history, position, 1).toSpliced(position - 1, 0, event);

const OTHER_LEDGER = '01a2078b-6057-7a8c-8901-6c4dce9d06fb';
const NEW_KEY = new Signer('the key of a forger');

/** How somebody with root, the private key and all the time of the world rewrites what happened. */
const STRATEGIES: readonly (readonly [name: string, rewrite: (history: History) => History])[] = [
  ['edit a message', reword(4, 'db1001', 'db1003')],
  ['edit the last message', reword(12, 'all is well', 'all was well')],
  ['delete the last event', (history) => history.slice(0, -1)],
  ['delete the last event and log another in its place', (history) => [...history.slice(0, -1), late]],
  ['delete an event in the middle and renumber', remove(6)],
  ['delete the first log entry and renumber', remove(4)],
  ['cut the ledger back to its first events', (history) => history.slice(0, 4)],
  ['insert an event in the past, in its time', insert(7, { ...late, recordedAt: 1790000006500 })],
  [
    'append an event in the past in place of a later one',
    (history) => [...history.slice(0, 11), { ...late, recordedAt: 1 }],
  ],
  ['swap two neighbours', (history) => history.with(8, history[9]!).with(9, history[8]!)],
  [
    'swap the contents of two events',
    (history) => change(12, { content: history[9]!.content })(change(10, { content: history[11]!.content })(history)),
  ],
  [
    'fork: go on otherwise from an old position',
    (history) => [
      ...history.slice(0, 9),
      ...[13, 14, 15, 16].map((number) => ({ ...late, id: idOf(number), stream: `log-entry-${idOf(200 + number)}` })),
    ],
  ],
  [
    'roll back to an old copy and go on',
    (history) => [
      ...history.slice(0, 8),
      ...history
        .slice(8)
        .map((event, index) => ({ ...event, id: idOf(300 + index), recordedAt: event.recordedAt + 60_000 })),
    ],
  ],
  ['say that somebody else did it', reword(6, '"ada"', '"bob"')],
  ['say that it happened at another time', reword(6, '2026-11-22T17', '2026-11-22T16')],
  ['change when it was recorded', change(6, { recordedAt: 1790000005999 })],
  [
    'turn the clock of all events back by a day',
    (history) => history.map((event) => ({ ...event, recordedAt: event.recordedAt - 86_400_000 })),
  ],
  ['move an event to another stream', change(11, { stream: `log-entry-${idOf(110)}` })],
  [
    'rename a stream',
    (history) => history.map((event) => (event.stream === 'logs' ? { ...event, stream: 'catalogue' } : event)),
  ],
  ['exchange the order within a stream', (history) => history.with(2, history[8]!).with(8, history[2]!)],
  ['change a type', change(11, { type: 'log-entry.amended' })],
  ['change a version', change(11, { version: 2 })],
  ['change what an event follows from', change(7, { causationId: idOf(3) })],
  ['drop what an event follows from', change(7, { causationId: null })],
  ['replace an id', change(6, { id: idOf(999) })],
  [
    'change nothing but a salt',
    (history) =>
      change(6, { content: contentOf('another', { log: 'admin', message: 'restarted the cache' }) })(history),
  ],
  ['erase without a redaction', (history) => change(6, { erasedBy: 8 })(history)],
  [
    'erase with a redaction that is put in later, in the past',
    (history) => {
      const content = contentOf('fake', { events: [{ position: 6 }], reason: 'a password' });
      const inserted = insert(9, { ...late, type: 'redaction.made', stream: 'redactions', content })(history);
      return change(6, { erasedBy: 9 })(inserted);
    },
  ],
  [
    'let an old redaction erase more than it did',
    (history) => reword(8, '"events":[', '"events":[{"position":6},')(change(6, { erasedBy: 8 })(history)),
  ],
  [
    'put other content in place of what was erased',
    (history) => {
      const harmless = change(5, { content: contentOf('5', { message: 'harmless' }), erasedBy: undefined })(history);
      return change(8, { type: 'log.created', content: contentOf('8', { name: 'x' }) })(harmless);
    },
  ],
  [
    'change the id of the ledger everywhere',
    (history) => {
      const key = new Signer('the key of the made-up ledger', `opsledger/${OTHER_LEDGER}`);
      const id = change(1, { content: contentOf('1', { ledger: OTHER_LEDGER, name: 'opsledger', format: 1 }) })(
        history,
      );
      return change(2, { content: contentOf('2', { id: key.id, verifierKey: key.verifierKey }) })(id);
    },
  ],
  [
    'replace everything by a new ledger with the same id',
    (history) => [
      ...history.slice(0, 2).map((event) => ({ ...event, recordedAt: event.recordedAt + 1 })),
      ...Array.from({ length: 12 }, (_, index) => ({
        ...late,
        id: idOf(400 + index),
        stream: `log-entry-${idOf(500 + index)}`,
        content: contentOf(`new ${index}`, { log: 'admin', message: `all was always well ${index}` }),
      })),
    ],
  ],
  [
    'merge two events into one',
    (history) =>
      remove(12)(reword(10, 'END (PASS) reboot of db1001', 'END (PASS) reboot of db1001, all is well')(history)),
  ],
  ['split one event into two', insert(5, { ...late, recordedAt: 1790000004000 })],
  [
    'log an event twice',
    (history) => insert(7, { ...history[5]!, id: idOf(998), stream: `log-entry-${idOf(998)}` })(history),
  ],
  [
    'replace the key that the ledger records',
    change(2, { content: contentOf('2', { id: NEW_KEY.id, verifierKey: NEW_KEY.verifierKey }) }),
  ],
  ['drop the key that the ledger records', remove(2)],
  ['change the reason of a redaction', reword(8, 'a password', 'a mistake')],
];

/** No hash changes when content is erased, so here it is the file itself that gives it away: nothing says why. */
const WITHOUT_REASON = 'erase without a redaction';
const REWRITTEN = /^(history-changed|ledger-cut|checkpoint-of-another-ledger)$/;

describe('Whoever rewrites history and computes every hash anew', () => {
  let folder: string;
  let path: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'opsledger-'));
    writeLedger(join(folder, 'honest.db'), honest);
    path = join(folder, 'ledger.db');
    copyFileSync(join(folder, 'honest.db'), path);
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const codes = (against: string[], keys: string[] = []) =>
    verifyLedger(path, { against, keys }).findings.map(({ what }) => what);

  it('has at least thirty ways, each another history', () => {
    const roots = STRATEGIES.map(([, rewrite]) => Buffer.concat(leavesOf(rewrite(honest))).toString('hex'));
    expect(STRATEGIES.length).toBeGreaterThanOrEqual(30);
    expect(new Set(STRATEGIES.map(([name]) => name)).size).toBe(STRATEGIES.length);
    expect(new Set(roots).size).toBeGreaterThanOrEqual(30);
  });

  it('who does nothing is accused of nothing', () => {
    writeLedger(path, honest);
    expect(codes([])).toEqual([]);
    expect(codes([kept])).toEqual([]);
    writeLedger(path, [...honest, late]);
    expect(codes([kept], [SIGNER.verifierKey])).toEqual([]);
  });

  it.each(STRATEGIES.filter(([name]) => name !== WITHOUT_REASON))(
    'and would %s is found by one checkpoint that was kept, and not without',
    (_, rewrite) => {
      const rewritten = rewrite(honest);
      writeLedger(path, rewritten);
      expect(codes([])).toEqual([]);
      // Nor does a checkpoint of their own, signed with the ledger's own key, show anything: it says what they want.
      const recorded = rewritten.some(({ content }) => content.includes(SIGNER.verifierKey));
      if (recorded) expect(codes([checkpointOf(rewritten)])).toEqual([]);
      expect(codes([kept])).toContainEqual(expect.stringMatching(REWRITTEN));
      expect(codes([kept], [SIGNER.verifierKey])).toEqual([expect.stringMatching(REWRITTEN)]);
    },
  );

  it(`and would ${WITHOUT_REASON} is found by the file alone`, () => {
    writeLedger(path, STRATEGIES.find(([name]) => name === WITHOUT_REASON)![1](honest));
    expect(codes([])).toEqual(['erasure-wrong']);
    expect(codes([kept])).toEqual(['erasure-wrong']);
  });
});
