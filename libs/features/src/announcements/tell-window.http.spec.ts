import { DAY, HOUR, isoInstant, MINUTE } from '@kernel/time.js';
import { House } from '../../../../test/support/house.js';
import { shortWhen, whenOf } from './compose.js';

let house: House;
beforeEach(async () => {
  house = await House.open();
  house.clock.ms = Date.parse('2026-11-23T08:00:00Z');
  await post('/components', { name: 'cloud', contact: '#cloud' });
  await post('/components', { name: 'web', parent: 'cloud' });
  await post('/components', { name: 'mail' });
  await post('/components', { name: 'search' });
});
afterEach(() => house.close());

const at = (ms: number): string => isoInstant(house.clock.now() + ms);
const hour = (startsIn: number) => ({ startsAt: at(startsIn), endsAt: at(startsIn + HOUR) });
async function post(path: string, body: object = {}): Promise<any> {
  const answer = await house.ask('POST', `/api/v1${path}`, { body });
  if (answer.statusCode >= 400) throw new Error(`${path}: ${answer.body}`);
  return answer.json();
}
/** The loop looks every second; a minute is enough here. */
const live = async (ms: number): Promise<void> => {
  for (let left = ms; left > 0; left -= MINUTE) await house.pass(Math.min(left, MINUTE));
  await house.pass(0);
};
const scheduled = async (more: object = {}): Promise<string> => {
  const plan = { title: 'Upgrade', kinds: ['restarts'], affected: ['web'], unaffected: ['search'], tasks: ['T399210'] };
  const { id } = await post('/maintenance-windows', { ...plan, ...hour(2 * DAY), ...more });
  await post(`/maintenance-windows/${id}/schedule`);
  await live(0);
  return id as string;
};
const step = (id: string, what: string, body: object = {}) => post(`/maintenance-windows/${id}/${what}`, body);
const newest = async (window: string, kind: string) =>
  (await house.get(`/api/v1/announcements?window=${window}&kind=${kind}&status=sent`)).data[0];
const preview = (window: string, kind: string, more: object = {}) =>
  post('/announcements/preview', { window, kind, ...more });
const rules = ({ findings }: { findings: { rule: string }[] }): string[] => findings.map(({ rule }) => rule);

describe('A window that was moved', () => {
  it('is told with the times that people were told last, not with those that nobody heard of', async () => {
    const told = hour(2 * DAY);
    const id = await scheduled();
    await step(id, 'reschedule', { ...hour(2 * DAY + 2 * HOUR), reason: 'lunch' });
    await step(id, 'reschedule', { ...hour(2 * DAY + 4 * HOUR), reason: 'a longer lunch' });
    await live(0);
    const move = await newest(id, 'rescheduled');
    expect(move.text).toContain(`It was planned for ${whenOf(told.startsAt, told.endsAt)}. Reason: a longer lunch.`);
    expect(move.text).not.toContain('10:00');
    const again = hour(2 * DAY + 4 * HOUR);
    await live(MINUTE);
    await step(id, 'reschedule', { ...hour(2 * DAY + 6 * HOUR), reason: 'tea' });
    await live(MINUTE);
    expect((await newest(id, 'rescheduled')).text).toContain(
      `It was planned for ${whenOf(again.startsAt, again.endsAt)}.`,
    );
  });

  it('replaces nothing where nobody was told, or only by words that named no time', async () => {
    const id = await scheduled(hour(20 * DAY));
    const text = 'We plan to upgrade web.';
    const { id: vague } = await post('/announcements', { window: id, kind: 'update', subject: 'Soon', text });
    await post(`/announcements/${vague}/send`);
    await step(id, 'reschedule', { ...hour(21 * DAY), reason: 'later' });
    const move = await preview(id, 'rescheduled');
    expect(move.text).toContain('Upgrade: this has these times now. Reason: later.');
    expect(rules(move)).not.toContain('move-omitted');
  });

  it('must name the times that people were told last, also by mail that was recorded', async () => {
    const id = await scheduled(hour(20 * DAY));
    const where = { where: 'the list', proof: 'https://lists.example/1' };
    await post('/announcements/record-sent', { window: id, kind: 'advance', ...where });
    for (const days of [21, 22]) await step(id, 'reschedule', { ...hour(days * DAY), reason: 'later' });
    const says = (days: number) =>
      preview(id, 'rescheduled', {
        subject: 'Another day',
        text: `Web restarts: {{when}}, moved from ${shortWhen(at(days * DAY))}.`,
      });
    expect([rules(await says(20)), rules(await says(21))]).toEqual([
      expect.not.arrayContaining(['move-omitted']),
      expect.arrayContaining(['move-omitted']),
    ]);
    expect((await preview(id, 'rescheduled', { text: '{{was}}', subject: 'Was' })).text).toContain('2026-12-13, 08:00');
  });
});

describe('A message that follows', () => {
  it('names the day in its subject, also of a start that is past, and is held to it', async () => {
    const id = await scheduled();
    const start = shortWhen(at(2 * DAY));
    await live(2 * DAY + 15 * MINUTE);
    expect(await newest(id, 'delayed')).toMatchObject({ subject: `Delayed: Upgrade, ${start}` });
    await step(id, 'start');
    await live(0);
    expect(await newest(id, 'starting')).toMatchObject({ subject: `Starting now: Upgrade, ${start}` });
    const wrong = await preview(id, 'delayed', { text: 'Web restarts; it will start at 2026-11-20 08:00 UTC.' });
    expect(rules(wrong)).toContain('other-time-than-window');
  });
});

describe('A reason', () => {
  it('is told with the step that it is a reason for, and with no other', async () => {
    const id = await scheduled();
    await step(id, 'reschedule', { ...hour(2 * DAY + HOUR), reason: 'lunch' });
    await live(2 * DAY + HOUR + 16 * MINUTE);
    expect((await newest(id, 'delayed')).text).not.toContain('Reason');
    for (const kind of ['advance', 'starting', 'delayed', 'update', 'cancelled']) {
      expect((await preview(id, kind)).text).not.toContain('lunch');
    }
    await step(id, 'hold', { reason: 'a storm' });
    expect((await preview(id, 'delayed')).text).toContain('this has not begun yet. Reason: a storm.');
    expect((await preview(id, 'update')).text).toContain('Upgrade: this is held for now. Reason: a storm.');
    expect((await preview(id, 'update', { reason: 'a flood' })).text).toContain('Reason: a flood.');
    await step(id, 'cancel', { reason: 'not needed' });
    expect((await preview(id, 'cancelled')).text).toContain('Reason: not needed.');
  });
});

describe('A window that takes longer', () => {
  it('is told with the end that had been said, and with its real start, once', async () => {
    const id = await scheduled();
    const [start, end] = [at(2 * DAY), at(2 * DAY + HOUR)];
    await live(2 * DAY + 12 * MINUTE);
    const began = at(0);
    await step(id, 'start');
    await live(20 * MINUTE);
    for (const hours of [2, 3]) {
      const endsAt = isoInstant(Date.parse(start) + hours * HOUR);
      await step(id, 'extend', { endsAt, reason: `${hours} hours of copying` });
    }
    await live(0);
    const newEnd = isoInstant(Date.parse(start) + 3 * HOUR);
    const update = await newest(id, 'update');
    expect(update.findings).toEqual([]);
    expect(update.text).toContain(
      `Upgrade: this takes longer than was said, until ${shortWhen(newEnd)}; it was to end at ${shortWhen(end)}. Reason: 3 hours of copying.`,
    );
    expect(update.subject).toBe(`Update: Upgrade, ${shortWhen(start)}`);
    expect(update.text).toContain(`When: ${whenOf(began, newEnd)}`);
    const more = await preview(id, 'update');
    expect([more.text.includes('longer'), more.text.includes('Reason')]).toEqual([false, false]);
  });
});

describe('Where to ask', () => {
  const contact = (text: string): string | undefined => /^Contact: (.*)$/m.exec(text)?.[1];

  it('is what the nearest component around says that has something to say, and no name of a token', async () => {
    const [inherited, none] = [await scheduled(), await scheduled({ affected: ['mail'] })];
    const named = await scheduled({ ...hour(3 * DAY), affected: ['mail'], responsible: 'ops@example.org' });
    const mails = await Promise.all([inherited, none, named].map((id) => preview(id, 'advance')));
    expect(mails.map(({ text }) => contact(text))).toEqual(['#cloud', undefined, 'ops@example.org']);
    expect(mails.map((mail) => rules(mail).includes('no-contact'))).toEqual([false, true, false]);
  });

  it('is not a person who was erased', async () => {
    const { id: person } = await post('/people', {
      displayName: 'Sprocket',
      aliases: [{ kind: 'nick', name: 'sprocket' }],
    });
    const id = await scheduled({ affected: ['mail'], responsible: 'sprocket' });
    expect(contact((await preview(id, 'advance')).text)).toBe('sprocket');
    await post(`/people/${person}/erase`, { reason: 'they asked for it' });
    const mail = await preview(id, 'advance');
    expect([contact(mail.text), rules(mail)]).toEqual([undefined, expect.arrayContaining(['no-contact'])]);
  });
});
