import { MINUTE } from '@kernel/time.js';
import type { Judgement, WindowPlan } from './maintenance-window.events.js';
import type { PlanFinding, Severity } from './plan-finding.js';
import { VAGUE } from './vague-words.js';

/** `{{name}}` */
const VARIABLE = /\{\{\s*[\w-]{0,40}\s*\}\}/g;

export interface WindowToLint {
  readonly plan: WindowPlan;
  /** Null: no policy is known yet. */
  readonly judgement: Judgement | null;
  /** Milliseconds since 1970. */
  readonly now: number;
}

interface WindowRule {
  readonly name: string;
  readonly severity: Severity;
  readonly about: string;
  readonly mend: string;
  /** The member of the plan that it is about. */
  readonly field: keyof WindowPlan;
  /** Null: nothing is wrong. */
  readonly find: (window: WindowToLint) => string | null;
}

const when = (wrong: boolean, message: string): string | null => (wrong ? message : null);

/** What can be wrong with a window as it is planned. */
export const windowRules: readonly WindowRule[] = [
  {
    name: 'reversed-end',
    severity: 'error',
    about: 'The end is not after the start.',
    mend: 'Give the end that is meant.',
    field: 'endsAt',
    find: ({ plan }) => when(Date.parse(plan.endsAt) <= Date.parse(plan.startsAt), 'it ends before it begins'),
  },
  {
    name: 'past-date',
    severity: 'error',
    about: 'The start is past.',
    mend: 'Give the start that is meant; often it is the year.',
    field: 'startsAt',
    find: ({ plan, now }) => when(Date.parse(plan.startsAt) < now, `${plan.startsAt.slice(0, 16)}Z is past`),
  },
  {
    name: 'short-notice',
    severity: 'warning',
    about: 'Less time is left than the policy demands. Late notice beats none: it only warns.',
    mend: 'Plan it later, or announce it now.',
    field: 'startsAt',
    find: shortNotice,
  },
  {
    name: 'nothing-unaffected',
    severity: 'warning',
    about: 'No component is named that is not affected.',
    mend: 'Name those that people would expect to be affected and that are not.',
    field: 'unaffected',
    find: ({ plan }) => when(plan.unaffected.length === 0, 'it does not say what is not affected'),
  },
  {
    name: 'vague-kind',
    severity: 'warning',
    about: 'The kind of downtime is only “other”, without words or with vague ones.',
    mend: 'Choose a kind, or say what people will notice.',
    field: 'kinds',
    find: ({ plan: { kinds, otherKind } }) =>
      when(
        kinds.every((kind) => kind === 'other') && (otherKind.trim() === '' || VAGUE.test(otherKind)),
        'what people will notice is not said',
      ),
  },
  {
    name: 'no-text',
    severity: 'warning',
    about: 'There is no text for everybody to read.',
    mend: 'Say in a sentence what is done, and why.',
    field: 'text',
    find: ({ plan }) => when(plan.text.trim() === '', 'it has no text'),
  },
  {
    name: 'unknown-variable',
    severity: 'warning',
    about: 'The text has a `{{variable}}`; people read it as it stands, only texts of announcements are filled.',
    mend: 'Say what is meant; the message has the times and components of the window anyway.',
    field: 'text',
    find: ({ plan: { text } }) => {
      const found = [...new Set(text.match(VARIABLE))];
      return when(found.length > 0, `it has ${found.join(', ')}, and nothing is put in its place`);
    },
  },
  {
    name: 'no-task',
    severity: 'warning',
    about: 'No task is named.',
    mend: 'Name it: T123456.',
    field: 'tasks',
    find: ({ plan }) => when(plan.tasks.length === 0, 'it names no task'),
  },
  {
    name: 'no-responsible',
    severity: 'warning',
    about: 'Nobody answers for the work.',
    mend: 'Name a person, or an address.',
    field: 'responsible',
    find: ({ plan }) => when(plan.responsible.name.trim() === '', 'nobody answers for it'),
  },
];

/** What is wrong with a window as it is planned, the wrong facts first. */
export function lintWindow(window: WindowToLint): readonly PlanFinding[] {
  return windowRules.flatMap(({ name, severity, mend, field, find }) => {
    const message = find(window);
    return message === null ? [] : [{ rule: name, severity, message, mend, place: { field } }];
  });
}

function shortNotice({ plan, judgement, now }: WindowToLint): string | null {
  if (judgement === null || judgement.noticeMinutes === null) return null;
  const left = Math.max(0, Math.floor((Date.parse(plan.startsAt) - now) / MINUTE));
  const { policyName, policyVersion, noticeMinutes, short } = judgement;
  const demands = `${policyName} (version ${policyVersion}) demands ${length(noticeMinutes)} of notice`;
  return when(short || left < noticeMinutes, `${demands}, ${length(left)} are left`);
}

function length(minutes: number): string {
  const [days, hours] = [Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60)];
  const parts = [
    [days, 'd'],
    [hours, 'h'],
    [minutes % 60, 'min'],
  ] as const;
  const said = parts.filter(([count]) => count > 0).map(([count, unit]) => `${count} ${unit}`);
  return said.length === 0 ? '0 min' : said.join(' ');
}
