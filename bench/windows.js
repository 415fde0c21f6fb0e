import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { features } from '../dist/libs/features/src/features.js';
import { projectionsOf } from '../dist/libs/platform/src/read-model/read-model-files.js';
import { versionHash } from '../dist/libs/platform/src/read-model/schema.js';
import { Writer } from '../dist/libs/platform/src/read-model/writer.js';
import { modelIn } from './bare-sqlite.js';
import { newStream } from './events-of.js';
import { inFolder, post, startServer } from './load.js';
import { beside, percentile, report, valueBelow } from './measure.js';
import { kept } from './seed.js';

const WINDOWS = Number(process.env.BENCH_WINDOWS ?? 100_000);
const ASKED = 200;
const COMPONENTS = 100;
const BATCH = 500;
const PAGE = 100;
const [MINUTE, DAY] = [60_000, 86_400_000];
/** From 60 days on: nothing is due while it is measured. */
const BEGIN = 60 * DAY;
const YEARS = 10;
const EVERY = (YEARS * 365 * DAY) / WINDOWS;
const STILL_SO = Number.MAX_SAFE_INTEGER;

export const baseline =
  'Bare SQLite over the same rows, in one process and with an index for the question: the same windows, or those at the same time, read and parsed.';

/** Milliseconds of what people ask about many windows: a month of the calendar, one component, what a plan meets. */
export default async function windows() {
  const seed = await kept(`windows-${WINDOWS}`, versionHash(projectionsOf(features)), fill);
  await inFolder(async (folder) => {
    cpSync(seed, folder, { recursive: true });
    const { components, began } = JSON.parse(readFileSync(join(folder, 'seed.json'), 'utf8'));
    const server = await startServer(folder);
    const bare = bareRows(folder, join(folder, 'bare.db'));
    const month = (n) => [began + BEGIN + ((n * 37) % 110) * 30 * DAY, 30 * DAY];
    const day = (at) => new Date(at).toISOString();
    await measure('a month of the calendar', (n) => {
      const [from, lasts] = month(n);
      return [
        () => get(server, `?from=${day(from)}&to=${day(from + lasts)}&order=oldest&limit=${PAGE}`),
        () => bare.between(from, from + lasts),
      ];
    });
    await measure('the newest windows of a component', (n) => [
      () => get(server, `?component=component-${n % COMPONENTS}&limit=${PAGE}`),
      () => bare.of(components[n % COMPONENTS]),
    ]);
    await measure('all windows of a component that has few', () => [
      () => get(server, `?component=rare&limit=${PAGE}`),
      () => bare.of(components[COMPONENTS]),
    ]);
    await measure('what a plan meets', (n) => {
      const [from] = month(n);
      const [startsAt, endsAt] = [from + 12 * MINUTE, from + 180 * MINUTE];
      const plan = { title: 'Upgrade', kinds: ['restarts'], affected: [`component-${n % COMPONENTS}`] };
      return [
        () => post(server, '/maintenance-windows/check', { ...plan, startsAt: day(startsAt), endsAt: day(endsAt) }),
        () => bare.meeting(startsAt, endsAt),
      ];
    });
    bare.close();
    await server.kill();
  });
}

async function measure(what, askOf) {
  const [ours, plain] = [[], []];
  // The first of each meets caches that are cold, and counts.
  for (let n = 0; n < ASKED; n++) {
    const [ask, askBare] = askOf(n);
    ours.push(await milliseconds(ask));
    plain.push(await milliseconds(askBare));
  }
  for (const [name, share, most] of [
    ['p50', 0.5, 50],
    ['p99', 0.99, 150],
  ]) {
    const figure = `${what}, of ${WINDOWS} windows, ${name}, vs bare SQLite in one process`;
    const measured = beside(percentile(ours, share), percentile(plain, share));
    report({ figure, unit: 'ms', ...measured }, valueBelow(most, 'ms'));
  }
}

async function milliseconds(work) {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

async function get(server, query) {
  const response = await fetch(`${server.url}/api/v1/maintenance-windows${query}`);
  const { data } = await response.json();
  if (data.length === 0) throw new Error(`nothing was found by ${query}`);
}

/** What bare SQLite can do: one table with the columns that are asked for, their indexes, and the rows as JSON. */
function bareRows(folder, path) {
  const db = new DatabaseSync(path);
  db.exec(`
    ATTACH '${modelIn(folder)}' AS model;
    CREATE TABLE windows AS SELECT id, starts_at, ends_at, status, json FROM model.maintenance_windows
      WHERE until_position = ${STILL_SO};
    CREATE INDEX by_start ON windows (starts_at);
    CREATE TABLE affected AS SELECT value AS component, starts_at, windows.rowid AS window FROM windows, json_each(windows.json, '$.affected');
    CREATE INDEX by_component ON affected (component, starts_at);
    DETACH model;`);
  const between = db.prepare(
    `SELECT json FROM windows WHERE starts_at >= ? AND starts_at < ? ORDER BY starts_at LIMIT ${PAGE}`,
  );
  const of = db.prepare(`SELECT json FROM affected JOIN windows ON windows.rowid = affected.window
    WHERE component = ? ORDER BY affected.starts_at DESC LIMIT ${PAGE}`);
  const meeting = db.prepare('SELECT json FROM windows WHERE starts_at > ? AND starts_at < ? AND ends_at > ?');
  const parsed = (rows) => rows.map(({ json }) => JSON.parse(json));
  return {
    between: (from, to) => parsed(between.all(from, to)),
    of: (component) => parsed(of.all(component)),
    meeting: (from, to) => parsed(meeting.all(from - 30 * DAY, to, from)),
    close: () => db.close(),
  };
}

async function fill(folder) {
  const server = await startServer(folder);
  const names = [...Array.from({ length: COMPONENTS }, (_, n) => `component-${n}`), 'rare'];
  const components = [];
  for (const [n, name] of names.entries()) {
    components.push((await post(server, '/components', { name, groups: [`group-${n % 10}`] })).id);
  }
  const response = await fetch(`${server.url}/api/v1/notice-policies`);
  const [policy] = (await response.json()).data;
  await server.kill();
  const writer = new Writer(folder, features);
  const began = Date.now();
  for (let n = 0; n < WINDOWS; n += BATCH) {
    writer.commit(
      Array.from({ length: Math.min(BATCH, WINDOWS - n) }, (_, index) => window(n + index, components, policy, began)),
    );
  }
  writer.close();
  writeFileSync(join(folder, 'seed.json'), JSON.stringify({ components, began }));
}

function window(n, components, policy, began) {
  const startsAt = began + BEGIN + Math.round(n * EVERY);
  const isRare = n % (WINDOWS / 20) === 0;
  const plan = {
    title: `Upgrade number ${n}`,
    kinds: ['restarts'],
    otherKind: '',
    affected: [components[isRare ? COMPONENTS : (n * 7) % COMPONENTS]],
    unaffected: [],
    startsAt: new Date(startsAt).toISOString(),
    endsAt: new Date(startsAt + 90 * MINUTE).toISOString(),
    impactMinutes: 10,
    tasks: [],
    changes: [],
    responsible: { name: 'bench' },
    text: 'Sessions stay; requests may take longer for a while.',
  };
  const judgement = {
    policy: policy.id,
    policyName: policy.name,
    policyVersion: 1,
    scope: 'any',
    impact: 'from-5-min',
    noticeMinutes: 10_080,
    starting: true,
    ended: 'optional',
    short: false,
  };
  const facts = [
    ['maintenance-window.drafted', { plan, series: null, occurrence: null }],
    ['maintenance-window.scheduled', { judgement, overlaps: [], overlapReason: null, emergency: null }],
  ];
  return newStream('maintenance-window', facts, began);
}
