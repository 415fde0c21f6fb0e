import type { components } from '@api/openapi.js';
import { printable, utc } from './output.js';

type Schemas = components['schemas'];
export type Window = Schemas['WindowView'];
export type Announcement = Schemas['AnnouncementView'];
export type Delivery = Schemas['DeliveryView'];
type Judgement = Schemas['JudgementView'];
type Overlap = Schemas['OverlapView'];
type Move = Schemas['MoveView'];
type Finding = Schemas['PlanFindingView'];

const MINUTE_MS = 60_000;
const UNITS = [
  [1440, 'day'],
  [60, 'hour'],
  [1, 'minute'],
] as const;

/** `2026-12-08 14:00 to 15:30 scheduled Upgrade of the core routers on edge [short notice] 0199…` */
export function windowLine({ startsAt, endsAt, status, title, affected, id, ...rest }: Window): string {
  const on = affected.length === 0 ? '' : ` on ${affected.map(({ name }) => name).join(', ')}`;
  const marks = marksOf(rest);
  const mark = marks.length === 0 ? '' : ` [${marks.join(', ')}]`;
  return `${span(startsAt, endsAt)} ${status} ${printable(title)}${on}${mark} ${id}`;
}

function marksOf({ held, emergency, judgement, moves }: Pick<Window, 'held' | 'emergency' | 'judgement' | 'moves'>) {
  return [
    held === null ? '' : 'held',
    emergency === null ? '' : 'emergency',
    judgement?.short === true ? 'short notice' : '',
    howOften('rescheduled', moves),
    howOften('extended', moves),
  ].filter((mark) => mark !== '');
}

/** `rescheduled twice`: "moved" is what compliance counts, once people had been told. */
function howOften(step: 'rescheduled' | 'extended', moves: readonly Move[]): string {
  const times = moves.filter((move) => move.step === step).length;
  return times === 0 ? '' : `${step} ${['', 'once', 'twice'][times] ?? `${times} times`}`;
}

/** Everything that is planned of a window, and what became of it. */
export function windowLines(window: Window): string[] {
  const { judgement, firstJudgement, held, cancelled, impactMinutes, overlapReason, startedAt, completedAt } = window;
  const isJudgedAnew = JSON.stringify(judgement) !== JSON.stringify(firstJudgement);
  return [
    `${span(window.startsAt, window.endsAt)} UTC, ${window.status} since ${utc(window.since)}`,
    printable(window.title),
    ...labelled([
      ['id', window.id],
      ['downtime', window.kinds.map((kind) => (kind === 'other' ? printable(window.otherKind) : kind)).join(', ')],
      ['impact', impactMinutes === null ? 'not known: the whole window' : inWords(impactMinutes)],
      ['affected', named(window.affected)],
      ['not affected', named(window.unaffected)],
      ['tasks', window.tasks.join(', ')],
      ['changes', window.changes.map(printable).join(', ')],
      ['responsible', printable(window.responsible.name)],
      ['judged', judgement === null ? 'not before it is scheduled' : judgementWords(judgement)],
      ['judged first', firstJudgement === null || !isJudgedAnew ? '' : judgementWords(firstJudgement)],
      ['emergency', printable(window.emergency ?? '')],
      ['overlaps', window.overlaps.map(({ kind, id, on }) => `${kind} ${id} on ${on}`).join('; ')],
      ['accepted', printable(overlapReason ?? '')],
      ['held', held === null ? '' : stepWords(held)],
      ['cancelled', cancelled === null ? '' : stepWords(cancelled)],
      ['started', startedAt === null ? '' : `${utc(startedAt)}${late(window.lateByMs)}`],
      ['completed', completedAt === null ? '' : `${utc(completedAt)}${endWords(window)}`],
      ['outcome', printable(window.outcome)],
      ['address', window.url],
    ]),
    ...(window.text === '' ? [] : window.text.split('\n').map((line) => `  | ${printable(line)}`)),
    ...window.moves.map(moveLine),
  ];
}

/** `label         words`; what has no words is left out. */
export function labelled(rows: readonly (readonly [label: string, words: string])[]): string[] {
  return rows.filter(([, words]) => words !== '').map(([label, words]) => `  ${label.padEnd(15)}${words}`);
}

function moveLine({ step, at, by, reason, replaces, startsAt, endsAt }: Move): string {
  const moved = `${span(replaces.startsAt, replaces.endsAt)} → ${span(startsAt, endsAt)}`;
  return `  ${step} ${utc(at)} ${printable(by.name)}: ${moved}: ${printable(reason)}`;
}

/** `rule-a version 1 demands 7 days of notice (scope toolforge, impact from 5 min); less was left already` */
export function judgementWords(judgement: Judgement): string {
  const { policyName, policyVersion, noticeMinutes, scope, impact, starting, ended, short } = judgement;
  const demanded = noticeMinutes === null ? 'no notice: the log is enough' : `${inWords(noticeMinutes)} of notice`;
  const mails = [
    starting ? 'one mail just before the start' : '',
    ended === 'none' ? '' : `one just after the end${ended === 'optional' ? ' if you like' : ''}`,
  ].filter((words) => noticeMinutes !== null && words !== '');
  return [
    `${policyName} version ${policyVersion} demands ${demanded} (scope ${scope}, impact ${impact.replaceAll('-', ' ')})`,
    ...mails,
    ...(short ? ['less was left already'] : []),
  ].join('; ');
}

/** `fault One of two uplinks is down on uplinks, 2026-11-22 09:00 to open 0199…` */
export function overlapLine({ kind, title, startsAt, endsAt, on, by, id }: Overlap): string {
  const times = endsAt === null ? `${minute(startsAt)} to open` : span(startsAt, endsAt);
  return `overlaps ${kind} ${printable(title)} on ${by.replace('-', ' ')} ${on}, ${times} ${id}`;
}

/** `tasks: warning no-task it names no task (Name it: T123456.)` */
export function planFindingLine({ place, severity, rule, message, mend }: Finding): string {
  return `${place.field}: ${severity} ${rule} ${printable(message)} (${printable(mend)})`;
}

export function announcementLine({ composedAt, sentAt, status, kind, subject, id }: Announcement): string {
  return `${utc(sentAt ?? composedAt)} ${status} ${kind} ${printable(subject)} ${id}`;
}

/** `cloud-announce (mailing-list) accepted 2026-11-22 17:05:09: scope toolforge` */
export function deliveryLines({ name, type, why, state, words, proofs, attempts, recipients }: Delivery): string[] {
  const counts = recipients.map(({ outcome, recipients: many }) => `${many} ${outcome}`).join(', ');
  const about = [words, counts, ...proofs].filter((one) => one !== '').map(printable);
  return [
    `${name} (${type}) ${[state, ...about].join(', ')}; why: ${printable(why)}`,
    ...attempts.map(({ at, outcome, words: said }) => `  ${utc(at)} ${outcome} ${printable(said)}`.trimEnd()),
  ];
}

/** `2026-12-08 14:00 to 15:30`, with a second day where it is another. */
export function span(startsAt: string, endsAt: string): string {
  const isOneDay = startsAt.slice(0, 10) === endsAt.slice(0, 10);
  return `${minute(startsAt)} to ${isOneDay ? minute(endsAt).slice(11) : minute(endsAt)}`;
}

function minute(instant: string): string {
  return utc(instant).slice(0, 16);
}

function named(refs: readonly { name: string }[]): string {
  return refs.map(({ name }) => name).join(', ');
}

function stepWords({ at, by, reason }: { at: string; by: { name: string }; reason: string }): string {
  return `${utc(at)} ${printable(by.name)}: ${printable(reason)}`;
}

function late(ms: number | null): string {
  if (ms === null || Math.abs(ms) < MINUTE_MS) return '';
  const words = inWords(Math.floor(Math.abs(ms) / MINUTE_MS));
  return ms > 0 ? ` (${words} late)` : ` (${words} early)`;
}

/** Against the end before it was extended, as compliance counts. */
function endWords({ completedAt, moves, endsAt }: Window): string {
  const extension = moves.find(({ step }) => step === 'extended');
  const ms = Date.parse(completedAt!) - Date.parse(extension?.replaces.endsAt ?? endsAt);
  if (ms <= 0) return late(ms);
  const by = ms < MINUTE_MS ? 'less than a minute' : inWords(Math.floor(ms / MINUTE_MS));
  return ` (overran by ${by}${extension === undefined ? '' : ', was extended'})`;
}

/** `1 hour 30 minutes` */
export function inWords(minutes: number): string {
  const parts: string[] = [];
  let left = minutes;
  for (const [unit, word] of UNITS) {
    const count = Math.floor(left / unit);
    left -= count * unit;
    if (count > 0) parts.push(`${count} ${word}${count === 1 ? '' : 's'}`);
  }
  return parts.length === 0 ? 'none' : parts.join(' ');
}
