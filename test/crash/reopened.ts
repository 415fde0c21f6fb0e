import { SqliteEventStore } from '@event-store/sqlite/sqlite-event-store.js';
import { NO_STREAM } from '@event-store/event-store.js';
import { ProcessLock } from '@event-store/sqlite/process-lock.js';
import { SqliteLedger } from '@event-store/sqlite/sqlite-ledger.js';
import { features } from '@features/features.js';
import { createFirstRecords, issueAdminToken } from '@features/first-start.js';
import { SystemClock } from '@kernel/clock.js';
import type { StoredEvent } from '@kernel/event.js';
import { RandomIds } from '@kernel/ids.js';
import { Ledger } from '@platform/ledger.js';
import { openLedger } from '@platform/ledger-opened.js';
import { compareReadModel } from '@platform/offline/read-models.js';
import { catalogueOf } from '@platform/read-model/read-model-files.js';
import { ReadModel } from '@platform/read-model/read-model.js';
import { Writer } from '@platform/read-model/writer.js';
import { finishRedactions } from '@platform/redactor.js';
import { settleCheckpointKeys } from '@platform/transparency/checkpoint-keys.js';
import { originOf } from '@platform/transparency/checkpoints.js';
import { SigningKeys } from '@platform/transparency/signing-keys.js';
import { verifyArchive } from '@verifier/verify-archive.js';
import { verifyLedger } from '@verifier/verify-ledger.js';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { refuseLostLedger } from '../../apps/server/src/open-store.js';
import { newEvent } from '../support/events.js';
import { filesWith } from '../support/files-with.js';
import type { Image } from './crash-states.js';
import { SECRET } from './recorded-run.js';
import type { Told } from './told.js';

const [clock, ids] = [new SystemClock(), new RandomIds()];

/** Puts what survived into an empty folder. */
export function putBack(image: Image, folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  for (const [path, bytes] of image) {
    if (bytes === null) mkdirSync(folder + path, { recursive: true });
    else writeFileSync(folder + path, bytes);
  }
}

/**
 * Opens what survived by the product's own code and says what is not as it was promised. `truth` is the whole history
 * as it was in the end.
 */
export class Reopened {
  private readonly data: string;
  /** Files that were checked already, by their bytes. */
  private readonly known = new Map<string, string | null>();

  constructor(
    private readonly folder: string,
    private readonly truth: readonly StoredEvent[],
  ) {
    this.data = join(folder, 'data');
  }

  /** The ledger alone: what everything else is made from. */
  ledgerIs(told: Told): void {
    if (!existsSync(join(this.data, 'ledger.db')) && told.position === 0) return;
    const ledger = new SqliteLedger(join(this.data, 'ledger.db'));
    try {
      const events = ledger.readAll(0, this.truth.length + 1);
      if (events.length < told.position) throw new Error(`${told.position} acknowledged, ${events.length} there`);
      events.forEach((event, index) => requireSame(event, this.truth[index]));
      if (events.length > 0) requireSound(join(this.data, 'ledger.db'), told);
      const stream = 'after-the-crash';
      const [appended] = ledger.append([{ stream, expected: NO_STREAM, events: [newEvent()] }]);
      if (!('position' in appended!) || appended.position !== events.length + 1) throw new Error('no append is taken');
    } finally {
      ledger.close();
    }
  }

  /** The first steps of a server, up to where it would listen; the read model is then that of a full replay. */
  async startIs(told: Told): Promise<void> {
    mkdirSync(this.data, { recursive: true });
    refuseLostLedger(this.data);
    const lock = ProcessLock.take(join(this.data, 'lock'));
    const writer = new Writer(this.data, features);
    try {
      const head = writer.ledger.head();
      if (head < told.position) throw new Error(`${told.position} acknowledged, ${head} there`);
      await this.settle(writer);
      if (writer.models.outdated) writer.models.swap(writer.models.build());
      writer.models.deleteOthers();
      const wrong = compareReadModel(this.data, features).tables.filter(({ same }) => !same);
      if (wrong.length > 0) throw new Error(`not as a replay has it: ${wrong.map(({ table }) => table).join(', ')}`);
      requireSound(join(this.data, 'ledger.db'));
      if (told.redactions.size > 0) requireErased(this.data);
    } finally {
      writer.close();
      lock.release();
    }
  }

  /** Files beside the ledger: what has its name is whole, and what was told is there. */
  filesAre(told: Told, image: Image): void {
    for (const file of told.files) {
      const path = file.slice(this.folder.length);
      if (!image.has(path)) throw new Error(`${path} is gone`);
    }
    for (const [path, bytes] of image) {
      const wrong = bytes === null ? null : this.wrongWith(path, bytes);
      if (wrong !== null) throw new Error(`${path}: ${wrong}`);
    }
    const hasKey = [...image.keys()].some((path) => path.endsWith('.pem'));
    if (told.isReady && !hasKey) throw new Error('the key of the checkpoints is gone');
    if (told.isReady && !image.get('/data/admin.token')?.length) throw new Error('the token of the admin is gone');
  }

  private async settle(writer: Writer): Promise<void> {
    const committer = {
      commit: async (batch: Parameters<Writer['commit']>[0]) => writer.commit(batch),
      erase: async (positions: readonly number[], because: number) => writer.erase(positions, because),
      close: async () => {},
    };
    const store = new SqliteEventStore(committer, writer.ledger.reader());
    const readModel = new ReadModel(writer.models.path);
    try {
      const identity = await openLedger(store, 'opsledger', clock, ids);
      const ledger = new Ledger(store, catalogueOf(features), clock, ids);
      const keys = new SigningKeys(originOf(identity.id), join(this.data, 'checkpoint-keys'));
      await finishRedactions(store, readModel);
      await settleCheckpointKeys(ledger, keys);
      await createFirstRecords(ledger, readModel);
      if (!existsSync(join(this.data, 'admin.token'))) await issueAdminToken(ledger, readModel, ids);
    } finally {
      readModel.close();
      await store.close();
    }
  }

  private wrongWith(path: string, bytes: Buffer): string | null {
    const check = CHECKS.find(({ names }) => names.test(path))?.check;
    if (check === undefined) return null;
    const key = `${path} ${createHash('sha1').update(bytes).digest('hex')}`;
    if (!this.known.has(key)) this.known.set(key, check(this.folder + path));
    return this.known.get(key)!;
  }
}

const CHECKS: readonly { readonly names: RegExp; readonly check: (path: string) => string | null }[] = [
  { names: /\/backup\.db$/, check: (path) => verifyLedger(path).findings[0]?.sentence ?? null },
  { names: /\/archive\.ndjson$/, check: (path) => verifyArchive(path).findings[0]?.sentence ?? null },
  { names: /\/spool\/\d[^/]*\.json$/, check: (path) => notJson(path) },
  { names: /\/admin\.token$/, check: (path) => (/^\S{20,}\n$/.test(readFileSync(path, 'utf8')) ? null : 'is cut') },
];

function notJson(path: string): string | null {
  try {
    JSON.parse(readFileSync(path, 'utf8'));
    return null;
  } catch (error) {
    return (error as Error).message;
  }
}

/** A redaction that nobody was told of may be left for a start to carry out, where there was none since. */
function requireSound(path: string, told?: Told): void {
  const wrong = verifyLedger(path).findings.find(({ what, sentence }) => {
    const [, redaction] = /redaction at (\d+)/.exec(sentence) ?? [];
    return what !== 'redaction-not-carried-out' || told === undefined || told.redactions.has(Number(redaction));
  });
  if (wrong !== undefined) throw new Error(wrong.sentence);
}

function requireErased(folder: string): void {
  const kept = filesWith(folder, [SECRET]);
  if (kept.length > 0) throw new Error(`what was erased is in ${kept.join(' and ')}`);
}

function requireSame(event: StoredEvent, truth: StoredEvent | undefined): void {
  const told = ({ position, id, stream, revision, type, recordedAt, commitment }: StoredEvent): string =>
    JSON.stringify([position, id, stream, revision, type, recordedAt, Buffer.from(commitment).toString('hex')]);
  if (truth === undefined || told(event) !== told(truth)) throw new Error(`event ${event.position} is another one`);
}
