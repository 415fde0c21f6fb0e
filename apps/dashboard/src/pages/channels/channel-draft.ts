import type { components } from '@api/openapi.js';

type Channel = components['schemas']['ChannelView'];
type Request = components['schemas']['ChannelRequest'];
export type Rule = Pick<Channel['rules'][number], 'scopes' | 'kinds' | 'announcements' | 'impact'>;

/** How announcements get there. */
export const TYPES: Readonly<Record<string, string>> = {
  'mailing-list': 'Mailing list, by mail',
  webhook: 'Webhook, signed',
  subscribers: 'Subscribers, a mail each',
  page: 'Pages of the ledger',
  atom: 'Atom feed',
  manual: 'By hand: a person sends it, and says so',
};

/** A channel as it stands in the form. */
export interface ChannelDraft {
  readonly name: string;
  readonly type: Request['type'];
  readonly title: string;
  readonly target: string;
  readonly listId: string;
  readonly rules: readonly Rule[];
}

export const EVERYTHING: Rule = { scopes: [], kinds: [], announcements: [], impact: 'none' };
export const NEW_CHANNEL: ChannelDraft = {
  name: '',
  type: 'mailing-list',
  title: '',
  target: '',
  listId: '',
  rules: [EVERYTHING],
};

export function draftOf({ name, type, title, target, listId, rules }: Channel): ChannelDraft {
  const own = rules.map(({ scopes, kinds, announcements, impact }) => ({ scopes, kinds, announcements, impact }));
  return { name, type, title, target, listId, rules: own };
}

/** What the field for the target is called; null: such a channel has none. */
export function targetLabel(type: string): string | null {
  if (type === 'mailing-list') return 'Address of the list';
  if (type === 'webhook') return 'Address (https) that is called';
  return type === 'manual' ? 'Where a person sends it' : null;
}

/** What is sent; what the type does not have is not told, also where it was typed before the type was chosen. */
export function bodyOfDraft({ type, target, listId, rules, ...rest }: ChannelDraft): Request {
  return {
    ...rest,
    type,
    target: targetLabel(type) === null ? '' : target.trim(),
    listId: type === 'mailing-list' ? listId.trim() : '',
    rules: rules.map(({ scopes, kinds, announcements, impact }) => ({
      scopes: [...scopes],
      kinds: [...kinds],
      announcements: [...announcements],
      impact,
    })),
  };
}
