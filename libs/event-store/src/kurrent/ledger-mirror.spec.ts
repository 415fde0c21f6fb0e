import { commitmentOf } from '@kernel/event-format.js';
import type { EventDefinition } from '@kernel/event.js';
import { RedactionMade } from '@kernel/redaction.js';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stored } from '../../../../test/support/given.js';
import { NotOurLedger } from '../event-store.js';
import { SqliteLedger } from '../sqlite/sqlite-ledger.js';
import { type Arrived, HistoryDiffers, LedgerMirror } from './ledger-mirror.js';

const SECRET = 'zq7hunter2';
const Thing = { type: 'thing.happened', version: 1 } as EventDefinition;
const Opened = { type: 'ledger.opened', version: 1 } as EventDefinition;

let folder: string;
let mirror: LedgerMirror;
const file = (): string => join(folder, 'ledger.db');
const read = () => {
  const ledger = new SqliteLedger(file(), true);
  const all = ledger.readAll(0, 1000);
  ledger.close();
  return all;
};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'opsledger-'));
  mirror = new LedgerMirror(file());
});
afterEach(() => {
  mirror.close();
  rmSync(folder, { recursive: true });
});

/** As the server gives it; `n` makes its id and its place. */
function arrived(n: number, stream: string, revision: number, data: object = { n }, definition = Thing): Arrived {
  const { position: _, content, ...envelope } = stored(definition, data, { position: n, stream, revision });
  return { envelope, content: content!, place: `${n * 100}/${n * 100}` };
}
const OPENED = arrived(
  1,
  'ledger',
  0,
  { ledger: '00000000-0000-7000-8000-00000000abcd', name: 'spec', format: 1 },
  Opened,
);
const redaction = (n: number, revision: number, events: object[]): Arrived =>
  arrived(n, 'thing-1', revision, { events, what: 'content', reason: 'x', restates: false }, RedactionMade);
const erased = (position: number, more: object = {}) => ({
  position,
  type: Thing.type,
  version: 1,
  bytes: 9,
  kept: null,
  ...more,
});

describe('The copy of a ledger on a server', () => {
  it('counts positions in the order in which events arrive, and goes on from its last one', () => {
    mirror.apply([OPENED, arrived(2, 'thing-1', 0), arrived(3, 'thing-2', 0)]);
    mirror.close();
    mirror = new LedgerMirror(file());
    expect([mirror.head, mirror.checkpoint?.place]).toEqual([3, '300/300']);
    expect(mirror.apply([arrived(4, 'thing-1', 1)]).applied).toEqual([
      { id: arrived(4, 'x', 0).envelope.id, position: 4 },
    ]);
    expect(read().map(({ position, stream, revision }) => [position, stream, revision])).toEqual([
      [1, 'ledger', 0],
      [2, 'thing-1', 0],
      [3, 'thing-2', 0],
      [4, 'thing-1', 1],
    ]);
  });

  it('passes over what it has already', () => {
    mirror.apply([OPENED, arrived(2, 'thing-1', 0)]);
    expect(
      mirror.apply([arrived(2, 'thing-1', 0), arrived(3, 'thing-1', 1), arrived(3, 'thing-1', 1)]).applied,
    ).toHaveLength(1);
    expect(mirror.head).toBe(3);
  });

  it('stops where a stream has a hole, and takes nothing of that page', () => {
    mirror.apply([OPENED]);
    expect(() => mirror.apply([arrived(2, 'thing-1', 0), arrived(3, 'thing-2', 1)])).toThrow(HistoryDiffers);
    expect([mirror.head, read().length, mirror.checkpoint?.place]).toEqual([1, 1, '100/100']);
    mirror.apply([arrived(2, 'thing-1', 0)]);
    expect(mirror.head).toBe(2);
  });

  it('stops where another event stands at a place that it knows', () => {
    mirror.apply([OPENED, arrived(2, 'thing-1', 0)]);
    expect(() => mirror.apply([arrived(9, 'thing-1', 0)])).toThrow(
      /is another one on the server than the one read before/,
    );
  });

  it('erases what a redaction names, from its file and its log, and says so', () => {
    mirror.apply([OPENED, arrived(2, 'thing-1', 0, { SECRET }), arrived(3, 'thing-2', 0, { SECRET })]);
    const { redactions } = mirror.apply([redaction(4, 1, [erased(2)])]);
    mirror.tidy();
    expect(redactions).toEqual([arrived(4, 'x', 0).envelope.id]);
    expect(read().map(({ content }) => content === null)).toEqual([false, true, false, false]);
    expect(mirror.apply([redaction(5, 2, [erased(3)])]).redactions).toHaveLength(1);
    mirror.tidy();
    for (const name of [file(), `${file()}-wal`]) expect(readFileSync(name).includes(SECRET)).toBe(false);
  });

  it('erases what an earlier redaction named whose own content is gone, because of that one', () => {
    mirror.apply([OPENED, arrived(2, 'thing-1', 0, { SECRET })]);
    mirror.apply([{ ...redaction(3, 1, [erased(2)]), content: new Uint8Array(0) }]);
    const kept = { data: { events: [erased(2)], what: 'content', reason: 'x', restates: false } };
    mirror.apply([redaction(4, 2, [erased(3, { type: RedactionMade.type, kept })])]);
    const [, event] = read();
    expect([event!.content, event!.redaction?.position, mirror.altered]).toEqual([null, 3, null]);
  });

  it('keeps no content that is not what was committed to, and remembers it until a redaction names it', () => {
    mirror.apply([
      OPENED,
      { ...arrived(2, 'thing-1', 0), content: Buffer.from('{"other":1}') },
      arrived(3, 'thing-2', 0),
    ]);
    expect([mirror.altered, read()[1]!.content]).toEqual([2, null]);
    mirror.close();
    mirror = new LedgerMirror(file());
    expect(mirror.altered).toBe(2);
    mirror.apply([redaction(4, 1, [erased(2)])]);
    expect(mirror.altered).toBeNull();
  });

  it('has the leaves that the ledger itself would have', () => {
    mirror.apply([OPENED, arrived(2, 'thing-1', 0)]);
    mirror.close();
    const other = new SqliteLedger(join(folder, 'other.db'));
    const [opened, thing] = read();
    for (const event of [opened!, thing!]) {
      other.append([
        { stream: event.stream, expected: event.revision - 1, events: [{ ...event, content: event.content! }] },
      ]);
      expect(Buffer.compare(commitmentOf(event.content!), event.commitment)).toBe(0);
    }
    expect(other.readAll(0, 9)).toEqual(read());
    other.close();
    mirror = new LedgerMirror(file());
  });

  it('is nobody’s to write to but its follower’s', () => {
    mirror.apply([OPENED]);
    expect(() => new SqliteLedger(file())).toThrow(NotOurLedger);
    expect(() => new SqliteLedger(file(), true).close()).not.toThrow();
  });
});
