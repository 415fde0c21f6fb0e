/** Errors are wrong facts: they hold a mail back. Warnings are what is missing or unclear. */
export const SEVERITIES = ['error', 'warning'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** Of what is said nowhere, and of a structured plan, the place is a member. */
export interface FieldPlace {
  readonly field: string;
}

export interface PlanFinding {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  /** What to do about it. */
  readonly mend: string;
  readonly place: FieldPlace;
}
