import { ATOMS, HOST_LABEL } from '@kernel/mail-address.js';
import { Rejected } from '@kernel/rejected.js';

const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/u;
const MAX_HEADER_BYTES = 2000;
const MAX_LIST_ID = 254;
const MAX_MESSAGE_ID = 250;

const MESSAGE_ID = new RegExp(`^<${ATOMS}@${ATOMS}>$`);
const LIST_ID = new RegExp(`^${HOST_LABEL}(?:\\.${HOST_LABEL})+$`);
const HOST = new RegExp(`^${HOST_LABEL}(?:\\.${HOST_LABEL})*$`);

/** @throws Rejected `bad-header` when the value could begin another line of a mail's head */
export function checkHeader(field: string, value: string): string {
  const found = CONTROL.exec(value);
  if (found !== null) {
    const code = found[0].codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0');
    throw badHeader(field, `has the control character U+${code} at ${found.index}`);
  }
  if (!value.isWellFormed()) throw badHeader(field, 'has a lone surrogate, which is not valid Unicode');
  const bytes = Buffer.byteLength(value);
  if (bytes > MAX_HEADER_BYTES) throw badHeader(field, `takes at most ${MAX_HEADER_BYTES} bytes, got ${bytes}`);
  return value;
}

/** @throws Rejected `bad-header` */
export function checkMessageId(field: string, value: string): string {
  if (!MESSAGE_ID.test(value) || value.length > MAX_MESSAGE_ID) {
    throw badHeader(field, 'must be a Message-ID such as <id@example.org>');
  }
  return value;
}

/** @throws Rejected `bad-header` */
export function checkListId(field: string, value: string): string {
  if (!LIST_ID.test(value) || value.length > MAX_LIST_ID) {
    throw badHeader(field, 'must be a list id such as ops.lists.example.org');
  }
  return value;
}

/** An http or https address as it may stand between the angle brackets of a header. @throws Rejected `bad-header` */
export function checkWebAddress(field: string, value: string): string {
  checkHeader(field, value);
  const url = URL.canParse(value) ? new URL(value) : null;
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') {
    throw badHeader(field, 'must be an http or https address without a password');
  }
  return url.href.replace(/[<>,\s]/g, (character) => encodeURIComponent(character));
}

/** The same for ever: what a mail server has seen once it can recognise. @throws Rejected `bad-header` */
export function messageIdOf(host: string, announcementId: string, channelId: string): string {
  if (!HOST.test(host)) throw badHeader('host', 'must be the name of a host');
  return checkMessageId('messageId', `<${announcementId}.${channelId}@${host}>`);
}

function badHeader(field: string, what: string): Rejected {
  return new Rejected('invalid', 'bad-header', `${field} ${what}`, field);
}
