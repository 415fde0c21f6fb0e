// Says where a Chromium is, or fails with a sentence.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];

export const HOW_TO_GET_CHROMIUM = 'no Chromium here; apt-get install chromium brings it';

/** The first in the PATH that starts. */
export function findChromium() {
  return NAMES.flatMap((name) => process.env.PATH.split(delimiter).map((folder) => join(folder, name))).find(
    (path) => existsSync(path) && spawnSync(path, ['--version']).status === 0,
  );
}

if (process.argv[1]?.endsWith(join('scripts', 'chromium.js'))) {
  const path = findChromium();
  if (path === undefined) console.error(`The pages cannot be tried: ${HOW_TO_GET_CHROMIUM}.`);
  else console.log(path);
  process.exitCode = path === undefined ? 1 : 0;
}
