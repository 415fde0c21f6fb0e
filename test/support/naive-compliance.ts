/** One window, as somebody would write it down who reads the feed from the first event to the last. */
interface Story {
  starts: number;
  ends: number;
  firstEnd: number;
  affected: string[];
  kinds: string[];
  notice: number | null;
  emergency: boolean;
  isScheduled: boolean;
  moves: number;
  /** How often it had moved when its times were last given. */
  lastMove: number;
  cancelledAt: number | null;
  overran: boolean;
  lasts: boolean;
  moved: boolean;
}

const LISTS = ['enough', 'short', 'none', 'emergency', 'notRequired', 'moved', 'overran', 'cancelled'];

/**
 * The compliance table once more, from the raw feed alone and in the simplest way: shares nothing with the product, so
 * that the two can disagree. Announcements count when they are sent: they go to pages only.
 */
export function naiveCompliance(events: readonly any[], now: number): Record<string, Record<string, unknown>> {
  const stories = new Map<string, Story>();
  const messages = new Map<string, { window: string; kind: string; schedule: number }>();
  const told: { window: string; kind: string; schedule: number; at: number }[] = [];
  for (const { type, stream, data, recordedAt, occurredAt } of events) {
    const id = stream.replace(/^(?:maintenance-window|announcement)-/, '');
    const at = Date.parse(recordedAt);
    const story = stories.get(id);
    if (type === 'announcement.composed') messages.set(id, data);
    if (type === 'announcement.sent') told.push({ ...messages.get(id)!, at });
    if (type === 'maintenance-window.drafted') {
      const { startsAt, endsAt, affected, kinds } = data.plan;
      const [starts, ends] = [Date.parse(startsAt), Date.parse(endsAt)];
      stories.set(id, {
        starts,
        ends,
        firstEnd: ends,
        affected,
        kinds,
        notice: null,
        emergency: false,
        isScheduled: false,
        moves: 0,
        lastMove: 0,
        cancelledAt: null,
        overran: false,
        lasts: false,
        moved: false,
      });
    }
    if (story === undefined) continue;
    if (type === 'maintenance-window.scheduled' || type === 'maintenance-window.rescheduled') {
      story.notice = data.judgement.noticeMinutes;
      story.emergency = data.emergency !== null;
      story.isScheduled = true;
    }
    if (type === 'maintenance-window.rescheduled') {
      if (told.some(({ window }) => window === id)) story.moved = true;
      story.starts = Date.parse(data.startsAt);
      story.ends = Date.parse(data.endsAt);
      story.firstEnd = story.ends;
      story.moves += 1;
      story.lastMove = story.moves;
    }
    if (type === 'maintenance-window.extended') story.moves += 1;
    if (type === 'maintenance-window.cancelled') story.cancelledAt = at;
    if (type === 'maintenance-window.started') story.lasts = true;
    if (type === 'maintenance-window.completed') {
      story.lasts = false;
      story.overran = Date.parse(occurredAt) > story.firstEnd;
    }
  }
  return tableOf(stories, told, now);
}

function tableOf(
  stories: ReadonlyMap<string, Story>,
  told: readonly { window: string; kind: string; schedule: number; at: number }[],
  now: number,
): Record<string, Record<string, unknown>> {
  const table: Record<string, any> = {};
  for (const [id, story] of stories) {
    const verdict = story.isScheduled ? verdictOf(id, story, told, now) : null;
    if (verdict === null) continue;
    const month = new Date(story.starts).toISOString().slice(0, 7);
    for (const component of story.affected) {
      for (const kind of story.kinds) {
        const cell = (table[`${month} ${component} ${kind}`] ??= Object.fromEntries(LISTS.map((name) => [name, []])));
        cell.windows = (cell.windows ?? 0) + 1;
        cell[verdict].push(id);
        if (story.moved) cell.moved.push(id);
        if (story.overran || (story.lasts && now > story.firstEnd)) cell.overran.push(id);
        if (story.cancelledAt !== null) cell.cancelled.push(id);
      }
    }
  }
  for (const cell of Object.values(table)) for (const name of LISTS) cell[name].sort();
  return table;
}

function verdictOf(
  id: string,
  { starts, notice, emergency, lastMove, cancelledAt }: Story,
  told: readonly { window: string; kind: string; schedule: number; at: number }[],
  now: number,
): string | null {
  if (notice === null) return 'notRequired';
  if (emergency) return 'emergency';
  const due = starts - notice * 60_000;
  const times = told
    .filter(({ window, kind, schedule }) => window === id && /advance|rescheduled/.test(kind) && schedule >= lastMove)
    .map(({ at }) => at)
    .filter((at) => at <= starts);
  if (times.length > 0) return Math.min(...times) <= due ? 'enough' : 'short';
  if (cancelledAt !== null) return cancelledAt <= due ? 'notRequired' : 'none';
  return now <= starts ? null : 'none';
}
