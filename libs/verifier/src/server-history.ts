import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { dataOf, positionsIn } from './event-checks.js';
import { NotALedger } from './file-header.js';
import { LEDGER_FILE } from './unpacked-ledger.js';
import { type LedgerReport, verifyLedger, type VerifyOptions } from './verify-ledger.js';

const EVENTS_OF_A_TRANSACTION = 5000;
const MAX_FOREIGN = 100;
/** A read that says nothing for so long never will. */
const SILENT_MS = 60_000;

export interface ServerReport extends LedgerReport {
  /** Redacted events whose content the server itself still has, though nobody is shown it. */
  readonly stillOnServer: number;
  /** Events in the ledger's streams that are none of its own, which were not looked at; the first hundred. */
  readonly foreign: readonly string[];
}

/**
 * Checks a ledger on a KurrentDB server: reads its streams out of `$all`, in the server's order, into a file in the
 * format of ledger files, and checks that file like any other. @throws NotALedger
 */
export async function verifyServer(
  connectionString: string,
  ledger: string,
  options: VerifyOptions = {},
): Promise<ServerReport> {
  const folder = mkdtempSync(join(tmpdir(), 'opsledger-verify-'));
  const path = join(folder, 'ledger.db');
  try {
    const { stillOnServer, foreign } = await download(connectionString, ledger, path, options.onProgress);
    return { ...verifyLedger(path, options), stillOnServer, foreign };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function download(
  connectionString: string,
  ledger: string,
  path: string,
  onProgress: VerifyOptions['onProgress'],
): Promise<{ stillOnServer: number; foreign: string[] }> {
  const { KurrentDBClient } = await import('@kurrent/kurrentdb-client');
  const client = KurrentDBClient.connectionString(connectionString);
  const file = new HistoryFile(path);
  const foreign: string[] = [];
  const prefix = `${ledger}.`;
  let silence: NodeJS.Timeout | undefined;
  const silent = new Promise<never>((_, reject) => {
    silence = setTimeout(() => reject(new Error('nothing came for a minute')), SILENT_MS);
  });
  const readAll = async (): Promise<void> => {
    const filter = { filterOn: 'streamName' as const, prefixes: [prefix], checkpointInterval: 1000 };
    for await (const { event } of client.readAll({ filter })) {
      silence!.refresh();
      if (event === undefined) continue;
      const { streamId, revision, type, id, data, isJson } = event;
      const metadata = (event.metadata ?? {}) as Record<string, string>;
      const isOurs = !isJson && isEvent(metadata);
      if (isOurs) file.add(streamId.slice(prefix.length), Number(revision), id, type, metadata, data);
      else if (foreign.length < MAX_FOREIGN) foreign.push(`${streamId} ${revision} (${type})`);
      if (file.events % EVENTS_OF_A_TRANSACTION === 0) onProgress?.(file.events, file.events);
    }
  };
  try {
    await Promise.race([readAll(), silent]);
  } catch (error) {
    const { message, type } = error as { message: string; type?: string };
    throw new NotALedger(
      `The history cannot be read from the server: ${message === '' ? type : message.split('\n')[0]}.`,
    );
  } finally {
    clearTimeout(silence);
    await client.dispose();
  }
  const stillOnServer = file.erase();
  file.close();
  return { stillOnServer, foreign };
}

class HistoryFile {
  events = 0;
  private readonly db: DatabaseSync;
  private readonly streams = new Map<string, number>();
  private readonly redactions = new Map<number, readonly number[]>();

  constructor(path: string) {
    this.db = new DatabaseSync(path);
    this.db.exec(`${LEDGER_FILE} BEGIN`);
    this.addStream = this.db.prepare('INSERT INTO streams VALUES (?, ?)');
    this.addEvent = this.db.prepare('INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL)');
  }
  private readonly addStream;
  private readonly addEvent;

  add(
    stream: string,
    revision: number,
    id: string,
    type: string,
    metadata: Record<string, string>,
    content: Uint8Array,
  ): void {
    const { version, recordedAt = '', causationId, commitment = '' } = metadata;
    const position = ++this.events;
    let streamId = this.streams.get(stream);
    if (streamId === undefined) {
      streamId = this.streams.size + 1;
      this.streams.set(stream, streamId);
      this.addStream.run(streamId, stream);
    }
    this.addEvent.run(
      position,
      streamId,
      revision,
      uuid(id),
      type,
      Number(version),
      Date.parse(recordedAt),
      causationId === undefined ? null : uuid(causationId),
      Buffer.from(commitment, 'hex'),
      content.byteLength === 0 ? null : content,
    );
    if (type === 'redaction.made') {
      this.note(position, dataOf(Buffer.from(content.buffer, content.byteOffset, content.byteLength).toString()));
    }
    if (position % EVENTS_OF_A_TRANSACTION === 0) this.db.exec('COMMIT; BEGIN');
  }

  /** Also what an earlier redaction named, where its own content is gone and a later one tells it. */
  private note(position: number, redaction: Record<string, unknown> | null): void {
    const named = positionsIn(redaction);
    if (named === null) return;
    this.redactions.set(position, named);
    for (const event of redaction!['events'] as { position: number; type?: string; kept?: { data?: unknown } }[]) {
      const isRedaction = event.type === 'redaction.made' && typeof event.kept?.data === 'object';
      if (isRedaction) this.note(event.position, event.kept!.data as Record<string, unknown> | null);
    }
  }

  /** Takes out what redactions name, as every copy of a ledger does. Returns how much of it was there. */
  erase(): number {
    const name = this.db.prepare('INSERT INTO erasures VALUES (?, ?) ON CONFLICT DO NOTHING');
    const empty = this.db.prepare('UPDATE events SET content = NULL WHERE position = ? AND content IS NOT NULL');
    let wasThere = 0;
    for (const [becauseOf, named] of this.redactions) {
      for (const position of named.filter((one) => one < becauseOf)) {
        name.run(position, becauseOf);
        wasThere += Number(empty.run(position).changes);
      }
    }
    return wasThere;
  }

  close(): void {
    this.db.exec('COMMIT');
    this.db.close();
  }
}

/** The metadata of an event of ours, as docs/event-format.md says it. */
function isEvent({ format, version, recordedAt, causationId, commitment }: Record<string, string>): boolean {
  return (
    format === 'opsledger-event-v1' &&
    /^[1-9]\d{0,8}$/.test(version ?? '') &&
    !Number.isNaN(Date.parse(recordedAt ?? '')) &&
    (causationId === undefined || /^[0-9a-f-]{36}$/.test(causationId)) &&
    /^[0-9a-f]{64}$/.test(commitment ?? '')
  );
}

function uuid(id: string): Uint8Array {
  return Buffer.from(id.replaceAll('-', ''), 'hex');
}
