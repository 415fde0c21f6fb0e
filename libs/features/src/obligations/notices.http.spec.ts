import { DAY, HOUR, isoInstant, MINUTE } from '@kernel/time.js';
import ICAL from 'node-ical';
import { House } from '../../../../test/support/house.js';

let house: House;
beforeEach(async () => {
  house = await House.open();
  await house.ask('POST', '/api/v1/components', { body: { name: 'web', noticeScope: 'toolforge', contact: '#web' } });
  await house.ask('POST', '/api/v1/components', { body: { name: 'mail' } });
});
afterEach(() => house.close());

const at = (ms: number): string => isoInstant(house.clock.now() + ms);
/** The loop looks every second; a minute is enough here. */
const live = async (ms: number): Promise<void> => {
  for (let left = ms; left > 0; left -= MINUTE) await house.pass(Math.min(left, MINUTE));
  await house.pass(0);
};
const post = (path: string, body: object = {}) => house.ask('POST', `/api/v1${path}`, { body });
const step = async (id: string, what: string, body: object = {}) => {
  const answer = await post(`/maintenance-windows/${id}/${what}`, body);
  expect([what, answer.statusCode, answer.json().detail]).toEqual([what, 200, undefined]);
};
const scheduled = async (startsIn: number, more: object = {}): Promise<string> => {
  const body = {
    title: 'Upgrade of the web servers',
    kinds: ['restarts'],
    affected: ['web'],
    unaffected: ['mail'],
    tasks: ['T399210'],
    text: 'Sessions stay.',
    startsAt: at(startsIn),
    endsAt: at(startsIn + HOUR),
    ...more,
  };
  const { id } = (await post('/maintenance-windows', body)).json();
  await step(id, 'schedule');
  await live(0);
  return id;
};
const told = async (window: string): Promise<string[]> =>
  (await house.get(`/api/v1/announcements?window=${window}`)).data
    .filter(({ status }: { status: string }) => status === 'sent')
    .map(({ kind }: { kind: string }) => kind)
    .reverse();
const newest = async (window: string) => (await house.get(`/api/v1/announcements?window=${window}`)).data[0];
const owed = async (window: string): Promise<string[]> =>
  (await house.get(`/api/v1/obligations?window=${window}`)).data.map(
    ({ kind, state }: { kind: string; state: string }) => `${kind} ${state}`,
  );
const head = async (): Promise<number> =>
  Number((await house.ask('GET', '/api/v1/checkpoint')).headers['ledger-position']);
const ON_MAIL = { affected: ['mail'], unaffected: ['web'] };
const problem = async (path: string): Promise<string> => (await house.get(`/api/v1${path}`)).detail;
const notice = (window: string) => house.get(`/api/v1/maintenance-windows/${window}/compliance`);

describe('A window that goes as planned', () => {
  it('is told a week ahead, just before and just after, and each message is proved', async () => {
    const id = await scheduled(10 * DAY);
    expect([await told(id), await owed(id)]).toEqual([[], ['advance pending', 'starting pending']]);
    await live(3 * DAY - 16 * MINUTE);
    expect(await told(id)).toEqual([]);
    await live(MINUTE);
    expect([await told(id), await owed(id)]).toEqual([['advance'], ['advance met', 'starting pending']]);
    const listed = await house.get(`/api/v1/announcements?window=${id}`);
    expect(await house.get(`/api/v1/maintenance-windows/${id}/announcements`)).toEqual(listed);
    await live(7 * DAY + 13 * MINUTE);
    expect(await told(id)).toEqual(['advance']);
    await live(MINUTE);
    expect([await told(id), await owed(id)]).toEqual([
      ['advance', 'starting'],
      ['advance met', 'starting met'],
    ]);
    await live(MINUTE);
    await step(id, 'start');
    await live(50 * MINUTE);
    await step(id, 'complete', { outcome: 'All well.' });
    await live(0);
    expect(await told(id)).toEqual(['advance', 'starting']);
    await live(MINUTE);
    expect(await told(id)).toEqual(['advance', 'starting', 'ended']);
    expect(await owed(id)).toEqual(['advance met', 'starting met', 'ended met']);
    const proof = await notice(id);
    expect(proof).toMatchObject({ verdict: 'enough', moved: false, overran: false });
    expect(proof.evidence.map(({ type }: { type: string }) => type)).toEqual([
      'maintenance-window.drafted',
      'maintenance-window.scheduled',
      'announcement.composed',
      'announcement.sent',
      'announcement.composed',
      'announcement.sent',
      'maintenance-window.started',
      'maintenance-window.completed',
      'announcement.composed',
      'announcement.sent',
    ]);
    await live(3 * DAY);
    expect(await told(id)).toEqual(['advance', 'starting', 'ended']);
  });

  it('is told at once where notice is short, which is said, not forbidden', async () => {
    const id = await scheduled(2 * DAY);
    expect([await told(id), await owed(id)]).toEqual([['advance'], ['advance late', 'starting pending']]);
    expect((await house.get(`/api/v1/announcements?window=${id}`)).data[0].findings).toContain('short-notice');
    expect(await notice(id)).toMatchObject({ verdict: 'short' });
  });
});

describe('A window that is moved', () => {
  it('is told anew to those who were told, in the same thread, with what it replaces, and its notice counts anew', async () => {
    const id = await scheduled(8 * DAY);
    await live(DAY);
    expect(await told(id)).toEqual(['advance']);
    await step(id, 'reschedule', { startsAt: at(3 * DAY), endsAt: at(3 * DAY + HOUR), reason: 'the vendor is early' });
    await live(0);
    expect(await told(id)).toEqual(['advance', 'rescheduled']);
    expect(await owed(id)).toEqual([
      'advance late',
      'advance met',
      'rescheduled met',
      'starting pending',
      'starting void',
    ]);
    const [move, first] = (await house.get(`/api/v1/announcements?window=${id}`)).data;
    expect(move.thread).toEqual([first.id]);
    expect(move.text).toContain('It was planned for');
    expect(move.text).toContain('Reason: the vendor is early.');
    expect(await notice(id)).toMatchObject({ verdict: 'short', moved: true });
  });

  it('of which nobody was told is told once, with its new times', async () => {
    const id = await scheduled(20 * DAY);
    await step(id, 'reschedule', { startsAt: at(30 * DAY), endsAt: at(30 * DAY + HOUR), reason: 'later' });
    await live(22 * DAY + 23 * HOUR + 50 * MINUTE);
    expect([await told(id), await owed(id)]).toEqual([
      ['advance'],
      ['advance void', 'starting void', 'advance met', 'starting pending'],
    ]);
    expect(await notice(id)).toMatchObject({ verdict: 'enough', moved: false });
  });

  it('to the other side of midnight and of a leap day is told with both days', async () => {
    house.clock.ms = Date.parse('2028-02-10T12:00:00Z');
    const id = await scheduled(10 * DAY);
    await live(4 * DAY);
    const [startsAt, endsAt] = ['2028-02-28T23:30:00Z', '2028-02-29T00:30:00Z'];
    await step(id, 'reschedule', { startsAt, endsAt, reason: 'at night' });
    await live(0);
    const [move] = (await house.get(`/api/v1/announcements?window=${id}`)).data;
    expect(move.text).toContain('Monday 2028-02-28, 23:30 UTC to Tuesday 2028-02-29, 00:30 UTC (1 hour)');
  });
});

describe('A window that does not begin', () => {
  it('is not told to begin while it is held, and is told to be late after 15 minutes', async () => {
    const id = await scheduled(8 * DAY);
    await live(7 * DAY);
    await step(id, 'hold', { reason: 'a storm' });
    await live(DAY);
    expect(await told(id)).toEqual(['advance']);
    await live(15 * MINUTE);
    expect(await told(id)).toEqual(['advance', 'delayed']);
    expect(await owed(id)).toEqual(['advance met', 'starting void', 'delayed met']);
    await step(id, 'release', { reason: 'calm' });
    await live(MINUTE);
    expect(await told(id)).toEqual(['advance', 'delayed']);
    await step(id, 'start');
    await live(MINUTE);
    expect(await told(id)).toEqual(['advance', 'delayed', 'starting']);
    expect((await newest(id)).text).toMatch(/: this began at 2026-[-0-9: ]{11} UTC\./);
  });

  it('is told to begin after all to who was told that it is late, though they were told before that it begins', async () => {
    const id = await scheduled(8 * DAY);
    await live(8 * DAY + 15 * MINUTE);
    expect(await told(id)).toEqual(['advance', 'starting', 'delayed']);
    await live(20 * MINUTE);
    await step(id, 'start');
    await live(0);
    expect(await told(id)).toEqual(['advance', 'starting', 'delayed', 'starting']);
    expect((await newest(id)).text).toContain(at(0).slice(11, 16));
    await live(5 * MINUTE);
    expect(await told(id)).toHaveLength(4);
  });

  it('is not told where that was waived, and what was waived is not late when somebody tells it all the same', async () => {
    const id = await scheduled(9 * DAY);
    const [advance] = (await house.get(`/api/v1/obligations?window=${id}`)).data;
    const waive = (reason: string) => post(`/obligations/${advance.id}/waive`, { window: id, reason });
    const [first, again] = [await waive('agreed with all who use it'), await waive('agreed with all who use it')];
    expect([first.statusCode, again.statusCode]).toEqual([200, 200]);
    expect((await waive('another')).json()).toMatchObject({
      code: 'wrong-state',
      detail: expect.stringMatching(/waived since .*, for another/),
    });
    await live(3 * DAY);
    expect([await told(id), await owed(id)]).toEqual([[], ['advance waived', 'starting pending']]);
    const own = (await post('/announcements', { window: id, kind: 'advance' })).json();
    await post(`/announcements/${own.id}/send`);
    expect(await owed(id)).toEqual(['advance waived', 'starting pending']);
    await live(6 * DAY);
    expect(await told(id)).toEqual(['advance', 'starting']);
  });

  it('is told to be off to those who were told of it, and to nobody else', async () => {
    const id = await scheduled(7 * DAY + HOUR);
    const quiet = await scheduled(20 * DAY);
    await live(HOUR);
    for (const one of [id, quiet]) await step(one, 'cancel', { reason: 'not needed' });
    await live(0);
    expect([await told(id), await told(quiet)]).toEqual([['advance', 'cancelled'], []]);
    expect(await owed(id)).toEqual(['advance met', 'cancelled met', 'starting void']);
    expect(await notice(quiet)).toMatchObject({ verdict: 'notRequired', cancelled: true });
  });
});

describe('What is left out of a question', () => {
  it('is named, with what it would be', async () => {
    expect(await problem('/maintenance-windows/compliance?to=2026-12')).toBe(
      'from is missing: a month such as 2026-11',
    );
    const { errors } = (await post('/maintenance-windows', { title: 'x', endsAt: at(HOUR) })).json();
    expect(errors[0].message).toBe('startsAt is missing: an instant such as 2026-11-22T17:05:09Z');
  });
});

describe('A window that takes longer', () => {
  it('is told to take longer, and counts as overrun', async () => {
    const id = await scheduled(8 * DAY);
    await live(8 * DAY);
    await step(id, 'start');
    await live(50 * MINUTE);
    await step(id, 'extend', { endsAt: at(2 * HOUR), reason: 'one server will not boot' });
    await live(HOUR);
    expect(await told(id)).toEqual(['advance', 'starting', 'update']);
    await step(id, 'complete');
    await live(MINUTE);
    expect(await notice(id)).toMatchObject({ verdict: 'enough', overran: true });
  });

  it('has overrun as soon as it lasts longer than was said, though nobody has said that it is over', async () => {
    const id = await scheduled(8 * DAY);
    await live(8 * DAY);
    await step(id, 'start');
    await house.pass(HOUR - MINUTE);
    const overran = async (asOf = ''): Promise<boolean[]> => {
      const one = await house.get(`/api/v1/maintenance-windows/${id}/compliance${asOf}`);
      const { startsAt } = await house.get(`/api/v1/maintenance-windows/${id}`);
      const month = startsAt.slice(0, 7);
      const table = `/api/v1/maintenance-windows/compliance?from=${month}&to=${month}${asOf.replace('?', '&')}`;
      return [one.overran, (await house.get(table)).data[0].overran.includes(id)];
    };
    expect(await overran()).toEqual([false, false]);
    const then = at(MINUTE);
    await house.pass(2 * MINUTE);
    expect(await overran()).toEqual([true, true]);
    await house.pass(14 * DAY);
    expect([await overran(), await overran(`?asOf=${then}`)]).toEqual([
      [true, true],
      [false, false],
    ]);
  });
});

describe('While the ledger was away', () => {
  it('what was due is told late and says so, or not at all where it is of no use any more', async () => {
    const id = await scheduled(8 * DAY);
    house.clock.advance(3 * DAY);
    await live(0);
    const [first] = (await house.get(`/api/v1/announcements?window=${id}`)).data;
    expect(first.late).toContain('It was due at');
    expect(first.text).toMatch(/^This message is late: its deadline was 2026-11-23 \d\d:\d\d UTC\./);
    expect(await owed(id)).toEqual(['advance late', 'starting pending']);
    house.clock.advance(5 * DAY + 16 * MINUTE);
    await live(0);
    expect(await told(id)).toEqual(['advance', 'delayed']);
  });

  it('a message is sent once, also when the clock is set back', async () => {
    const id = await scheduled(8 * DAY);
    await live(DAY + MINUTE);
    house.clock.advance(-2 * DAY);
    await live(2 * DAY);
    expect(await told(id)).toEqual(['advance']);
  });
});

describe('What is owed', () => {
  const ids = (found: { id: string }[]): string[] => found.map(({ id }) => id);
  const due = async (query: string): Promise<any[]> => (await house.get(`/api/v1/obligations?${query}`)).data;

  it('is asked for by when it is due, however far its window is', async () => {
    const far = await scheduled(60 * DAY);
    const near = await scheduled(8 * DAY + HOUR, ON_MAIL);
    const early = await due(`from=${at(0)}&to=${at(2 * DAY)}`);
    expect(early).toEqual([expect.objectContaining({ window: near, kind: 'advance', dueAt: at(DAY + HOUR) })]);
    const later = await due(`from=${at(53 * DAY)}&to=${at(53 * DAY + 1)}`);
    expect(later).toEqual([expect.objectContaining({ window: far, kind: 'advance' })]);
    expect(await due(`window=${far}&from=${at(54 * DAY)}`)).toEqual([expect.objectContaining({ kind: 'starting' })]);
    expect((await due('limit=250')).filter(({ window }) => window === far)).toEqual([]);
    expect((await due(`from=${at(0)}`)).map(({ window }) => window)).toEqual([near, near, far, far]);
  });

  it('is found whole: of times that were replaced, of steps, of ends and of promises, a page at a time', async () => {
    const windows = [await scheduled(20 * DAY), await scheduled(9 * DAY, ON_MAIL), await scheduled(40 * DAY, ON_MAIL)];
    const [moved, ended, cancelled] = windows as [string, string, string];
    const promises = [
      'We will send another message when it is done.',
      'We will announce the result on 2028-03-01 at 10:00 UTC.',
    ];
    for (const promise of promises) {
      const { id } = (await post('/announcements', { window: moved, kind: 'advance' })).json();
      const { text } = await house.get(`/api/v1/announcements/${id}`);
      await house.ask('PATCH', `/api/v1/announcements/${id}`, { body: { text: `${text}\n${promise}` } });
      await post(`/announcements/${id}/send`, { override: 'as it is' });
    }
    await live(2 * DAY);
    await step(moved, 'reschedule', { startsAt: at(300 * DAY), endsAt: at(300 * DAY + HOUR), reason: 'much later' });
    await house.pass(7 * DAY);
    await step(ended, 'start');
    await house.pass(25 * DAY);
    await house.pass(20 * DAY);
    await step(ended, 'complete', { outcome: 'At last.' });
    await house.pass(0);
    await step(cancelled, 'cancel', { reason: 'not needed any more' });
    const all: any[] = [];
    for (const window of windows) all.push(...(await due(`window=${window}`)));
    all.sort((a, b) => (`${a.dueAt ?? '9'} ${a.id}` < `${b.dueAt ?? '9'} ${b.id}` ? -1 : 1));
    expect(new Set(all.map(({ kind }) => kind))).toEqual(
      new Set(['advance', 'starting', 'rescheduled', 'ended', 'cancelled', 'promise', 'delayed']),
    );
    expect(ids(await due('from=2026-01-01&limit=250'))).toEqual(ids(all));
    const paged: string[] = [];
    for (let next: string | null = ''; next !== null;) {
      const after: string = next === '' ? '' : `&after=${next}`;
      const { data, page } = await house.get(`/api/v1/obligations?from=2026-01-01&limit=2${after}`);
      paged.push(...ids(data));
      next = page.next;
    }
    expect(paged).toEqual(ids(all));
    for (const [from, to] of [
      ['2026-11-24', '2026-11-24'],
      ['2026-11-22', '2026-11-30'],
      ['2026-12-01', '2027-01-31'],
      ['2027-09-01', '2028-12-31'],
    ]) {
      const within = all.filter(({ dueAt }) => dueAt !== null && dueAt >= from! && dueAt.slice(0, 10) <= to!);
      expect([from, within.length > 0]).toEqual([from, true]);
      expect(ids(await due(`from=${from}&to=${to}&limit=250`))).toEqual(ids(within));
    }
  });
});

describe('An announcement by a person', () => {
  it('takes the place of the one that the ledger would write, sent here or elsewhere', async () => {
    const id = await scheduled(9 * DAY);
    const mail = (await post('/announcements', { window: id, kind: 'advance' })).json();
    const proof = 'https://lists.example/archives/1';
    const refused = await post(`/announcements/${mail.id}/record-sent`, { proof, sentAt: at(HOUR), where: 'the list' });
    expect(refused.json().code).toBe('in-the-future');
    await post(`/announcements/${mail.id}/record-sent`, { proof, where: 'the list' });
    await live(3 * DAY);
    expect([await told(id), await owed(id)]).toEqual([['advance'], ['advance met', 'starting pending']]);
  });

  it('is kept for the right time as a draft; with wrong facts it stays one, and people are told in other words', async () => {
    const id = await scheduled(9 * DAY);
    const draft = (await post('/announcements', { window: id, kind: 'advance' })).json();
    const text = draft.text
      .replace(/When: \w+day/, 'When: Noday')
      .replace('Noday', draft.text.includes('Tuesday') ? 'Monday' : 'Tuesday');
    await house.ask('PATCH', `/api/v1/announcements/${draft.id}`, { body: { text } });
    await live(2 * DAY + MINUTE);
    expect([await told(id), await owed(id)]).toEqual([['advance'], ['advance met', 'starting pending']]);
    expect((await house.get(`/api/v1/announcements/${draft.id}`)).status).toBe('draft');
    const sent = await post(`/announcements/${draft.id}/send`);
    expect(sent.json()).toMatchObject({ status: 409, code: 'wrong-facts' });
    expect(sent.json().detail).toContain('weekday');
    const overridden = await post(`/announcements/${draft.id}/send`, { override: 'the calendar of the vendor' });
    expect(overridden.json()).toMatchObject({ status: 'sent', overridden: 'the calendar of the vendor' });
  });

  it('says nothing of what has not happened, and what was said all the same is said again when it has', async () => {
    const id = await scheduled(9 * DAY);
    await live(2 * DAY);
    for (const kind of ['starting', 'ended', 'cancelled', 'rescheduled']) {
      const draft = (await post('/announcements', { window: id, kind })).json();
      const refused = (await post(`/announcements/${draft.id}/send`)).json();
      expect([kind, refused.code, refused.detail]).toEqual([
        kind,
        'wrong-facts',
        expect.stringMatching(/state-disagrees/),
      ]);
      await post(`/announcements/${draft.id}/send`, { override: 'a rehearsal' });
    }
    await live(7 * DAY);
    await step(id, 'start');
    await live(HOUR);
    await step(id, 'complete');
    await live(2 * MINUTE);
    expect((await told(id)).filter((kind) => kind === 'ended')).toHaveLength(2);
    expect((await owed(id)).at(-1)).toBe('ended met');
  });

  it('that promises something owes it, until it has ended, somebody says so, or nobody waits any more', async () => {
    const id = await scheduled(9 * DAY);
    const text = `{{title}}: {{when}}. Affected: {{affected}}: restarts. Not affected: {{unaffected}}. T399210, #web. We will send a summary by ${at(12 * DAY).slice(0, 10)}.`;
    const composed = (await post('/announcements', { window: id, kind: 'advance', text })).json();
    expect(composed.promises).toHaveLength(1);
    expect((await post(`/announcements/${composed.id}/send`)).statusCode).toBe(200);
    const promise = async () => (await house.get(`/api/v1/obligations?window=${id}&kind=promise`)).data[0];
    expect(await promise()).toMatchObject({ state: 'pending', announcement: composed.id });
    await live(13 * DAY);
    expect(await promise()).toMatchObject({ state: 'missed' });
    const one = await promise();
    expect(await house.get(`/api/v1/obligations/${one.id}?window=${id}`)).toEqual(one);
    const waived = await post(`/obligations/${one.id}/waive`, { window: id, reason: 'nobody asked' });
    expect(waived.json()).toMatchObject({ state: 'waived', words: expect.stringContaining('nobody asked') });
    expect([waived.headers['etag'], Number(waived.headers['ledger-position'])]).toEqual(['"0"', await head()]);
    await post(`/announcements/${composed.id}/settle-promise`, { promise: 0, reason: 'https://wiki.example/summary' });
    expect(await promise()).toMatchObject({ state: 'late', words: 'https://wiki.example/summary' });
  });
});

it('What is promised about no window is owed too, until somebody says that it was kept, or that nobody waits', async () => {
  const text = `The switches are down. We will post an update by ${at(DAY).slice(0, 10)} 10:00 UTC.`;
  const outage = (await post('/announcements', { kind: 'outage', subject: 'Switches', text })).json();
  const promises = async (more = '') => (await house.get(`/api/v1/obligations?kind=promise${more}`)).data;
  expect(await promises()).toEqual([]);
  await post(`/announcements/${outage.id}/send`, { channels: ['page'] });
  const [open] = await promises();
  expect(open).toMatchObject({ window: null, announcement: outage.id, state: 'pending' });
  expect(await house.get(`/api/v1/obligations/${open.id}`)).toEqual(open);
  expect(await promises(`&to=${at(0)}`)).toEqual([]);
  await live(2 * DAY);
  expect(await promises('&state=missed')).toHaveLength(1);
  await post(`/announcements/${outage.id}/settle-promise`, { promise: 0, reason: 'https://wiki.example/switches' });
  expect(await promises()).toMatchObject([{ state: 'late', words: 'https://wiki.example/switches' }]);
});

describe('The calendar and the feed', () => {
  it('tell windows with one UID, a growing SEQUENCE and CANCELLED, read back by another parser', async () => {
    const id = await scheduled(9 * DAY);
    const events = async () => {
      const text = (await house.ask('GET', '/api/v1/maintenance-windows/calendar.ics?component=web', { token: null }))
        .body;
      return Object.values(ICAL.sync.parseICS(text)).filter((one) => one?.type === 'VEVENT') as any[];
    };
    const [before] = await events();
    expect(before).toMatchObject({ uid: `${id}@opsledger`, status: 'CONFIRMED' });
    await step(id, 'reschedule', { startsAt: at(10 * DAY), endsAt: at(10 * DAY + HOUR), reason: 'later' });
    await step(id, 'cancel', { reason: 'never' });
    const [after] = await events();
    expect(after).toMatchObject({ uid: before.uid, status: 'CANCELLED' });
    expect(Number(after.sequence)).toBeGreaterThan(Number(before.sequence));
    expect(after.start.toISOString()).toBe(at(10 * DAY).replace(/\.\d+Z/, '.000Z'));
  });

  it('tell announcements as Atom', async () => {
    await scheduled(2 * DAY, { title: 'A <b> & "c"' });
    const { body } = await house.ask('GET', '/api/v1/announcements/feed.atom?component=web', { token: null });
    expect(body).toContain('<title>Expected downtime: A &lt;b&gt; &amp; &quot;c&quot;');
    expect(
      (await house.ask('GET', '/api/v1/announcements/feed.atom?component=mail', { token: null })).body,
    ).not.toContain('<entry>');
  });
});

describe('What people are owed', () => {
  it('is no notice ahead of an emergency, and none of a beginning before it was said', async () => {
    const body = {
      title: 'A router burnt',
      kinds: ['network'],
      affected: ['web'],
      startsAt: at(-HOUR),
      endsAt: at(HOUR),
    };
    const { id } = (await post('/maintenance-windows', body)).json();
    await step(id, 'schedule', { emergency: 'it burns' });
    await live(MINUTE);
    expect(await told(id)).toEqual(['advance']);
    expect((await owed(id)).filter((one) => one.endsWith('missed'))).toEqual([]);
    expect(await notice(id)).toMatchObject({ verdict: 'emergency' });
  });

  it('is a message as soon as a window begins early, and it is missed where that has ended before', async () => {
    const [id, short] = [await scheduled(8 * DAY), await scheduled(8 * DAY, ON_MAIL)];
    await live(8 * DAY - 10 * MINUTE);
    for (const one of [id, short]) await step(one, 'start');
    await step(short, 'complete');
    await live(MINUTE);
    expect((await newest(id)).text).toMatch(/: this began at /);
    expect([(await owed(id))[1], (await owed(short))[1]]).toEqual(['starting met', 'starting missed']);
  });

  it('is told late, and not that it is about to begin, where the ledger was away just before', async () => {
    const id = await scheduled(8 * DAY);
    await live(8 * DAY - 2 * MINUTE);
    house.clock.advance(3 * MINUTE);
    await live(0);
    expect(await newest(id)).toMatchObject({
      kind: 'starting',
      late: expect.stringContaining('It was due at'),
      text: expect.stringMatching(/^This message is late.*this was to begin at 2026-/s),
    });
  });

  it('is what becomes of a window that nobody had to be told of, once somebody was told', async () => {
    const [id, quiet] = [
      await scheduled(8 * DAY, { impactMinutes: 0 }),
      await scheduled(8 * DAY, { ...ON_MAIL, impactMinutes: 0 }),
    ];
    const { id: draft } = (await post('/announcements', { window: id, kind: 'advance' })).json();
    await post(`/announcements/${draft}/send`);
    await live(MINUTE);
    const later = { startsAt: at(9 * DAY), endsAt: at(9 * DAY + HOUR), reason: 'not ready' };
    for (const one of [id, quiet]) await step(one, 'reschedule', later);
    await live(MINUTE);
    for (const one of [id, quiet]) await step(one, 'cancel', { reason: 'not needed' });
    await live(MINUTE);
    expect([await told(id), await told(quiet)]).toEqual([['advance', 'rescheduled', 'cancelled'], []]);
    expect(await owed(id)).toEqual(['rescheduled met', 'cancelled met']);
    expect(await notice(id)).toMatchObject({ verdict: 'notRequired', moved: true });
  });

  it('is not met by what was said before the times were decided, and by what was said before they were entered here', async () => {
    const record = (window: string, kind: string, sentAt: string) =>
      post('/announcements/record-sent', { window, kind, sentAt, where: 'the list', proof: 'https://lists.example/1' });
    const before = at(-8 * DAY);
    const [id, entered] = [await scheduled(30 * DAY), await scheduled(3 * DAY, ON_MAIL)];
    await step(id, 'reschedule', { startsAt: at(3 * DAY), endsAt: at(3 * DAY + HOUR), reason: 'sooner' });
    await record(id, 'rescheduled', before);
    await record(entered, 'advance', before);
    expect(await notice(id)).toMatchObject({ verdict: 'short' });
    expect((await owed(id)).find((one) => one.startsWith('advance'))).toBe('advance late');
    const words = expect.stringContaining('before it was scheduled here: see the proof');
    expect(await notice(entered)).toMatchObject({ verdict: 'enough', words });
    const [first] = (await house.get(`/api/v1/obligations?window=${entered}`)).data;
    expect(first).toMatchObject({ kind: 'advance', state: 'met', words });
  });

  it('is nothing where an emergency is recorded when it is over', async () => {
    const body = {
      title: 'A router burnt',
      kinds: ['network'],
      affected: ['web'],
      startsAt: at(-3 * HOUR),
      endsAt: at(-HOUR),
    };
    const { id } = (await post('/maintenance-windows', body)).json();
    expect((await post(`/maintenance-windows/${id}/schedule`)).json().detail).toContain('is over already');
    await step(id, 'schedule', { emergency: 'it burnt' });
    await step(id, 'start', { occurredAt: at(-3 * HOUR) });
    await step(id, 'complete', { occurredAt: at(-2 * HOUR), outcome: 'replaced' });
    await live(20 * MINUTE);
    expect(await told(id)).toEqual([]);
    expect((await owed(id)).filter((one) => !one.endsWith('void'))).toEqual([]);
    expect(await notice(id)).toMatchObject({ verdict: 'emergency', overran: false });
  });

  it('is recorded as sent elsewhere once with one key', async () => {
    const id = await scheduled(9 * DAY);
    const body = { window: id, kind: 'advance', where: 'the list', proof: 'https://lists.example/1' };
    const send = () =>
      house.ask('POST', '/api/v1/announcements/record-sent', { body, headers: { 'idempotency-key': 'sent-once' } });
    const first = (await send()).json();
    expect(first).toMatchObject({ status: 'sent', elsewhere: [{ where: 'the list' }] });
    expect((await send()).json()).toMatchObject({ id: first.id, elsewhere: [{}] });
    expect((await house.get(`/api/v1/announcements/${first.id}`)).elsewhere).toHaveLength(1);
  });
});

describe('A clock that is set back', () => {
  it('does not make young again what is owed: it is at least as late as the newest event', async () => {
    const id = await scheduled(3 * HOUR);
    await live(3 * HOUR + 20 * MINUTE);
    await post('/log-entries', { log: 'production', message: 'the newest event' });
    house.clock.advance(-2 * HOUR);
    const then = await house.get(`/api/v1/obligations?window=${id}&asOf=${await head()}`);
    expect(await house.get(`/api/v1/obligations?window=${id}`)).toEqual(then);
  });
});

describe('Who was told of a window', () => {
  it('is told what becomes of it, though the rules have changed since; who is new is told by the rules', async () => {
    const channel = async (name: string, announcements: string[]) =>
      (await post('/channels', { name, type: 'page', rules: [{ announcements }] })).json().id as string;
    const first = await channel('first', ['advance']);
    const id = await scheduled(2 * DAY);
    await step(id, 'cancel', { reason: 'not needed' });
    await live(0);
    const [last] = (await house.get(`/api/v1/announcements?window=${id}&kind=cancelled`)).data;
    expect(last.destinations).toContainEqual({
      channel: first,
      name: 'first',
      type: 'page',
      why: 'who was told of it before is told this too',
    });
  });

  it('gets what a draft shows, byte for byte but for the time', async () => {
    await post('/channels', { name: 'list', type: 'mailing-list', target: 'list@example.org', rules: [{}] });
    const id = await scheduled(9 * DAY);
    const draft = (await post('/announcements', { window: id, kind: 'advance' })).json();
    const before = (await house.get(`/api/v1/announcements/${draft.id}/mails`)).data;
    await post(`/announcements/${draft.id}/send`);
    const after = (await house.get(`/api/v1/announcements/${draft.id}/mails`)).data;
    const withoutBoundary = (source: string) => source.replaceAll(/--_NmP-\w+-Part_\d/g, '');
    expect(before).toHaveLength(1);
    expect(withoutBoundary(after[0].source)).toBe(withoutBoundary(before[0].source));
    expect(before[0].source).toContain('To: list@example.org');
  });
});
