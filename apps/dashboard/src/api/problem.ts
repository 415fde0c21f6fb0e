/** A rule that a field breaks, in the words of the server. */
export interface FieldProblem {
  readonly field: string;
  readonly rule: string;
  readonly message: string;
}

/** What the server refuses (RFC 9457), or that it could not be asked (status 0). */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    /** A sentence. */
    readonly detail: string,
    readonly fields: readonly FieldProblem[] = [],
  ) {
    super(detail);
  }

  /** Whether the same request may succeed later. */
  get isPassing(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }

  /** Whether somebody else changed it since it was read. */
  get isOutdated(): boolean {
    return this.status === 412;
  }

  /** What is said of a field and of the parts of it. */
  of(field: string): string | undefined {
    return this.fields.find((problem) => problem.field === field || problem.field.startsWith(`${field}.`))?.message;
  }
}

const UNREACHABLE = 'The server does not answer. What you see may be out of date.';

/** Whatever was thrown, as a problem that can be shown. */
export function problemOf(thrown: unknown): Problem {
  if (thrown instanceof Problem) return thrown;
  return new Problem(0, 'unreachable', UNREACHABLE);
}

interface ToldProblem {
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly errors: readonly FieldProblem[];
}

/** What an answer of the server that is no success says. */
export function refusalOf(status: number, body: unknown): Problem {
  const told = (typeof body === 'object' && body !== null ? body : {}) as Partial<ToldProblem>;
  const { code = `http-${status}`, detail, title, errors = [] } = told;
  return new Problem(status, code, detail ?? title ?? `The server answers ${status}.`, errors);
}
