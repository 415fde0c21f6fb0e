import type { Deed, KindOf } from './kind.js';
import { entryOf } from './log-entries.kind.js';
import type { World } from './world.js';

interface Begun {
  readonly id: string;
  /** What START and END have in common. */
  readonly text: string;
}

/** Operations are what START and END lines tell, so most of what is done to them is done to log entries. */
export const operations: KindOf = (world) => {
  const begun: Begun[] = [];
  const any = (address: (id: string) => string): string | null =>
    begun.length === 0 ? null : address(world.chance.pick(begun).id);
  return {
    actions: [
      [3, () => start(world, begun)],
      [3, () => end(world, begun)],
      [1, () => close(world, begun)],
    ],
    questions: [
      () => '/api/v1/operations?limit=250',
      () => '/api/v1/operations/in-flight?limit=250',
      () => `/api/v1/operations?limit=250&host=db10${world.chance.from(1, 3)}`,
      () => any((id) => `/api/v1/operations/${id}`),
    ],
  };
};

function start(world: World, begun: Begun[]): Deed {
  const text = `Cookbook sre.hosts.${world.chance.pick(['reboot', 'reimage'])} for host db10${world.chance.from(1, 3)}`;
  return line(world, `START - ${text} ${world.word()}`, (id) => begun.push({ id, text }));
}

function end(world: World, begun: Begun[]): Deed | null {
  if (begun.length === 0) return null;
  const { text } = world.chance.pick(begun);
  return line(world, `END (${world.chance.pick(['PASS', 'FAIL'])}) - ${text} ${world.word()}`);
}

function line(world: World, message: string, learnId: (id: string) => void = () => {}): Deed {
  const { by, item } = entryOf(world, message);
  // Few logs and hosts, or no START ever met its END.
  const body = { ...item, log: world.chance.pick(world.logs.slice(0, 2)).name };
  return {
    by,
    method: 'POST',
    url: '/api/v1/log-entries',
    body,
    says: { type: 'log-entry.logged', words: world.ownWords(message) },
    learn: ({ json }) => {
      world.meets(json, world.ownWords(message));
      learnId(json.id as string);
    },
  };
}

function close(world: World, begun: readonly Begun[]): Deed | null {
  if (begun.length === 0) return null;
  const reason = `found it done ${world.word()}`;
  return {
    by: world.actorWith('log:amend'),
    method: 'POST',
    url: `/api/v1/operations/${world.chance.pick(begun).id}/close`,
    body: { outcome: 'aborted', endedAt: new Date(world.clock.now()).toISOString(), reason },
    says: { type: 'operation.closed', words: world.ownWords(reason) },
  };
}
