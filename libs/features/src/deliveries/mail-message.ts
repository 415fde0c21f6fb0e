import { Rejected } from '@kernel/rejected.js';
import { mailHtml } from './mail-html.js';
import { checkAddress } from '@kernel/mail-address.js';
import { checkHeader, checkListId, checkMessageId, checkWebAddress } from './mail-headers.js';

export interface Notice {
  /** Of this notice in this channel (`messageIdOf`). */
  readonly messageId: string;
  readonly subject: string;
  readonly text: string;
  /** Message-IDs of the thread, oldest first. */
  readonly references: readonly string[];
  /** The public page about it. */
  readonly url: string | null;
  readonly sentAt: string;
}

/** A mailing list, or one subscriber. */
export interface MailingList {
  readonly address: string;
  readonly from: string;
  /** Without angle brackets. */
  readonly listId: string;
  readonly unsubscribe: { readonly url: string | null; readonly mail?: string } | null;
}

/** A mail as nodemailer's composer takes it, every header checked. */
export interface Mail {
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly date: Date;
  readonly messageId: string;
  readonly inReplyTo?: string;
  readonly references?: string[];
  readonly headers: Readonly<Record<string, string>>;
  readonly text: { readonly content: string; readonly encoding: 'utf8' };
  readonly html: { readonly content: string; readonly encoding: 'utf8' };
}

const MAX_THREAD = 20;
/** Of one encoded word, which has 75 characters at most. */
const MAX_ENCODED_BYTES = 42;

/** @throws Rejected `bad-header` or `bad-address`, naming the field */
export function mailOf(notice: Notice, list: MailingList): Mail {
  const unsubscribe = checkedUnsubscribe(list.unsubscribe);
  const url = notice.url === null ? null : checkWebAddress('url', notice.url);
  const thread = notice.references.map((id) => checkMessageId('references', id));
  const body = bodyText(notice.text, url, unsubscribe.url);
  const subject = checkedSubject(notice.subject);
  return {
    from: checkAddress('from', list.from),
    to: checkAddress('address', list.address),
    subject: asWritten(subject),
    date: instant(notice.sentAt),
    messageId: checkMessageId('messageId', notice.messageId),
    ...(thread.length === 0 ? {} : { inReplyTo: thread.at(-1)!, references: shortened(thread) }),
    headers: {
      'Auto-Submitted': 'auto-generated',
      'List-Id': `<${checkListId('listId', list.listId)}>`,
      ...unsubscribe.headers,
    },
    text: { content: body, encoding: 'utf8' },
    html: { content: mailHtml(subject, body), encoding: 'utf8' },
  };
}

function checkedUnsubscribe(way: MailingList['unsubscribe']): { url: string | null; headers: Record<string, string> } {
  const url = way === null || way.url === null ? null : checkWebAddress('unsubscribe', way.url);
  const mail = way?.mail === undefined ? null : checkAddress('unsubscribe', way.mail);
  const ways = [
    ...(url === null ? [] : [`<${url}>`]),
    ...(mail === null ? [] : [`<mailto:${encodeURIComponent(mail).replace('%40', '@')}?subject=unsubscribe>`]),
  ];
  return {
    url,
    headers: {
      ...(ways.length === 0 ? {} : { 'List-Unsubscribe': ways.join(', ') }),
      ...(url === null ? {} : { 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }),
    },
  };
}

function checkedSubject(text: string): string {
  const subject = checkHeader('subject', text).trim();
  if (subject === '') throw new Rejected('invalid', 'bad-header', 'subject must not be empty', 'subject');
  return subject;
}

/** A subject in which `=?` stands is encoded as a whole: it would be decoded at the reader's and say something else. */
function asWritten(subject: string): string {
  if (!subject.includes('=?')) return subject;
  const words: string[] = [''];
  for (const character of subject) {
    if (Buffer.byteLength(words.at(-1)! + character) > MAX_ENCODED_BYTES) words.push('');
    words[words.length - 1] += character;
  }
  return words.map((word) => `=?UTF-8?B?${Buffer.from(word).toString('base64')}?=`).join(' ');
}

/** The text as it was composed, and below it what it does not say itself: the page, and how to get no more of it. */
function bodyText(text: string, url: string | null, unsubscribe: string | null): string {
  const lines = text
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/gu, '\u{fffd}')
    .trimEnd();
  const foot = [
    ...(url === null || lines.includes(url) ? [] : [url]),
    ...(unsubscribe === null ? [] : [`Unsubscribe: ${unsubscribe}`]),
  ];
  return foot.length === 0 ? `${lines}\n` : `${lines}\n\n-- \n${foot.join('\n')}\n`;
}

/** A long thread keeps its beginning and its newest messages, as RFC 5322 advises. */
function shortened(thread: readonly string[]): string[] {
  return thread.length <= MAX_THREAD ? [...thread] : [thread[0]!, ...thread.slice(1 - MAX_THREAD)];
}

function instant(text: string): Date {
  const date = new Date(text);
  if (Number.isNaN(date.getTime())) throw new Rejected('invalid', 'bad-header', 'sentAt must be a time', 'sentAt');
  return date;
}
