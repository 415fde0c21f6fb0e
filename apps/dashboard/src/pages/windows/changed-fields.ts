/** What the steps of a window say that a reader wants to know. */
export interface Said {
  readonly plan?: Readonly<Record<string, unknown>>;
  readonly replaces?: { readonly startsAt: string; readonly endsAt: string };
  readonly reason?: string | null;
  readonly emergency?: string | null;
  readonly overlapReason?: string | null;
  readonly outcome?: string | null;
}

interface Step {
  readonly position: number;
  readonly data: Said;
}

const NAMES: Readonly<Record<string, string>> = {
  startsAt: 'start',
  endsAt: 'end',
  otherKind: 'words for the kind',
  unaffected: 'not affected',
  impactMinutes: 'impact',
};

/** Which parts of the plan a step changed, by their names. */
export function changedFields({ position, data: { plan } }: Step, steps: readonly Step[]): string[] {
  const before = steps.filter((step) => step.position < position).findLast(({ data }) => data.plan !== undefined);
  if (plan === undefined || before === undefined) return [];
  const moved = steps.filter((step) => step.position > before.position && step.position < position);
  // A move changes the times of the plan without telling it whole.
  const isOfMove = (name: string): boolean =>
    name.endsWith('sAt') && moved.some(({ data }) => data.replaces !== undefined);
  return Object.keys(plan)
    .filter((name) => JSON.stringify(plan[name]) !== JSON.stringify(before.data.plan![name]) && !isOfMove(name))
    .map((name) => NAMES[name] ?? name);
}
