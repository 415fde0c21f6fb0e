import type { Deed, KindOf } from './kind.js';
import type { World } from './world.js';

export const logs: KindOf = (world) => ({
  actions: [
    [2, () => create(world)],
    [1, () => describe(world)],
    [1, () => rename(world)],
    [1, () => hideOrShow(world)],
    [2, () => archiveOrReopen(world)],
    [1, () => wrong(world)],
  ],
  questions: [
    () => '/api/v1/logs?limit=250',
    () => `/api/v1/logs/${world.nameOf(world.aLog())}`,
    () => '/api/v1/events?limit=250&types=log.*',
  ],
});

function create(world: World): Deed {
  const { chance } = world;
  const name = `log-${world.word()}`;
  const isPrivate = chance.happens(50);
  const body = {
    name,
    title: `Title ${world.word()}`,
    visibility: isPrivate ? 'private' : 'public',
    ...(chance.happens(30) ? { patterns: [`${name}.*`] } : {}),
    ...(chance.happens(30) ? { channels: [`#${world.word()}`] } : {}),
  };
  return {
    by: world.actorWith('log:manage'),
    method: 'POST',
    url: '/api/v1/logs',
    body,
    says: { type: 'log.created', words: world.ownWords(body.title) },
    learn: () => void world.logs.push({ name, aliases: [], isPrivate, isArchived: false }),
  };
}

function change(world: World, log: { readonly name: string }, body: object, learn: () => void = () => {}): Deed {
  return { by: world.actorWith('log:manage'), method: 'PATCH', url: `/api/v1/logs/${log.name}`, body, learn };
}

function describe(world: World): Deed {
  return change(world, world.aLog(), { title: `Title ${world.word()}`, description: `What it is for ${world.word()}` });
}

/** A name of its own for ever, and others that it answers to, which may come from another log. */
function rename(world: World): Deed {
  const log = world.aLog();
  const aliases = world.chance.happens(30) ? [] : [`also-${world.word()}`, ...log.aliases.slice(0, 1)];
  return change(world, log, { aliases }, () => (log.aliases = aliases));
}

function hideOrShow(world: World): Deed {
  const log = world.aLog();
  const isPrivate = !log.isPrivate;
  return change(world, log, { visibility: isPrivate ? 'private' : 'public' }, () => (log.isPrivate = isPrivate));
}

function archiveOrReopen(world: World): Deed {
  const closed = world.logs.filter(({ isArchived }) => isArchived);
  const log = closed.length > 0 && world.chance.happens(60) ? world.chance.pick(closed) : world.aLog();
  const isArchived = !log.isArchived;
  return change(world, log, { status: isArchived ? 'archived' : 'open' }, () => (log.isArchived = isArchived));
}

function wrong(world: World): Deed {
  const body = world.chance.pick([
    { name: world.aLog().name },
    { name: 'No Such Form' },
    { name: `log-${world.word()}`, aliases: [world.aLog().name] },
  ]);
  return { by: world.actorWith('log:manage'), method: 'POST', url: '/api/v1/logs', body, isWrong: true };
}
