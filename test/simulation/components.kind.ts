import type { Deed, KindOf } from './kind.js';
import type { World } from './world.js';

interface KnownComponent {
  readonly id: string;
  readonly name: string;
}

export const components: KindOf = (world) => {
  const known: KnownComponent[] = [];
  const one = (): KnownComponent | null => (known.length === 0 ? null : world.chance.pick(known));
  return {
    actions: [
      [2, () => register(world, known)],
      [1, () => describe(world, one())],
      [1, () => move(world, one(), one())],
      [1, () => cover(world, one())],
      [1, () => end(world, one())],
      [1, () => pair(world, one())],
      [1, () => wrong(world, one())],
    ],
    questions: [
      () => '/api/v1/components?limit=250',
      () => '/api/v1/components?host=db1101&status=active',
      () => asked(one(), ({ id }) => `/api/v1/components/${id}`),
      () => asked(one(), ({ id }) => `/api/v1/components/${id}/history`),
      () => asked(one(), ({ id }) => `/api/v1/log-entries?limit=250&component=${id}`),
      () => asked(one(), ({ id }) => `/api/v1/operations?limit=250&component=${id}`),
      () => '/api/v1/events?limit=250&types=component.*',
    ],
  };
};

function asked(component: KnownComponent | null, ask: (component: KnownComponent) => string): string | null {
  return component === null ? null : ask(component);
}

function register(world: World, known: KnownComponent[]): Deed {
  const { chance } = world;
  const name = `component-${world.word()}`;
  const body = {
    name,
    title: `Title ${world.word()}`,
    ownerTeam: `Team ${world.word()}`,
    ...(chance.happens(50) && known.length > 0 ? { parent: chance.pick(known).id } : {}),
    ...(chance.happens(50) ? { logs: [world.nameOf(world.aLog())] } : {}),
    ...(chance.happens(50) ? { hosts: ['db11*', 'es[1020-1022].eqiad.wmnet'] } : {}),
  };
  return {
    by: world.actorWith('log:manage'),
    method: 'POST',
    url: '/api/v1/components',
    body,
    learn: ({ json }) => void known.push({ id: json.id, name }),
  };
}

function change(world: World, component: KnownComponent | null, body: object): Deed | null {
  if (component === null) return null;
  return { by: world.actorWith('log:manage'), method: 'PATCH', url: `/api/v1/components/${component.id}`, body };
}

function describe(world: World, component: KnownComponent | null): Deed | null {
  const person = world.people.length === 0 ? '' : world.chance.pick(world.chance.pick(world.people).names);
  return change(world, component, { description: `What it is for ${world.word()} ${person}`, contact: person });
}

/** It may come below a part of its own, which is refused. */
function move(world: World, component: KnownComponent | null, parent: KnownComponent | null): Deed | null {
  return change(world, component, { parent: world.chance.happens(20) ? '' : (parent?.id ?? '') });
}

function cover(world: World, component: KnownComponent | null): Deed | null {
  return change(world, component, { logs: world.chance.happens(20) ? [] : [world.aLog().name] });
}

function end(world: World, component: KnownComponent | null): Deed | null {
  if (component === null) return null;
  const what = world.chance.pick(['retire', 'reinstate']);
  return {
    by: world.actorWith('log:manage'),
    method: 'POST',
    url: `/api/v1/components/${component.id}/${what}`,
    body: { reason: `so ${world.word()}` },
  };
}

function pair(world: World, component: KnownComponent | null): Deed | null {
  return change(world, component, { groups: [`pair-${world.chance.below(3)}`], hosts: ['db1101', 'db1102'] });
}

function wrong(world: World, component: KnownComponent | null): Deed {
  const body = world.chance.pick([
    { name: 'No Such Form' },
    { name: `component-${world.word()}`, hosts: ['*'] },
    ...(component === null ? [] : [{ name: component.name }]),
  ]);
  return { by: world.actorWith('log:manage'), method: 'POST', url: '/api/v1/components', body, isWrong: true };
}
