import { defaultMetadataStorage } from 'class-transformer/cjs/storage.js';
import { getMetadataStorage } from 'class-validator';
import { features } from '../features.js';
import { TEXTS, withoutNames } from './without-names.js';

/** Texts by their form, but not the words of people: something else is found by them. */
const IDENTIFIERS: ReadonlySet<string> = new Set(
  'log logs typedLog masked type name id route listener owner displayName timeZone workingHours actor changes on uid policyName listId messageId findings code'.split(
    ' ',
  ),
);

type Shape = abstract new (...args: never[]) => object;

/** The members of a shape that are texts, and those of the shapes within it. */
function textsOf(shape: Shape): string[] {
  return getMetadataStorage()
    .getTargetValidationMetadatas(shape, '', true, false)
    .flatMap(({ name, propertyName }) => {
      if (name === 'isText') return [propertyName];
      const nested = defaultMetadataStorage.findTypeMetadata(shape, propertyName)?.typeFunction?.() as
        Shape | undefined;
      return nested === undefined ? [] : textsOf(nested);
    });
}

describe('Names of a person who wishes to be forgotten', () => {
  it('are looked for in every member of every event that holds words', () => {
    const missed = features
      .flatMap(({ events }) => events)
      .flatMap(({ type, shape }) => textsOf(shape).map((member) => ({ type, member })))
      .filter(({ member }) => !TEXTS.has(member) && !IDENTIFIERS.has(member));
    expect(missed).toEqual([]);
  });

  it('are taken out of what is said at any depth', () => {
    const forgotten = { person: 'p1', names: ['sprocket'], mentions: true };
    const steps = [{ reason: 'Ask Sprocket.', name: 'sprocket', actor: { name: 'sprocket', person: 'p1' } }];
    const said = {
      data: { plan: { steps } },
      actor: { name: 'cog' },
      reporter: { kind: 'tool', id: 'tool:cog', name: 'cog' },
      via: { kind: 'api', verified: true },
      occurredAt: '',
      precision: 'second',
    } as const;
    expect(withoutNames(forgotten)({ position: 1, type: 'thing.planned' }, said)!.data).toEqual({
      plan: {
        steps: [{ reason: 'Ask [erased person].', name: 'sprocket', actor: { name: '[erased person]', person: 'p1' } }],
      },
    });
  });
});
