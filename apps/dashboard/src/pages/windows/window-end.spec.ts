import { endInWords } from './window-end.js';

const AT = (time: string): string => `2026-12-08T${time}.000Z`;
const extended = (endsAt: string) => ({ step: 'extended', replaces: { endsAt } });

describe('How a window ended is said against what people were told before it was extended', () => {
  it.each([
    ['not yet', null, [], ''],
    ['in time', AT('15:00:00'), [], ''],
    ['before its time', AT('14:50:00'), [], ', 10 min early'],
    ['after its time', '2026-12-08T15:00:00.500Z', [], ', overran by 1 s'],
    [
      'within the time by which it was extended',
      AT('14:59:00'),
      [extended(AT('14:30:00'))],
      ', overran by 29 min, was extended',
    ],
    [
      'extended twice',
      AT('14:59:00'),
      [extended(AT('14:00:00')), extended(AT('14:30:00'))],
      ', overran by 59 min, was extended',
    ],
    ['extended, and in time after all', AT('14:20:00'), [extended(AT('14:30:00'))], ', 10 min early'],
    ['rescheduled before', AT('14:50:00'), [{ ...extended(AT('13:00:00')), step: 'rescheduled' }], ', 10 min early'],
  ])('%s', (_what, completedAt, moves, words) => {
    expect(endInWords({ completedAt, endsAt: AT('15:00:00'), moves })).toBe(words);
  });
});
