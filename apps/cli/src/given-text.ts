import { readFileSync } from 'node:fs';
import { EXIT, Failure } from './client.js';

/** The text of a file that was named on the command line; `-` is the standard input. @throws Failure */
export function textOf(file: string): string {
  try {
    return readFileSync(file === '-' ? 0 : file, 'utf8');
  } catch (error) {
    throw new Failure(EXIT.usage, `cannot read ${file} (${(error as NodeJS.ErrnoException).code})`);
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

const PAGE = 250;

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
