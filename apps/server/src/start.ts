import { EventStore } from '@event-store/event-store.js';
import { DataFolderInUse, ProcessLock } from '@event-store/sqlite/process-lock.js';
import { SqliteEventStore } from '@event-store/sqlite/sqlite-event-store.js';
import { SqliteLedger } from '@event-store/sqlite/sqlite-ledger.js';
import { features } from '@features/features.js';
import { PersonEraser } from '@features/people/person-eraser.js';
import { createFirstLogs, issueAdminToken } from '@features/first-start.js';
import { SystemClock } from '@kernel/clock.js';
import { RandomIds } from '@kernel/ids.js';
import { Verbs } from '@kernel/verb.js';
import { Principals } from '@platform/auth/principal.js';
import { createHttpServer } from '@platform/http/http-server.js';
import { Metrics } from '@platform/http/metrics.js';
import { Shutdown } from '@platform/http/shutdown.js';
import { Ledger } from '@platform/ledger.js';
import { openLedger } from '@platform/ledger-opened.js';
import type { Foundation } from '@platform/platform.module.js';
import { ReadModel } from '@platform/read-model/read-model.js';
import { finishRedactions } from '@platform/redactor.js';
import { type OnRebuildProgress, Rebuild } from '@platform/read-model/rebuild.js';
import { catalogueOf, type Progress } from '@platform/read-model/writer.js';
import { WriterThread } from '@platform/read-model/writer-thread.js';
import { settleCheckpointKeys } from '@platform/transparency/checkpoint-keys.js';
import { originOf } from '@platform/transparency/checkpoints.js';
import { SigningKeys } from '@platform/transparency/signing-keys.js';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Logger, pino } from 'pino';
import { BadSetting, type Config, readConfig } from './config.js';
import { ServerModule } from './server.module.js';
import { LineRelay } from './surfaces/line-relay.js';

const PACKAGE_ROOT = fileURLToPath(new URL('../../../..', import.meta.url));
const WRITER = new URL('./writer.worker.js', import.meta.url);
/** A stop that takes longer is ended by force: a client that does not read must not hold it up. */
const STOP_WITHIN_MS = 9_000;
/** Answers that are under way when the server stops may take this long. */
const CUT_AFTER_MS = 5_000;

/** Boots the product; returns when it takes requests. One sentence and exit code 1 for what people can mend. */
export async function start(): Promise<void> {
  try {
    const config = readConfig(process.env, PACKAGE_ROOT);
    await serve(config, pino({ level: config.logLevel }, pino.destination({ fd: 2, sync: true })));
  } catch (error) {
    const known = error instanceof BadSetting || error instanceof DataFolderInUse;
    process.stderr.write(`opsledger cannot start: ${known ? error.message : describe(error)}\n`);
    process.exit(1);
  }
}

async function serve(config: Config, logger: Logger): Promise<void> {
  // The ledger holds what is private, so its files are for its user only.
  process.umask(0o077);
  mkdirSync(config.data, { recursive: true, mode: 0o700 });
  const lock = ProcessLock.take(join(config.data, 'lock'));
  refuseLostLedger(config.data);
  const writer = await WriterThread.start(WRITER, config.data, (progress) => tell(logger, progress));
  const store = new SqliteEventStore(writer, new SqliteLedger(join(config.data, 'ledger.db'), true));
  const { clock, ids } = { clock: new SystemClock(), ids: new RandomIds() };
  const identity = await openLedger(store, config.ledger, clock, ids);
  const readModel = new ReadModel(writer.readModelPath);
  const addresses = { publicUrl: config.publicUrl ?? '', taskUrl: config.taskUrl };
  const rebuild = new Rebuild((onProgress) => rebuildBeside(writer, readModel, onProgress, logger));
  const signingKeys = new SigningKeys(originOf(identity.id), join(config.data, 'checkpoint-keys'));
  const catalogue = catalogueOf(features);
  const foundation: Foundation = {
    store,
    readModel,
    features,
    catalogue,
    identity,
    addresses,
    clock,
    ids,
    logger,
    rebuild,
    signingKeys,
  };
  const app = await createHttpServer(await ServerModule.over(foundation), { logger, rateLimit: config.rateLimit });
  const ledger = app.get(Ledger);
  await settleCheckpointKeys(ledger, signingKeys);
  await createFirstLogs(ledger, readModel);
  // The process may have died between a redaction and the erasure that it orders.
  const finished = await finishRedactions(store, readModel);
  if (finished > 0) logger.warn({ finished }, 'events were erased that were redacted before the last stop');
  const tokenFile = join(config.data, 'admin.token');
  // A token file of another ledger, left in the folder of a restore, opens nothing.
  if (!existsSync(tokenFile) || app.get(Principals).bySecret(readFileSync(tokenFile, 'utf8').trim()) === null) {
    rmSync(tokenFile, { force: true });
    writeFileSync(tokenFile, `${await issueAdminToken(ledger, readModel, ids)}\n`, { mode: 0o600 });
  }
  await app.listen(config.port, config.host);
  const address = listeningAt(config.host, (app.getHttpServer().address() as { port: number }).port);
  addresses.publicUrl ||= address;
  const relays = await LineRelay.listen(config.relays, {
    verbs: app.get(Verbs),
    metrics: app.get(Metrics),
    logger,
    clock,
    ids,
  });
  writer.onDeath((error) => {
    logger.fatal({ err: error }, 'the writer has died: starting again is the way on');
    process.exit(1);
  });
  app
    .get(PersonEraser)
    .resume()
    .catch((error: unknown) => logger.error({ err: error }, 'the erasure of a person could not be finished'));
  if (writer.outdated || finished > 0) rebuild.request().catch(() => {});

  let stopping = false;
  const stop = async (signal: string): Promise<void> => {
    if (stopping) return;
    stopping = true;
    logger.info({ signal }, 'stopping');
    setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
    app.get(Shutdown).begin();
    await relays.close();
    // A client that is slow to take its answer gets most of the time that there is.
    setTimeout(() => app.getHttpServer().closeAllConnections(), CUT_AFTER_MS).unref();
    await app.close();
    await app.get(EventStore).close();
    readModel.close();
    lock.release();
    logger.info('stopped');
    process.exit(0);
  };
  process.on('SIGTERM', (signal) => void stop(signal));
  process.on('SIGINT', (signal) => void stop(signal));

  logger.info({ ledger: identity.id, position: store.heads.value, relays: relays.addresses }, 'ready');
  process.stdout.write(
    `opsledger ready on ${address}\nadmin token in ${relative(process.cwd(), tokenFile) || tokenFile}\n`,
  );
  for (const relay of relays.addresses) process.stdout.write(`line relay ${relay}\n`);
}

/** A folder that was in use and has no ledger any more is no new one: whoever asks then must not get an empty history. */
function refuseLostLedger(folder: string): void {
  const ledger = join(folder, 'ledger.db');
  const isThere = existsSync(ledger) && statSync(ledger).size > 0;
  if (isThere || !existsSync(join(folder, 'read-model'))) return;
  throw new BadSetting(
    `${ledger} is missing or empty, though this folder was in use: restore a backup into an empty folder ` +
      '(opsledger restore), or move this one away to start anew',
  );
}

/** Builds the read model anew while the rows of the old one serve. */
async function rebuildBeside(
  writer: WriterThread,
  readModel: ReadModel,
  onProgress: OnRebuildProgress,
  logger: Logger,
): Promise<void> {
  const progress = (progress: Progress): void => {
    onProgress(`${progress.position} of ${progress.head}`);
    tell(logger, progress);
  };
  try {
    await writer.rebuild(progress, (path) => readModel.swap(path));
    logger.info('the rebuilt read model serves');
  } catch (error) {
    logger.error({ err: error }, 'the read model could not be rebuilt; the old one serves');
    throw error;
  }
}

function tell(logger: Logger, { position, head }: Progress): void {
  logger.info({ position, head }, 'building the read model');
}

function listeningAt(host: string, port: number): string {
  const shown = host === '0.0.0.0' || host === '::' ? 'localhost' : host.includes(':') ? `[${host}]` : host;
  return `http://${shown}:${port}`;
}

function describe(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  const setting = code === 'EADDRINUSE' || code === 'ENOTFOUND' || code === 'EADDRNOTAVAIL' || code === 'EACCES';
  return setting ? `${message}: look at OPSLEDGER_HOST, OPSLEDGER_PORT and OPSLEDGER_RELAY_*` : message;
}
