/** Each of these edits must turn the spec that it names red. */
export default [
  {
    says: 'shows events of private logs to everybody',
    essential: true,
    file: 'libs/platform/src/visibility.ts',
    find: "return audience === 'admin' ? this.isAdmin : this.seesLog(audience.log);",
    replace: "return audience === 'admin' ? this.isAdmin : true;",
    caughtBy: 'test/abuse/fuzz.spec.ts',
    env: {},
  },
  {
    says: 'fails on a field that is missing',
    file: 'libs/features/src/log-entries/log-entries.controller.ts',
    find: "if (!Array.isArray(items)) throw new Problem(400, 'invalid-request', 'the body must be an array, or NDJSON');",
    replace: '',
    caughtBy: 'test/abuse/fuzz.spec.ts',
    env: {},
  },
  {
    says: 'gives two events one id when a key is used for two things',
    file: 'libs/platform/src/keyed-ids.ts',
    find: "derivedId('event', author.reporter.id, key, stream, String(index))",
    replace: "derivedId('event', author.reporter.id, key, String(index))",
    // So rare in the fuzzing that found it that what catches it is a spec of its own.
    caughtBy: 'libs/platform/src/ledger.spec.ts',
    env: {},
  },
  {
    says: 'takes every write, however many there are',
    file: 'libs/platform/src/http/load-shedding.ts',
    find: 'working.size >= MAX_WRITES_UNDER_WAY &&',
    replace: 'working.size >= Infinity &&',
    caughtBy: 'test/abuse/overload.spec.ts',
    env: {},
  },
  {
    says: 'waits for headers for ever',
    edits: [
      {
        file: 'libs/platform/src/http/http-server.ts',
        find: 'const HEADERS_TIMEOUT_MS = 5_000;',
        replace: 'const HEADERS_TIMEOUT_MS = 60_000;',
      },
      {
        file: 'libs/platform/src/http/http-server.ts',
        find: 'const REQUEST_TIMEOUT_MS = 8_000;',
        replace: 'const REQUEST_TIMEOUT_MS = 60_000;',
      },
    ],
    caughtBy: 'test/abuse/slow-clients.spec.ts',
    env: {},
  },
  {
    says: 'reads an export in pages of any length',
    edits: [
      {
        file: 'libs/features/src/log-entries/sal.controller.ts',
        find: 'let limit = FIRST_PAGE;',
        replace: 'let limit = LARGEST_PAGE;',
      },
      {
        file: 'libs/features/src/log-entries/sal.controller.ts',
        find: 'Math.min(LARGEST_PAGE, Math.floor((PAGE_LENGTH * page.rows.length) / (text.length + 1)))',
        replace: 'LARGEST_PAGE + 0 * PAGE_LENGTH * text.length',
      },
    ],
    caughtBy: 'test/abuse/slow-clients.spec.ts',
    env: {},
  },
  {
    says: 'writes on to readers that do not read',
    file: 'libs/platform/src/http/feed.controller.ts',
    find: 'socket.writableNeedDrain && !socket.destroyed ? new Promise',
    replace: 'socket.destroyed && !socket.destroyed ? new Promise',
    caughtBy: 'test/abuse/readers.spec.ts',
    env: {},
  },
  {
    says: 'keeps a line of a relay however long it is',
    file: 'apps/server/src/surfaces/line-splitter.ts',
    find: 'if (this.length > this.maxBytes) this.parts = [];\n    else if (bytes.length > 0)',
    replace: 'if (bytes.length > 0)',
    caughtBy: 'test/abuse/relays.spec.ts',
    env: { MEGABYTES: '200' },
  },
  {
    says: 'writes a formula into a table',
    file: 'libs/features/src/log-entries/formats/csv.ts',
    find: 'escape_formulas: true',
    replace: 'escape_formulas: false',
    caughtBy: 'test/abuse/hostile-text.spec.ts',
    env: {},
  },
];
