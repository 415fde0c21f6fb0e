import { Rejected } from './rejected.js';

const MAX_ADDRESS = 254;
const MAX_LOCAL_PART = 64;

export const ATOMS = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*";
export const HOST_LABEL = '[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?';
/** What mail servers everywhere take without quoting, and nothing that could end a header or a command. */
const ADDRESS = new RegExp(`^(${ATOMS})@${HOST_LABEL}(?:\\.${HOST_LABEL})*$`);

/** @throws Rejected `bad-address` for all that is not one plain address (`name@host`), without a display name */
export function checkAddress(field: string, value: string): string {
  if (isMailAddress(value)) return value;
  throw new Rejected('invalid', 'bad-address', `${field}: must be one mail address such as ops@example.org`, field);
}

export function isMailAddress(value: string): boolean {
  const local = ADDRESS.exec(value)?.[1];
  return local !== undefined && value.length <= MAX_ADDRESS && local.length <= MAX_LOCAL_PART;
}
