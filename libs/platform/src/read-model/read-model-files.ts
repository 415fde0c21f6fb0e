import { flush } from '@event-store/durable-files.js';
import type { SqliteLedger } from '@event-store/sqlite/sqlite-ledger.js';
import { EventCatalogue } from '@kernel/event-catalogue.js';
import type { Feature } from '@kernel/feature.js';
import type { Projection } from '@kernel/projection.js';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Projector } from './projector.js';
import { schemaHash, versionHash } from './schema.js';

/** Events that are read and projected in one transaction while catching up. */
const CATCH_UP_PAGE = 2000;

export interface Progress {
  readonly position: number;
  readonly head: number;
}

/**
 * The read model that serves, and those that are built beside it: each is one file in `<folder>/read-model/`; another
 * version is built into a new file, which then takes its place.
 */
export class ReadModelFiles {
  private projector: Projector;
  private file: string;
  /** True while the serving file was made by older projections, or before something was erased: a rebuild is due. */
  readonly outdated: boolean;

  constructor(
    private readonly folder: string,
    private readonly features: readonly Feature[],
    private readonly ledger: SqliteLedger,
    onProgress: (progress: Progress) => void = () => {},
  ) {
    mkdirSync(join(folder, 'read-model'), { recursive: true });
    const serving = this.usable('version') ?? this.usable('schema');
    if (serving === undefined) {
      this.file = this.build(onProgress);
      this.projector = this.open(this.file);
      this.outdated = false;
    } else {
      this.file = serving;
      this.projector = this.open(serving);
      const { version_hash, erasures } = aboutOf(serving)!;
      this.outdated = version_hash !== versionHash(projectionsOf(features)) || erasures < this.ledger.erasures();
    }
    this.catchUp(onProgress);
    if (!this.outdated) this.deleteOthers();
  }

  /** The file that serves. */
  get path(): string {
    return this.file;
  }

  /** Brings the serving file up to the head of the ledger. */
  catchUp(onProgress?: (progress: Progress) => void): void {
    applyAll(this.projector, this.ledger, onProgress);
  }

  /** Replays the whole history into a new file; the old one goes on serving. Runs in a thread of its own. */
  build(onProgress: (progress: Progress) => void = () => {}): string {
    return buildReadModel(this.folder, this.features, this.ledger, onProgress);
  }

  /** Lets a file that `build` made serve, after the few events that came meanwhile. */
  swap(path: string): void {
    const newer = this.open(path);
    try {
      applyAll(newer, this.ledger);
    } catch (error) {
      newer.close();
      throw error;
    }
    this.projector.close();
    this.projector = newer;
    this.file = path;
  }

  /** Files of earlier versions, once no reader has them open. */
  deleteOthers(): void {
    const folder = join(this.folder, 'read-model');
    const serving = databaseFiles(this.file);
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      // Also a log whose file is gone: what was erased may lie in it.
      if (entry.isFile() && !serving.includes(join(folder, entry.name))) rmSync(join(folder, entry.name));
    }
  }

  close(): void {
    this.projector.close();
  }

  private open(path: string): Projector {
    return openProjector(path, this.features);
  }

  /** A finished file whose rows or at least whose tables are those of this build, and of this history. */
  private usable(by: 'version' | 'schema'): string | undefined {
    const projections = projectionsOf(this.features);
    const wanted = by === 'version' ? versionHash(projections) : schemaHash(projections);
    const candidates = this.files()
      .map((path) => ({ path, about: aboutOf(path) }))
      .filter(({ about }) => about?.[`${by}_hash`] === wanted)
      .toSorted((a, b) => b.about!.erasures - a.about!.erasures);
    return candidates.find(({ path }) => this.continuesHistory(path))?.path;
  }

  /** False also for a damaged file: a read model can always be built anew. */
  private continuesHistory(path: string): boolean {
    try {
      const projector = this.open(path);
      try {
        return projector.continues(this.ledger.readAll(projector.position - 1, 1)[0]);
      } finally {
        projector.close();
      }
    } catch {
      return false;
    }
  }

  private files(): string[] {
    return modelsIn(this.folder);
  }
}

/** Builds under a name that is not taken for a read model until it is complete. */
export function buildReadModel(
  folder: string,
  features: readonly Feature[],
  ledger: SqliteLedger,
  onProgress: (progress: Progress) => void,
): string {
  const name = versionHash(projectionsOf(features));
  let number = 1;
  while (existsSync(join(folder, 'read-model', `${name}-${number}.db`))) number++;
  const path = join(folder, 'read-model', `${name}-${number}.db`);
  const building = `${path}.building`;
  deleteDatabase(building);
  const erasures = ledger.erasures();
  const projector = openProjector(building, features);
  try {
    applyAll(projector, ledger, onProgress);
    projector.freeOf(erasures);
  } catch (error) {
    projector.close();
    // Where the disk is full, half a read model would leave no room for the ledger.
    deleteDatabase(building);
    throw error;
  }
  projector.close();
  // A log that a crash left there would be taken for that of the new file.
  deleteDatabase(path);
  flush(join(folder, 'read-model'));
  renameSync(building, path);
  return path;
}

/** One is there once a ledger was read to its end. */
export function hasReadModel(folder: string): boolean {
  return existsSync(join(folder, 'read-model')) && modelsIn(folder).length > 0;
}

/** The finished ones. */
function modelsIn(folder: string): string[] {
  const models = join(folder, 'read-model');
  return readdirSync(models)
    .filter((name) => name.endsWith('.db'))
    .map((name) => join(models, name));
}

export function projectionsOf(features: readonly Feature[]): readonly Projection[] {
  return features.flatMap((feature) => feature.projections);
}

export function catalogueOf(features: readonly Feature[]): EventCatalogue {
  return new EventCatalogue(features.flatMap((feature) => feature.events));
}

export function openProjector(path: string, features: readonly Feature[]): Projector {
  const db = new DatabaseSync(path, { timeout: 5000 });
  // Relaxed on purpose: a read model that lost its last rows to a power cut is brought up to date from the ledger.
  db.exec(
    'PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA wal_autocheckpoint=8000; PRAGMA cache_size=-65536',
  );
  return new Projector(db, projectionsOf(features), catalogueOf(features));
}

function applyAll(projector: Projector, ledger: SqliteLedger, onProgress?: (progress: Progress) => void): void {
  for (;;) {
    const page = ledger.readAll(projector.position, CATCH_UP_PAGE);
    if (page.length === 0) return;
    projector.apply(page);
    onProgress?.({ position: projector.position, head: ledger.head() });
  }
}

interface About {
  readonly schema_hash: string;
  readonly version_hash: string;
  readonly erasures: number;
}

/** Undefined for a file that is damaged, or of a build that knew other columns. */
export function aboutOf(path: string): About | undefined {
  const db = new DatabaseSync(path);
  try {
    return db.prepare('SELECT schema_hash, version_hash, erasures FROM about').get() as About | undefined;
  } catch {
    return undefined;
  } finally {
    db.close();
  }
}

/** A database file and what SQLite keeps beside it. */
export function deleteDatabase(path: string): void {
  for (const file of databaseFiles(path)) rmSync(file, { force: true });
}

function databaseFiles(path: string): string[] {
  return ['', '-wal', '-shm', '-journal'].map((suffix) => `${path}${suffix}`);
}
