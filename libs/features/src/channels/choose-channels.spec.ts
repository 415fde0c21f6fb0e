import type { ChannelRow } from './channel-table.js';
import type { ChannelRule } from './channel.events.js';
import { type Addressed, chooseChannels, ruleInWords } from './choose-channels.js';

const rule = (more: Partial<ChannelRule> = {}): ChannelRule => {
  return { scopes: [], kinds: [], announcements: [], impact: 'none', ...more };
};
const channel = (name: string, rules: ChannelRule[], more: Partial<ChannelRow> = {}): ChannelRow => ({
  id: name,
  name,
  type: 'page',
  title: '',
  target: '',
  listId: '',
  rotation: 0,
  addedAt: '',
  retired: null,
  saidAt: { details: 1, retired: null },
  rules,
  ...more,
});
const addressed: Addressed = {
  kind: 'advance',
  scopes: ['toolforge', 'any'],
  kinds: ['network'],
  impact: 'from-5-min',
};
const goes = (...rules: ChannelRule[]): string | undefined =>
  chooseChannels([channel('one', rules)], addressed)[0]?.why;

describe('An announcement goes', () => {
  it('to a channel of which one rule matches, and says by which', () => {
    expect(goes(rule())).toBe('everything goes here');
    expect(goes(rule({ kinds: ['database'] }), rule({ scopes: ['toolforge', 'cloud-vps'] }))).toBe(
      'scope toolforge or cloud-vps',
    );
    expect(goes(rule({ kinds: ['network', 'database'], announcements: ['advance'] }))).toBe(
      'downtime network or database, and announcement advance',
    );
  });

  it('nowhere by a rule of which a part does not match, or by no rule', () => {
    expect(goes()).toBeUndefined();
    expect(goes(rule({ scopes: ['cloud-vps'] }))).toBeUndefined();
    expect(goes(rule({ kinds: ['database'] }))).toBeUndefined();
    expect(goes(rule({ announcements: ['ended'] }))).toBeUndefined();
    expect(goes(rule({ scopes: ['toolforge'], kinds: ['database'] }))).toBeUndefined();
  });

  it('by a rule of any kind, where all services are down', () => {
    const everything = { ...addressed, kinds: ['all-services'] } as const;
    const byKind = channel('one', [rule({ kinds: ['database'] })]);
    expect(chooseChannels([byKind], everything)).toHaveLength(1);
    expect(goes(rule({ kinds: ['all-services'] }))).toBeUndefined();
  });

  it.each([
    ['none', true],
    ['under-5-min', true],
    ['from-5-min', true],
    ['over-1-hour', false],
  ] as const)('by the length of its impact, or not: from %s on %s', (impact, isSent) => {
    expect(goes(rule({ impact })) !== undefined).toBe(isSent);
  });

  it('to no channel that is retired', () => {
    const retired = { at: '2026-11-22T17:05:09.123Z', reason: 'gone' };
    expect(chooseChannels([channel('one', [rule()], { retired })], addressed)).toEqual([]);
  });

  it('by a rule that people can read', () => {
    expect(ruleInWords(rule({ impact: 'from-5-min' }))).toBe('impact from 5 min or longer');
    expect(ruleInWords(rule({ impact: 'over-1-hour', scopes: ['any'] }))).toBe('scope any, and impact over 1 hour');
  });
});
