import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Edit {
  readonly file: string;
  readonly find: string;
}
interface Sabotage extends Edit {
  readonly says: string;
  readonly edits?: readonly Edit[];
  readonly caughtBy: string;
}

const ROOT = join(__dirname, '..');
const lists = readdirSync(__dirname)
  .map((folder) => join(__dirname, folder, 'sabotages.js'))
  .filter((path) => existsSync(path));
const sabotages = lists.flatMap((path) => (require(path) as { default: Sabotage[] }).default);

it.each(sabotages)('can still be done, and somebody is there to catch it: $says', (sabotage) => {
  expect(existsSync(join(ROOT, sabotage.caughtBy))).toBe(true);
  for (const { file, find } of sabotage.edits ?? [sabotage]) {
    expect(readFileSync(join(ROOT, file), 'utf8').split(find)).toHaveLength(2);
  }
});
