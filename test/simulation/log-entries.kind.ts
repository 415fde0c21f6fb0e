import type { Deed, KindOf } from './kind.js';
import type { World } from './world.js';

const LOGGED = 'log-entry.logged';

export const logEntries: KindOf = (world) => ({
  actions: [
    [12, () => log(world)],
    [2, () => batch(world)],
    [5, () => amend(world)],
    [1, () => retract(world)],
    [1, () => redact(world)],
    [1, () => redactEvent(world)],
    [2, () => wrong(world)],
  ],
  questions: [
    () => '/api/v1/log-entries?limit=250',
    () => `/api/v1/log-entries?limit=${world.chance.from(1, 8)}`,
    () => `/api/v1/log-entries?limit=250&log=${world.aLog().name}`,
    () => `/api/v1/log-entries?limit=250&status=${world.chance.pick(['amended', 'retracted', 'redacted'])}`,
    () => `/api/v1/log-entries?limit=250&q=${world.chance.pick(['restarted', '"the cache" -drained', 'res*'])}`,
    () => of(world, (id) => `/api/v1/log-entries/${id}`),
    () => of(world, (id) => `/api/v1/log-entries/${id}/history`),
    () => `/api/v1/logs/${world.aLog().name}/sal.${world.chance.pick(['wiki', 'md', 'csv', 'ndjson', 'cloudevents'])}`,
    () => '/api/v1/events?limit=250',
    () => '/api/v1/events?limit=250&types=log-entry.*',
  ],
});

function log(world: World): Deed {
  const { by, item } = entryOf(world);
  return {
    by,
    method: 'POST',
    url: '/api/v1/log-entries',
    body: item,
    says: { type: LOGGED, words: world.ownWords(item.message) },
    learn: ({ json }) => world.meets(json, world.ownWords(item.message)),
  };
}

function batch(world: World): Deed {
  const { by } = entryOf(world);
  const items = Array.from({ length: world.chance.from(2, 5) }, () => {
    const { item } = entryOf(world);
    return world.chance.happens(15) ? { ...item, message: '' } : item;
  });
  return {
    by,
    method: 'POST',
    url: '/api/v1/log-entries/batch',
    body: items,
    learn: ({ json }) => {
      for (const [index, { entry }] of json.data.entries()) {
        if (entry !== undefined) world.meets(entry, world.ownWords(items[index]!.message));
      }
    },
  };
}

export function entryOf(world: World, message = aMessage(world)) {
  const { chance } = world;
  const by = world.actorWith('log:write');
  const person = world.people.length > 0 && chance.happens(20) ? chance.pick(chance.pick(world.people).names) : null;
  const item = {
    log: chance.happens(5) ? `tools.${world.word()}` : world.nameOf(world.aLog()),
    message,
    ...(person === null ? {} : { actor: person }),
    ...(chance.happens(25) ? { occurredAt: world.someTimeAgo() } : {}),
    ...(chance.happens(10) ? { correlationId: world.word() } : {}),
  };
  return { by, item };
}

export function aMessage(world: World): string {
  const { chance } = world;
  const what = chance.pick(['restarted the cache of', 'drained', 'moved traffic from', 'rebooted']);
  const who =
    world.people.length > 0 && chance.happens(10) ? ` for ${chance.pick(chance.pick(world.people).names)}` : '';
  const task = chance.happens(30) ? ` (T${chance.from(1, 40)})` : '';
  return `${what} db10${chance.from(1, 9)} ${world.word()}${who}${task}`;
}

function amend(world: World): Deed | null {
  const entry = world.anEntry();
  if (entry === null) return null;
  const { chance } = world;
  const message = chance.happens(70) ? aMessage(world) : undefined;
  const more = {
    ...(message === undefined ? {} : { message }),
    ...(chance.happens(25) ? { occurredAt: world.someTimeAgo() } : {}),
    ...(chance.happens(25) ? { log: world.nameOf(world.aLog()) } : {}),
  };
  const body = { reason: `more exactly ${world.word()}`, ...more };
  return {
    by: world.actorWith('log:amend'),
    method: 'POST',
    url: `/api/v1/log-entries/${entry.id}/amend`,
    body,
    ifMatch: chance.happens(20) ? `"${entry.revision - chance.below(2)}"` : undefined,
    learn: ({ json }) => world.meets(json, world.ownWords(`${body.reason} ${message ?? ''}`)),
  };
}

function retract(world: World): Deed | null {
  const entry = world.anEntry();
  if (entry === null) return null;
  const reason = `was not so ${world.word()}`;
  return {
    by: world.actorWith('log:amend'),
    method: 'POST',
    url: `/api/v1/log-entries/${entry.id}/retract`,
    body: { reason },
    learn: ({ json }) => world.meets(json, world.ownWords(reason)),
  };
}

function redact(world: World): Deed | null {
  const entry = world.anEntry();
  if (entry === null) return null;
  const message = world.chance.happens(40) ? `the rest of it ${world.word()}` : undefined;
  const said = [...entry.words];
  return {
    by: world.actorWith('redact'),
    method: 'POST',
    url: `/api/v1/log-entries/${entry.id}/redact`,
    body: { reason: 'a name slipped in', message },
    erases: said,
    learn: ({ json }) => world.meets(json, world.ownWords(message ?? '')),
  };
}

/** By its position: of an entry, what all its versions say. */
function redactEvent(world: World): Deed | null {
  const entry = world.anEntry();
  if (entry === null || entry.position === null) return null;
  return {
    by: world.actorWith('redact'),
    method: 'POST',
    url: `/api/v1/events/${entry.position}/redact`,
    body: { reason: 'told too much' },
    erases: [...entry.words],
  };
}

function wrong(world: World): Deed {
  const { by, item } = entryOf(world);
  const body = world.chance.pick([
    { ...item, message: '' },
    { ...item, message: undefined },
    { ...item, log: 'no such log' },
    { ...item, occurredAt: new Date(world.clock.now() + 86_400_000).toISOString() },
    { ...item, unknown: true },
    { ...item, message: `password=${world.word()}hidden` },
  ]);
  return { by, method: 'POST', url: '/api/v1/log-entries', body, isWrong: true };
}

function of(world: World, address: (id: string) => string): string | null {
  const entry = world.anEntry();
  return entry === null ? null : address(entry.id);
}
