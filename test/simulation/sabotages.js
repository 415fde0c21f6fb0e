// Rare in histories, so that what catches them is a spec of their own.
const BY_ENTRIES = 'libs/features/src/log-entries/log-entries.http.spec.ts';
const BY_REDACTION = 'libs/features/src/log-entries/redaction.http.spec.ts';
const caughtBy = 'test/simulation/simulation.spec.ts';
const env = { FROM: '1', SEEDS: '60' };

/** Ways in which the product could break what histories promise; each turns the simulation red. */
export default [
  {
    says: 'a repeated command of a catalogue is taken for a new one',
    file: 'libs/platform/src/ledger.ts',
    find: 'if (before !== undefined) return { ...before, changed: false };',
    replace: '',
  },
  {
    says: 'a repeated entry is written under a new id',
    file: 'libs/platform/src/ledger.ts',
    find: 'return idempotencyKey === undefined\n',
    replace: "return idempotencyKey === undefined || idempotencyKey !== ''\n",
  },
  {
    says: 'a key may be used for another request',
    file: 'libs/platform/src/ledger.ts',
    find: 'if (another) throw new KeyReused(key);',
    replace: 'if (another && key.length === 0) throw new KeyReused(key);',
  },
  {
    says: 'a list of operations shows those of private logs',
    file: 'libs/features/src/log-entries/operation-queries.ts',
    find: 'AND o.log NOT IN (SELECT value FROM json_each(${hiddenLogsJson}))',
    replace: "AND o.log NOT IN (SELECT value FROM json_each(${'[]' + hiddenLogsJson.slice(0, 0)}))",
  },
  {
    says: 'an entry of a private log can be read by its id',
    file: 'libs/features/src/log-entries/log-entries.controller.ts',
    find: 'if (entry === undefined || !caller.sight.seesLog(entry.log)) {',
    replace: 'if (entry === undefined) {',
  },
  {
    says: 'the feed shows everybody what is private',
    file: 'libs/platform/src/http/feed.controller.ts',
    find: 'if (!wanted(fact, audience) || !sight.sees(audience)) return null;',
    replace: 'if (!wanted(fact, audience)) return null;',
  },
  {
    says: 'rows depend on what a process did before, not on the log alone',
    edits: [
      {
        file: 'libs/features/src/log-entries/server-admin-log.ts',
        find: "return last?.['key'] == null ? first : BigInt(last['key'] as string) + 1n;",
        replace: "return (last?.['key'] == null ? first : BigInt(last['key'] as string) + 1n) + (made++ % 3n);",
      },
      {
        file: 'libs/features/src/log-entries/server-admin-log.ts',
        find: 'const MOST_SOURCES = 20;',
        replace: 'const MOST_SOURCES = 20;\nlet made = 0n;',
      },
    ],
  },
  {
    says: 'an amended entry was always as it is now',
    essential: true,
    file: 'libs/features/src/log-entries/server-admin-log.ts',
    find: '...insert(after, fact.position, said ??',
    replace: '...insert(after, 0, said ??',
  },
  {
    says: 'the version that was amended goes on',
    file: 'libs/features/src/log-entries/server-admin-log.ts',
    find: "sql`UPDATE server_admin_log SET until_position = ${fact.position} WHERE sort_key = ${BigInt(row['key'] as string)}`,",
    replace: '',
  },
  {
    says: 'ledger time follows a clock that is set back',
    file: 'libs/platform/src/read-model/projector.ts',
    find: 'if (event.recordedAt <= this.ledgerTime) return;',
    replace: 'if (event.recordedAt === this.ledgerTime) return;',
  },
  {
    says: 'an instant that was answered for can still be written in',
    file: 'libs/platform/src/ledger.ts',
    find: 'const recordedAt = Math.max(this.clock.now(), this.answeredFor + 1);',
    replace: 'const recordedAt = this.clock.now();',
    caughtBy: BY_ENTRIES,
  },
  {
    says: 'a catalogue decides by what it was when it was folded first',
    file: 'libs/platform/src/ledger.ts',
    find: 'if (decider.events.some(({ type }) => type === event.type)) {',
    replace: 'if (known === undefined && decider.events.some(({ type }) => type === event.type)) {',
  },
  {
    says: 'rows are committed before their checkpoint',
    file: 'libs/platform/src/read-model/projector.ts',
    find: "const checkpoint = this.move(events.at(-1)!, hex(leaf!));\n      this.db.exec('COMMIT');",
    replace: "this.db.exec('COMMIT');\n      const checkpoint = this.move(events.at(-1)!, hex(leaf!));",
  },
  {
    says: 'what was erased stays in a row until the rebuild',
    file: 'libs/features/src/log-entries/server-admin-log.ts',
    find: 'statements.push(...rewrite(key, before, after));',
    replace: '',
    caughtBy: BY_REDACTION,
  },
  {
    says: 'what was erased stays in the file of the read model',
    file: 'libs/platform/src/redactor.ts',
    find: 'const filesErased = this.rebuild.request();',
    replace: 'const filesErased = Promise.resolve();',
  },
  {
    says: 'a start does not finish an erasure',
    file: 'libs/platform/src/redactor.ts',
    find: "await store.erase([event.position], row['position'] as number);",
    replace: '',
  },
  {
    says: 'what was recorded while the disk failed stays unreadable',
    file: 'libs/event-store/src/sqlite/sqlite-event-store.ts',
    find: 'if (options.asSeenHere !== true && events.some',
    replace: 'if (events.length < 0 && events.some',
  },
].map((sabotage) => ({ caughtBy, env, ...sabotage }));
