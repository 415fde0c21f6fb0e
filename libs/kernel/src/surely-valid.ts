import { TransformationType } from 'class-transformer';
import { defaultMetadataStorage } from 'class-transformer/cjs/storage.js';
import { getMetadataStorage, type ValidationArguments, ValidationTypes } from 'class-validator';

type Shape = new () => object;
type Plain = Record<string, unknown>;
type MemberCheck = (value: unknown, object: Plain) => boolean;
type Rule = ReturnType<ReturnType<typeof getMetadataStorage>['getTargetValidationMetadatas']>[number];

const TO_CLASS = TransformationType.PLAIN_TO_CLASS;
const compiled = new Map<Shape, (plain: Plain) => boolean>();

/**
 * Whether class-transformer would change nothing in a value and class-validator would find nothing wrong with it, at a
 * tenth of their cost. Only a yes is certain. After a no they have to be asked, so that verdicts and the words of
 * errors are theirs alone: whatever is not understood here is a no. docs/adr/0008 says why.
 */
export function surelyValid(shape: Shape, value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return false;
  let check = compiled.get(shape);
  if (check === undefined) compiled.set(shape, (check = compile(shape)));
  return check(value as Plain);
}

/** The rules that decorators noted for a class, as one function. */
function compile(shape: Shape): (plain: Plain) => boolean {
  const rules = getMetadataStorage().getTargetValidationMetadatas(shape, '', false, false);
  const renames =
    defaultMetadataStorage.getExposedMetadatas(shape).length > 0 ||
    defaultMetadataStorage.getExcludedMetadatas(shape).length > 0;
  if (rules.length === 0 || renames) return () => false;
  const members = Object.entries(getMetadataStorage().groupByPropertyName(rules)).map(
    ([name, ofMember]) => [name, memberCheck(shape, name, ofMember)] as const,
  );
  const names = new Set(members.map(([name]) => name));
  return (plain) => {
    for (const name in plain) {
      if (!names.has(name)) return false;
    }
    return members.every(([name, check]) => check(plain[name], plain));
  };
}

function memberCheck(shape: Shape, name: string, rules: readonly Rule[]): MemberCheck {
  const ofType = (type: string): Rule[] => rules.filter((rule) => rule.type === type);
  const conditions = ofType(ValidationTypes.CONDITIONAL_VALIDATION);
  const own = ofType(ValidationTypes.CUSTOM_VALIDATION);
  const nested = ofType(ValidationTypes.NESTED_VALIDATION);
  const type = defaultMetadataStorage.findTypeMetadata(shape, name);
  const isUnderstood =
    conditions.length + own.length + nested.length === rules.length &&
    rules.every((rule) => rule.validateIf === undefined) &&
    (type === undefined) === (nested.length === 0) &&
    type?.options?.discriminator === undefined &&
    !(name in Object.prototype);
  if (!isUnderstood) return () => false;
  const tests = own.flatMap(ruleTests);
  const transforms = defaultMetadataStorage.findTransformMetadatas(shape, name, TO_CLASS);
  const inner = type === undefined ? isFlat : (value: unknown) => isNested(type.typeFunction() as Shape, value);
  return (value, object) => {
    if (!conditions.every(({ constraints }) => constraints[0](object, value))) return value == null;
    const isUnchanged = transforms.every(
      ({ transformFn }) => transformFn({ value, key: name, obj: object, type: TO_CLASS, options: {} }) === value,
    );
    return isUnchanged && inner(value) && tests.every((test) => test(value, object));
  };
}

/** A validator that answers later, or with anything but yes, is not certain. */
function ruleTests({ constraintCls, constraints, each, propertyName, target }: Rule): MemberCheck[] {
  const targetName = typeof target === 'string' ? target : target.name;
  return getMetadataStorage()
    .getTargetValidatorConstraints(constraintCls)
    .map(({ instance }): MemberCheck => {
      const passes = (value: unknown, object: Plain, whole: unknown): boolean => {
        const told: ValidationArguments = { targetName, property: propertyName, object, value: whole, constraints };
        return instance.validate(value, told) === true;
      };
      if (!each) return (value, object) => passes(value, object, value);
      return (value, object) => Array.isArray(value) && value.every((item) => passes(item, object, value));
    });
}

function isNested(shape: Shape, value: unknown): boolean {
  return Array.isArray(value) ? value.every((item) => surelyValid(shape, item)) : surelyValid(shape, value);
}

/** Nothing in which there could be members that no rule speaks of. */
function isFlat(value: unknown): boolean {
  const isScalar = (one: unknown): boolean => typeof one !== 'object' || one === null;
  return isScalar(value) || (Array.isArray(value) && value.every(isScalar));
}
