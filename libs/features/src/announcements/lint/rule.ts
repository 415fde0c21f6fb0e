import type { Severity } from '../../maintenance-windows/plan-finding.js';
import type { ReadMail } from './read-mail.js';
import type { Stretch } from './text-places.js';

/** What a rule says: of a stretch, or, without one, of what the mail lacks. */
export interface Said {
  readonly message: string;
  readonly at: Stretch | null;
}

/** One mistake known from practice. */
export interface Rule {
  readonly name: string;
  readonly severity: Severity;
  /** For docs/linter.md. */
  readonly about: string;
  readonly mend: string;
  readonly find: (mail: ReadMail) => readonly Said[];
}
