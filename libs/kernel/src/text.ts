import { buildMessage, ValidateBy, type ValidationOptions } from 'class-validator';

// Control characters beside tab and newline: they hide, reorder or ring, and say nothing.
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/u;
const LINE_BREAK = /[\t\n\u2028\u2029]/u;

export interface TextRule {
  /** In UTF-8. */
  readonly maxBytes: number;
  /** Tab and newline are allowed. */
  readonly multiline?: boolean;
  /** An empty or blank text is allowed. */
  readonly blank?: boolean;
}

/** What is wrong with a text, as `[rule, sentence]`; null when nothing is. */
export function textProblem(value: unknown, rule: TextRule): [rule: string, sentence: string] | null {
  if (typeof value !== 'string') return ['string', 'must be a string'];
  if (!value.isWellFormed()) return ['well-formed', 'has a lone surrogate, which is not valid Unicode'];
  const control = CONTROL.exec(value) ?? (rule.multiline === true ? null : LINE_BREAK.exec(value));
  if (control !== null) {
    const code = control[0].codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0');
    return ['no-control-characters', `has the control character U+${code} at ${control.index}`];
  }
  if (rule.blank !== true && /^[\s\p{Cf}]*$/u.test(value)) return ['not-blank', 'must not be empty'];
  const bytes = Buffer.byteLength(value);
  if (bytes > rule.maxBytes) return ['max-bytes', `takes at most ${rule.maxBytes} bytes of UTF-8, got ${bytes}`];
  return null;
}

// They turn around how the rest of a line is shown, so that people read something else than what it says.
const BIDI = /[\u202a-\u202e\u2066-\u2069]/u;

/** What is wrong with a line that is shown beside others, such as a title; what was said elsewhere is kept as it is. */
export function bidiProblem(line: string): [rule: string, sentence: string] | null {
  const found = BIDI.exec(line);
  if (found === null) return null;
  const code = found[0].codePointAt(0)!.toString(16).toUpperCase();
  return ['no-bidi-controls', `has U+${code} at ${found.index}, which changes the order in which the line is read`];
}

/** Class-validator form of `textProblem`, for shapes and DTOs alike. */
export function IsText(rule: TextRule, options?: ValidationOptions): PropertyDecorator {
  return ValidateBy(
    {
      name: 'isText',
      constraints: [rule],
      validator: {
        validate: (value) => textProblem(value, rule) === null,
        defaultMessage: buildMessage(() => '$property does not keep the rule of its text', options),
      },
    },
    {
      ...options,
      message: ({ value, property }) => {
        const [name, sentence] = textProblem(value, rule) ?? ['text', 'is not valid'];
        return `${name}: ${property} ${sentence}`;
      },
    },
  );
}
