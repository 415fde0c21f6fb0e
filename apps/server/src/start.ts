import { makeFolder, writeSecret } from '@event-store/durable-files.js';
import { EventStore, StoreUnavailable } from '@event-store/event-store.js';
import { BadConnectionString } from '@event-store/kurrent/connection-string.js';
import { DataFolderInUse, ProcessLock } from '@event-store/sqlite/process-lock.js';
import { features } from '@features/features.js';
import { PersonEraser } from '@features/people/person-eraser.js';
import { createFirstRecords, issueAdminToken } from '@features/first-start.js';
import { SystemClock } from '@kernel/clock.js';
import { RandomIds } from '@kernel/ids.js';
import { Verbs } from '@kernel/verb.js';
import { Principals } from '@platform/auth/principal.js';
import { createHttpServer } from '@platform/http/http-server.js';
import { Metrics } from '@platform/http/metrics.js';
import { Shutdown } from '@platform/http/shutdown.js';
import { DataFolder } from '@platform/data-folder.js';
import { DueLoop } from '@platform/due-loop.js';
import { Ledger } from '@platform/ledger.js';
import { isLoopback } from '@platform/smtp-settings.js';
import { openLedger } from '@platform/ledger-opened.js';
import type { Foundation } from '@platform/platform.module.js';
import { pathPrefixOf } from '@platform/platform.tokens.js';
import { ReadModel } from '@platform/read-model/read-model.js';
import { finishRedactions, Redactor } from '@platform/redactor.js';
import { SearchThread } from '@platform/read-model/search-thread.js';
import { type OnRebuildProgress, Rebuild } from '@platform/read-model/rebuild.js';
import type { LedgerThread } from '@platform/read-model/ledger-thread.js';
import { catalogueOf, type Progress } from '@platform/read-model/read-model-files.js';
import { settleCheckpointKeys } from '@platform/transparency/checkpoint-keys.js';
import { originOf } from '@platform/transparency/checkpoints.js';
import { SigningKeys } from '@platform/transparency/signing-keys.js';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { hostname } from 'node:os';
import { join, relative } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type Logger, pino } from 'pino';
import { distinctUntilChanged, filter, firstValueFrom, map } from 'rxjs';
import { BadSetting, type Config, readConfig } from './config.js';
import { runChores } from './chores.js';
import { openStore } from './open-store.js';
import { ServerModule } from './server.module.js';
import { LineRelay } from './surfaces/line-relay.js';

const PACKAGE_ROOT = fileURLToPath(new URL('../../../..', import.meta.url));
/** A stop that takes longer is ended by force: a client that does not read must not hold it up. */
const STOP_WITHIN_MS = 9_000;
/** Answers that are under way when the server stops may take this long. */
const CUT_AFTER_MS = 5_000;
const AGAIN_AFTER_MS = 500;

/** Boots the product; returns when it takes requests. One sentence and exit code 1 for what people can mend. */
export async function start(): Promise<void> {
  try {
    const config = readConfig(process.env, PACKAGE_ROOT);
    await serve(config, pino({ level: config.logLevel }, pino.destination({ fd: 2, sync: true })));
  } catch (error) {
    const known = error instanceof BadSetting || error instanceof DataFolderInUse;
    const setting = error instanceof BadConnectionString ? `OPSLEDGER_STORE ${error.message}` : null;
    process.stderr.write(`opsledger cannot start: ${setting ?? (known ? error.message : describe(error))}\n`);
    process.exit(1);
  }
}

async function serve(config: Config, logger: Logger): Promise<void> {
  // The ledger holds what is private, so its files are for its user only.
  process.umask(0o077);
  makeFolder(config.data);
  const lock = ProcessLock.take(join(config.data, 'lock'));
  const { clock, ids } = { clock: new SystemClock(), ids: new RandomIds() };
  const { store, leases, thread, folder, onRedactedElsewhere } = await openStore(config, clock, {
    onProgress: (progress) => tell(logger, progress),
    onTrouble: whenChanged((problem) => logger.warn({ problem }, 'waiting for the ledger')),
  });
  tellAvailability(store, logger);
  const readModel = new ReadModel(thread.readModelPath, new SearchThread(thread.readModelPath));
  const rebuild = new Rebuild((onProgress) => rebuildBeside(thread, readModel, onProgress, logger));
  onRedactedElsewhere(() => void rebuild.request().catch(() => {}));
  const identity = await persistently(store, logger, () => openLedger(store, config.ledger, clock, ids));
  const { taskUrl, changeUrl, hostUrl, salHost } = config;
  const addresses = { publicUrl: config.publicUrl ?? '', taskUrl, changeUrl, hostUrl, salHost };
  const signingKeys = new SigningKeys(originOf(identity.id), join(config.data, 'checkpoint-keys'));
  const catalogue = catalogueOf(features);
  const foundation: Foundation = {
    store,
    leases,
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
    sending: { smtp: config.smtp, allowPrivate: isLoopback(config.host) },
    dataFolder: new DataFolder(folder),
  };
  const app = await createHttpServer(await ServerModule.over(foundation, join(PACKAGE_ROOT, 'dist/apps/dashboard')), {
    logger,
    rateLimit: config.rateLimit,
    pathPrefix: config.publicUrl === null ? '' : pathPrefixOf(config.publicUrl),
    ...(salHost === null ? {} : { rootOf: { host: salHost, path: '/sal' } }),
  });
  const ledger = app.get(Ledger);
  const tokenFile = join(config.data, 'admin.token');
  // The process may have died between a redaction and the erasure that it orders.
  const finished = await finishRedactions(store, readModel);
  if (finished > 0) logger.warn({ finished }, 'events were erased that were redacted before the last stop');
  const isShared = store.othersSettleWithinMs > 0;
  const settle = async (): Promise<void> => {
    await settleCheckpointKeys(ledger, signingKeys, { othersSign: isShared });
    await createFirstRecords(ledger, readModel);
    // A token file of another ledger, left in the folder of a restore, opens nothing.
    if (existsSync(tokenFile) && app.get(Principals).bySecret(readFileSync(tokenFile, 'utf8').trim()) !== null) return;
    rmSync(tokenFile, { force: true });
    const replica = isShared ? `${hostname()}:${config.data}` : null;
    writeSecret(tokenFile, `${await issueAdminToken(ledger, readModel, ids, replica)}\n`);
  };
  // While the server of the ledger is away, what was read before is served all the same, and this is done when it is back.
  const settled = persistently(store, logger, settle);
  if (store.availability.value.problem === null) await Promise.race([settled, away(store)]);
  settled.catch((error: unknown) => logger.error({ err: error }, 'the start could not be completed'));
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
  thread.onDeath((error) => {
    logger.fatal({ err: error }, 'the writer has died: starting again is the way on');
    process.exit(1);
  });
  app.get(DueLoop).start();
  const chores = runChores(app.get(Redactor), app.get(PersonEraser), store, logger);
  if (thread.outdated || finished > 0) rebuild.request().catch(() => {});

  let stopping = false;
  const stop = async (signal: string): Promise<void> => {
    if (stopping) return;
    stopping = true;
    logger.info({ signal }, 'stopping');
    setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
    app.get(Shutdown).begin();
    chores.end();
    await app.get(DueLoop).stop();
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

/** The same sentence again says nothing. */
function whenChanged(tell: (sentence: string) => void): (sentence: string) => void {
  let last = '';
  return (sentence) => {
    if (sentence !== last) tell(sentence);
    last = sentence;
  };
}

/** What a server that is away interrupts is done again when it is back: every step of it may be done twice. */
async function persistently<Result>(store: EventStore, logger: Logger, work: () => Promise<Result>): Promise<Result> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (store.othersSettleWithinMs === 0 || !(error instanceof StoreUnavailable)) throw error;
      logger.warn({ problem: error.message }, 'the start waits for the ledger');
      await pause(AGAIN_AFTER_MS);
      await firstValueFrom(store.availability.pipe(filter(({ problem }) => problem === null)));
    }
  }
}

async function away(store: EventStore): Promise<void> {
  await firstValueFrom(store.availability.pipe(filter(({ problem }) => problem !== null)), { defaultValue: null });
}

/** Each problem once, and when it is over. */
function tellAvailability(store: EventStore, logger: Logger): void {
  const problems = store.availability.pipe(
    map(({ problem, warning }) => problem ?? warning),
    distinctUntilChanged(),
  );
  problems.subscribe((problem) => {
    if (problem === null) logger.info({ position: store.heads.value }, 'the ledger is available');
    else logger.error({ problem }, 'the ledger is not as it should be');
  });
}

/** Builds the read model anew while the rows of the old one serve. */
async function rebuildBeside(
  thread: LedgerThread,
  readModel: ReadModel,
  onProgress: OnRebuildProgress,
  logger: Logger,
): Promise<void> {
  const progress = (progress: Progress): void => {
    onProgress(`${progress.position} of ${progress.head}`);
    tell(logger, progress);
  };
  try {
    await thread.rebuild(progress, (path) => readModel.swap(path));
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
