import { DAY, HOUR, isoInstant, MINUTE } from '@kernel/time.js';
import { PostOffice } from '../../../../test/support/post-office.js';

let office: PostOffice;
beforeEach(async () => {
  office = await PostOffice.open();
  await office.post('/components', { name: 'web' });
  await office.post('/people', {
    displayName: 'Sprocket',
    aliases: [
      { kind: 'nick', name: 'sprocket' },
      { kind: 'mail', name: 'sprocket@example.org' },
    ],
  });
});
afterEach(() => office.close());

const at = (ms: number): string => isoInstant(office.house.clock.now() + ms);
const scheduled = async (responsible: string, startsIn = DAY): Promise<string> => {
  const body = {
    title: 'Upgrade',
    kinds: ['restarts'],
    affected: ['web'],
    startsAt: at(startsIn),
    endsAt: at(startsIn + HOUR),
    responsible,
  };
  const { id } = await office.post('/maintenance-windows', body);
  await office.post(`/maintenance-windows/${id}/schedule`);
  return id as string;
};

describe('Whoever answers for a window', () => {
  it('is reminded by one mail half an hour before it starts, and again of another start', async () => {
    const id = await scheduled('sprocket');
    await office.house.pass(DAY - 30 * MINUTE - 1000);
    expect(office.server.received).toHaveLength(0);
    await office.house.pass(1000);
    await office.house.pass(5 * MINUTE);
    const [mail, ...more] = await office.mails();
    expect(more).toEqual([]);
    expect(mail).toMatchObject({
      envelopeTo: 'sprocket@example.org',
      subject: 'Reminder: Upgrade, 2026-11-23 17:05 UTC',
    });
    expect(mail!.text).toContain(`http://ledger.example/windows/${id}`);
    await office.post(`/maintenance-windows/${id}/reschedule`, {
      startsAt: at(DAY),
      endsAt: at(DAY + HOUR),
      reason: 'later',
    });
    await office.house.pass(DAY - 30 * MINUTE);
    expect(office.server.received).toHaveLength(2);
  });

  it('is not reminded of what is cancelled, and nobody is where no address is known', async () => {
    const id = await scheduled('sprocket');
    await scheduled('somebody', 2 * DAY);
    await office.post(`/maintenance-windows/${id}/cancel`, { reason: 'not needed' });
    await office.house.pass(DAY - 20 * MINUTE);
    await office.house.pass(DAY);
    expect(office.server.received).toEqual([]);
  });
});
