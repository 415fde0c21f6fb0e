import { bodyOfDraft, draftOf, EVERYTHING, NEW_CHANNEL } from './channel-draft.js';

describe('A channel in the form', () => {
  it('is sent without what its type does not have', () => {
    const typed = { ...NEW_CHANNEL, name: 'page-2', target: ' ops@example.org ', listId: 'ops.example.org' };
    expect(bodyOfDraft(typed)).toMatchObject({ target: 'ops@example.org', listId: 'ops.example.org' });
    expect(bodyOfDraft({ ...typed, type: 'webhook' })).toMatchObject({ target: 'ops@example.org', listId: '' });
    expect(bodyOfDraft({ ...typed, type: 'page' })).toMatchObject({ target: '', listId: '', rules: [EVERYTHING] });
  });

  it('is the one that stands in the ledger, without what the server adds', () => {
    const rules = [{ ...EVERYTHING, impact: 'over-1-hour' as const, words: 'impact over 1 hour' }];
    const { rules: own } = draftOf({
      id: 'i',
      name: 'list',
      type: 'mailing-list',
      title: '',
      target: 'a@example.org',
      listId: '',
      rules,
      rotation: 0,
      addedAt: '2026-11-25T00:00:00Z',
      retired: null,
    });
    expect(own).toEqual([{ ...EVERYTHING, impact: 'over-1-hour' }]);
  });
});
