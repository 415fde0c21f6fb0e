import { Caller } from './caller.js';
import { COMPONENTS, RETIRED } from './components.js';
import { historyOf } from './history.js';
import { bring } from './old-log.js';
import { REGISTERED } from './team.js';
import { planDowntime } from './windows.js';

const MINUTE = 60_000;
export const SEED = 1;
export const ENTRIES = 6000;
const LOGS = [
  { name: 'deployment-prep', title: 'Beta cluster', description: 'Where changes are tried.', aliases: ['beta'] },
  { name: 'paws', title: 'PAWS', description: 'Notebooks for everybody.' },
  { name: 'security', title: 'Security', description: 'For those who handle incidents.', visibility: 'private' },
];
/** Tools that write for people, and people who write for themselves. */
const TOOLS = ['cookbooks', 'deployments', 'chat-relay'];
const WRITERS = ['Ada', 'Bram', 'Ines', 'Kofi', 'Otso'];

/**
 * Fills a running product with made-up months, by its public API alone. What happened goes in as an older log, which is late
 * nowhere; what is told late, and what happens right now, is written as tools and people write it.
 * @returns ids by what was done to them, and `write(line)`, by which somebody goes on
 */
export async function fill(url, token, { seed = SEED, entries = ENTRIES, now = Date.now(), tell = () => {} } = {}) {
  const admin = new Caller(url, token);
  const lines = historyOf({ seed, entries, now });
  let done = 0;
  const told = (count) => tell((done += count), lines.length);
  tell(0, lines.length);
  for (const log of LOGS) await admin.add('/api/v1/logs', log);
  await register(admin);
  const callers = await introduce(admin);
  const old = lines.filter(({ isLive }) => !isLive);
  const ids = new Map((await bring(old, admin, { seed, tell: told })).map((id, index) => [old[index], id]));
  for (const line of lines.filter(({ isLive }) => isLive)) {
    ids.set(line, await write(line, callers));
    told(1);
  }
  const did = await follow(lines, ids, callers, admin);
  const windows = await planDowntime(admin, now);
  return { ...did, windows, entries: lines.length, write: (line) => write(line, callers) };
}

/** Registers what there is; a second time nothing changes. */
async function register(admin) {
  const { data } = await admin.postCsv('/api/v1/components/import', COMPONENTS);
  const refused = data.filter(({ problem }) => problem !== undefined && problem.code !== 'component-retired');
  if (refused.length > 0) throw new Error(`row ${refused[0].row}: ${refused[0].problem.detail}`);
  const { name, reason } = RETIRED;
  await admin.post(`/api/v1/components/${name}/retire`, { reason });
}

/** Registers people, and gives tools and people their tokens. */
async function introduce(admin) {
  for (const person of REGISTERED) await admin.add('/api/v1/people', person);
  const people = new Map((await admin.get('/api/v1/people?limit=200')).data.map((one) => [one.displayName, one.id]));
  const callers = new Map();
  for (const tool of TOOLS) {
    const token = { tool, label: 'made for the demonstration', scopes: ['log:write', 'log:on-behalf'] };
    callers.set(tool, admin.as((await admin.post('/api/v1/tokens', token)).secret));
  }
  for (const name of WRITERS) {
    const token = { person: people.get(name), label: 'made for the demonstration', scopes: ['log:write', 'log:amend'] };
    callers.set(name.toLowerCase(), admin.as((await admin.post('/api/v1/tokens', token)).secret));
  }
  return callers;
}

/** By the tool that says such things, or by the person. @returns the id of the entry */
async function write({ at, log, actor, message }, callers) {
  const [nick, host] = actor.split('@');
  const tool = toolOn(host ?? '');
  const caller = (host === undefined ? callers.get(nick) : undefined) ?? callers.get(tool);
  const occurredAt = at === undefined ? {} : { occurredAt: new Date(at).toISOString() };
  return (await caller.post('/api/v1/log-entries', { log, actor, message, ...occurredAt })).id;
}

function toolOn(host) {
  if (host.includes('cumin')) return 'cookbooks';
  return host.startsWith('deploy') ? 'deployments' : 'chat-relay';
}

/** What was done about entries later. */
async function follow(lines, ids, callers, admin) {
  const did = { amended: [], retracted: [], redacted: [], closed: [], late: [] };
  const menders = WRITERS.map((name) => callers.get(name.toLowerCase()));
  for (const line of lines) {
    const id = ids.get(line);
    if (line.isLate) did.late.push(id);
    if (line.then === undefined) continue;
    const { amend, retract, close, redact } = line.then;
    // Whoever wrote it mends it; where that is nobody of ours, somebody else.
    const mender = callers.get(line.actor) ?? menders[did.amended.length % menders.length];
    if (amend) did.amended.push((await mender.post(`/api/v1/log-entries/${id}/amend`, amend)).id);
    if (retract) did.retracted.push((await mender.post(`/api/v1/log-entries/${id}/retract`, retract)).id);
    if (redact) did.redacted.push((await admin.post(`/api/v1/log-entries/${id}/redact`, redact)).id);
    if (close) {
      const { outcome, minutes, reason } = close;
      const endedAt = new Date(line.at + minutes * MINUTE).toISOString();
      did.closed.push((await mender.post(`/api/v1/operations/${id}/close`, { outcome, endedAt, reason })).id);
    }
  }
  return did;
}
