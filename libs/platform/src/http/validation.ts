import { surelyValid } from '@kernel/surely-valid.js';
import { type ArgumentMetadata, ValidationPipe } from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import { validateSync, type ValidationError, type ValidatorOptions } from 'class-validator';
import { type FieldError, Problem } from './problem.js';

const OPTIONS: ValidatorOptions = { whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: true };

/** The pipe of every route: unknown members are refused, not ignored, because a typing mistake would vanish. */
export function validationPipe(): ValidationPipe {
  return new StrictPipe({ ...OPTIONS, transform: true, exceptionFactory: (errors) => invalid(errors) });
}

class StrictPipe extends ValidationPipe {
  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    const { type, metatype } = metadata;
    if (type === 'body' && metatype !== undefined && surelyValid(metatype as new () => object, value)) return value;
    if (type !== 'custom') refuseInherited(value);
    return super.transform(value, metadata);
  }
}

/** Class-validator takes `constructor` and its like for known members, because every object has them. */
function refuseInherited(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [field, inner] of Object.entries(value)) {
    if (field in Object.prototype) {
      const message = `${field} is not a known field`;
      throw new Problem(400, 'invalid-request', message, [{ field, rule: 'unknown-field', message }]);
    }
    refuseInherited(inner);
  }
}

/** The same check for one item of a batch. @throws Problem */
export function validated<Shape extends object>(shape: new () => Shape, plain: unknown): Shape {
  if (surelyValid(shape, plain)) return plain as Shape;
  if (plain instanceof Problem) throw plain;
  if (typeof plain !== 'object' || plain === null || Array.isArray(plain)) {
    throw new Problem(400, 'invalid-request', 'each item must be a JSON object');
  }
  refuseInherited(plain);
  const instance = plainToInstance(shape, plain);
  const errors = validateSync(instance, OPTIONS);
  if (errors.length > 0) throw invalid(errors);
  return instance;
}

function invalid(errors: readonly ValidationError[]): Problem {
  const fields = errors.flatMap((error) => flatten(error, ''));
  const detail = fields.map(({ message }) => message).join('; ');
  return new Problem(400, 'invalid-request', detail || 'the request must be a JSON object', fields);
}

function flatten(error: ValidationError, path: string): FieldError[] {
  const field = `${path}${error.property}`;
  const own = Object.entries(error.constraints ?? {}).map(([rule, message]): FieldError => {
    if (rule === 'whitelistValidation')
      return { field, rule: 'unknown-field', message: `${field} is not a known field` };
    const named = /^([a-z-]+): (.*)$/s.exec(message);
    return named === null ? { field, rule, message } : { field, rule: named[1]!, message: named[2]! };
  });
  return [...own, ...(error.children ?? []).flatMap((child) => flatten(child, `${field}.`))];
}
