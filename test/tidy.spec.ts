import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';

const ROOT = join(__dirname, '..');

/** Who may import whom. The third column is what a failing test says. */
const RULES: readonly (readonly [files: RegExp, forbidden: RegExp, why: string])[] = [
  [
    /^libs\/kernel\//,
    /^(?!@kernel\/)@(event-store|platform|features)\/|^@nestjs\//,
    'the kernel is the words that all others use: it knows none of them',
  ],
  [
    /^libs\/event-store\//,
    /^@(platform|features)\/|^@nestjs\//,
    'an engine keeps bytes: it must not know what they mean or who asks',
  ],
  [
    /^libs\/platform\//,
    /^@features\//,
    'the platform is written once for all features: what it needs of one comes in through features.ts',
  ],
  [
    /^libs\/(kernel|event-store|platform|features|importer)\//,
    /\/apps\/|^\.\.\/.*apps/,
    'a library must not depend on the program that uses it',
  ],
  [
    /^libs\/features\/src\/[^/]+\/(?!.*\.(controller|dto|module|spec)\.ts$)/,
    /^@nestjs\//,
    'what is not a controller, a DTO or a module is plain TypeScript, so that the writer worker and specs can use it alone',
  ],
  [/^apps\/server\/src\/surfaces\//, /^@features\//, 'a surface knows text in and a verb out, never a feature'],
  [
    /^libs\/verifier\/(?!.*\.spec\.ts$)/,
    /^(?!node:|\.\/|@kurrent\/kurrentdb-client$)/,
    'who checks a ledger shares no code with who wrote it: only the format in docs/event-format.md',
  ],
  [
    /^libs\/importer\//,
    /^(?!node:|\.\/|sax$|@importer\/|@features\/log-entries\/formats\/wikitext\.js$)/,
    'who reads old logs knows their formats, and of ours only how the ledger would write a line',
  ],
  [
    /^apps\/cli\/(?!src\/(?:commands-(?:archive|import|ledger)|import-sender|archive\.worker)\.ts$)/,
    /^@(kernel|event-store|platform|features|importer)\/|\/server\//,
    'the client speaks HTTP with generated types, so that it starts at once and works against any server; what works on ledger files is in commands-ledger.ts and commands-archive.ts, what reads other files in commands-import.ts',
  ],
  [
    /^apps\/dashboard\//,
    /^@(?!api\/|preact\/)|\/(?:server|cli|libs)\//,
    'the pages speak HTTP with generated types, as any other client does',
  ],
  [/^apps\/dashboard\/src\/(?:api|live|pieces)\//, /\/pages\//, 'what pages share knows none of them'],
  [/(?<!\.spec)\.ts$/, /\.spec\.js$|^fast-check$|\/test\//, 'the product must not need its tests'],
];

/** What a source must not contain. */
const WORDS: readonly (readonly [files: RegExp, forbidden: RegExp, why: string])[] = [
  [
    /^(?!apps\/server\/src\/start\.ts|apps\/cli\/)(apps|libs)\/(?!.*\.spec\.ts)/,
    /process\.env/,
    'settings are read in config.ts, from what start.ts gives it',
  ],
  [
    /^libs\/(?!kernel\/src\/clock\.ts)(?!.*\.spec\.ts)/,
    /Date\.now\(\)|new Date\(\)|Math\.random/,
    'time and chance are injected, so that a test owns them',
  ],
  [
    /^(apps|libs|test)\/(?!tidy|crash\/disk\.ts|support\/(?:kurrentdb(?:-process)?|tools)\.ts|browser\/browser\.ts)/,
    /\b(?:it|test|describe)\.(?:only|skip|todo)\b|@ts-(?:ignore|nocheck)/,
    'a test that does not run, or a type that is not checked, says nothing',
  ],
  [
    /^(apps|libs)\/(?!.*\.spec\.ts)/,
    /^import (?!type )[^;]*?from '@kurrent\//m,
    'the client of the server is loaded only when that engine is chosen: import its types alone, and the rest by import()',
  ],
  [/\.spec\.ts$/, /setTimeout\([^,]+,\s*\d{3,}/, 'a test awaits positions and owns the clock; it does not sleep'],
];

const sources = [...files('libs'), ...files('apps'), ...files('test')].filter((path) => /(?<!\.d)\.tsx?$/.test(path));

describe('The house', () => {
  it.each(RULES.map(([pattern, forbidden, why]) => ({ why, pattern, forbidden })))(
    '$why',
    ({ pattern, forbidden, why }) => {
      const guilty = sources
        .filter((path) => pattern.test(path))
        .flatMap((path) =>
          importsOf(path)
            .filter((name) => forbidden.test(name))
            .map((name) => `${path} imports ${name}: ${why}`),
        );
      expect(guilty).toEqual([]);
    },
  );

  it.each(WORDS.map(([pattern, forbidden, why]) => ({ why, pattern, forbidden })))(
    '$why',
    ({ pattern, forbidden, why }) => {
      const guilty = sources.filter((path) => pattern.test(path) && forbidden.test(read(path)));
      expect(guilty.map((path) => `${path}: ${why}`)).toEqual([]);
    },
  );

  it('events, deciders and read models, and what they use, are pure: no clock, no chance, no I/O, no machinery', () => {
    const own = sources.filter((path) => /^libs\/features\/src\/[^/]+\/.*(?<!\.spec)\.ts$/.test(path));
    const pure = new Set(own.filter((path) => /\bdefineEvent\(|: Decider<|\bdefineProjection\(/.test(read(path))));
    for (const path of pure) {
      for (const name of importsOf(path).filter((name) => name.startsWith('.'))) {
        pure.add(join(path, '..', name).replace(/\.js$/, '.ts'));
      }
    }
    const guilty = [...pure].flatMap((path) =>
      importsOf(path)
        .filter((name) => /^node:|^rxjs|^@nestjs\/|^@platform\/(?!auth\/principal\.js$)/.test(name))
        .map((name) => `${path} imports ${name}`),
    );
    expect(pure.size).toBeGreaterThan(20);
    expect(guilty).toEqual([]);
  });

  it('features do not depend on each other in a circle', () => {
    const needs = new Map<string, Set<string>>();
    for (const path of sources.filter((path) => /^libs\/features\/src\/[^/]+\/.*(?<!\.spec)\.ts$/.test(path))) {
      const feature = path.split('/')[3]!;
      const others = importsOf(path).flatMap((name) => /^\.\.\/(?:\.\.\/)?([a-z-]+)\//.exec(name)?.[1] ?? []);
      needs.set(feature, new Set([...(needs.get(feature) ?? []), ...others.filter((other) => other !== feature)]));
    }
    const reaches = (from: string, to: string, seen = new Set<string>()): boolean =>
      [...(needs.get(from) ?? [])].some(
        (next) => next === to || (!seen.has(next) && reaches(next, to, seen.add(next))),
      );
    expect([...needs.keys()].filter((feature) => reaches(feature, feature))).toEqual([]);
  });

  it('has no barrels, no rooms whose name says nothing, and no file that nobody can read at a sitting', () => {
    expect(sources.filter((path) => path.endsWith('/index.ts'))).toEqual([]);
    expect(sources.filter((path) => /(^|\/)(utils?|helpers?|common|shared|base|misc)(\/|\.ts$)/.test(path))).toEqual(
      [],
    );
    const long = sources.filter((path) => !path.endsWith('.spec.ts') && read(path).split('\n').length > 300);
    expect(long).toEqual([]);
  });

  it('every feature folder wires itself by one line in features.ts', () => {
    const folders = readdirSync(join(ROOT, 'libs/features/src'), { withFileTypes: true }).filter((entry) =>
      entry.isDirectory(),
    );
    const list = read('libs/features/src/features.ts');
    expect(
      folders.filter(({ name }) => !list.includes(`./${name}/${name}.feature.js`)).map(({ name }) => name),
    ).toEqual([]);
  });
});

function importsOf(path: string): string[] {
  return [
    ...read(path).matchAll(/^(?:import|export)\s[^;]*?from\s+'([^']+)'|import\('([^']+)'\)|^import\s+'([^']+)'/gm),
  ].map((found) => (found[1] ?? found[2] ?? found[3])!);
}

function read(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

function files(folder: string): string[] {
  return readdirSync(join(ROOT, folder)).flatMap((name) => {
    const path = join(ROOT, folder, name);
    return statSync(path).isDirectory() ? files(relative(ROOT, path)) : [relative(ROOT, path)];
  });
}
