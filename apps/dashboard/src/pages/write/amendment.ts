import type { components } from '@api/openapi.js';
import type { Entry } from '../../api/api.js';
import type { Zone } from '../../pieces/times.js';
import { readWhen } from './draft.js';
import type { Precision } from './when.js';

type AmendRequest = components['schemas']['AmendRequest'];

/** What of an entry can be amended, as it stands in the form. */
interface Amendable {
  readonly log: string;
  readonly message: string;
  readonly when: string;
  readonly precision: Precision;
}

/** An amendment as it stands in the form, with the version to which it was made. */
export interface Amendment extends Amendable {
  readonly reason: string;
  readonly allowCredential: boolean;
  readonly base: Amendable & { readonly revision: number };
}

const AMENDABLE = ['log', 'message', 'when', 'precision'] as const;
/** Characters of an instant, by how exactly it is known. */
const DIGITS: Readonly<Record<Precision, number>> = {
  day: 10,
  hour: 16,
  minute: 16,
  approximate: 16,
  second: 19,
  millisecond: 23,
};

export function amendmentOf(entry: Entry): Amendment {
  const base = amendableOf(entry);
  return { ...base, reason: '', allowCredential: false, base: { ...base, revision: entry.revision } };
}

/** The same amendment to a newer version: what was touched stays as it was typed, all else is as it is now. */
export function rebased(amendment: Amendment, entry: Entry): Amendment {
  const now = amendableOf(entry);
  const { base } = amendment;
  const touched = AMENDABLE.filter((field) => amendment[field] !== base[field]);
  const kept = Object.fromEntries(touched.map((field) => [field, amendment[field]]));
  return { ...amendment, ...now, ...kept, base: { ...now, revision: entry.revision } };
}

/** What the API is asked to change: what differs from the version that was shown. @throws Problem at `occurredAt` */
export function amendRequestOf(amendment: Amendment, now: number, zone: Zone): AmendRequest {
  const { base, log, message, when, precision, reason, allowCredential } = amendment;
  const time = when.trim() === base.when ? null : readWhen(when, now, zone);
  const hasOwnPrecision = precision !== base.precision;
  return {
    ...(message === base.message ? {} : { message }),
    ...(time === null ? {} : time),
    ...(hasOwnPrecision ? { precision } : {}),
    ...(log.trim() === base.log ? {} : { log: log.trim() }),
    reason,
    ...(allowCredential ? { allowCredential } : {}),
  };
}

function amendableOf({ log, message, occurredAt, precision }: Entry): Amendable {
  const when = occurredAt.slice(0, DIGITS[precision]).replace('T', ' ');
  return { log, message, when: precision === 'day' ? when : `${when} UTC`, precision };
}
