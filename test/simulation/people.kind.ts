import type { Deed, KindOf } from './kind.js';
import type { KnownPerson, World } from './world.js';

export const people: KindOf = (world) => ({
  actions: [
    [2, () => add(world)],
    [1, () => rename(world)],
    [1, () => erase(world)],
  ],
  questions: [
    () => '/api/v1/people?limit=250',
    () => (world.people.length === 0 ? null : `/api/v1/people/${world.chance.pick(world.people).id}`),
    () => {
      if (world.people.length === 0) return null;
      return `/api/v1/log-entries?limit=250&actor=${world.chance.pick(world.chance.pick(world.people).names)}`;
    },
  ],
});

function add(world: World): Deed {
  const names = [world.name(), world.name()];
  return {
    by: world.admin,
    method: 'POST',
    url: '/api/v1/people',
    body: { displayName: names[0], aliases: [{ kind: 'nick', name: names[1] }] },
    says: { type: 'person.added', words: names },
    learn: ({ json }) => void world.people.push({ id: json.id, names }),
  };
}

function aPerson(world: World): KnownPerson | null {
  return world.people.length === 0 ? null : world.chance.pick(world.people);
}

function rename(world: World): Deed | null {
  const person = aPerson(world);
  if (person === null) return null;
  const name = world.name();
  return {
    by: world.admin,
    method: 'PATCH',
    url: `/api/v1/people/${person.id}`,
    body: { aliases: [{ kind: 'shell', name }] },
    learn: () => void person.names.push(name),
  };
}

function erase(world: World): Deed | null {
  const person = aPerson(world);
  if (person === null) return null;
  return {
    by: world.admin,
    method: 'POST',
    url: `/api/v1/people/${person.id}/erase`,
    body: { reason: 'asked for it' },
    isRepeatable: true,
    erases: [...person.names],
    learn: () => {
      world.people.splice(world.people.indexOf(person), 1);
      world.loses((actor) => actor.person === person.id);
    },
  };
}
