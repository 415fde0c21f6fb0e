import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import {
  checkpointOf,
  contentOf,
  leavesOf,
  type MadeUpEvent,
  rootOf,
  Signer,
  SIGNER,
  story,
  writeLedger,
} from '../../../test/verifier/made-up-ledger.js';
import { type LedgerReport, verifyLedger, type VerifyOptions } from './verify-ledger.js';

let folder: string;
let path: string;
const events = story();
const checkpoint = checkpointOf(events);
const keys = [SIGNER.verifierKey];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'opsledger-'));
  path = join(folder, 'ledger.db');
  writeLedger(path, events);
});
afterEach(() => rmSync(folder, { recursive: true }));

const sql = (statement: string): void => {
  const db = new DatabaseSync(path);
  db.exec(`PRAGMA ignore_check_constraints = ON; PRAGMA foreign_keys = OFF; ${statement}`);
  db.close();
};
const short = ({ findings }: LedgerReport) => findings.map(({ position, what }) => [position, what]);
const found = (options?: VerifyOptions) => short(verifyLedger(path, options));
const kept = (sizes: number[]) => sizes.map((size) => checkpointOf(events.slice(0, size)));

describe('A sound ledger', () => {
  it('gives no finding, and its numbers', () => {
    const progress: number[] = [];
    const report = verifyLedger(path, { against: [checkpoint], onProgress: (done) => progress.push(done) });
    expect(report).toMatchObject({ events: 12, erased: 1, redactions: 1, size: 12, findings: [], unlisted: 0 });
    expect(report.root).toBe(rootOf(leavesOf(events)).toString('base64'));
    expect(progress).toEqual([12]);
  });

  it('holds against every checkpoint of its past, and says whose key vouches for them', () => {
    const against = kept([0, 1, 5, 7, 8, 11, 12].filter((size) => size > 0));
    const byLedger = verifyLedger(path, { against });
    expect(byLedger.findings).toEqual([]);
    expect(byLedger.checkpoints.map(({ size, holds, keysFrom }) => [size, holds, keysFrom])).toEqual(
      [1, 5, 7, 8, 11, 12].map((size) => [size, true, 'ledger']),
    );
    const byCaller = verifyLedger(path, { against: [checkpoint], keys });
    expect(byCaller.checkpoints[0]).toMatchObject({ keysFrom: 'caller', signedBy: [`${SIGNER.name}+${SIGNER.id}`] });
  });

  it('of release 0.1.0 has one finding: an erasure of a time before there were redactions', () => {
    const fixture = join(__dirname, '../../../test/fixtures/ledger-0.1.0.db');
    copyFileSync(fixture, path);
    const report = verifyLedger(path);
    expect(report).toMatchObject({ events: 24, erased: 1, ledger: '01a2078b-6057-7a8c-8901-6c4dce9d06fa' });
    expect(short(report)).toEqual([[21, 'erasure-wrong']]);
  });
});

describe('Damage that SQL can do', () => {
  it.each<[string, string, [number | null, string][]]>([
    [
      'a gap',
      'DELETE FROM events WHERE position IN (6, 9)',
      [
        [6, 'event-missing'],
        [9, 'event-missing'],
        [11, 'revision-wrong'],
      ],
    ],
    [
      'no first event',
      'DELETE FROM events WHERE position = 1',
      [
        [1, 'event-missing'],
        [2, 'revision-wrong'],
        [2, 'key-malformed'],
      ],
    ],
    ['no events', 'DELETE FROM erasures; DELETE FROM events', [[1, 'not-opened']]],
    ['an event below one', 'UPDATE events SET position = -1 WHERE position = 12', [[null, 'event-stray']]],
    [
      'a stream without a name',
      "DELETE FROM streams WHERE name = 'logs'",
      [
        [3, 'stream-missing'],
        [9, 'stream-missing'],
      ],
    ],
    ['a revision too high', 'UPDATE events SET revision = 5 WHERE position = 9', [[9, 'revision-wrong']]],
    ['a short id', "UPDATE events SET id = x'00' WHERE position = 9", [[9, 'id-wrong']]],
    ['a short causation', "UPDATE events SET causation_id = x'00' WHERE position = 9", [[9, 'id-wrong']]],
    [
      'an id twice',
      'UPDATE events SET id = (SELECT id FROM events WHERE position = 4) WHERE position = 9',
      [[9, 'id-twice']],
    ],
    [
      'a changed commitment',
      'UPDATE events SET commitment = zeroblob(32) WHERE position = 9',
      [[9, 'commitment-wrong']],
    ],
    [
      'a changed commitment of what is erased, unseen',
      'UPDATE events SET commitment = zeroblob(32) WHERE position = 5',
      [],
    ],
    [
      'a changed content',
      "UPDATE events SET content = CAST(replace(CAST(content AS TEXT), 'cache', 'Cache') AS BLOB) WHERE position = 6",
      [[6, 'commitment-wrong']],
    ],
    ['an erasure without a reason', 'DELETE FROM erasures', [[5, 'erased-without-redaction']]],
    ['an erasure by what is no redaction', 'UPDATE erasures SET because_of = 7', [[5, 'erasure-wrong']]],
    ['an erasure by what came before', 'UPDATE erasures SET because_of = 4', [[5, 'erasure-wrong']]],
    ['an erasure by nothing', 'UPDATE erasures SET because_of = 99', [[5, 'erasure-wrong']]],
    ['an erasure that was not done', 'INSERT INTO erasures VALUES (6, 8)', [[6, 'erasure-wrong']]],
    ['an erasure of nothing', 'INSERT INTO erasures VALUES (99, 100)', [[99, 'erasure-wrong']]],
    [
      'a redaction that does not name it',
      'UPDATE events SET content = NULL WHERE position = 6; INSERT INTO erasures VALUES (6, 8)',
      [[6, 'erasure-wrong']],
    ],
    [
      'an erased redaction',
      'UPDATE events SET content = NULL WHERE position = 8; INSERT INTO erasures VALUES (8, 9)',
      [
        [5, 'erasure-wrong'],
        [8, 'redaction-erased'],
        [8, 'erasure-wrong'],
      ],
    ],
    [
      'an erased opening',
      'UPDATE events SET content = NULL WHERE position = 1',
      [
        [1, 'not-opened'],
        [1, 'erased-without-redaction'],
        [2, 'key-malformed'],
      ],
    ],
  ])('%s is found at its position', (_, statement, expected) => {
    sql(statement);
    expect(found().filter(([, what]) => what !== 'file-damaged')).toEqual(expected);
  });

  it('a redaction that a crash left undone is named, until it is carried out', () => {
    writeLedger(path, events.with(4, { ...events[4]!, erasedBy: undefined }));
    const { findings } = verifyLedger(path);
    expect(findings).toEqual([expect.objectContaining({ position: 5, what: 'redaction-not-carried-out' })]);
    expect(findings[0]?.sentence).toContain('start opsledger on this ledger');
    sql('INSERT INTO erasures VALUES (5, 8); UPDATE events SET content = NULL WHERE position = 5');
    expect(found()).toEqual([]);
  });

  it('what is erased while a ledger in use is checked is no finding', () => {
    writeLedger(path, events.with(4, { ...events[4]!, erasedBy: undefined }));
    const server = new DatabaseSync(path);
    server.exec('PRAGMA journal_mode = WAL; CREATE TABLE in_use (x)');
    const carryOut = 'INSERT INTO erasures VALUES (5, 8); UPDATE events SET content = NULL WHERE position = 5';
    expect(found()).toEqual([[5, 'redaction-not-carried-out']]);
    expect(found({ onProgress: () => server.exec(carryOut) })).toEqual([]);
    const later = `INSERT INTO events SELECT 13, stream_id, 1, randomblob(16), type, 1, recorded_at, NULL, commitment,
      CAST(replace(CAST(content AS TEXT), '"position":5', '"position":6') AS BLOB) FROM events WHERE position = 8;
      INSERT INTO erasures VALUES (6, 13); UPDATE events SET content = NULL WHERE position = 6`;
    expect(found({ onProgress: () => server.exec(later) })).toEqual([]);
    server.close();
  });

  it('other content for an erased event is found, even with its erasure gone', () => {
    sql(`UPDATE events SET content = CAST('${contentOf('5', { message: 'harmless' })}' AS BLOB) WHERE position = 5`);
    expect(found()).toEqual([
      [5, 'commitment-wrong'],
      [5, 'erasure-wrong'],
      [5, 'redaction-not-carried-out'],
    ]);
  });

  it.each<[string, Partial<MadeUpEvent>, number, [number, string][]]>([
    ['content that is not JSON', { content: 'hello' }, 3, [[3, 'content-malformed']]],
    ['content without a salt', { content: '{"data":{}}' }, 3, [[3, 'content-malformed']]],
    ['content whose salt is not first', { content: '{"data":{},"salt":"x"}' }, 3, [[3, 'content-malformed']]],
    ['content with a short salt', { content: '{"salt":"AAAA","data":{}}' }, 3, [[3, 'content-malformed']]],
    ['an opening of another type', { type: 'x' }, 1, [[1, 'not-opened']]],
    ['an opening in another stream', { stream: 'x' }, 1, [[1, 'not-opened']]],
    [
      'an opening without an id',
      { content: contentOf('1', { ledger: 7 }) },
      1,
      [
        [1, 'not-opened'],
        [2, 'key-malformed'],
      ],
    ],
    ['a key that is none', { content: contentOf('2', { id: 'x', verifierKey: 'x' }) }, 2, [[2, 'key-malformed']]],
    ['a key of another name', { content: contentOf('2', keyData(new Signer('a', 'x'))) }, 2, [[2, 'key-malformed']]],
    ['the end of a key that never was', { type: 'checkpoint-key.retired' }, 9, [[9, 'key-malformed']]],
    [
      'a redaction of nothing',
      { content: contentOf('8', { events: [] }) },
      8,
      [
        [5, 'erasure-wrong'],
        [8, 'content-malformed'],
      ],
    ],
    [
      'a redaction of what comes',
      { content: contentOf('8', { events: [{ position: 5 }, { position: 9 }] }) },
      8,
      [[8, 'content-malformed']],
    ],
    ['an id that is the cause of nothing', { causationId: events[0]!.id }, 9, []],
  ])('%s is found though all hashes fit', (_, change, position, expected) => {
    writeLedger(path, events.with(position - 1, { ...events[position - 1]!, ...change }));
    expect(found()).toEqual(expected);
  });

  it('spaces before the salt do no harm', () => {
    const content = JSON.stringify(JSON.parse(events[2]!.content), null, 2);
    writeLedger(path, events.with(2, { ...events[2]!, content }));
    expect(found()).toEqual([]);
  });

  it('a text that is not UTF-8 is found, and one with a real replacement character is not', () => {
    const message = 'a \uFFFD b';
    writeLedger(path, events.with(2, { ...events[2]!, content: contentOf('3', { message }) }));
    expect(found()).toEqual([]);
    sql(
      `UPDATE events SET content = CAST(replace(CAST(content AS TEXT), char(65533), CAST(x'f09080' AS TEXT)) AS BLOB)
       WHERE position = 3`,
    );
    expect(found()).toEqual([[3, 'not-utf8']]);
  });

  it('lists as many as it is told to, and counts the rest', () => {
    sql('UPDATE events SET commitment = zeroblob(32)');
    const report = verifyLedger(path, { limit: 3 });
    expect(short(report)).toEqual([
      [1, 'commitment-wrong'],
      [2, 'commitment-wrong'],
      [3, 'commitment-wrong'],
    ]);
    expect(report.unlisted).toBe(8);
  });
});

describe('Damage to the file', () => {
  it('is a finding and never an exception, whichever page it hits', () => {
    const bytes = readFileSync(path);
    for (let page = 1; page < bytes.length / 4096; page++) {
      const harmed = Buffer.from(bytes);
      harmed.fill(0xa5, page * 4096, page * 4096 + 64);
      writeFileSync(path, harmed);
      expect({ page, first: found({ against: [checkpoint] })[0] }).toEqual({
        page,
        first: [null, expect.stringMatching(/^file-damaged$|^unreadable$/)],
      });
    }
  });

  it('that makes an index say something else is found, though every event is as it was', () => {
    const db = new DatabaseSync(path);
    const index = "SELECT rootpage FROM sqlite_schema WHERE name = 'sqlite_autoindex_events_1'";
    const page = db.prepare(index).get()!['rootpage'] as number;
    db.close();
    const bytes = readFileSync(path);
    bytes[page * 4096 - 1]! ^= 2;
    writeFileSync(path, bytes);
    const report = verifyLedger(path, { against: [checkpoint] });
    expect(new Set(report.findings.map(({ what }) => what))).toEqual(new Set(['file-damaged']));
    expect(report.checkpoints[0]?.holds).toBe(true);
  });
});

describe('A checkpoint that was kept', () => {
  it('shows that the end of a ledger is missing, and how much', () => {
    writeLedger(path, events.slice(0, 9));
    const { findings, checkpoints } = verifyLedger(path, { against: [checkpoint] });
    expect(findings.map(({ sentence }) => sentence)).toEqual([
      'The ledger has been cut: 3 positions (from 10 to 12) of the checkpoint of size 12 are missing.',
    ]);
    expect(checkpoints[0]?.holds).toBe(false);
  });

  it('shows between which checkpoints history was changed', () => {
    writeLedger(path, events.with(6, { ...events[6]!, recordedAt: 7 }));
    const { findings } = verifyLedger(path, { against: kept([4, 6, 8, 12]) });
    expect(findings.map(({ sentence }) => sentence.slice(0, 53))).toEqual([
      'History has been changed: events 7 to 8 are not those',
      'History has been changed: events 7 to 12 are not thos',
    ]);
  });

  it('is worth nothing when it is of another ledger, unsigned, or signed by a stranger', () => {
    const stranger = new Signer('a stranger');
    expect(found({ against: [checkpoint.replaceAll('opsledger/', 'other/')] })).toEqual([
      [null, 'checkpoint-not-vouched-for'],
      [null, 'checkpoint-of-another-ledger'],
    ]);
    expect(found({ against: [checkpoint.replace(/\n\n.*/s, '\n')] })).toEqual([[null, 'checkpoint-malformed']]);
    expect(found({ against: [checkpointOf(events, [stranger])] })).toEqual([[null, 'checkpoint-not-vouched-for']]);
    expect(found({ against: [checkpoint], keys: [stranger.verifierKey] })).toEqual([
      [null, 'checkpoint-not-vouched-for'],
    ]);
    expect(found({ against: [checkpoint.replace('\n12\n', '\n11\n')] })).toEqual([
      [null, 'checkpoint-not-vouched-for'],
      [null, 'history-changed'],
    ]);
    expect(found({ keys: ['nonsense'] })).toEqual([[null, 'checkpoint-malformed']]);
  });

  it('counts when an old and a new key signed it, and when its key was retired later', () => {
    const young = new Signer('a younger key');
    const template = { ...events[11]!, stream: 'ledger' };
    const rotated: MadeUpEvent[] = [
      ...events,
      { ...template, id: crypto.randomUUID(), type: 'checkpoint-key.added', content: contentOf('13', keyData(young)) },
      {
        ...template,
        id: crypto.randomUUID(),
        type: 'checkpoint-key.retired',
        content: contentOf('14', { id: SIGNER.id }),
      },
    ];
    writeLedger(path, rotated);
    const against = [checkpoint, checkpointOf(rotated, [SIGNER, young]), checkpointOf(rotated, [young])];
    const report = verifyLedger(path, { against });
    expect(report.findings).toEqual([]);
    expect(report.checkpoints.map(({ signedBy }) => signedBy.length)).toEqual([1, 2, 1]);
  });
});

function keyData(signer: Signer): object {
  return { id: signer.id, verifierKey: signer.verifierKey };
}
