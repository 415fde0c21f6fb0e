import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { againstWindowRules } from './lint-against-window.js';
import { stateDisagrees } from './state-disagrees.js';
import { textRules } from './lint-text.js';
import { windowRules } from '../../maintenance-windows/lint-window.js';

interface Listed {
  readonly name: string;
  readonly severity: string;
  readonly about: string;
  readonly mend: string;
}

const DOCS = join(__dirname, '../../../../../docs/linter.md');
const table = (rules: readonly Listed[]): string =>
  [
    '| rule | severity | what is wrong | mend |',
    '|---|---|---|---|',
    ...rules.map(({ name, severity, about, mend }) => `| \`${name}\` | ${severity} | ${about} | ${mend} |`),
  ].join('\n');

describe('docs/linter.md', () => {
  const [, text, window, against] = readFileSync(DOCS, 'utf8').split(/^## .*$/m);
  const aboutWindows = [...againstWindowRules, stateDisagrees];
  const errors = aboutWindows.map((rule) => ({ ...rule, severity: 'error' }));

  it.each([
    ['a text', text, textRules],
    ['a planned window', window, windowRules],
    ['a text about a window', against, errors],
  ] as const)('lists every rule of %s as it is', (_, section, rules) => {
    const rows = section!.split('\n').filter((line) => line.startsWith('|'));
    expect(rows.join('\n')).toBe(table(rules));
  });

  it.each([
    ['a text', textRules],
    ['a window', windowRules],
    ['a text about a window', aboutWindows],
  ] as const)('names each rule of %s once', (_, rules) => {
    expect(new Set(rules.map(({ name }) => name)).size).toBe(rules.length);
  });
});
