import { verifyArchive } from '@verifier/verify-archive.js';
import { verifyLedger } from '@verifier/verify-ledger.js';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Product, runClient } from '../support/product.js';
import { MortalDisk, NOTHING } from './crash-states.js';
import { Disk, type Fault } from './disk.js';
import { whileFailing } from './occurrences.js';
import { Recording } from './recorded-disk.js';
import { NOBODY_LISTENS } from './recorded-run.js';
import { putBack, Reopened } from './reopened.js';
import { READY, Told } from './told.js';

/** What a program ended with. */
interface Ended {
  readonly code: number;
  readonly err: string;
}

/** A program of the product that writes below a folder. */
export interface Program {
  readonly does: string;
  /** `from` has a ledger in `data`, a backup and an archive of it. */
  readonly run: (root: string, from: string, env: Record<string, string>) => Promise<Ended>;
  /** @throws where what it says it did is not there, whole */
  readonly require: (root: string) => void | Promise<void>;
  /** Whether nothing has to be done again though it failed. */
  readonly isThere: (root: string) => boolean;
}

const client =
  (args: (root: string, from: string) => string[], settings: (root: string, from: string) => Record<string, string>) =>
  (root: string, from: string, env: Record<string, string>): Promise<Ended> =>
    runClient(args(root, from), { ...env, ...settings(root, from) });
const data = (folder: string): Record<string, string> => ({ OPSLEDGER_DATA: join(folder, 'data') });
const at = (name: string) => (root: string) => existsSync(join(root, name));
const ledgerIsSound = (path: string) => (root: string) => requireNothing(verifyLedger(join(root, path)).findings);

export const PROGRAMS: readonly Program[] = [
  {
    does: 'a backup is made',
    run: client(
      (root) => ['backup', join(root, 'backup.db')],
      (_, from) => data(from),
    ),
    require: ledgerIsSound('backup.db'),
    isThere: at('backup.db'),
  },
  {
    does: 'an archive is written',
    run: client(
      (root) => ['export', join(root, 'archive')],
      (_, from) => data(from),
    ),
    require: (root) => requireNothing(verifyArchive(join(root, 'archive')).findings),
    isThere: at('archive'),
  },
  {
    does: 'a backup is restored',
    run: client((_, from) => ['restore', join(from, 'backup.db')], data),
    require: ledgerIsSound('data/ledger.db'),
    isThere: at('data/ledger.db'),
  },
  {
    does: 'an archive is imported',
    run: client((_, from) => ['import', 'archive', join(from, 'archive')], data),
    require: ledgerIsSound('data/ledger.db'),
    isThere: at('data/ledger.db'),
  },
  {
    does: 'an entry is kept in the spool',
    run: client(
      () => ['log', 'admin', 'kept', '--spool'],
      (root) => ({ OPSLEDGER_URL: NOBODY_LISTENS, OPSLEDGER_SPOOL: join(root, 'state/spool') }),
    ),
    require: (root) => {
      const kept = spooled(root);
      if (kept.length === 0) throw new Error('nothing is in the spool');
      for (const path of kept) JSON.parse(readFileSync(path, 'utf8'));
    },
    isThere: () => false,
  },
  {
    does: 'a server starts for the first time',
    run: startOnce,
    require: (root) => new Reopened(root, []).startIs(new Told()),
    isThere: () => true,
  },
];

/** Runs a program on a disk that fails, and says whether it did. @throws Error where more is told than is so */
export async function attempt(program: Program, fault: Fault, folder: string, from: string): Promise<boolean> {
  const own = mkdtempSync(join(folder, 'attempt-'));
  const root = join(own, 'root');
  mkdirSync(join(root, 'tmp'), { recursive: true });
  const disk = new Disk(root);
  disk.record();
  const env = { ...disk.env, TMPDIR: join(root, 'tmp') };
  try {
    const { result, fires, path } = await whileFailing(disk, fault, () => program.run(root, from, env));
    try {
      requireSentence(result);
      if (result.code === 0) await requireAfterPowerLoss(program, disk, own);
      else if (!program.isThere(root)) {
        const again = await program.run(root, from, { TMPDIR: env.TMPDIR });
        if (again.code !== 0) throw new Error(`it does not go on by itself: ${again.err}`);
      }
      await program.require(root);
      return fires;
    } catch (error) {
      throw new Error(`${JSON.stringify(fault)} at ${path}: ${(error as Error).message}`, { cause: error });
    }
  } finally {
    disk.remove();
    rmSync(own, { recursive: true });
  }
}

function requireSentence({ code, err }: Ended): void {
  if (code !== 0 && (!/^(?:.*\n)*opsledger(?: cannot start)?: .{10}/.test(err) || /\n\s+at /.test(err))) {
    throw new Error(`it ends with ${code} and says ${err || 'nothing'}`);
  }
}

async function requireAfterPowerLoss(program: Program, disk: Disk, folder: string): Promise<void> {
  const recording = new Recording(disk.recordPath);
  const mortal = new MortalDisk(recording.root);
  for (const step of recording.next()) mortal.apply(step);
  const after = join(folder, 'after');
  putBack(mortal.image(NOTHING), after);
  await program.require(after);
}

/** Code 0 where it said that it is ready. */
async function startOnce(root: string, _from: string, env: Record<string, string>): Promise<Ended> {
  try {
    const product = await Product.start(join(root, 'data'), env);
    const isReady = product.output.startsWith(READY);
    await product.end('SIGKILL');
    return { code: isReady ? 0 : 1, err: product.output };
  } catch (error) {
    return { code: 1, err: (error as Error).message.replace(/^exit \d+: /, '') };
  }
}

function spooled(root: string): string[] {
  const spool = join(root, 'state/spool');
  const names = existsSync(spool) ? readdirSync(spool).filter((name) => /^\d.*\.json$/.test(name)) : [];
  return names.map((name) => join(spool, name));
}

function requireNothing(findings: readonly { readonly sentence: string }[]): void {
  if (findings.length > 0) throw new Error(findings[0]!.sentence);
}
