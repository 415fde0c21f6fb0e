import { DAY, HOUR, isoInstant, MINUTE } from '@kernel/time.js';
import fc from 'fast-check';
import { ANNOUNCEMENT_KINDS } from '../channels/announcement-kinds.js';
import { compose, lengthInWords, type TellableWindow, whenOf } from './compose.js';
import { fillTemplate } from './fill-template.js';
import { lintText } from './lint/lint-text.js';
import { lintAgainstWindow, MAY_HAVE_BEGUN } from './lint/lint-against-window.js';

const NOW = Date.parse('2026-11-10T12:00:00Z');
const window: TellableWindow = {
  title: 'Upgrade of the core routers',
  kinds: ['network'],
  otherKind: '',
  affected: ['toolforge (Toolforge)'],
  unaffected: ['cloud-vps (Cloud VPS)'],
  startsAt: '2026-11-24T14:00:00.000Z',
  endsAt: '2026-11-24T15:30:00.000Z',
  impactMinutes: 10,
  tasks: ['T399210'],
  taskUrls: ['https://phabricator.example/T399210'],
  responsible: 'ada',
  contacts: ['#wikimedia-cloud'],
  text: 'Jobs go on by themselves afterwards.',
  emergency: null,
  startedAt: null,
  completedAt: null,
  outcome: '',
  url: 'https://ledger.example/windows/1',
  was: null,
  isExtended: false,
  isHeld: false,
  reason: '',
};

describe('A message about a window', () => {
  it('says everything that people ask', () => {
    expect(compose('advance', window)).toEqual({
      subject: 'Expected downtime: Upgrade of the core routers, 2026-11-24 14:00 UTC',
      text: [
        'Upgrade of the core routers.',
        '',
        'When: Tuesday 2026-11-24, 14:00 to 15:30 UTC (1 hour 30 minutes)',
        'What people notice: no network, for about 10 minutes of this time',
        'Affected: toolforge (Toolforge)',
        'Not affected: cloud-vps (Cloud VPS)',
        '',
        'Jobs go on by themselves afterwards.',
        '',
        'Task: T399210 https://phabricator.example/T399210',
        'Contact: ada; #wikimedia-cloud',
        'All about it, as it changes: https://ledger.example/windows/1',
      ].join('\n'),
    });
  });

  it('names the old times where it was moved, and says why', () => {
    const was = { startsAt: '2026-11-17T14:00:00.000Z', endsAt: '2026-11-17T15:30:00.000Z' };
    const { subject, text } = compose('rescheduled', { ...window, was, reason: 'the vendor is late' });
    expect(subject).toBe('Rescheduled: Upgrade of the core routers, 2026-11-24 14:00 UTC');
    expect(text).toContain('It was planned for Tuesday 2026-11-17, 14:00 to 15:30 UTC (1 hour 30 minutes).');
    expect(text).toContain('Reason: the vendor is late.');
  });

  it('tells the actual end, and how it went', () => {
    const done = {
      startedAt: '2026-11-24T14:05:00.000Z',
      completedAt: '2026-11-24T14:50:00.000Z',
      outcome: 'All well',
    };
    const { text } = compose('ended', { ...window, ...done });
    expect(text).toContain('this ended at 2026-11-24 14:50 UTC. Outcome: All well.');
    expect(text).toContain('When it was: Tuesday 2026-11-24, 14:05 to 14:50 UTC (45 minutes)');
  });

  it('that it is over, or off, does not say what people notice, as if it were to come', () => {
    const all = { ...window, kinds: ['all-services'] } as const;
    const done = { startedAt: window.startsAt, completedAt: window.endsAt };
    const [ended, cancelled] = [compose('ended', { ...all, ...done }).text, compose('cancelled', all).text];
    for (const text of [ended, cancelled]) expect(text).not.toMatch(/What people notice|are down|for the whole/);
    expect(ended).toContain(
      '\nPeople noticed: all services were down\nAffected: toolforge (Toolforge)\nNot affected: cloud-vps (Cloud VPS)',
    );
    expect(compose('ended', { ...all, ...done, impactMinutes: 0 }).text).toContain('nothing of it should have been');
    expect(cancelled).toContain('\nThis would have affected: toolforge (Toolforge)\n\nTask');
  });

  it.each([
    ['starting', 'Starting now: Upgrade of the core routers, 2026-11-24 14:00 UTC'],
    ['delayed', 'Delayed: Upgrade of the core routers, 2026-11-24 14:00 UTC'],
    ['update', 'Update: Upgrade of the core routers, 2026-11-24 14:00 UTC'],
    ['ended', 'Ended: Upgrade of the core routers, 2026-11-24 14:00 UTC'],
    ['cancelled', 'Cancelled: Upgrade of the core routers (2026-11-24 14:00 UTC)'],
  ] as const)('as %s has a subject that tells it from others of a series', (kind, subject) => {
    expect(compose(kind, window).subject).toBe(subject);
  });

  it('names as contact whoever can be asked, and nobody where there is none', () => {
    const contact = (more: Partial<TellableWindow>) =>
      /^Contact.*/m.exec(compose('advance', { ...window, ...more }).text)?.[0];
    expect(contact({ responsible: '' })).toBe('Contact: #wikimedia-cloud');
    expect(contact({ contacts: [] })).toBe('Contact: ada');
    expect(contact({ responsible: '', contacts: [] })).toBeUndefined();
  });

  it('tells what was done within a minute by its one time, which the linter takes', () => {
    const done = { startedAt: '2026-11-24T14:05:10.000Z', completedAt: '2026-11-24T14:05:50.000Z' };
    const { subject, text } = compose('ended', { ...window, ...done });
    expect(text).toContain('When it was: Tuesday 2026-11-24, 14:05 UTC (1 minute)');
    expect(lintText(text, { now: Date.parse(done.completedAt) + MINUTE, subject })).toEqual([]);
  });

  it('names both days of a night, and lengths in words', () => {
    expect(whenOf('2028-02-28T23:00:00.000Z', '2028-02-29T01:00:00.000Z')).toBe(
      'Monday 2028-02-28, 23:00 UTC to Tuesday 2028-02-29, 01:00 UTC (2 hours)',
    );
    expect(lengthInWords(DAY + HOUR + MINUTE)).toBe('1 day 1 hour 1 minute');
    expect(lengthInWords(90 * MINUTE)).toBe('1 hour 30 minutes');
  });

  it('has nothing that the linter finds, whenever it is and whatever it tells', () => {
    const start = fc.integer({ min: NOW / MINUTE + 60, max: NOW / MINUTE + 900 * 1440 });
    const length = fc.integer({ min: 1, max: 30 * 1440 });
    const kind = fc.constantFrom(...ANNOUNCEMENT_KINDS);
    const isBegun = fc.boolean();
    const lateness = fc.boolean();
    const later = fc.integer({ min: -30, max: 30 });
    fc.assert(
      fc.property(start, length, kind, isBegun, later, lateness, (from, minutes, what, begun, by, isLate) => {
        const times = { startsAt: isoInstant(from * MINUTE), endsAt: isoInstant((from + minutes) * MINUTE) };
        const before = (from - 30_000) * MINUTE;
        const was = { startsAt: isoInstant(before), endsAt: isoInstant(before + HOUR) };
        const saidEnd = isoInstant((from + Math.ceil(minutes / 3)) * MINUTE);
        const done = {
          // Nothing begins when it was to be over.
          startedAt: begun || what === 'ended' ? isoInstant((from + Math.min(by, minutes - 1)) * MINUTE) : null,
          completedAt: what === 'ended' ? isoInstant((from + minutes + by) * MINUTE) : null,
        };
        const tellable = {
          ...window,
          ...times,
          ...done,
          was: what === 'rescheduled' ? was : what === 'update' ? { ...times, endsAt: saidEnd } : null,
          isExtended: what === 'update',
          impactMinutes: null,
        };
        const { subject, text } = compose(
          what,
          tellable,
          isLate && what !== 'advance' && what !== 'rescheduled' ? (from - 60) * MINUTE : null,
        );
        const isUnderWay = ['starting', 'delayed', 'cancelled', 'update', 'outage'].includes(what);
        const now =
          what === 'ended'
            ? (from + minutes + 31) * MINUTE
            : isUnderWay
              ? (from + minutes * (what === 'delayed' || what === 'cancelled' ? 2 : 0.5)) * MINUTE
              : NOW;
        const told = {
          ...tellable,
          kind: what,
          kinds: ['network' as const],
          affected: [{ names: ['toolforge'] }],
          replaces: what === 'rescheduled' ? was : null,
          quoted: [],
        };
        const against = lintAgainstWindow(text, told, { now, subject });
        const findings = [...lintText(text, { now, subject }), ...against];
        expect(findings.filter(({ rule }) => rule !== 'past-date' || !MAY_HAVE_BEGUN.has(what))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});

describe('A template', () => {
  it('is filled with what the window says, and knows no other variable', () => {
    expect(fillTemplate('{{title}} at {{ start }}', { title: 'Routers', start: 'noon' }, 'text')).toBe(
      'Routers at noon',
    );
    expect(() => fillTemplate('{{strat}}', { start: 'noon' }, 'text')).toThrow(
      'there is no variable {{strat}}; there are start',
    );
    expect(() => fillTemplate('{{constructor}}', {}, 'text')).toThrow('there is no variable');
  });
});
