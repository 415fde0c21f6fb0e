import type { Entry } from '../../api/api.js';
import { amendmentOf, amendRequestOf, rebased } from './amendment.js';
import { whenOf } from './when.js';

const NOW = Date.parse('2026-11-25T03:20:45.678Z');
const ENTRY = {
  log: 'production',
  message: 'repooled db1101',
  occurredAt: '2026-11-25T03:10:20.000Z',
  precision: 'second',
  revision: 0,
} as Entry;
const request = (amendment: ReturnType<typeof amendmentOf>) => amendRequestOf(amendment, NOW, 'utc');

describe('An amendment', () => {
  it('begins as the entry is, and changes nothing by itself', () => {
    const amendment = amendmentOf(ENTRY);
    expect(amendment).toMatchObject({ message: 'repooled db1101', when: '2026-11-25 03:10:20 UTC', log: 'production' });
    expect(request({ ...amendment, reason: 'typo' })).toEqual({ reason: 'typo' });
  });

  it.each(['millisecond', 'second', 'minute', 'hour', 'day', 'approximate'] as const)(
    'shows a time that is known to the %s so that it is read as it was',
    (precision) => {
      const occurredAt = precision === 'day' ? '2026-11-25T00:00:00.000Z' : '2026-11-25T03:10:00.000Z';
      const { when } = amendmentOf({ ...ENTRY, occurredAt, precision });
      expect(whenOf(when, NOW, 'local')?.occurredAt).toBe(occurredAt);
    },
  );

  it('asks only for what differs from what was shown', () => {
    const amendment = { ...amendmentOf(ENTRY), message: 'repooled db1102', when: '03:00', reason: 'typo' };
    expect(request(amendment)).toEqual({
      message: 'repooled db1102',
      occurredAt: '2026-11-25T03:00:00.000Z',
      precision: 'minute',
      reason: 'typo',
    });
    expect(request({ ...amendmentOf(ENTRY), precision: 'hour' })).toEqual({ precision: 'hour', reason: '' });
  });

  it('to an entry that somebody else changed keeps what was typed, and takes the rest from them', () => {
    const typed = { ...amendmentOf(ENTRY), message: 'repooled db1102', reason: 'typo' };
    const now = rebased(typed, { ...ENTRY, message: 'repooled db1103', log: 'tools', revision: 1 });
    expect(now).toMatchObject({ message: 'repooled db1102', log: 'tools', reason: 'typo' });
    expect(now.base).toMatchObject({ message: 'repooled db1103', log: 'tools', revision: 1 });
    expect(request(now)).toEqual({ message: 'repooled db1102', reason: 'typo' });
  });
});
