// The same server without a part of what a POST does, to measure what that part costs: BENCH_PART=noop-store | events-only.
import { SqliteEventStore } from '../dist/libs/event-store/src/sqlite/sqlite-event-store.js';
import { SqliteLedger } from '../dist/libs/event-store/src/sqlite/sqlite-ledger.js';
import { features } from '../dist/libs/features/src/features.js';
import { createFirstLogs, issueAdminToken } from '../dist/libs/features/src/first-start.js';
import { createHttpServer } from '../dist/libs/platform/src/http/http-server.js';
import { inMemory } from '../dist/libs/platform/src/in-memory.js';
import { openLedger } from '../dist/libs/platform/src/ledger-opened.js';
import { Ledger } from '../dist/libs/platform/src/ledger.js';
import { LedgerThread } from '../dist/libs/platform/src/read-model/ledger-thread.js';
import { ServerModule } from '../dist/apps/server/src/server.module.js';
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';

const folder = process.env.OPSLEDGER_DATA;
mkdirSync(folder, { recursive: true });
const foundation = await inMemory(features);

// Logs and tokens are kept in memory as they are; only log entries go the measured way.
const memory = foundation.store;
const target = await (process.env.BENCH_PART === 'events-only' ? eventsOnly() : noopStore());
const append = memory.append.bind(memory);
memory.append = (stream, ...rest) =>
  stream.startsWith('log-entry-') ? target.append(stream, ...rest) : append(stream, ...rest);

// The entry is not in the read model here, so the answer is one that is always the same.
const json = JSON.stringify({
  id: 'x',
  log: 'production',
  message: 'm',
  status: 'logged',
  revision: 0,
  position: 1,
  refs: { tasks: [] },
});
const get = foundation.readModel.get.bind(foundation.readModel);
foundation.readModel.get = (statement) =>
  statement.text.includes('FROM server_admin_log')
    ? { id: 'x', log: 'production', part: null, operationName: null, json }
    : get(statement);

const dashboard = fileURLToPath(new URL('../dist/apps/dashboard', import.meta.url));
const app = await createHttpServer(await ServerModule.over(foundation, dashboard), {
  logger: foundation.logger,
  rateLimit: 0,
});
const ledger = app.get(Ledger);
await createFirstLogs(ledger, foundation.readModel);
writeFileSync(join(folder, 'admin.token'), await issueAdminToken(ledger, foundation.readModel, foundation.ids));
await app.listen(0, '127.0.0.1');
console.log(`opsledger ready on http://127.0.0.1:${app.getHttpServer().address().port}`);

async function eventsOnly() {
  const entry = new URL('./events-only.worker.js', import.meta.url);
  const { committer } = await LedgerThread.write(entry, folder, { onProgress: () => {} });
  const reader = new SqliteLedger(join(folder, 'ledger.db'), true);
  const store = new SqliteEventStore(committer, reader);
  await openLedger(store, 'bench', foundation.clock, foundation.ids);
  return store;
}

async function noopStore() {
  let position = 1000;
  return { append: async () => ({ revision: 0, position: ++position }) };
}
