import { Problem } from '../../api/problem.js';
import { type Draft, edited, EMPTY_DRAFT, nextDraft, requestOf } from './draft.js';

const NOW = Date.parse('2026-11-25T03:20:45.678Z');
const DRAFT: Draft = { ...EMPTY_DRAFT, log: ' production ', message: 'moved a rack' };

describe('The draft of an entry', () => {
  it('asks for nothing that was not filled in', () => {
    expect(requestOf(DRAFT, NOW, 'utc')).toEqual({ log: 'production', message: 'moved a rack' });
  });

  it('claims the time that was typed, as exactly as that is or as somebody chose', () => {
    const late = { ...DRAFT, when: '10 min ago' };
    expect(requestOf(late, NOW, 'utc')).toMatchObject({ occurredAt: '2026-11-25T03:10:00.000Z', precision: 'minute' });
    expect(requestOf({ ...late, precision: 'hour' }, NOW, 'utc')).toMatchObject({ precision: 'hour' });
    expect(requestOf({ ...DRAFT, precision: 'hour' }, NOW, 'utc')).not.toHaveProperty('precision');
  });

  it('refuses a time that is none, at its field', () => {
    const asked = () => requestOf({ ...DRAFT, when: 'soon' }, NOW, 'utc');
    expect(asked).toThrow(Problem);
    expect(asked).toThrow(expect.objectContaining({ fields: [expect.objectContaining({ field: 'occurredAt' })] }));
  });

  it('forgets that somebody looked for credentials once there is another text, and only then', () => {
    const looked = { ...DRAFT, allowCredential: true };
    expect(edited(looked, { when: '14:05' }).allowCredential).toBe(true);
    expect(edited(looked, { message: 'other' }).allowCredential).toBe(false);
    expect(requestOf(looked, NOW, 'utc').allowCredential).toBe(true);
  });

  it('is followed by an empty one for the same log', () => {
    expect(nextDraft({ ...DRAFT, when: '14:05' })).toEqual({ ...EMPTY_DRAFT, log: ' production ' });
  });
});
