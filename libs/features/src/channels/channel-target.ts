import { Rejected } from '@kernel/decider.js';
import { checkAddress } from '@kernel/mail-address.js';
import type { ChannelDetails } from './channel.events.js';

/** RFC 2919: like a host name. */
const LIST_ID = /^[A-Za-z0-9](?:[A-Za-z0-9.-]{0,198}[A-Za-z0-9])?$/;

/** Whether a channel of its type can be reached where it says. @throws Rejected */
export function checkTarget({ type, target, listId }: ChannelDetails): void {
  if (type === 'mailing-list') checkAddress('target', target);
  if (type === 'webhook') checkWebhook(target);
  if (type === 'manual' && target === '') {
    throw new Rejected('invalid', 'target-missing', 'target: say where a person sends it', 'target');
  }
  const needsNone = type === 'page' || type === 'atom' || type === 'subscribers';
  if (needsNone && target !== '') {
    throw new Rejected('invalid', 'target-not-used', `target: a channel of the type ${type} has none`, 'target');
  }
  if (listId !== '' && !LIST_ID.test(listId)) {
    throw new Rejected('invalid', 'bad-list-id', 'listId: must be like cloud-announce.lists.example.org', 'listId');
  }
}

function checkWebhook(target: string): void {
  const url = URL.parse(target);
  if (
    url !== null &&
    (url.protocol === 'https:' || url.protocol === 'http:') &&
    url.username === '' &&
    url.hash === ''
  ) {
    return;
  }
  throw new Rejected('invalid', 'bad-url', 'target: must be an https address without a user name in it', 'target');
}
