import { lintMail, lintText, textRules } from './lint-text.js';

const now = Date.parse('2026-11-10T12:00:00Z');
const TAIL = 'The proxies restart; nothing else is affected. T401234, questions in #ops-proxies';
const on = (when: string): string => `We will reboot the proxies on ${when}. ${TAIL}`;
const WHEN = '2026-11-24 14:00–15:00 UTC';
const END = 'Questions: #ops, T401234.';

const BAD: readonly (readonly [text: string, ...rules: string[]])[] = [
  [on('Monday, 2026-11-24 14:00–15:00 UTC'), 'weekday'],
  [on('Wed 24 Nov 2026 14:00–15:00 UTC'), 'weekday'],
  [on('2026-11-24 (Thursday) 14:00–15:00 UTC'), 'weekday'],
  [on('Monday, November 24th, 14:00–15:00 UTC'), 'weekday', 'missing-year'],
  [on('Friday, 14 January, 14:00–15:00 UTC'), 'weekday', 'missing-year'],
  [on('2026-11-31 14:00–15:00 UTC'), 'impossible-date'],
  [on('29 February 2027, 14:00–15:00 UTC'), 'impossible-date'],
  [on('2025-11-24 14:00–15:00 UTC'), 'past-date'],
  [on('2026-11-09 14:00–15:00 UTC'), 'past-date'],
  [`The old portal will be shut down on 2025-12-01. ${TAIL}`, 'past-date'],
  [
    `The portal will be shut down on 2027-01-15. A last reminder will be sent on 2027-02-01. ${TAIL}`,
    'shutdown-before-warning',
  ],
  [`On 2027-02-01 we warn all owners, and shut down the API on 2027-01-15. ${TAIL}`, 'shutdown-before-warning'],
  [on('November 24th, 14:00–15:00 UTC'), 'missing-year'],
  [on('Tuesday 24 Nov from 14:00 to 15:00 UTC'), 'missing-year'],
  [on('05/06/2027 14:00–15:00 UTC'), 'ambiguous-date'],
  [on('tomorrow, 14:00–15:00 UTC'), 'relative-date'],
  [on('Tuesday at 14:00–15:00 UTC'), 'relative-date'],
  [on('2026-11-24 15:00–14:00 UTC'), 'reversed-end'],
  [on('2026-11-24 14:00–14:00 UTC'), 'reversed-end'],
  [on('2026-11-25 14:00 UTC to 2026-11-24 15:00 UTC'), 'reversed-end'],
  [on('2026-11-24 14:00 UTC'), 'missing-end'],
  [on('2026-11-24 14:00 UTC, which is 7 days ahead'), 'missing-end'],
  [on('2026-11-24'), 'missing-time'],
  [on('2026-11-24 14:00–15:00'), 'missing-zone', 'missing-zone'],
  [on('2026-11-24 15:00–16:00 CET'), 'local-time'],
  [on('2026-11-24 09:00–10:00 EST'), 'local-time'],
  [on('2026-11-24 15:00–16:00 Europe/Berlin'), 'local-time'],
  [on('2026-11-24 15:00+01:00 to 16:00+01:00'), 'local-time'],
  [on('2026-11-24 at 2 p.m. – 3 p.m. UTC'), 'twelve-hour'],
  [on('2026-11-24 and 2026-11-26, 14:00–15:00 UTC and 16:00–17:00 UTC'), 'windows-alike'],
  [`${on(WHEN)} Work on the switches will be on 2026-11-24 14:30–15:30 UTC.`, 'windows-alike'],
  [`On ${WHEN} the database will be read-only. ${END}`, 'nothing-unaffected'],
  [`Switches will be upgraded on ${WHEN}, network down for a minute. ${END}`, 'nothing-unaffected'],
  [`The reboot is rescheduled and will be on ${WHEN}. ${TAIL}`, 'old-window-not-named'],
  [`New date for the reboot: ${WHEN}. ${TAIL}`, 'old-window-not-named'],
  [`The window moved to Thursday, 2026-11-26 14:00–15:00 UTC. ${TAIL}`, 'old-window-not-named'],
  [`${on(WHEN)} We will announce when it is done.`, 'promise-without-date'],
  [`${on(WHEN)} We'll follow up on this list.`, 'promise-without-date'],
  [`${on(WHEN)} The date of the second part is TBD.`, 'promise-without-date'],
  [`${on(WHEN)} More details will follow.`, 'promise-without-date'],
  [`Maintenance on ${WHEN}: some disruption is expected, mail is not affected. ${END}`, 'vague-kind'],
  [`Maintenance on ${WHEN}: searches may be affected, nothing else is. ${END}`, 'vague-kind'],
  [`Maintenance of the search on ${WHEN}. Nothing else is affected. ${END}`, 'vague-kind'],
  [`We will restart the proxies on ${WHEN}. Nothing else is affected. T401234`, 'no-contact'],
  [`We will restart the proxies on ${WHEN}. Nothing else is affected. Ask in #ops-proxies`, 'no-task'],
  [
    `The portal will be shut down on the 14th of December 2026. On December 20th we will send the final warning. ${TAIL}`,
    'shutdown-before-warning',
  ],
  [
    `The portal will be shut down on the 14th of December. On December 20th, 2026 we will send the final warning. ${TAIL}`,
    'shutdown-before-warning',
  ],
  [on('2026-12-08 14:00 to 15:30 UTC (15:00-16:00 CET)'), 'zones-disagree'],
  [on('2026-12-08 14:00 UTC to 15:30 UTC (16:00-17:30 CET)'), 'zones-disagree'],
  [on('2026-12-08 14:00 to 15:30 CET (14:00-15:30 UTC)'), 'zones-disagree'],
  [on('2026-12-08 14:00-15:00 UTC and on 2026-12-09 at 10:00 UTC'), 'missing-end'],
  [on('2026-12-08 14:00-15:00 UTC. The workers follow with a reboot on 2026-12-09 at 10:00 UTC'), 'missing-end'],
  [
    on('Thursday 10th December 2026 from 10:00 to 11:00 UTC and Friday 11th December 2026 from 10:00 UTC'),
    'missing-end',
  ],
  [`The proxies restart.\n\nWindow: 2026-12-08 14:00 - 15:00 UTC\nDuration: 3 hours\n\n${TAIL}`, 'longer-than-window'],
  [on('December 7, 14:00–15:00 UTC and on December 9, 14:00–15:00 UTC'), 'missing-year', 'missing-year'],
  [
    `The window on 2026-12-10 is moved with all its work. New date: 2026-12-11 14:00–15:00 UTC. ${TAIL}`,
    'old-window-not-named',
  ],
  [
    'Hi all, on Monday Nov 24 at 2pm PST we will do some work, things may be affected. Will follow up!',
    'weekday',
    'missing-year',
    'missing-end',
    'local-time',
    'twelve-hour',
    'vague-kind',
    'promise-without-date',
    'nothing-unaffected',
    'no-contact',
    'no-task',
  ],
];

describe('A mail with a mistake', () => {
  it.each(BAD.map(([text, ...rules]) => ({ text, rules })))('is found out: $rules in $text', ({ text, rules }) => {
    expect(
      lintText(text, { now })
        .map(({ rule }) => rule)
        .sort(),
    ).toEqual([...rules].sort());
  });

  it('is here for every rule', () => {
    const shown = new Set(BAD.flatMap(([, ...rules]) => rules));
    expect(textRules.map(({ name }) => name).filter((name) => !shown.has(name))).toEqual([]);
  });

  it('is told with its place, what is true, and the mend', () => {
    const [finding] = lintText(`Hello,\n\nwe will start on Monday, ${WHEN}.\n${TAIL}`, { now });
    expect(finding).toEqual({
      rule: 'weekday',
      severity: 'error',
      message: '2026-11-24 is a Tuesday, not a Monday',
      mend: 'Give the right one of the two, or the date alone.',
      place: { start: 25, end: 43, line: 3, column: 18 },
    });
  });

  it('is told in the subject as such, and what it lacks of the text', () => {
    expect(lintText('More below.', { now, subject: 'Monday, 2026-11-24' })).toMatchObject([
      { rule: 'weekday', place: { field: 'subject' } },
      { rule: 'no-contact', place: { field: 'text' } },
      { rule: 'no-task', place: { field: 'text' } },
    ]);
  });
});

describe('Promises of a mail', () => {
  const promises = (text: string) => lintMail(text, { now }).promises.map(({ text, dueAt }) => [text, dueAt]);

  it.each([
    ['We will announce here when it is done.', null],
    ['We will announce the end by 2026-11-24 15:15 UTC.', '2026-11-24T15:15:00.000Z'],
    ['A summary? I will send a report on 2026-12-01.', '2026-12-01T23:59:59.999Z'],
    ['We will let you know within two hours.', '2026-11-10T14:00:00.000Z'],
    ['An update will follow in 3 days.', '2026-11-13T12:00:00.000Z'],
  ])('%j is due %s', (text, dueAt) => {
    expect(promises(text)).toEqual([[text.replace('A summary? ', '').replace(/\.$/, ''), dueAt]]);
  });

  it.each([
    [
      'When: 2026-11-24 08:00 UTC\nWe will announce when it is done\nContact: #ops',
      /^We will announce when it is done$/,
    ],
    ['- the network is down\n- we will announce when it is done', /^- we will announce when it is done$/],
    [
      `${'The network is down in both halls, and '.repeat(2)}\nwe will announce here when\nit is done.`,
      /^The network.*it is done$/s,
    ],
  ])('are a sentence each, without the lines around: %j', (text, sentence) => {
    expect(promises(text)).toEqual([[expect.stringMatching(sentence), null]]);
  });

  it.each(['We will update the kernel.', 'We will send traffic to the other site.', 'We will write to disk.'])(
    'are not made by work: %j',
    (text) => expect(promises(text)).toEqual([]),
  );
});
