import type { Deed, KindOf } from './kind.js';
import type { World } from './world.js';

type Item = Record<string, unknown> & { readonly message: string };

export const imports: KindOf = (world) => {
  const done: Item[][] = [];
  return {
    actions: [
      [2, () => take(world, done)],
      [2, () => again(world, done)],
      [1, () => fromElsewhere(world, done)],
      [1, () => setAside(world)],
    ],
    questions: [
      () => '/api/v1/imports/lines?limit=250',
      () => `/api/v1/imports/lines?limit=250&log=${world.aLog().name}`,
    ],
  };
};

function sent(world: World, items: readonly object[], more: Partial<Deed> = {}): Deed {
  return { by: world.admin, method: 'POST', url: '/api/v1/imports', body: items, isRepeatable: true, ...more };
}

function take(world: World, done: Item[][]): Deed {
  const { chance } = world;
  const log = world.aLog().name;
  const isIndex = chance.happens(50);
  const items = Array.from({ length: chance.from(1, 4) }, (): Item => {
    const word = world.word();
    return {
      kind: 'entry',
      log,
      actor: chance.pick(['ada', 'grace']),
      message: `older ${word} ${chance.pick(['restart', 'switchover', 'upgrade'])} of ${word}`,
      occurredAt: new Date(world.clock.now() - chance.from(1, 9_000) * 60_000).toISOString(),
      precision: 'minute',
      source: isIndex
        ? { kind: 'index', id: numberOf(word) }
        : { kind: 'wiki-page', page: 'Log', revision: 7, ordinal: 0 },
    };
  });
  return sent(world, items, {
    says: { type: 'log-entry.imported', words: items.flatMap(({ message }) => world.ownWords(message).slice(1)) },
    learn: ({ json }) => {
      done.push(items);
      for (const [index, { id }] of json.data.entries()) {
        if (id !== undefined) world.meets({ id, position: null, revision: 0 }, world.ownWords(items[index]!.message));
      }
    },
  });
}

function again(world: World, done: readonly Item[][]): Deed | null {
  return done.length === 0 ? null : sent(world, world.chance.pick(done), { isKnown: true });
}

/** The same entries as another source has them: they are linked with what is here. */
function fromElsewhere(world: World, done: readonly Item[][]): Deed | null {
  if (done.length === 0) return null;
  const items = world.chance.pick(done).map((item) => {
    const isIndex = (item['source'] as { kind: string }).kind === 'index';
    const source = isIndex
      ? { kind: 'wiki-page', page: 'Other log', revision: 9, ordinal: 0 }
      : { kind: 'index', id: `other-${numberOf(world.ownWords(item.message)[0]!)}` };
    return { ...item, source };
  });
  // One that was moved since, or given another time, is not recognised: then two entries say the same words.
  const learn: Deed['learn'] = ({ json }) => {
    for (const [index, { outcome }] of json.data.entries()) {
      if (outcome === 'imported') world.isNobodysOwn(world.ownWords(items[index]!.message));
    }
  };
  return sent(world, items, { learn });
}

function setAside(world: World): Deed {
  const line = `== ${world.word()} ==`;
  const source = { kind: 'wiki-page', page: 'Log', revision: 7, ordinal: 0 };
  return sent(world, [{ kind: 'line', log: world.aLog().name, source, number: 3, line, why: 'not-an-entry', part: 1 }]);
}

/** What identifies an entry stays when it is redacted, so it must hold no word of it. */
function numberOf(word: string): string {
  return word.replaceAll(/\D/g, '');
}
