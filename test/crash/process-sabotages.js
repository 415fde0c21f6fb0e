/** In processes, their clocks and their rights to the folder. */
export default [
  {
    says: 'a retry is taken for a new request',
    essential: true,
    file: 'libs/platform/src/ledger.ts',
    find: 'if (key === undefined) return undefined;',
    replace: 'if (key !== null) return undefined;',
    caughtBy: 'test/crash/kill.spec.ts',
    env: { KILLS: '10' },
  },
  {
    says: 'answers before the commit',
    edits: [
      {
        file: 'libs/event-store/src/sqlite/sqlite-ledger.ts',
        find: "    this.db.exec('BEGIN IMMEDIATE');\n    let position = this.head();",
        replace:
          "    if (this.db.isTransaction) this.db.exec('COMMIT');\n    this.db.exec('BEGIN IMMEDIATE');\n    let position = this.head();",
      },
      {
        file: 'libs/event-store/src/sqlite/sqlite-ledger.ts',
        find: "    this.db.exec('COMMIT');\n    return outcomes;",
        replace: '    return outcomes;',
      },
    ],
    caughtBy: 'test/crash/kill.spec.ts',
    env: { KILLS: '10' },
  },
  {
    says: 'the expected revision is not looked at',
    file: 'libs/platform/src/ledger.ts',
    find: 'checkRevision(options.expected, revision);',
    replace: '',
    caughtBy: 'test/crash/kill.spec.ts',
    env: { KILLS: '10' },
  },
  {
    says: 'a redaction that a crash interrupted is not finished by the start',
    file: 'apps/server/src/start.ts',
    find: 'await finishRedactions(store, readModel)',
    replace: '0',
    caughtBy: 'test/crash/kill.spec.ts',
    env: { KILLS: '60' },
  },
  {
    says: 'files of the read model that were built anew stay',
    edits: [
      {
        file: 'libs/platform/src/read-model/ledger-thread.ts',
        find: "    await this.ask({ call: 'deleteOthers' });\n",
        replace: '',
      },
    ],
    caughtBy: 'test/crash/kill.spec.ts',
    env: { KILLS: '10' },
  },
  {
    says: 'what was erased stays in the write-ahead log',
    file: 'libs/event-store/src/sqlite/write-ahead-log.ts',
    find: 'PRAGMA wal_checkpoint(TRUNCATE)',
    replace: 'PRAGMA wal_checkpoint(PASSIVE)',
    caughtBy: 'test/crash/kill.spec.ts',
    env: { KILLS: '10' },
  },
  {
    says: 'a backup leaves out what came last',
    file: 'libs/event-store/src/sqlite/copy-ledger.ts',
    find: 'let head = this.headOfSource();',
    replace: 'let head = Math.ceil(this.headOfSource() / 2);',
    caughtBy: 'test/crash/kill.spec.ts',
    env: { KILLS: '10' },
  },
  {
    says: 'a backup is given its name before it is whole',
    edits: [
      {
        file: 'libs/platform/src/offline/backup.ts',
        find: "const partial = makePartial(file, 'backup');",
        replace: "const partial = makePartial(file, 'backup');\n  giveName(partial, file);",
      },
      {
        file: 'libs/platform/src/offline/backup.ts',
        find: '    giveName(partial, file);\n    noteIn(',
        replace: '    noteIn(',
      },
    ],
    caughtBy: 'test/crash/kill.spec.ts',
    env: { KILLS: '40' },
  },
  {
    says: 'a backup is not verified, and has damaged what it copied',
    edits: [
      {
        file: 'libs/platform/src/offline/backup.ts',
        find: 'if (wrong !== undefined) {',
        replace: 'if (wrong === null) {',
      },
      {
        file: 'libs/event-store/src/sqlite/copy-ledger.ts',
        find: 'add.run(...row);\n        if',
        replace: 'add.run(...row.with(6, (row[6] as number) + 1));\n        if',
      },
    ],
    caughtBy: 'test/crash/kill.spec.ts',
    env: { KILLS: '10' },
  },
  {
    says: 'a backup holds what a redaction names that is not carried out yet',
    file: 'libs/event-store/src/sqlite/copy-ledger.ts',
    find: '[...carriedOut, ...this.redacted]',
    replace: 'carriedOut',
    caughtBy: 'libs/event-store/src/sqlite/copy-ledger.spec.ts',
  },
  {
    says: 'the lock of the data folder is shared',
    file: 'libs/event-store/src/sqlite/process-lock.ts',
    find: 'BEGIN EXCLUSIVE',
    replace: 'BEGIN',
    caughtBy: 'test/crash/process.spec.ts',
  },
  {
    says: 'who is in the way for an instant is taken for the owner of the lock',
    file: 'libs/event-store/src/sqlite/process-lock.ts',
    find: 'timeout: IN_THE_WAY_MS',
    replace: 'timeout: 0',
    caughtBy: 'test/crash/process.spec.ts',
    env: { ROUNDS: '40' },
  },
  {
    says: 'ledger time goes back with the clock',
    file: 'libs/platform/src/read-model/projector.ts',
    find: 'if (event.recordedAt <= this.ledgerTime) return;',
    replace: '',
    caughtBy: 'test/crash/clock.spec.ts',
  },
  {
    says: 'readiness waits for a clock that was set back',
    edits: [
      {
        file: 'libs/platform/src/ledger.ts',
        find: 'this.clock.ticks() - this.failedAt',
        replace: 'this.clock.now() - this.failedAt',
      },
      {
        file: 'libs/platform/src/ledger.ts',
        find: 'this.failedAt = this.clock.ticks();',
        replace: 'this.failedAt = this.clock.now();',
      },
    ],
    caughtBy: 'test/crash/clock.spec.ts',
  },
  {
    says: 'the limit on requests waits for a clock that was set back',
    file: 'libs/platform/src/http/rate-windows.ts',
    find: 'this.clock.ticks()',
    replace: 'this.clock.now()',
    caughtBy: 'test/crash/clock.spec.ts',
  },
  {
    says: 'what was recorded while its rows did not fit is not made up for',
    file: 'libs/event-store/src/sqlite/sqlite-event-store.ts',
    find: 'if (options.asSeenHere !== true && events.some',
    replace: 'if (events.length < 0 && events.some',
    caughtBy: 'test/crash/full-disk.spec.ts',
  },
  {
    says: 'a delivery is recorded before it is tried',
    file: 'libs/features/src/deliveries/outbox.ts',
    find: `      const sending = await this.carrier.carry(load, recipient);
      if (sending?.outcome === 'failed' && sending.code === 'stopped') return { isStopped: true, dueAt: 0 };
      const fact = this.factOf(load, recipient, sending, attempts.get(recipient));
      ({ revision } = await this.record(outgoing, revision, fact));
`,
    replace: `      const fact = this.factOf(load, recipient, { outcome: 'accepted', response: '' }, attempts.get(recipient));
      ({ revision } = await this.record(outgoing, revision, fact));
      await this.carrier.carry(load, recipient);
`,
    caughtBy: 'test/crash/sending.spec.ts',
    env: { KILLS: '25' },
  },
  {
    says: 'several recipients are tried before the first of them is recorded',
    file: 'libs/features/src/deliveries/outbox.ts',
    find: `    for (const recipient of due.slice(0, AT_ONCE)) {
      await lease.check();
      const sending = await this.carrier.carry(load, recipient);
`,
    replace: `    const taken = due.slice(0, AT_ONCE);
    const sendings = await Promise.all(taken.map((one) => this.carrier.carry(load, one)));
    for (const [index, recipient] of taken.entries()) {
      await lease.check();
      const sending = sendings[index] ?? null;
`,
    caughtBy: 'test/crash/sending.spec.ts',
    env: { KILLS: '40' },
  },
  {
    says: 'each attempt has a name of its own',
    file: 'libs/features/src/deliveries/mail-carrier.ts',
    find: 'return messageIdOf(this.host, outgoing.announcement, outgoing.channel);',
    replace: 'return messageIdOf(this.host, outgoing.announcement, `${outgoing.channel}.${this.clock.now()}`);',
    caughtBy: 'test/crash/sending.spec.ts',
    env: { KILLS: '25' },
  },
];
