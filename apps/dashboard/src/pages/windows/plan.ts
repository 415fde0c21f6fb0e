import type { components } from '@api/openapi.js';
import { endOf, startOf, typedOf } from '../../pieces/moments.js';

type Window = components['schemas']['WindowView'];
export type PlanRequest = components['schemas']['WindowRequest'];

/** What is typed of a plan. */
export interface PlanDraft {
  readonly title: string;
  readonly kinds: readonly string[];
  readonly otherKind: string;
  /** Names, with commas or spaces between. */
  readonly affected: string;
  readonly unaffected: string;
  readonly start: string;
  readonly end: string;
  /** Minutes; nothing: not known. */
  readonly impact: string;
  readonly tasks: string;
  readonly changes: string;
  readonly responsible: string;
  readonly text: string;
  /** How often; nothing: once. */
  readonly repeat: string;
  /** A recurrence rule, where it is one of its own. */
  readonly rule: string;
  readonly daysAhead: string;
}

export const EMPTY_PLAN: PlanDraft = {
  title: '',
  kinds: [],
  otherKind: '',
  affected: '',
  unaffected: '',
  start: '',
  end: '',
  impact: '',
  tasks: '',
  changes: '',
  responsible: '',
  text: '',
  repeat: '',
  rule: '',
  daysAhead: '',
};

/** A window that is changed, as it would have been typed. */
export function draftOf(window: Window): PlanDraft {
  const names = (components: Window['affected']): string => components.map(({ name }) => name).join(', ');
  return {
    ...EMPTY_PLAN,
    title: window.title,
    kinds: window.kinds,
    otherKind: window.otherKind,
    affected: names(window.affected),
    unaffected: names(window.unaffected),
    start: typedOf(window.startsAt),
    end: typedOf(window.endsAt),
    impact: window.impactMinutes === null ? '' : String(window.impactMinutes),
    tasks: window.tasks.join(', '),
    changes: window.changes.join(', '),
    responsible: window.responsible.name,
    text: window.text,
  };
}

/** What is sent. What is no time is sent as it was typed, so that the server says what is wrong with it. */
export function requestOf(draft: PlanDraft): PlanRequest {
  const { title, kinds, otherKind, affected, unaffected, start, end, impact, tasks, changes, responsible, text } =
    draft;
  const startsAt = startOf(start);
  return {
    title: title.trim(),
    startsAt: startsAt ?? start.trim(),
    endsAt: endOf(end, startsAt) ?? end.trim(),
    kinds: [...kinds],
    otherKind: kinds.includes('other') ? otherKind.trim() : '',
    affected: wordsOf(affected),
    unaffected: wordsOf(unaffected),
    tasks: wordsOf(tasks),
    changes: wordsOf(changes),
    text,
    ...(impact.trim() === '' ? { impactUnknown: true } : { impactMinutes: numberOf(impact) }),
    ...(responsible.trim() === '' ? {} : { responsible: responsible.trim() }),
  };
}

export function wordsOf(text: string): string[] {
  return text.split(/[\s,]+/).filter((word) => word !== '');
}

/** What is no number stays what it is, so that the server says so. */
function numberOf(text: string): number {
  const number = Number(text);
  return Number.isNaN(number) ? (text as unknown as number) : number;
}

/** Of a change: only what is not as it was. */
export function changesOf(draft: PlanDraft, before: PlanDraft): Partial<PlanRequest> {
  const [now, was] = [requestOf(draft), requestOf(before)];
  const isSame = (name: string): boolean =>
    JSON.stringify(now[name as keyof PlanRequest]) === JSON.stringify(was[name as keyof PlanRequest]);
  const changed = Object.fromEntries(Object.entries(now).filter(([name]) => !isSame(name)));
  // The kind `other` and its words are one thing.
  return 'kinds' in changed || 'otherKind' in changed
    ? { ...changed, kinds: now.kinds!, otherKind: now.otherKind! }
    : changed;
}
