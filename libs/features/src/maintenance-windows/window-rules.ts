import { Rejected } from '@kernel/decider.js';
import { MINUTE } from '@kernel/time.js';
import { DOWNTIME_KINDS, type DowntimeKind, MAX_WINDOW_MINUTES, type WindowPlan } from './maintenance-window.events.js';

export interface Span {
  readonly startsAt: string;
  readonly endsAt: string;
}

export function lengthOf({ startsAt, endsAt }: Span): number {
  return Date.parse(endsAt) - Date.parse(startsAt);
}

/** @throws Rejected */
export function checkSpan(span: Span): void {
  const length = lengthOf(span);
  if (length < 0) throw invalid('endsAt', 'end-before-start', `${span.endsAt} is before the start, ${span.startsAt}`);
  if (length === 0) throw invalid('endsAt', 'zero-length', 'is the start as well: a window has a length');
  if (length > MAX_WINDOW_MINUTES * MINUTE) {
    throw invalid('endsAt', 'too-long', 'a window lasts 30 days at most; plan several, or a series');
  }
}

/** What must hold of every plan, a draft's too. @throws Rejected */
export function checkPlan(plan: WindowPlan): void {
  checkSpan(plan);
  const both = plan.affected.find((id) => plan.unaffected.includes(id));
  if (both !== undefined) {
    throw invalid('unaffected', 'affected-and-unaffected', 'names a component that is among the affected ones too');
  }
  if (plan.kinds.length === 0) throw invalid('kinds', 'empty', 'name at least one, what people notice');
  twice(plan.affected, 'affected');
  twice(plan.unaffected, 'unaffected');
  twice(plan.kinds, 'kinds');
  const isOther = plan.kinds.includes('other');
  if (isOther && plan.otherKind === '') throw invalid('otherKind', 'words-missing', 'say in words what `other` is');
  if (!isOther && plan.otherKind !== '') {
    throw invalid('otherKind', 'words-without-other', 'is for the kind `other`, which is not among the kinds');
  }
  if (plan.impactMinutes !== null && plan.impactMinutes * MINUTE > lengthOf(plan)) {
    throw invalid('impactMinutes', 'longer-than-window', 'the impact lasts longer than the window');
  }
}

/** @throws Rejected unknown-kind */
export function kindOf(word: string): DowntimeKind {
  const kind = DOWNTIME_KINDS.find((one) => one === word);
  if (kind !== undefined) return kind;
  throw invalid('kinds', 'unknown-kind', `${JSON.stringify(word)} is none of ${DOWNTIME_KINDS.join(', ')}`);
}

function twice(list: readonly string[], field: string): void {
  if (new Set(list).size < list.length) throw invalid(field, 'named-twice', 'names something twice');
}

export function invalid(field: string, code: string, sentence: string): Rejected {
  return new Rejected('invalid', code, `${field}: ${sentence}`, field);
}
