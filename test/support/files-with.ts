import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Names of the files below a folder, in use or not, in which one of some bytes lies. */
export function filesWith(folder: string, forms: readonly (Buffer | string)[]): string[] {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  return names.filter((name) => {
    const bytes = read(name);
    return forms.some((form) => bytes.includes(form));
  });
}

/** Empty where it was deleted meanwhile. */
function read(name: string): Buffer {
  try {
    return readFileSync(name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return Buffer.of();
    throw error;
  }
}
