import { Chance } from './chance.js';

/** What one request takes. */
const ITEMS = 1000;
/** Projects whose log was a wiki page: those know only minutes. The others come from the old index. */
const PAGES = { paws: 'Nova Resource:Paws/SAL', 'deployment-prep': 'Nova Resource:Deployment-prep/SAL' };
const ALPHABET = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-'];
/** Prose of the page, which is no entry and is kept all the same. */
const PROSE = ['Please log restarts of the hub here.', 'Older entries are in the archive of 2025.'];

/**
 * Brings entries in as the old log that a team takes along.
 * @returns ids, in the order of the entries
 */
export async function bring(lines, caller, { seed, tell }) {
  const ids = new Map();
  const items = itemsOf(lines, seed);
  const ofSource = Map.groupBy(items, ({ item }) => item.source.page ?? 'index');
  for (const some of ofSource.values()) {
    for (let from = 0; from < some.length; from += ITEMS) {
      const batch = some.slice(from, from + ITEMS);
      const { data } = await caller.post(
        '/api/v1/imports?createLogs=true',
        batch.map(({ item }) => item),
      );
      data.forEach(({ id, problem }, index) => {
        if (problem !== undefined) throw new Error(`${problem.detail}: ${JSON.stringify(batch[index].item)}`);
        ids.set(batch[index].line, id);
      });
      tell(batch.length);
    }
  }
  await caller.post('/api/v1/imports', PROSE.map(kept));
  return lines.map((line) => ids.get(line));
}

function itemsOf(lines, seed) {
  const chance = new Chance(seed, 'index');
  const same = new Map();
  return lines.map((line) => {
    const { at, log, actor, message } = line;
    const page = PAGES[log];
    const entry = { kind: 'entry', log, actor, message };
    const occurredAt = new Date(at).toISOString();
    const id = `AX${chance.letters(18, ALPHABET)}`;
    if (page === undefined) {
      return { line, item: { ...entry, occurredAt, precision: 'second', source: { kind: 'index', id } } };
    }
    const minute = `${occurredAt.slice(0, 16)}:00.000Z`;
    const key = [log, minute, actor, message].join(' ');
    const ordinal = same.get(key) ?? 0;
    same.set(key, ordinal + 1);
    const source = { kind: 'wiki-page', page, revision: 1, ordinal };
    return { line, item: { ...entry, occurredAt: minute, precision: 'minute', source } };
  });
}

function kept(line, index) {
  const source = { kind: 'wiki-page', page: PAGES.paws, revision: 1 };
  return { kind: 'line', log: 'paws', source, number: index + 1, line, why: 'not-an-entry', part: 1 };
}
