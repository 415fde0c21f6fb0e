import { surelyValid } from '@kernel/surely-valid.js';
import { validated } from '@platform/http/validation.js';
import { plainToInstance } from 'class-transformer';
import { defaultMetadataStorage } from 'class-transformer/cjs/storage.js';
import { getMetadataStorage, validateSync } from 'class-validator';
import fc from 'fast-check';
import { features } from '@features/features.js';
import '@platform/platform.module.js';

type Shape = new () => object;

const rulesOf = (shape: Shape) => getMetadataStorage().getTargetValidationMetadatas(shape, '', false, false);

/** Every class that has a rule, once the modules of all features are there. */
let shapes: Shape[];
beforeAll(async () => {
  await Promise.all(features.map(async (feature) => feature.module?.()));
  shapes = [
    ...(getMetadataStorage() as unknown as { validationMetadatas: Map<Shape, unknown> }).validationMetadatas.keys(),
  ];
});

/** Values that keep some rule or other, and such as keep none. */
const UUID = '0190a2b4-7c1d-7e3f-8a5b-0123456789ab';
const TEXTS = ['production', 'x\ny', '2026-11-22T17:05:09Z', '2026-11-22', '12', 'a@b.example', UUID, '0123abcd'];
const FORMS = ['FREQ=WEEKLY;BYDAY=TU', '2026-11', 'https://example.org/1'];
const LONGER = ['a'.repeat(43), 'a'.repeat(64), `a+0123abcd+${'a'.repeat(44)}`];
const ORDINARY = [...TEXTS, ...FORMS, ...LONGER, ['text', 'b'], [UUID], [], 0, 1, 7, true, false];
const WRONG_TEXTS = ['', ' ', 'a\u0000b', '\ud800', 'x'.repeat(70_000)];
const WRONG_OBJECTS = [{}, { name: 'x' }, { constructor: 1 }, JSON.parse('{"__proto__":{"a":1}}'), Object.create([])];
const FOREIGN = [new Date(0), new Map(), Buffer.from('a'), new Promise(() => {}), () => 1, Object.create(null), 10n];
const HOSTILE = [
  ...WRONG_TEXTS,
  null,
  undefined,
  -1,
  1.5,
  NaN,
  2 ** 60,
  [null],
  [['a']],
  [{}],
  ...WRONG_OBJECTS,
  ...FOREIGN,
];

function plain(shape: Shape, depth = 0): fc.Arbitrary<object> {
  const names = [...new Set(rulesOf(shape).map(({ propertyName }) => propertyName))];
  const members = Object.fromEntries(names.map((name) => [name, value(shape, name, depth)]));
  const foreign = fc.constantFrom('unknown', 'constructor', 'toString', 'hasOwnProperty', '0');
  return fc.oneof(
    { weight: 2, arbitrary: fc.record(members, { requiredKeys: [], noNullPrototype: true }) },
    { weight: 6, arbitrary: fc.record(members, { noNullPrototype: true }) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.record(members), foreign, fc.constantFrom(...HOSTILE))
        .map(([good, name, bad]) => ({ ...good, [name]: bad })),
    },
  );
}

function value(shape: Shape, name: string, depth: number): fc.Arbitrary<unknown> {
  const own = rulesOf(shape).filter(({ propertyName }) => propertyName === name);
  const choices = own.flatMap(({ constraints }) => (constraints ?? []).flat()).filter((one) => typeof one === 'string');
  const type = defaultMetadataStorage.findTypeMetadata(shape, name)?.typeFunction() as Shape | undefined;
  const likely = [...choices, ...choices.map((one) => [one]), ...ORDINARY];
  const fitting = likely.filter((one) => fits(own, one));
  const good = fc.constantFrom<unknown>(...(fitting.length > 0 ? fitting : likely));
  const isList = !fits(own, {});
  const nested = (of: Shape) =>
    isList ? fc.array(plain(of, depth + 1), { minLength: 1, maxLength: 2 }) : plain(of, depth + 1);
  return fc.oneof(
    { weight: 50, arbitrary: type === undefined || depth > 2 ? good : nested(type) },
    { weight: 1, arbitrary: fc.constantFrom<unknown>(...ORDINARY, ...HOSTILE) },
  );
}

function fits(rules: ReturnType<typeof rulesOf>, one: unknown): boolean {
  return rules.every(({ constraintCls, constraints, each, propertyName }) => {
    const told = { targetName: '', property: propertyName, object: {}, value: one, constraints };
    const validators =
      constraintCls === undefined ? [] : getMetadataStorage().getTargetValidatorConstraints(constraintCls);
    return validators.every(({ instance }) =>
      each
        ? Array.isArray(one) && one.every((item) => instance.validate(item, told) === true)
        : instance.validate(one, told) === true,
    );
  });
}

describe('What is surely valid', () => {
  it('class-transformer leaves as it is, and class-validator finds nothing wrong with: in every DTO and event', () => {
    const neverSure: string[] = [];
    for (const shape of shapes) {
      let [sure, valid] = [0, 0];
      fc.assert(
        fc.property(plain(shape), (object) => {
          const isSure = surelyValid(shape, object);
          const instance = asInstance(shape, object);
          if (instance !== null) valid++;
          if (!isSure) return;
          sure++;
          expect([shape.name, instance]).toEqual([shape.name, object]);
          expect(JSON.stringify(instance)).toBe(JSON.stringify(object));
        }),
        { numRuns: 300 },
      );
      if (sure === 0) neverSure.push(`${shape.name}: ${valid} valid, none surely`);
    }
    // What a redaction lets stand is described by no rule; all others have to be worth it.
    expect(neverSure.filter((one) => !/^(ErasedEvent|Redaction):/.test(one))).toEqual([]);
    expect(shapes.length).toBeGreaterThan(50);
  });

  it('is all that passes unseen: what every object inherits is refused as before', () => {
    const [shape] = shapes.filter(({ name }) => name === 'EntryToImport') as [Shape];
    const source = { kind: 'index', id: 'AV1' };
    const item = {
      kind: 'entry',
      log: 'a',
      actor: 'b',
      message: 'c',
      occurredAt: '2026-11-22T17:05:09Z',
      precision: 'second',
    };
    expect(validated(shape, { ...item, source })).toEqual({ ...item, source });
    for (const bad of [
      { ...item, source, valueOf: 1 },
      { ...item, source: { ...source, constructor: 1 } },
      1,
      [],
      null,
    ]) {
      expect(() => validated(shape, bad)).toThrow();
    }
  });
});

/** What the two make of an object; null where they find something wrong or give up. */
function asInstance(shape: Shape, object: object): object | null {
  try {
    const instance = plainToInstance(shape, object);
    const errors = validateSync(instance, { whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: true });
    return errors.length === 0 ? instance : null;
  } catch {
    return null;
  }
}
