import type { Deed, KindOf } from './kind.js';
import type { World } from './world.js';

/** Actors that a history begins with, and that stay. */
const FIRST_ACTORS = 4;
const MOST_ACTORS = 9;
const SCOPES = [
  ['read'],
  ['read', 'log:write'],
  ['read', 'log:write', 'log:on-behalf', 'log:amend'],
  ['read', 'log:write', 'log:amend', 'log:manage', 'redact'],
];

export const tokens: KindOf = (world) => ({
  actions: [
    [2, () => issue(world)],
    [1, () => revoke(world)],
  ],
  questions: [() => '/api/v1/tokens?limit=250', () => `/api/v1/tokens/${world.chance.pick(world.actors).tokenId}`],
});

/** For a person or a tool, for all logs or one. */
function issue(world: World): Deed | null {
  const { chance } = world;
  if (world.actors.length >= MOST_ACTORS) return null;
  const scopes = chance.pick(SCOPES);
  const isPerson = world.people.length > 0 && chance.happens(50);
  const person = isPerson ? chance.pick(world.people).id : undefined;
  const owner = isPerson ? { person } : { tool: `tool-${world.word()}` };
  const logs = chance.happens(30) ? [world.aLog().name] : undefined;
  const label = `label ${world.word()}`;
  return {
    by: world.admin,
    method: 'POST',
    url: '/api/v1/tokens',
    body: { ...owner, scopes, label, ...(logs === undefined ? {} : { logs }) },
    says: { type: 'token.issued', words: [label.slice('label '.length)] },
    learn: ({ json }) => {
      // Whoever lost the answer has to do without the secret.
      if (json.secret === null) return;
      world.actors.push({ name: label, token: json.secret, tokenId: json.id, scopes, person });
    },
  };
}

function revoke(world: World): Deed | null {
  const others = world.actors.slice(FIRST_ACTORS);
  if (others.length === 0) return null;
  const actor = world.chance.pick(others);
  return {
    by: world.admin,
    method: 'POST',
    url: `/api/v1/tokens/${actor.tokenId}/revoke`,
    body: { reason: `left ${world.word()}` },
    isRepeatable: true,
    learn: () => world.loses((other) => other === actor),
  };
}
