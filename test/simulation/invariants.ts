import { SqliteLedger } from '@event-store/sqlite/sqlite-ledger.js';
import { features } from '@features/features.js';
import { aboutOf, buildReadModel } from '@platform/read-model/read-model-files.js';
import { decodeBase64, parseCheckpoint, parseNote } from '@verifier/signed-note.js';
import { isConsistent, type TreeHead } from '@verifier/merkle-tree.js';
import { checkReceipt } from '@verifier/receipt.js';
import { verifyLedger } from '@verifier/verify-ledger.js';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { filesWith } from '../support/files-with.js';
import type { Chronicle } from './chronicle.js';
import { dump } from './read-model-dump.js';
import type { Session } from './session.js';
import type { Actor } from './world.js';

/** Read models are functions of the log: one that is built anew has the rows of the one that serves. */
export function rebuildIsLive({ house, folder }: Session): void {
  if (isBehindErasures(house.writer.models.path, folder)) return;
  const anew = join(folder, 'anew');
  mkdirSync(join(anew, 'read-model'), { recursive: true });
  const ledger = new SqliteLedger(join(folder, 'ledger.db'), true);
  try {
    const rebuilt = dump(buildReadModel(anew, features, ledger, () => {}));
    for (const [table, rows] of dump(house.writer.models.path)) {
      const expected = rebuilt.get(table)!;
      const wrong = rows.findIndex((row, index) => row !== expected[index]);
      if (wrong < 0 && rows.length === expected.length) continue;
      throw new Error(`${table}: the row ${rows[wrong] ?? 'none'} is, built anew, ${expected[Math.max(wrong, 0)]}`);
    }
  } finally {
    ledger.close();
    rmSync(anew, { recursive: true });
  }
}

/** A rebuild that failed is due at the next start. */
function isBehindErasures(path: string, folder: string): boolean {
  const ledger = new SqliteLedger(join(folder, 'ledger.db'), true);
  const is = aboutOf(path)!.erasures < ledger.erasures();
  ledger.close();
  return is;
}

/** Every event could be projected. */
export function nothingIsParked({ house }: Session): void {
  const parked = house.foundation.readModel.parked(1);
  if (parked.length > 0) throw new Error(`an event could not be projected: ${JSON.stringify(parked[0])}`);
}

/** Ledger time is the running maximum of what was recorded, so it never goes back. */
export function ledgerTimeNeverGoesBack({ house }: Session, { events }: Chronicle): void {
  const expected: { time: number; position: number }[] = [];
  for (const { recordedAt: time, position } of events) {
    if (time > (expected.at(-1)?.time ?? 0)) expected.push({ time, position });
  }
  const clock = house.foundation.readModel.all({
    text: 'SELECT time, position FROM ledger_clock ORDER BY position',
    values: [],
  });
  if (JSON.stringify(clock) === JSON.stringify(expected)) return;
  throw new Error(`ledger time is ${JSON.stringify(clock)}, not the running maximum`);
}

/** What was erased is in no file of the data folder. */
export function goneFromFiles(folder: string, words: readonly string[]): void {
  const kept = filesWith(folder, words);
  if (kept.length > 0) throw new Error(`of what was erased (${words.join(' ')}) something is in ${kept.join(' and ')}`);
}

/** A checkpoint that somebody kept is the beginning of what the ledger is now. */
export async function keptCheckpointHolds(session: Session, actor: Actor, note: string): Promise<void> {
  const then = headOf(note);
  const reply = await session.ask({ method: 'GET', url: `/api/v1/consistency?from=${then.size}`, token: actor.token });
  const proof = (reply!.json.proof as string[]).map((hash) => decodeBase64(hash)!);
  if (isConsistent(then, headOf(reply!.json.checkpoint as string), proof)) return;
  throw new Error(`the checkpoint of ${then.size} events is not the beginning of this ledger`);
}

function headOf(note: string): TreeHead {
  return parseCheckpoint(parseNote(note).text);
}

/** Who has the receipt of an event can prove that it is there. */
export async function receiptVerifies(session: Session, actor: Actor, position: number): Promise<void> {
  const url = `/api/v1/events/${position}/receipt`;
  const reply = await session.ask({ method: 'GET', url, token: actor.token });
  const { problems } = checkReceipt(reply!.text);
  if (problems.length > 0) throw new Error(`the receipt of event ${position}: ${problems.join(' ')}`);
}

/** Whoever shares no code with the ledger finds nothing wrong in it; and which it is. */
export function verifierFindsNothing({ folder }: Session, checkpoints: readonly string[]): string {
  const { findings, root } = verifyLedger(join(folder, 'ledger.db'), { against: checkpoints });
  if (findings.length > 0) throw new Error(`the verifier finds ${JSON.stringify(findings)}`);
  return root;
}
