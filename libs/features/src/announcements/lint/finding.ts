import type { TextPlace } from './text-places.js';

/** Errors are wrong facts: they hold a mail back. Warnings are what is missing or unclear. */
export const SEVERITIES = ['error', 'warning'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** Of what is said nowhere, and of a structured plan, the place is a member. */
export interface FieldPlace {
  readonly field: string;
}

export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  /** What to do about it. */
  readonly mend: string;
  readonly place: TextPlace | FieldPlace;
}

/** Something that a text promises to tell. */
export interface TextPromise {
  readonly text: string;
  readonly place: TextPlace | FieldPlace;
  /** ISO 8601; null: the text does not say by when. */
  readonly dueAt: string | null;
}
