import type { Deed, KindOf } from './kind.js';
import type { World } from './world.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Windows, and what people are told about them; nothing happens here by itself. */
export const maintenanceWindows: KindOf = (world) => {
  const parts: string[] = [];
  const windows: string[] = [];
  const messages: string[] = [];
  const oneOf = (ids: string[]): string | null => (ids.length === 0 ? null : world.chance.pick(ids));
  const step = (what: string, body: () => object) => (): Deed | null =>
    post(world, windows, oneOf(windows), (id) => `/api/v1/maintenance-windows/${id}/${what}`, body);
  const tell = (what: string, body: () => object) => (): Deed | null =>
    post(world, messages, oneOf(messages), (id) => `/api/v1/announcements/${id}/${what}`, body);
  return {
    actions: [
      [1, () => part(world, parts)],
      [3, () => draft(world, parts, windows)],
      [1, () => change(world, oneOf(windows))],
      [
        3,
        step('schedule', () => ({
          overlapReason: said(world),
          ...(world.chance.happens(20) ? { emergency: said(world) } : {}),
        })),
      ],
      [
        1,
        step('reschedule', () => ({
          ...span(world, world.chance.below(20) * DAY),
          reason: said(world),
          overlapReason: said(world),
        })),
      ],
      [1, step(world.chance.pick(['hold', 'release']), () => ({ reason: said(world) }))],
      [1, step('start', () => ({}))],
      [1, step('complete', () => ({ outcome: said(world) }))],
      [1, step('cancel', () => ({ reason: said(world) }))],
      [2, () => compose(world, oneOf(windows), messages)],
      [1, tell('send', () => ({ channels: ['page'], override: said(world) }))],
      [1, tell('record-sent', () => ({ where: said(world), proof: 'https://lists.example/1' }))],
      [1, tell('discard', () => ({ reason: said(world) }))],
      [1, () => wrong(world)],
    ],
    questions: [
      () => '/api/v1/maintenance-windows?limit=250',
      () => '/api/v1/maintenance-windows?status=scheduled&status=draft&order=oldest',
      () => asked(oneOf(windows), (id) => `/api/v1/maintenance-windows/${id}`),
      () => asked(oneOf(windows), (id) => `/api/v1/maintenance-windows/${id}/history`),
      () => asked(oneOf(windows), (id) => `/api/v1/maintenance-windows/${id}/compliance`),
      () => asked(oneOf(windows), (id) => `/api/v1/obligations?window=${id}`),
      () => '/api/v1/announcements?limit=250',
      () => asked(oneOf(messages), (id) => `/api/v1/announcements/${id}/deliveries`),
      () => '/api/v1/notice-policies',
      () => '/api/v1/timeline?limit=250',
      () => asked(oneOf(parts), (id) => `/api/v1/timeline?limit=250&component=${id}`),
      () => asked(oneOf(windows), (id) => `/api/v1/timeline?limit=250&window=${id}`),
    ],
  };
};

function asked(id: string | null, ask: (id: string) => string): string | null {
  return id === null ? null : ask(id);
}

function said(world: World): string {
  const person = world.people.length === 0 ? '' : world.chance.pick(world.chance.pick(world.people).names);
  return `said ${world.word()} ${person}`;
}

function post(
  world: World,
  known: string[],
  id: string | null,
  url: (id: string) => string,
  body: () => object,
): Deed | null {
  if (known.length === 0 || id === null) return null;
  return { by: world.actorWith('announce'), method: 'POST', url: url(id), body: body() };
}

function part(world: World, parts: string[]): Deed {
  const body = { name: `part-${world.word()}`, groups: [`group-${world.chance.below(3)}`] };
  const learn: Deed['learn'] = ({ json }) => void parts.push(json.id);
  return { by: world.actorWith('log:manage'), method: 'POST', url: '/api/v1/components', body, learn };
}

function span(world: World, ahead: number): { startsAt: string; endsAt: string } {
  const start = world.clock.now() + ahead + world.chance.below(HOUR);
  return {
    startsAt: new Date(start).toISOString(),
    endsAt: new Date(start + HOUR + world.chance.below(DAY)).toISOString(),
  };
}

function draft(world: World, parts: string[], windows: string[]): Deed | null {
  if (parts.length === 0) return null;
  const body = {
    title: `Window ${world.word()}`,
    kinds: [world.chance.pick(['network', 'database', 'restarts'])],
    affected: [world.chance.pick(parts)],
    text: said(world),
    responsible: world.people.length === 0 ? 'nobody' : world.chance.pick(world.chance.pick(world.people).names),
    ...span(world, world.chance.below(20) * DAY),
  };
  const learn: Deed['learn'] = ({ json }) => void windows.push(json.id);
  return { by: world.actorWith('announce'), method: 'POST', url: '/api/v1/maintenance-windows', body, learn };
}

function change(world: World, id: string | null): Deed | null {
  if (id === null) return null;
  const url = `/api/v1/maintenance-windows/${id}`;
  return { by: world.actorWith('announce'), method: 'PATCH', url, body: { text: said(world) } };
}

function compose(world: World, window: string | null, messages: string[]): Deed | null {
  if (window === null) return null;
  const kind = world.chance.pick(['advance', 'update', 'outage']);
  const body = { window, kind, ...(world.chance.happens(50) ? { text: `{{title}} ${said(world)} {{url}}` } : {}) };
  const learn: Deed['learn'] = ({ json }) => void messages.push(json.id);
  return { by: world.actorWith('announce'), method: 'POST', url: '/api/v1/announcements', body, learn };
}

function wrong(world: World): Deed {
  const body = world.chance.pick([
    { title: 'No times' },
    { title: 'Turned', ...span(world, DAY), endsAt: '2020-01-01T00:00:00Z' },
    { title: 'Two\nlines', ...span(world, DAY) },
  ]);
  return { by: world.actorWith('announce'), method: 'POST', url: '/api/v1/maintenance-windows', body, isWrong: true };
}
