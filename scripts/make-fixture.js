// Makes the ledger file of a release, once: node scripts/make-fixture.js <version>. Never run again for the same version.
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { inThisThread, SqliteEventStore } from '../dist/libs/event-store/src/sqlite/sqlite-event-store.js';
import { SqliteLedger } from '../dist/libs/event-store/src/sqlite/sqlite-ledger.js';
import { commitmentOf, decodeContent, leafOf } from '../dist/libs/kernel/src/event-format.js';
import { components } from '../dist/libs/features/src/components/components.js';
import { features } from '../dist/libs/features/src/features.js';
import { createFirstLogs } from '../dist/libs/features/src/first-start.js';
import { readEntries } from '../dist/libs/features/src/log-entries/entry-queries.js';
import { ImportLineSetAside } from '../dist/libs/features/src/imports/import.events.js';
import { ImportKey } from '../dist/libs/features/src/imports/import-key.js';
import { logEntry, refusedLine } from '../dist/libs/features/src/log-entries/log-entry.js';
import { operation } from '../dist/libs/features/src/log-entries/operation.js';
import { logs } from '../dist/libs/features/src/logs/logs.js';
import { people } from '../dist/libs/features/src/people/people.js';
import { tokens } from '../dist/libs/features/src/tokens/tokens.js';
import { sealedId } from '../dist/libs/kernel/src/ids.js';
import { inMemory } from '../dist/libs/platform/src/in-memory.js';
import { EntryRedactor } from '../dist/libs/features/src/log-entries/entry-redactor.js';
import { PersonEraser } from '../dist/libs/features/src/people/person-eraser.js';
import { identityOf } from '../dist/libs/platform/src/ledger-opened.js';
import { Redactor } from '../dist/libs/platform/src/redactor.js';
import { settleCheckpointKeys } from '../dist/libs/platform/src/transparency/checkpoint-keys.js';
import { Ledger } from '../dist/libs/platform/src/ledger.js';

const path = `test/fixtures/ledger-${process.argv[2]}.db`;
if (process.argv[2] === undefined || existsSync(path))
  throw new Error('give the version of a release that has no fixture yet');

// The same history in memory gives the read model that the fixture is compared with.
const file = new SqliteLedger(path);
const memory = await inMemory(features);
// Contents are noted before they are erased, so that the file can be made the way a server makes it.
const contents = new Map();
const note = async () => {
  for (const { position, content } of await memory.store.readAll(0, 1000)) {
    if (content !== null) contents.set(position, content);
  }
};
await note();
const append = memory.store.append.bind(memory.store);
memory.store.append = async (...appended) => {
  const outcome = await append(...appended);
  await note();
  return outcome;
};
const author = {
  actor: { name: 'ada' },
  reporter: { kind: 'tool', id: 'tool:fixture', name: 'fixture' },
  via: { kind: 'api', verified: true },
};
const ledger = new Ledger(memory.store, memory.catalogue, memory.clock, memory.ids);
await createFirstLogs(ledger, memory.readModel);
const write = async (decider, id, command, more = {}, options = {}) => {
  const name = id === 'new' ? ledger.newId(author) : id;
  await ledger.execute(decider, name, command, { ...author, ...more }, options);
  return name;
};
const person = ledger.newId(author);
await write(people, null, {
  do: 'add',
  id: person,
  details: { displayName: 'Ada', aliases: [{ kind: 'nick', name: 'ada' }], timeZone: 'Europe/Berlin' },
});
await write(people, null, { do: 'change', id: person, details: { workingHours: 'Mon-Fri 09:00-17:00' } });
const token = {
  id: ledger.newId(author),
  hash: 'ab'.repeat(32),
  ownerKind: 'tool',
  owner: 'bot',
  label: '',
  scopes: ['read'],
  logs: null,
  expiresAt: null,
};
await write(tokens, null, { do: 'issue', token });
await write(tokens, null, { do: 'revoke', id: token.id, reason: 'spent' });
await write(logs, null, { do: 'create', name: 'paws', details: { title: 'PAWS', aliases: ['jupyter'] } });
await write(logs, null, { do: 'change', name: 'paws', details: { description: 'Notebooks' }, status: 'archived' });
await write(logs, null, { do: 'change', name: 'paws', details: {}, status: 'open' });
const [whole, part] = [ledger.newId(author), ledger.newId(author)];
await write(components, null, { do: 'register', id: whole, details: { name: 'databases' }, logs: ['production'] });
const details = {
  name: 'databases-eqiad',
  title: 'Eqiad',
  parent: whole,
  noticeScope: 'control-plane',
  hosts: ['db1*'],
};
await write(components, null, { do: 'register', id: part, details, logs: [] });
await write(components, null, { do: 'change', id: whole, details: { ownerTeam: 'ada' }, logs: [], hiddenLogs: [] });
await write(components, null, { do: 'retire', id: part, reason: 'replaced' });
await write(components, null, { do: 'reinstate', id: part, reason: 'not yet' });
const start = await write(logEntry, 'new', {
  do: 'log',
  log: 'production',
  message: 'START - Cookbook sre.hosts.reboot for db1101',
});
await write(logEntry, 'new', {
  do: 'log',
  log: 'production',
  message: 'END (PASS) - Cookbook sre.hosts.reboot (exit_code=0) for db1101',
});
const open = await write(logEntry, 'new', { do: 'log', log: 'admin', message: 'START - Cookbook wmcs.never.ends' });
await write(operation, open, {
  outcome: 'fail',
  endedAt: Date.now(),
  reason: 'gone',
  operation: { log: 'admin', startedAt: Date.now() - 1, ended: false },
});
await write(logEntry, start, {
  do: 'amend',
  message: 'START - Cookbook sre.hosts.reboot for db1101 (T1)',
  reason: 'task',
  occurredAt: Date.UTC(2026, 10, 1),
  precision: 'day',
});
const wrong = await write(
  logEntry,
  'new',
  { do: 'log', log: 'paws', message: 'wrong ☃', typedLog: 'jupyter' },
  { correlationId: 'c1', occurredAt: Date.UTC(2026, 9, 1), precision: 'minute' },
  {},
);
await write(logEntry, wrong, { do: 'retract', reason: 'wrong log' });
const erased = await write(logEntry, 'new', {
  do: 'log',
  log: 'admin',
  message: 'a password',
  masked: ['GitHub token'],
});
await write(logEntry, erased, { do: 'retract', reason: 'a password' });
await write(refusedLine, 'new', { listener: 'cloud', why: 'no message', bytes: 3 });
const keyed = { ...author, fingerprint: 'cd'.repeat(32) };
await ledger.execute(
  logEntry,
  ledger.newId(keyed, 'key-1'),
  { do: 'log', log: 'production', message: 'with a key' },
  keyed,
  { idempotencyKey: 'key-1' },
);

const key = await new ImportKey(memory.store, memory.catalogue, ledger, memory.ids).read();
const imported = {
  via: { kind: 'import', verified: true },
  occurredAt: Date.UTC(2010, 2, 5, 17, 5),
  precision: 'minute',
};
const source = {
  kind: 'wiki-page',
  page: 'Server Admin Log',
  revision: 7,
  ordinal: 0,
  line: '* 17:05 [[User:Ada|ada]]: x',
};
const older = await write(
  logEntry,
  sealedId(key, imported.occurredAt, 'x'),
  { do: 'import', log: 'production', message: 'x', source },
  imported,
);
const keys = [sealedId(key, imported.occurredAt, 'y')];
const differs = { message: 'y', actor: 'Ada', occurredAt: '2010-03-05T17:05:42.000Z' };
await write(
  logEntry,
  older,
  { do: 'link', source: { kind: 'index', id: 'AVyzBgkqhkiG9w0BAQEF' }, keys, differs },
  imported,
);
await write(logEntry, older, { do: 'revise', message: 'x and y', reason: 'mended', source, keys }, imported);
const aside = ImportLineSetAside.of({
  log: 'production',
  source,
  number: 3,
  line: 'prose',
  why: 'not-an-entry',
  part: 1,
});
await ledger.record(`import-line-${sealedId(key, 0, 'z')}`, -1, [aside], author);

await settleCheckpointKeys(ledger, memory.signingKeys);
const redactor = new Redactor(memory.store, memory.catalogue, ledger, memory.rebuild);
const redact = (id, more) => new EntryRedactor(redactor, memory.catalogue).redact(id, 'admin', more, author, {});
await redact(erased, { reason: 'a credential' });
const partly = await write(logEntry, 'new', { do: 'log', log: 'admin', message: 'a secret and the rest' });
await redact(partly, { reason: 'a credential', message: 'the rest' });
const eraser = new PersonEraser(memory.store, memory.catalogue, ledger, redactor, memory.leases);
await (
  await eraser.erase(person, 'asked for it', true, author)
).done;

const store = new SqliteEventStore(inThisThread(file), file.reader());
const events = await memory.store.readAll(0, 1000);
for (const event of events) {
  const content = contents.get(event.position);
  await store.append(event.stream, event.revision - 1, [{ ...event, content }]);
}
for (const event of events.filter(({ content }) => content === null)) {
  await store.erase([event.position], event.redaction.position);
}
await store.close();
new DatabaseSync(path).exec('PRAGMA journal_mode=DELETE');
for (const suffix of ['-wal', '-shm']) rmSync(`${path}${suffix}`, { force: true });

const page = readEntries(memory.readModel, {}, memory.readModel.position(), '[]', { after: null, limit: 250 });
const entries = page.rows
  .map(({ json }) => JSON.parse(json))
  .map(({ id, log, message, status, revision, occurredAt }) => ({ id, log, message, status, revision, occurredAt }));
writeFileSync(path.replace(/\.db$/, '.json'), `${JSON.stringify({ head: events.length, entries }, null, 2)}\n`);

const vectors = 'test/fixtures/event-format.json';
if (!existsSync(vectors)) {
  const { id } = identityOf(events[0]);
  const chosen = events
    .filter((event) => event.content !== null)
    .slice(-8)
    .concat(events[0]);
  const golden = chosen.map(({ content, position: _position, commitment, ...envelope }) => {
    const text = Buffer.from(content).toString();
    return {
      salt: Buffer.from(JSON.parse(text).salt, 'base64url').toString('hex'),
      content: (({ salt: _salt, ...rest }) => rest)(decodeContent(content)),
      contentBytes: text,
      commitment: Buffer.from(commitmentOf(content)).toString('hex'),
      envelope,
      leaf: Buffer.from(leafOf(id, { ...envelope, commitment })).toString('hex'),
    };
  });
  writeFileSync(vectors, `${JSON.stringify({ ledger: id, events: golden }, null, 2)}\n`);
}
console.log(`wrote ${path}: ${events.length} events, ${readFileSync(path).length} bytes`);
process.exit(0);
