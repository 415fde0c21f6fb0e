import ical from 'node-ical';
import { calendarOf, type CalendarWindow } from './calendar.js';

const WINDOW: CalendarWindow = {
  id: '00000000-0000-7000-8000-000000000001',
  title: 'Switch of the database',
  startsAt: '2026-11-24T07:00:00.000Z',
  endsAt: '2026-11-24T08:30:00.000Z',
  startedAt: null,
  completedAt: null,
  status: 'scheduled',
  isHeld: false,
  kinds: 'read-only: nothing can be saved',
  sequence: 3,
  text: 'Wikis are read-only.',
  affected: ['databases', 'wikis'],
  unaffected: ['mail'],
  url: 'https://ledger.example/windows/00000000-0000-7000-8000-000000000001',
  changedAt: '2026-11-20T10:00:00.123Z',
};

const file = (more: Partial<CalendarWindow> = {}): string => calendarOf([{ ...WINDOW, ...more }], 'Windows');
/** By a parser that shares nothing with what wrote it. */
const read = (text: string): any[] =>
  Object.values(ical.sync.parseICS(text)).filter((one) => (one as { type?: string } | undefined)?.type === 'VEVENT');

describe('A calendar of maintenance windows', () => {
  it('says of each when it is, in UTC, what it is and where to read more', () => {
    const [event, ...more] = read(file());
    expect(more).toEqual([]);
    expect([event.start.toISOString(), event.end.toISOString()]).toEqual([WINDOW.startsAt, WINDOW.endsAt]);
    expect(event).toMatchObject({
      uid: `${WINDOW.id}@opsledger`,
      summary: WINDOW.title,
      description:
        'Wikis are read-only.\n\nWhat people notice: read-only: nothing can be saved\nAffected: databases, wikis\nNot affected: mail',
      categories: ['databases', 'wikis'],
      url: WINDOW.url,
      sequence: 3,
      status: 'CONFIRMED',
      transparency: 'TRANSPARENT',
    });
    expect([event.dtstamp, event.lastmodified].map((at: Date) => at.toISOString())).toEqual([
      '2026-11-20T10:00:00.000Z',
      '2026-11-20T10:00:00.000Z',
    ]);
  });

  it('keeps the UID of a window, and says that it is only planned or called off', () => {
    const [draft, cancelled] = [file({ status: 'draft' }), file({ status: 'cancelled', sequence: 4 })].map(
      (text) => read(text)[0],
    );
    expect([draft.status, cancelled.status]).toEqual(['TENTATIVE', 'CANCELLED']);
    expect([cancelled.uid, cancelled.sequence]).toEqual([draft.uid, 4]);
    for (const status of ['in-progress', 'completed'] as const)
      expect(read(file({ status }))[0].status).toBe('CONFIRMED');
  });

  it('says when the work really was, once that is known, and that what is held may not be', () => {
    const [startedAt, completedAt] = ['2026-11-24T07:05:00.000Z', '2026-11-24T07:40:00.000Z'];
    const times = (more: Partial<CalendarWindow>) => {
      const [{ start, end }] = read(file(more));
      return [start.toISOString(), end.toISOString()];
    };
    expect(times({ status: 'in-progress', startedAt })).toEqual([startedAt, WINDOW.endsAt]);
    expect(times({ status: 'completed', startedAt, completedAt })).toEqual([startedAt, completedAt]);
    expect(read(file({ isHeld: true }))[0].status).toBe('TENTATIVE');
  });

  it('lets no word of a window become a line of the file', () => {
    const hostile = 'x\r\nEND:VEVENT\r\nBEGIN:VEVENT\rUID:y\u2028ATTACH:z\u0085a;b,c\\d:"q"\u0007\ud800';
    const text = file({
      title: hostile,
      text: hostile,
      affected: [hostile],
      url: 'https://a.example/%20é\r\nX-EVIL:1',
    });
    const lines = text.replaceAll('\r\n ', '').split('\r\n');
    expect(lines.filter((line) => /^(BEGIN|END|UID|ATTACH|X-EVIL)/.test(line))).toEqual([
      'BEGIN:VCALENDAR',
      'BEGIN:VEVENT',
      `UID:${WINDOW.id}@opsledger`,
      'END:VEVENT',
      'END:VCALENDAR',
    ]);
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028]/);
    const [event, ...more] = read(text);
    expect(more).toEqual([]);
    expect(event.url).toBe('https://a.example/%20%C3%A9%0D%0AX-EVIL:1');
    expect(file({ text: 'a\\nb', affected: [] })).toContain('DESCRIPTION:a\\\\nb\\n\\nWhat people');
    expect(event.summary).toBe('x\nEND:VEVENT\nBEGIN:VEVENT\nUID:y\nATTACH:z\na;b,c\\d:"q"\ufffd');
  });

  it('has no line of more than 75 bytes, and no character is torn apart', () => {
    const title = `${'é€𝄞'.repeat(100)}!`;
    const text = file({ title });
    expect(Math.max(...text.split('\r\n').map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(75);
    expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true);
    expect(read(text)[0].summary).toBe(title);
  });

  it('is the same bytes for the same windows, and a calendar also without any', () => {
    expect(file()).toBe(file());
    expect(read(calendarOf([], 'No windows'))).toEqual([]);
    expect(calendarOf([], 'No; windows\r\nX:1')).toContain('\r\nNAME:No\\; windows\\nX:1\r\n');
    expect(calendarOf([], 'No; windows')).toContain('X-WR-CALNAME:No\\; windows\r\n');
  });
});
