const powerLoss = 'test/crash/power-loss.spec.ts';
const ioFaults = 'test/crash/io-faults.spec.ts';
const ledger = 'libs/event-store/src/sqlite/sqlite-ledger.ts';

/** On the disk. */
export default [
  {
    says: 'commits without a flush (synchronous=NORMAL)',
    essential: true,
    edits: [
      { file: ledger, find: 'PRAGMA synchronous=FULL;', replace: 'PRAGMA synchronous=NORMAL;' },
      { file: ledger, find: 'const SYNCHRONOUS_FULL = 2;', replace: 'const SYNCHRONOUS_FULL = 1;' },
    ],
    caughtBy: powerLoss,
  },
  {
    says: 'acknowledges before the flush',
    essential: true,
    edits: [
      {
        file: ledger,
        find: "this.db.exec('BEGIN IMMEDIATE');\n    let position",
        replace: "this.db.exec('PRAGMA synchronous=OFF; BEGIN IMMEDIATE');\n    let position",
      },
      {
        file: ledger,
        find: "this.db.exec('COMMIT');\n    return outcomes;",
        replace:
          "this.db.exec('COMMIT; PRAGMA synchronous=FULL');\n" +
          "    setTimeout(() => this.db.isOpen && this.db.exec('PRAGMA wal_checkpoint'), 50);\n    return outcomes;",
      },
    ],
    caughtBy: powerLoss,
  },
  {
    says: 'moves the checkpoint of the read model in a transaction of its own, after the rows',
    essential: true,
    file: 'libs/platform/src/read-model/projector.ts',
    find: "const checkpoint = this.move(events.at(-1)!, hex(leaf!));\n      this.db.exec('COMMIT');",
    replace: "this.db.exec('COMMIT');\n      const checkpoint = this.move(events.at(-1)!, hex(leaf!));",
    caughtBy: powerLoss,
    env: { STATES: '400', START_EVERY: '1' },
  },
  {
    says: 'swallows an I/O error of a commit',
    essential: true,
    file: ledger,
    find: "this.db.exec('COMMIT');\n    return outcomes;",
    replace: "try {\n      this.db.exec('COMMIT');\n    } catch {}\n    return outcomes;",
    caughtBy: ioFaults,
    env: { FAULTS: '60' },
  },
  {
    says: 'forgets a byte of what it hashes',
    essential: true,
    file: 'libs/kernel/src/event-format.ts',
    find: 'sha256(Buffer.concat([Buffer.of(0x02), contentBytes]))',
    replace: 'sha256(Buffer.concat([Buffer.of(0x02), contentBytes.subarray(1)]))',
    caughtBy: powerLoss,
  },
  {
    says: 'gives a backup its name before its bytes are flushed',
    file: 'libs/event-store/src/sqlite/copy-ledger.ts',
    find: '  flush(to);\n',
    replace: '',
    caughtBy: powerLoss,
    env: { STATES: '600' },
  },
  {
    says: 'says that a new file is there before its name is flushed',
    file: 'libs/platform/src/offline/new-file.ts',
    find: '  flush(dirname(file));\n',
    replace: '',
    caughtBy: powerLoss,
    env: { STATES: '600' },
  },
  {
    says: 'gives an archive its name before its bytes are flushed',
    file: 'libs/platform/src/offline/archive-target.ts',
    find: '      await this.handle.sync();\n',
    replace: '',
    caughtBy: powerLoss,
    env: { STATES: '600' },
  },
  {
    says: 'does not flush what it keeps in the spool',
    file: 'apps/cli/src/spool.ts',
    find: ', flush: true }',
    replace: ' }',
    caughtBy: powerLoss,
    env: { STATES: '600' },
  },
  {
    says: 'does not flush the key of the checkpoints and the token of the admin',
    file: 'libs/event-store/src/durable-files.ts',
    find: ', flush: true }',
    replace: ' }',
    caughtBy: powerLoss,
    env: { STATES: '600' },
  },
  {
    says: 'does not flush the name of the data folder',
    file: 'libs/event-store/src/durable-files.ts',
    find: '  for (let made = folder; made.length >= first.length; made = dirname(made)) flush(dirname(made));\n',
    replace: '',
    caughtBy: powerLoss,
    env: { STATES: '600' },
  },
];
