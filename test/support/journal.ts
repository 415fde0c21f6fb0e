import { createHash } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';

/** What a writer was told. An attempt without a later line is unknown: it may or may not have been written. */
export type Line =
  | { readonly did: 'attempt'; readonly key: string; readonly message: string }
  | {
      readonly did: 'acknowledged';
      readonly key: string;
      readonly id: string;
      readonly position: number;
      readonly hash: string;
    }
  | { readonly did: 'refused'; readonly key: string };

/** Flushed to the disk before anything goes on: what it says was known, was known. */
export class Journal<Written extends object = Line> {
  private readonly file: number;
  constructor(readonly path: string) {
    this.file = openSync(path, 'a');
  }
  write(line: Written): void {
    writeSync(this.file, `${JSON.stringify(line)}\n`);
    fsyncSync(this.file);
  }
  close(): Written[] {
    closeSync(this.file);
    return this.lines();
  }
  lines(): Written[] {
    return readFileSync(this.path, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Written);
  }
}

export const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');
