import type { FieldPlace, Severity } from '../../maintenance-windows/plan-finding.js';
import type { TextPlace } from './text-places.js';

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
