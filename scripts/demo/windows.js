import { CHANNELS, POLICY, RISKS, SERIES, WINDOWS } from './downtime.js';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const [SUNDAY, SATURDAY] = [0, 6];
const PLANNERS = ['Ada', 'Ines', 'Kofi', 'Otso'];

/**
 * Plans a year of expected downtime as people do: what is over, what goes on, what moved and what is far away. The ledger takes no
 * window that has ended already, so what is over was long, or has only just ended.
 * @returns ids of windows by what became of them
 */
export async function planDowntime(admin, now) {
  const planners = await introducePlanners(admin);
  for (const channel of CHANNELS) await admin.add('/api/v1/channels', channel);
  await agree(POLICY, planners);
  for (const risk of RISKS) await admin.post('/api/v1/redundancy-risks', { ...risk.said, ...timesOf(risk, now) });
  const ids = new Map();
  for (const window of WINDOWS) {
    const planner = new Planner(planners.get(window.plan.responsible), now);
    const id = await planner.plan(window);
    const status = await planner.live(id, window);
    ids.set(status, [...(ids.get(status) ?? []), id]);
  }
  for (const { plan, skip, ...times } of SERIES) {
    const one = await planners.get('Kofi').post('/api/v1/window-series', { ...plan, ...timesOf(times, now) });
    const skipped = one.upcoming[skip.next];
    await planners.get('Kofi').post(`/api/v1/window-series/${one.id}/skip`, { day: skipped.day, reason: skip.reason });
  }
  return ids;
}

/** People who may announce. */
async function introducePlanners(admin) {
  const people = new Map((await admin.get('/api/v1/people?limit=200')).data.map((one) => [one.displayName, one.id]));
  const planners = new Map();
  for (const name of PLANNERS) {
    const token = { person: people.get(name), label: 'made for the demonstration', scopes: ['announce'] };
    planners.set(name, admin.as((await admin.post('/api/v1/tokens', token)).secret));
  }
  return planners;
}

/** One proposes, another one who is affected agrees. */
async function agree({ proposer, approver, ...rules }, planners) {
  const { versions } = await planners.get(proposer).post('/api/v1/notice-policies', rules);
  const { version } = versions.at(-1);
  await planners.get(approver).post(`/api/v1/notice-policies/${rules.name}/approve`, { version });
}

/** What one person does to a window of theirs. */
class Planner {
  #caller;
  #now;

  constructor(caller, now) {
    this.#caller = caller;
    this.#now = now;
  }

  async plan({ plan, recorded, schedule, ...times }) {
    const { id } = await this.#caller.post('/api/v1/maintenance-windows', { ...plan, ...timesOf(times, this.#now) });
    if (recorded !== undefined) await this.#record(id, recorded);
    if (schedule !== undefined) await this.#step(id, 'schedule', schedule);
    return id;
  }

  /** @returns the status in which it ends up */
  async live(id, { steps = [] }) {
    for (const { do: step, ...said } of steps) {
      if (step === 'announce') await this.#announce(id, said);
      else await this.#step(id, step, this.#said(said));
    }
    return (await this.#caller.get(`/api/v1/maintenance-windows/${id}`)).status;
  }

  #step(id, step, body) {
    return this.#caller.post(`/api/v1/maintenance-windows/${id}/${step}`, body);
  }

  #said({ minutesAgo, endsIn, to, ...said }) {
    return {
      ...said,
      ...(minutesAgo === undefined ? {} : { occurredAt: iso(this.#now - minutesAgo * MINUTE) }),
      ...(endsIn === undefined ? {} : { endsAt: iso(this.#now + endsIn * MINUTE) }),
      ...(to === undefined ? {} : timesOf(to, this.#now)),
    };
  }

  /** To the pages by the ledger, to a list by hand. */
  async #announce(id, { channel }) {
    const { id: draft } = await this.#caller.post('/api/v1/announcements', { window: id, kind: 'advance' });
    await this.#caller.post(`/api/v1/announcements/${draft}/send`, {});
    if (channel === undefined) return;
    const proof = proofOf(channel, draft);
    await this.#caller.post(`/api/v1/announcements/${draft}/record-sent`, { channel, proof });
  }

  /** Somebody had sent a mail before the window was entered. */
  async #record(id, { channel, daysAgo }) {
    const { id: draft } = await this.#caller.post('/api/v1/announcements', { window: id, kind: 'advance' });
    const sentAt = iso(this.#now - daysAgo * DAY);
    const proof = proofOf(channel, draft);
    await this.#caller.post(`/api/v1/announcements/${draft}/record-sent`, { channel, sentAt, proof });
  }
}

function proofOf(channel, draft) {
  return `https://lists.example.org/archives/${channel}/${draft.slice(-12)}.html`;
}

/** `day`: so many days from now, at weekends the Monday after, at `hour`; or `startsIn`, minutes from now. */
function timesOf({ day, hour, startsIn, minutes }, now) {
  const start = startsIn === undefined ? workday(now, day) + hour * 60 * MINUTE : now + startsIn * MINUTE;
  return { startsAt: iso(start), ...(minutes === undefined ? {} : { endsAt: iso(start + minutes * MINUTE) }) };
}

function workday(now, day) {
  const midnight = Math.floor(now / DAY) * DAY + day * DAY;
  const weekday = new Date(midnight).getUTCDay();
  if (weekday === SATURDAY) return midnight + 2 * DAY;
  return weekday === SUNDAY ? midnight + DAY : midnight;
}

function iso(ms) {
  return `${new Date(ms).toISOString().slice(0, 16)}Z`;
}
