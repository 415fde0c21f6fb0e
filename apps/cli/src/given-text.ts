import { readFileSync, readSync } from 'node:fs';
import { EXIT, Failure } from './client.js';

const PAGE = 250;
const PAUSE_MS = 20;

/** The text of a file that was named on the command line; `-` is the standard input. @throws Failure */
export function textOf(file: string): string {
  try {
    return file === '-' ? standardInput() : readFileSync(file, 'utf8');
  } catch (error) {
    throw new Failure(EXIT.usage, `cannot read ${file} (${(error as NodeJS.ErrnoException).code})`);
  }
}

/** A pipe may say that it has nothing yet: whoever writes into it is waited for. */
function standardInput(): string {
  const parts: Buffer[] = [];
  const buffer = Buffer.alloc(65_536);
  for (;;) {
    try {
      const length = readSync(0, buffer);
      if (length === 0) return Buffer.concat(parts).toString('utf8');
      parts.push(Buffer.from(buffer.subarray(0, length)));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS);
    }
  }
}

/** What a JSON file says, without members that are null: the server answers with them, and takes none. @throws Failure */
export function jsonOf(file: string): Record<string, unknown> {
  const text = textOf(file);
  try {
    const value: unknown = JSON.parse(text, (_name, member: unknown) => member ?? undefined);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch (error) {
    throw new Failure(EXIT.usage, `${file} is no JSON: ${(error as Error).message}`);
  }
  throw new Failure(EXIT.usage, `${file} must hold one JSON object`);
}

/** Only what was given. */
export function given<Options extends object>(
  options: Options,
): { [Key in keyof Options]?: Exclude<Options[Key], undefined> } {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as Partial<
    typeof options
  > as { [Key in keyof Options]?: Exclude<Options[Key], undefined> };
}

/** `--log ''` is an empty list. */
export function listOf(words: readonly string[] | undefined): string[] | undefined {
  return words?.filter((one) => one !== '');
}

interface Page<Item> {
  readonly data: readonly Item[];
  readonly page: { readonly next: string | null };
}

/** Every page of a list. `ask` gets what goes into the query. */
export async function allOf<Item>(
  ask: (page: { readonly limit: number; readonly after?: string }) => Promise<Page<Item>>,
): Promise<Item[]> {
  const found: Item[] = [];
  for (let after: string | null | undefined; after !== null;) {
    const { data, page } = await ask({ limit: PAGE, ...(after === undefined ? {} : { after }) });
    found.push(...data);
    after = page.next;
  }
  return found;
}
