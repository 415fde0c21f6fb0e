import { bidiProblem, type TextRule, textProblem } from '@kernel/text.js';
import { parseInstant } from '@kernel/time.js';
import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  buildMessage,
  IsBoolean,
  IsIn,
  IsInt,
  Max,
  Min,
  ValidateBy,
  ValidateIf,
  ValidateNested,
} from 'class-validator';

const INSTANT = 'an instant such as 2026-11-22T17:05:09Z';

/**
 * What a field of a request may hold. One decorator says it to the validator and to the OpenAPI document alike, so the
 * two cannot disagree.
 */
interface Field {
  readonly doc: string;
  readonly optional?: boolean;
  readonly example?: unknown;
}

interface LineRule extends TextRule {
  /** Said elsewhere, or looked for: characters that change the order of reading are allowed, though it is one line. */
  readonly asSaid?: boolean;
}

function lineProblem(value: unknown, rule: LineRule): [string, string] | null {
  const wrong = textProblem(value, rule);
  return wrong !== null || rule.multiline === true || rule.asSaid === true ? wrong : bidiProblem(value as string);
}

/** A string that keeps a text rule; `pattern` (with words for people) where it must have a form. */
export function TextField(field: Field & LineRule & { form?: { pattern: RegExp; words: string } }): PropertyDecorator {
  const problem = (value: unknown): [string, string] | null => {
    if (value === undefined) return ['string', missing(field.form?.words)];
    const wrong = lineProblem(value, field);
    if (wrong !== null || field.form === undefined || field.form.pattern.test(value as string)) return wrong;
    return ['form', `must be ${field.form.words}`];
  };
  return declare(field, { type: String, maxLength: field.maxBytes }, rule('text', problem));
}

/** An ISO 8601 instant with any offset. */
export function InstantField(field: Field): PropertyDecorator {
  return declare(field, { type: String, format: 'date-time' }, rule('instant', instantProblem));
}

export function ChoiceField(field: Field & { of: readonly string[] }): PropertyDecorator {
  const message = ({ property }: { property: string }) => `${property} must be ${choicesInWords(field.of)}`;
  return declare(field, { type: String, enum: [...field.of] }, IsIn(field.of, { message }));
}

/** An empty text, which clears a field, would be seen by nobody. */
function choicesInWords(of: readonly string[]): string {
  const named = of.filter((one) => one !== '');
  return `one of ${named.join(', ')}${named.length < of.length ? ', or empty' : ''}`;
}

export function FlagField(field: Field): PropertyDecorator {
  return declare(field, { type: Boolean }, IsBoolean());
}

export function WholeNumberField(field: Field & { min: number; max: number }): PropertyDecorator {
  const number = Transform(({ value }) =>
    typeof value === 'string' && /^-?\d{1,16}$/.test(value) ? Number(value) : value,
  );
  const bounds = { type: Number, minimum: field.min, maximum: field.max };
  return declare(field, bounds, applyDecorators(number, IsInt(), Min(field.min), Max(field.max)));
}

/** An array of texts; in a query the parameter may be repeated. */
export function TextListField(field: Field & { most: number; each: LineRule }): PropertyDecorator {
  const asList = Transform(({ value }) => (typeof value === 'string' ? [value] : value));
  const problem = (value: unknown): [string, string] | null => {
    if (value === undefined) return ['array', missing('an array of strings')];
    if (!Array.isArray(value)) return ['array', 'must be an array of strings'];
    if (value.length > field.most) return ['max-items', `takes at most ${field.most} items`];
    return value.map((item) => lineProblem(item, field.each)).find((wrong) => wrong !== null) ?? null;
  };
  return declare(field, { type: [String], maxItems: field.most }, applyDecorators(asList, rule('texts', problem)));
}

/** An object of a class. */
export function ObjectField(field: Field & { of: new () => object }): PropertyDecorator {
  const isObject = (value: unknown): [string, string] | null =>
    typeof value === 'object' && value !== null && !Array.isArray(value) ? null : ['object', 'must be an object'];
  const nested = [rule('object', isObject), ValidateNested(), Type(() => field.of)];
  return declare(field, { type: field.of }, applyDecorators(...nested));
}

/** An array of objects of a class. */
export function ObjectListField(field: Field & { most: number; of: new () => object }): PropertyDecorator {
  const isObject = (value: unknown): [string, string] | null =>
    Array.isArray(value) && value.every((item) => typeof item === 'object' && item !== null && !Array.isArray(item))
      ? null
      : ['objects', 'must be an array of objects'];
  const nested = [
    rule('objects', isObject),
    ArrayMaxSize(field.most),
    ValidateNested({ each: true }),
    Type(() => field.of),
  ];
  return declare(field, { type: [field.of], maxItems: field.most }, applyDecorators(...nested));
}

function declare(field: Field, schema: object, check: PropertyDecorator): PropertyDecorator {
  const api = ApiProperty({
    ...schema,
    description: field.doc,
    required: field.optional !== true,
    ...(field.example === undefined ? {} : { example: field.example }),
  });
  // Left out is optional, null is not: a null that means nothing would be guessed at.
  return field.optional === true
    ? applyDecorators(
        api,
        check,
        ValidateIf((_, value) => value !== undefined),
      )
    : applyDecorators(api, check);
}

function rule(name: string, problem: (value: unknown) => [string, string] | null): PropertyDecorator {
  return ValidateBy(
    {
      name,
      validator: {
        validate: (value) => problem(value) === null,
        defaultMessage: buildMessage(() => '$property is not valid'),
      },
    },
    {
      message: ({ value, property }) => {
        const [broken, sentence] = problem(value) ?? [name, 'is not valid'];
        return `${broken}: ${property} ${sentence}`;
      },
    },
  );
}

function missing(what: string | undefined): string {
  return what === undefined ? 'is missing' : `is missing: ${what}`;
}

function instantProblem(value: unknown): [string, string] | null {
  if (value === undefined) return ['instant', missing(INSTANT)];
  if (typeof value !== 'string') return ['instant', `must be ${INSTANT}`];
  try {
    parseInstant(value, '');
    return null;
  } catch (error) {
    return ['instant', (error as Error).message.replace(/^: /, '')];
  }
}
