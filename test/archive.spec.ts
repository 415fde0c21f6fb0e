import { parseConnectionString } from '@event-store/kurrent/connection-string.js';
import { MAX_CONTENT_BYTES, type NewEvent } from '@event-store/event-store.js';
import { SqliteLedger } from '@event-store/sqlite/sqlite-ledger.js';
import { SystemClock } from '@kernel/clock.js';
import { encodeContent } from '@kernel/event-format.js';
import { RedactionMade } from '@kernel/redaction.js';
import { exportArchive } from '@platform/offline/export-archive.js';
import { importArchive } from '@platform/offline/import-archive.js';
import { ArchiveFile, isArchive } from '@verifier/archive-file.js';
import { verifyArchive } from '@verifier/verify-archive.js';
import { verifyLedger } from '@verifier/verify-ledger.js';
import { verifyServer } from '@verifier/server-history.js';
import { execFileSync } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Writable } from 'node:stream';
import { content, newEvent } from './support/events.js';
import { FakeKurrentDb } from './support/fake-kurrentdb.js';
import { newLedgerName } from './support/kurrentdb.js';
import { Product, runClient } from './support/product.js';
import {
  checkpointOf,
  LEDGER,
  leavesOf,
  type MadeUpEvent,
  rootOf,
  story,
  writeLedger,
} from './verifier/made-up-ledger.js';

/** A ledger with redactions, an amended history, keys and an erased person. */
const FIXTURE = join(__dirname, 'fixtures/ledger-0.2.0.db');
/** Every how many bytes one is changed: 1 is every one, in each of its bits. */
const STEP = Number(process.env['FLIP_EVERY'] ?? 29);
const SECRET = 'zq7-hunter2-zq7';
const clock = new SystemClock();

jest.setTimeout(60_000);

let folder: string;
let ledger: string;
let archive: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'opsledger-'));
  ledger = join(folder, 'ledger.db');
  archive = join(folder, 'archive');
});
afterEach(() => rmSync(folder, { recursive: true }));

const at = (name: string): string => join(folder, name);
const text = (path = archive): string => readFileSync(path, 'utf8');
const exported = (from = ledger, to = archive) => exportArchive({ file: from }, to, clock);
const eventsIn = (path: string): unknown[] => {
  const opened = new SqliteLedger(path, true);
  const all = opened.readAll(0, 100_000);
  opened.close();
  // Comparing megabytes byte by byte takes half a minute.
  return all.map(({ content, ...event }) => ({
    ...event,
    content: content && Buffer.from(content).toString('latin1'),
  }));
};

/** An archive made by hand, from docs/archive-format.md and made-up-ledger.ts alone. */
function archiveOf(events: readonly MadeUpEvent[], erased: ReadonlyMap<number, number>): string {
  const [leaves, revisions] = [leavesOf(events), new Map<string, number>()];
  const lines = events.map(({ stream, id, type, version, recordedAt, causationId, content }, index) => {
    const revision = revisions.get(stream) ?? 0;
    revisions.set(stream, revision + 1);
    const commitment = createHash('sha256').update(`\u0002${content}`).digest('hex');
    const head = { position: index + 1, id, stream, revision, type, version, recordedAt, causationId, commitment };
    const erasedBy = erased.get(index + 1) ?? null;
    const more = JSON.stringify({ ...head, leaf: leaves[index]!.toString('hex'), erasedBy });
    return `${more.slice(0, -1)},"content":${erasedBy === null ? content : 'null'}}\n`;
  });
  const before = [`{"format":"opsledger-archive-v1","ledger":"${LEDGER}","eventFormat":1}\n`, ...lines].join('');
  const root = rootOf(leaves).toString('base64');
  return before + ended(before, events.length, root);
}

function ended(before: string | Buffer, events: number, root: string): string {
  const sha256 = createHash('sha256').update(before).digest('hex');
  return `{"end":{"events":${events},"root":"${root}","sha256":"${sha256}"}}\n`;
}

const sentences = (path = archive): string[] => verifyArchive(path).findings.map(({ sentence }) => sentence);

describe('An archive', () => {
  const events = story();
  const erased = new Map([[5, 8]]);

  it('is what the specification says, by a second writer that shares no code', async () => {
    writeLedger(ledger, events);
    const root = rootOf(leavesOf(events)).toString('base64');
    expect(await exported()).toEqual({ ledger: LEDGER, events: 12, bytes: statSync(archive).size, root });
    expect(text()).toBe(archiveOf(events, erased));
    expect(statSync(archive).mode & 0o777).toBe(0o600);
    expect(existsSync(`${archive}.partial`)).toBe(false);
    const report = verifyArchive(archive, { against: [checkpointOf(events), checkpointOf(events.slice(0, 7))] });
    expect(report).toMatchObject({ ledger: LEDGER, events: 12, erased: 1, root, findings: [] });
    expect(report.checkpoints.map(({ holds }) => holds)).toEqual([true, true]);
    const other = [checkpointOf(events.with(6, { ...events[6]!, recordedAt: 7 }))];
    expect(verifyArchive(archive, { against: other }).findings.map(({ what }) => what)).toEqual(['history-changed']);
  });

  it('becomes the ledger again: the same events, ids, bytes and root, and the same archive', async () => {
    copyFileSync(FIXTURE, ledger);
    const before = verifyLedger(ledger);
    expect(before).toMatchObject({ findings: [] });
    expect(before.erased).toBeGreaterThan(0);
    expect(await exported()).toMatchObject({ events: before.events, root: before.root });
    const back = at('data/ledger.db');
    const imported = await importArchive(archive, { file: back }, clock);
    expect(imported).toEqual({ ledger: before.ledger, events: before.events, root: before.root, before: 0 });
    expect(eventsIn(back)).toEqual(eventsIn(ledger));
    expect(verifyLedger(back)).toEqual(before);
    await exported(back, at('again'));
    expect(text(at('again'))).toBe(text());
  });

  it('has the leaves that a ledger of before did not keep, also when later events have them', async () => {
    copyFileSync(join(__dirname, 'fixtures/ledger-0.1.0.db'), ledger);
    for (const name of ['of format 1', 'with both']) {
      await exported(ledger, at(name));
      const [{ root, findings }, told] = [verifyLedger(ledger), verifyArchive(at(name))];
      expect(told.root).toBe(root);
      // An erasure of a time before there were redactions.
      expect(findings).toHaveLength(1);
      expect(told.findings.map(({ position, what }) => [position, what])).toEqual(
        findings.map(({ position, what }) => [position, what]),
      );
      const opened = new SqliteLedger(ledger);
      opened.append([{ stream: 'new', expected: -1, events: [newEvent({}, { causationId: randomUUID() })] }]);
      opened.close();
    }
    expect(text(at('with both'))).toContain(text(at('of format 1')).split('{"end"')[0]);
  });

  it('does not hold what a redaction names that was not carried out yet', async () => {
    const secret = events.with(4, { ...events[4]!, erasedBy: undefined });
    writeLedger(ledger, secret);
    expect(eventsIn(ledger)[4]).toMatchObject({ content: events[4]!.content });
    await exported();
    expect(text()).toBe(archiveOf(events, erased));
    expect(sentences()).toEqual([]);
  });

  it('keeps the texts, whatever characters they have, and contents of any size', async () => {
    const opened = new SqliteLedger(ledger);
    const opening = newEvent({ ledger: LEDGER, name: 'x', format: 1 }, { type: 'ledger.opened' });
    opened.append([{ stream: 'ledger', expected: -1, events: [opening] }]);
    const names = [
      String.fromCharCode(...Array.from({ length: 130 }, (_, i) => i + 1)),
      '"content":x',
      '😀\u2028\ufffd',
    ];
    const append = (stream: string, data: object, type = 'x'): void =>
      void opened.append([{ stream, expected: -1, events: [newEvent(data, { type })] }]);
    for (const name of names) append(name, { name, text: ',"content":{"salt":1}}' }, name);
    for (let n = 0; n < 5; n++)
      append(`large-${n}`, { n, text: 'ü'.repeat(n === 2 ? MAX_CONTENT_BYTES / 2 - 200 : 300_000) });
    opened.close();
    await exported();
    expect(sentences()).toEqual([]);
    await importArchive(archive, { file: at('data/ledger.db') }, clock);
    expect(eventsIn(at('data/ledger.db'))).toEqual(eventsIn(ledger));
  });
});

describe('A ledger that is written while it is exported', () => {
  let opened: SqliteLedger;
  const append = (stream: string, event: NewEvent, expected = -1): number =>
    (opened.append([{ stream, expected, events: [event] }])[0] as { position: number }).position;
  const redact = (position: number, expected = -1): number => {
    const events = [{ position, type: 'thing.happened', version: 1, bytes: 1, kept: null }];
    const data = { events, what: 'content', reason: 'a password', restates: false };
    return append('redactions', newEvent(data, { type: RedactionMade.type }), expected);
  };
  beforeEach(() => {
    opened = new SqliteLedger(ledger);
    // So long that the archive becomes shorter without it.
    const secret = SECRET.repeat(1000);
    append('ledger', newEvent({ ledger: LEDGER, name: 'x', format: 1 }, { type: 'ledger.opened' }));
    const events = Array.from({ length: 2500 }, (_, n) => newEvent(n === 7 || n === 2400 ? { secret } : { n }));
    opened.append(events.map((event, n) => ({ stream: `thing-${n}`, expected: -1, events: [event] })));
  });
  afterEach(() => opened.close());

  it('is exported as it was at one moment', async () => {
    let later = 0;
    const onProgress = (): void => void append(`later-${++later}`, newEvent({ later }));
    expect(await exportArchive({ file: ledger }, archive, clock, onProgress)).toMatchObject({ events: 2501 });
    expect(later).toBe(3);
    expect(sentences()).toEqual([]);
    await importArchive(archive, { file: at('data/ledger.db') }, clock);
    expect(eventsIn(at('data/ledger.db'))).toEqual(eventsIn(ledger).slice(0, 2501));
  });

  it.each([
    ['and not carried out yet', false],
    ['and erased', true],
  ])('is exported without what was redacted meanwhile %s', async (_, isErased) => {
    let redactions = 0;
    const onProgress = ({ position }: { position: number }): void => {
      if (redactions > 1 || position > 2000) return;
      // The first was written already when it is redacted, the second was not.
      const named = redactions === 0 ? 9 : 2402;
      const because = redact(named, redactions++ - 1);
      if (isErased) opened.erase([named], because);
    };
    const { events } = await exportArchive({ file: ledger }, archive, clock, onProgress);
    expect([events, redactions]).toEqual([2503, 2]);
    expect(text()).not.toContain(SECRET);
    expect(sentences()).toEqual([]);
    const nulls = text()
      .split('\n')
      .filter((line) => line.endsWith('"content":null}'));
    expect(nulls.map((line) => /^{"position":(\d+).*"erasedBy":(\d+)/.exec(line)!.slice(1))).toEqual([
      ['9', '2502'],
      ['2402', '2503'],
    ]);
  });

  it('is no archive on a pipe when something in it was redacted meanwhile, and says so', async () => {
    const chunks: Buffer[] = [];
    const pipe = new Writable({ write: (chunk: Buffer, _, done) => done(void chunks.push(Buffer.from(chunk))) });
    const once = { redact: (): void => void redact(9) };
    const onProgress = (): void => {
      once.redact();
      once.redact = () => {};
    };
    const exporting = exportArchive({ file: ledger }, pipe, clock, onProgress);
    await expect(exporting).rejects.toThrow(/something was redacted while the archive was written/);
    writeFileSync(archive, Buffer.concat(chunks));
    expect(sentences()).toContainEqual(expect.stringMatching(/^The archive is cut off after line 2502 \(event 2501\)/));
  });
});

describe('One changed byte in an archive', () => {
  it(`is found, and in its line (every ${STEP}th byte)`, async () => {
    const [shm, before] = ['/dev/shm', process.env['TMPDIR']];
    if (existsSync(shm)) process.env['TMPDIR'] = shm;
    writeLedger(ledger, story());
    await exported();
    const bytes = readFileSync(archive);
    const wrong: string[] = [];
    let line = 1;
    for (let i = 0; i < bytes.length; i++) {
      for (let bit = 0; bit < 8; bit++) {
        if ((i * 8 + bit) % (STEP === 1 ? 1 : STEP * 8 + 1) !== 0) continue;
        const flipped = Buffer.from(bytes);
        flipped[i]! ^= 1 << bit;
        writeFileSync(archive, flipped);
        const placed = placeOf(archive);
        // Without its end a line is one with the next.
        const isPlaced = placed.includes(`line ${line}`);
        if (!isPlaced) wrong.push(`byte ${i}, bit ${bit} (line ${line}, ${String.fromCharCode(bytes[i]!)}): ${placed}`);
      }
      if (bytes[i] === 0x0a) line++;
    }
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
    expect(wrong).toEqual([]);
    expect(line).toBe(15);
  }, 600_000);

  function placeOf(path: string): string {
    if (!isArchive(path)) return 'not recognised';
    try {
      return sentences(path).join('\n');
    } catch (error) {
      return (error as Error).message;
    }
  }
});

describe('An archive that is none, or not whole, is refused in words:', () => {
  const whole = archiveOf(story(), new Map([[5, 8]]));
  const lines = whole.split('\n').slice(0, -1);
  const withLines = (changed: readonly string[]): string => {
    const before = changed
      .slice(0, -1)
      .map((line) => `${line}\n`)
      .join('');
    return before + ended(before, changed.length - 2, rootOf(leavesOf(story())).toString('base64'));
  };

  it.each([...lines.keys()].slice(1))('cut off after line %i', (after) => {
    const kept = lines.slice(0, after).join('\n');
    const behind = `line ${after}${after === 1 ? '' : ` (event ${after - 1})`}`;
    for (const torn of ['', lines[after]!.slice(0, -1), lines[after]!]) {
      writeFileSync(archive, `${kept}\n${torn}`);
      const where = torn === '' ? `after ${behind}` : `in line ${after + 1}, behind ${behind}`;
      const cut = `The archive is cut off ${where}: take another copy, or export it again.`;
      const found = sentences();
      expect(found).toContain(cut);
      // Of what is there, only what the missing redaction would explain.
      const others = found.filter((sentence) => sentence !== cut);
      expect(others.every((sentence) => /not a redaction|no events/.test(sentence))).toBe(true);
    }
  });

  it.each<[string, string, RegExp]>([
    [
      'two lines swapped',
      withLines([...lines.slice(0, 3), lines[4]!, lines[3]!, ...lines.slice(5)]),
      /^line 4: it says position 4, where 3 is due/,
    ],
    [
      'a line twice',
      withLines([...lines.slice(0, 4), ...lines.slice(3)]),
      /^line 5: it says position 3, where 4 is due/,
    ],
    ['a line left out', withLines(lines.toSpliced(11, 1)), /^line 12: it says position 12, where 11 is due/],
    ['something behind the end', `${whole}x`, /^line 15: something follows the end, which was line 14/],
    ['a line behind the end', `${whole}${lines[1]}\n`, /^line 15: something follows the end, which was line 14/],
    [
      'a line of 20 MB',
      withLines(lines.with(6, `{"position":6,${'x'.repeat(20e6)}}`)),
      /^line 7: it is not an event as it was written/,
    ],
    [
      'an event of 20 MB',
      withLines(lines.with(6, lines[6]!.replace('"data":', `"more":"${'x'.repeat(20e6)}","data":`))),
      /^line 7: The content of event 6 is not what/,
    ],
    ['a line break that is not ours', withLines(lines.map((line) => `${line}\r`)), /^line 1: it is not the first line/],
    [
      'the first line of another ledger',
      withLines(lines.with(0, lines[0]!.replace(LEDGER, LEDGER.replace('01a', '02a')))),
      /^line 1: it says ledger 02a2078b.* but its events are of 01a2078b/,
    ],
    ['another sum', whole.replace(/"sha256":".{3}/, '"sha256":"abc'), /^line 14: SHA-256 of the bytes before it/],
    ['another root', whole.replace(/"root":".{3}/, '"root":"abc'), /^line 14: the root of the events before it is/],
    ['another number of events', whole.replace('"events":12,', '"events":13,'), /^line 14: it says 13 events, but 12/],
  ])('%s', (_, changed, first) => {
    writeFileSync(archive, changed);
    const found = sentences();
    expect(found.some((sentence) => first.test(sentence))).toBe(true);
    return expect(importArchive(archive, { file: at('data/ledger.db') }, clock)).rejects.toThrow(/was not imported: /);
  });

  it.each([
    ['of a newer format', whole.replace('archive-v1', 'archive-v2'), /line 1: it is of opsledger-archive-v2, which/],
    ['of newer events', whole.replace('"eventFormat":1', '"eventFormat":2'), /line 1: .* with events of format 2/],
    ['empty', '', /is empty or cut off in its first line/],
  ])('%s', async (_, changed, sentence) => {
    writeFileSync(archive, changed);
    expect(() => verifyArchive(archive)).toThrow(sentence);
    await expect(importArchive(archive, { file: at('data/ledger.db') }, clock)).rejects.toThrow(sentence);
    expect(existsSync(at('data/ledger.db'))).toBe(false);
  });

  it('something without lines, and something that is not there', () => {
    writeFileSync(archive, Buffer.alloc(70 << 20, 0x20));
    expect(() => verifyArchive(archive)).toThrow(/line 1: it has no end/);
    writeFileSync(archive, 'some text\nof two lines\n');
    expect(() => verifyArchive(archive)).toThrow(/line 1: this is not how an archive begins/);
    expect(() => verifyArchive(at('nowhere'))).toThrow(/is not there/);
    expect([isArchive(archive), isArchive(at('nowhere')), isArchive(folder)]).toEqual([false, false, false]);
  });
});

describe('An export', () => {
  it('overwrites nothing, and leaves nothing that looks whole', async () => {
    copyFileSync(FIXTURE, ledger);
    await exported();
    await expect(exported()).rejects.toThrow(/is there already: it is never overwritten/);
    writeFileSync(at('other.partial'), '');
    await expect(exported(ledger, at('other'))).rejects.toThrow(
      /other.partial is there: another archive is being made, or one was killed; then delete it/,
    );
    await expect(exported(ledger, at('no/where'))).rejects.toThrow(/there is no folder/);
    await expect(exported(at('nothing'), at('x'))).rejects.toThrow(/there is no ledger at/);
    writeFileSync(at('text'), 'not a database, and long enough to see that it is none'.repeat(100));
    await expect(exported(at('text'), at('x'))).rejects.toThrow(/text is not a ledger/);
    new SqliteLedger(at('empty.db')).close();
    await expect(exported(at('empty.db'), at('x'))).rejects.toThrow(/there is nothing in/);
    expect([existsSync(at('x')), existsSync(at('x.partial'))]).toEqual([false, false]);
  });

  it.each([
    ['a content with a line break', (content: Buffer) => Buffer.concat([content, Buffer.from('\n')])],
    ['a content that is not UTF-8', (content: Buffer) => Buffer.concat([content, Buffer.of(0xff)])],
  ])('of %s stops and says where', async (_, change) => {
    const opened = new SqliteLedger(ledger);
    const salt = Buffer.alloc(32);
    const of = (data: object, type = 'x') => newEvent({}, { type, content: encodeContent(salt, content(data)) });
    opened.append([
      { stream: 'ledger', expected: -1, events: [of({ ledger: LEDGER, name: 'x', format: 1 }, 'ledger.opened')] },
    ]);
    opened.append([
      {
        stream: 'x',
        expected: -1,
        events: [of({}), { ...of({}), content: change(Buffer.from(of({}).content)) }, of({})],
      },
    ]);
    opened.close();
    await expect(exported()).rejects.toThrow(/event 3 is missing or damaged, or its content is not one line of UTF-8/);
    expect([existsSync(archive), existsSync(`${archive}.partial`)]).toEqual([false, false]);
  });
});

describe('Of a damaged ledger', () => {
  it.each([
    ['an event is missing', 'DELETE FROM events WHERE position = 6'],
    ['an id is too short', 'UPDATE events SET id = substr(id, 2) WHERE position = 6'],
    ['a stream has no name', 'DELETE FROM streams WHERE id = (SELECT stream_id FROM events WHERE position = 6)'],
  ])('no archive is made where %s', async (_, statement) => {
    writeLedger(ledger, story());
    const db = new DatabaseSync(ledger);
    db.exec(`PRAGMA foreign_keys = OFF; ${statement}`);
    db.close();
    await expect(exported()).rejects.toThrow(/event 6 is missing or damaged.*: run "opsledger verify"/);
    expect([existsSync(archive), existsSync(`${archive}.partial`)]).toEqual([false, false]);
  });

  it.each(["'hello'", `'{"data":{}}'`, 'NULL'])('no archive is made where the first event says %s', async (opening) => {
    writeLedger(ledger, story());
    const db = new DatabaseSync(ledger);
    db.exec(`UPDATE events SET content = CAST(${opening} AS BLOB) WHERE position = 1`);
    db.close();
    await expect(exported()).rejects.toThrow(/the first event of .* does not say whose ledger it is/);
  });

  it('one is made where only a stored hash is wrong, and verifying it says so', async () => {
    copyFileSync(FIXTURE, ledger);
    new SqliteLedger(ledger).close();
    const db = new DatabaseSync(ledger);
    db.exec('DROP TRIGGER only_content_is_ever_erased; UPDATE events SET leaf = zeroblob(32) WHERE position = 6');
    db.close();
    await exported();
    expect(sentences()[0]).toMatch(/^line 7: The stored leaf of event 6 is not that of/);
  });
});

describe('An import', () => {
  beforeEach(async () => {
    copyFileSync(FIXTURE, ledger);
    await exported();
  });

  it('into a folder with a ledger is refused, and both are named', async () => {
    writeLedger(at('other.db'), story());
    const { ledger: id } = verifyLedger(ledger);
    const refused = importArchive(archive, { file: at('other.db') }, clock);
    await expect(refused).rejects.toThrow(
      `the archive is of the ledger ${id}, and there is the ledger ${LEDGER} already in`,
    );
    expect(verifyLedger(at('other.db'))).toMatchObject({ ledger: LEDGER, findings: [] });
    writeFileSync(at('damaged.db'), 'x');
    const damaged = importArchive(archive, { file: at('damaged.db') }, clock);
    await expect(damaged).rejects.toThrow(/there is something that is no ledger, or is damaged already in/);
    mkdirSync(at('data'));
    writeFileSync(at('data/ledger.db-wal'), 'of a ledger that was deleted');
    await expect(importArchive(archive, { file: at('data/ledger.db') }, clock)).rejects.toThrow(
      /ledger.db-wal: it is never/,
    );
  });

  it('onto KurrentDB (a FAKE of it) has the same root, is not mixed with another, and comes back as the same archive', async () => {
    const fake = await new FakeKurrentDb().start();
    try {
      const name = newLedgerName();
      const to = { address: parseConnectionString(fake.connectionString), ledger: name };
      const { root, events, ledger: id } = verifyLedger(ledger);
      expect(await importArchive(archive, to, clock)).toEqual({ ledger: id, events, root, before: 0 });
      expect(await verifyServer(fake.connectionString, name)).toMatchObject({
        root,
        events,
        stillOnServer: 0,
        findings: [],
      });
      await exportArchive(to, at('back'), clock);
      expect(text(at('back'))).toBe(text());
      writeFileSync(at('other'), archiveOf(story(), new Map([[5, 8]])));
      await expect(importArchive(at('other'), to, clock)).rejects.toThrow(
        `the archive is of the ledger ${LEDGER}, and there is the ledger ${id} already in`,
      );
      await expect(importArchive(archive, to, clock)).rejects.toThrow(/is never overwritten/);
      // As an interruption leaves it: begun, and not all of it there.
      const [kept] = [fake.history.filter(({ stream }) => !stream.includes('~')).slice(0, 9)];
      const begun = fake.history.filter(
        ({ stream, event }) => stream === `${name}~move` && event.getMetadataMap().get('type') === 'move.begun',
      );
      fake.history.splice(0, Infinity, ...[...begun, ...kept].toSorted((a, b) => a.position - b.position));
      expect(await importArchive(archive, to, clock)).toEqual({ ledger: id, events, root, before: 9 });
    } finally {
      await fake.stop();
    }
  });
});

describe('In the running product', () => {
  it('one command writes what another one reads at the same time', () => {
    mkdirSync(at('from'));
    copyFileSync(FIXTURE, at('from/ledger.db'));
    const [node, client] = [process.execPath, join(__dirname, '../bin/opsledger.js')];
    const [from, to] = [at('from'), at('to')].map((data) => `OPSLEDGER_DATA='${data}' '${node}' '${client}'`);
    execFileSync('sh', ['-c', `${from} export - | ${to} import archive -`], { stdio: 'pipe' });
    expect(eventsIn(at('to/ledger.db'))).toEqual(eventsIn(at('from/ledger.db')));
  });

  it('a ledger is exported under load, verified and served again from a new folder', async () => {
    const product = await Product.start(at('data'));
    const log = async (message: string) =>
      (await (await product.request('POST', '/api/v1/log-entries', { log: 'production', message })).json()) as {
        id: string;
      };
    const [amended, redacted] = [await log('so'), await log(SECRET)];
    await product.request('POST', `/api/v1/log-entries/${amended.id}/amend`, { message: 'thus', reason: 'typo' });
    await product.request('POST', `/api/v1/log-entries/${redacted.id}/redact`, { reason: 'a password' });
    writeFileSync(at('checkpoint'), await (await product.request('GET', '/api/v1/checkpoint')).text());
    const writing = Promise.all(Array.from({ length: 50 }, (_, n) => log(`entry ${n}`)));
    const made = await product.cli(['export', archive, '--json']);
    expect([made.code, made.err]).toEqual([0, '']);
    await writing;
    expect(text()).not.toContain(SECRET);
    const verified = await product.cli(['verify', archive, '--against', at('checkpoint')]);
    expect(verified).toMatchObject({
      code: 0,
      out: expect.stringMatching(/this is still that history[^]*nothing is wrong\n$/),
    });
    const history = await product.get(`/api/v1/log-entries/${amended.id}/history`);
    await product.end('SIGTERM');
    const piped = await product.cli(['export', '-']);
    expect([piped.code, piped.out.startsWith(text().split('{"end"')[0]!)]).toEqual([0, true]);

    const imported = await runClient(['import', 'archive', '-', '--json'], { OPSLEDGER_DATA: at('new') }, text());
    expect(imported).toMatchObject({ code: 0, err: '' });
    expect(JSON.parse(imported.out)).toMatchObject({ root: JSON.parse(made.out).root });
    const again = await Product.start(at('new'));
    const told = await again.get(`/api/v1/log-entries/${amended.id}/history`);
    const plain = (value: unknown): string => JSON.stringify(value).replaceAll(/http:\/\/127[^/]*/g, '');
    expect(plain(told)).toBe(plain(history));
    expect(await again.get(`/api/v1/log-entries/${redacted.id}`)).toMatchObject({ status: 'redacted' });
    const busy = await again.cli(['import', 'archive', archive]);
    expect(busy).toMatchObject({ code: 1, err: expect.stringMatching(/there is the ledger .* already in/) });
    await again.end('SIGTERM');
    writeFileSync(at('harmed'), text().replace('thus', 'thuz'));
    const harmed = await product.cli(['verify', at('harmed')]);
    expect(harmed).toMatchObject({
      code: 1,
      out: expect.stringMatching(/WRONG line \d+: The content of event \d+ is not/),
    });
  });
});

describe('The lines of an archive', () => {
  it('are the same wherever the pieces end in which it is read', () => {
    const expected = Array.from({ length: 40 }, (_, n) => 'x'.repeat((n * 77_777) % 1_500_000));
    writeFileSync(archive, expected.map((line) => `${line}\n`).join(''));
    const file = ArchiveFile.open(archive);
    const lines = [...file.lines()];
    file.close();
    expect(lines.map(({ bytes }) => bytes.length)).toEqual(expected.map(({ length }) => length));
    expect(lines.map(({ number }) => number)).toEqual([...expected.keys()].map((n) => n + 1));
  });
});
