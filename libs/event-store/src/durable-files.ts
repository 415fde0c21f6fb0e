import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/** A file, or a folder whose names changed, is on the disk after this. */
export function flush(path: string): void {
  const file = openSync(path, 'r');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** A folder for its owner only. What had to be made of its path is on the disk after this. */
export function makeFolder(path: string): void {
  const folder = resolve(path);
  const first = mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (first === undefined) return;
  for (let made = folder; made.length >= first.length; made = dirname(made)) flush(dirname(made));
}

/** For its owner only; whole and on the disk under its name after this, or as it was before. */
export function writeSecret(path: string, text: string | Buffer): void {
  const next = `${path}.new`;
  writeFileSync(next, text, { mode: 0o600, flush: true });
  renameSync(next, path);
  flush(dirname(path));
}
