import type { ComponentChild } from 'preact';
import type { Version } from '../api/api.js';
import { Replaced } from './difference.js';
import { Time } from './time.js';

type Told = string | null | undefined;

const TEXTS: readonly (readonly [name: string, of: (version: Version) => Told])[] = [
  ['Log', ({ log }) => log],
  ['Done by', ({ doneBy }) => doneBy?.name],
  ['Precision', ({ precision }) => precision],
];

/** What two versions of an entry say otherwise, beside the words. What was erased cannot be compared. */
export function versionDifferences(
  before: Version,
  after: Version,
): readonly (readonly [name: string, difference: ComponentChild])[] {
  const texts = TEXTS.flatMap(([name, of]) => differing(name, of(before), of(after), (text) => <bdi>{text}</bdi>));
  const { occurredAt } = after;
  return [...texts, ...differing('Occurred', before.occurredAt, occurredAt, (at) => <Time at={at} day seconds />)];
}

function differing(
  name: string,
  before: Told,
  after: Told,
  show: (value: string) => ComponentChild,
): [name: string, difference: ComponentChild][] {
  if (before == null || after == null || before === after) return [];
  return [[name, <Replaced before={show(before)} after={show(after)} />]];
}
