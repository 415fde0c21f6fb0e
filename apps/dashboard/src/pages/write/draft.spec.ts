import { changed, emptyDraft, requestOf } from './draft.js';

const NOW = Date.parse('2026-11-22T17:05:09.123Z');

describe('A draft', () => {
  it('is sent without what was left open', () => {
    const draft = changed(emptyDraft('production'), { message: '  rebooting db1101 ' });
    expect(requestOf(draft, NOW, 'utc')).toEqual({ log: 'production', message: 'rebooting db1101' });
  });

  it('says when it was done, and how exactly that is known', () => {
    const draft = changed(emptyDraft('admin'), { message: 'x', when: '17:00', actor: 'ada', correlationId: 'c-1' });
    expect(requestOf(draft, NOW, 'utc')).toEqual({
      log: 'admin',
      message: 'x',
      occurredAt: '2026-11-22T17:00:00.000Z',
      precision: 'minute',
      actor: 'ada',
      correlationId: 'c-1',
    });
    expect(requestOf(changed(draft, { when: 'soon' }), NOW, 'utc')).toBeNull();
  });

  it('has another key when it is another', () => {
    const draft = emptyDraft('production');
    expect(changed(draft, { message: 'x' }).key).not.toBe(draft.key);
  });
});
