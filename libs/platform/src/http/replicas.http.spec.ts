import type { Availability } from '@event-store/event-store.js';
import { BehaviorSubject } from 'rxjs';
import { House } from '../../../../test/support/house.js';

/** How a process answers whose ledger others write too; the real thing is in test/engines. */
describe('A replica', () => {
  let house: House;
  let availability: BehaviorSubject<Availability>;
  const say = (change: Partial<Availability>): void => availability.next({ ...availability.value, ...change });
  const MINUTE = 60_000;

  beforeEach(async () => {
    house = await House.open();
    availability = house.foundation.store.availability;
    Object.assign(house.foundation.store, { othersSettleWithinMs: 3 * MINUTE });
  });
  afterEach(() => house.close());

  it('waits with a read for the position that it names', async () => {
    const { position } = await house.log('first');
    const headers = { 'ledger-min-position': String(position + 1) };
    const reading = house.ask('GET', '/api/v1/log-entries?limit=1', { headers });
    await house.log('second');
    const read = await reading;
    expect([read.statusCode, read.json().data[0].message]).toEqual([200, 'second']);
  });

  it('lets no answer for an instant change: refuses it while others may still record something of then', async () => {
    await house.log('before');
    const asOf = (ms: number): string => `/api/v1/log-entries?asOf=${new Date(ms).toISOString()}`;
    const now = house.clock.now();
    house.clock.advance(4 * MINUTE);
    const near = await house.ask('GET', asOf(now + 2 * MINUTE));
    expect([near.statusCode, near.json().detail]).toEqual([
      400,
      expect.stringContaining('other processes may still record'),
    ]);
    expect((await house.ask('GET', asOf(now + MINUTE / 2))).statusCode).toBe(200);
    // Ledger time never goes back: with something later recorded, the instant is settled.
    await house.log('after');
    expect((await house.get(asOf(now + 2 * MINUTE))).data.map(({ message }: { message: string }) => message)).toEqual([
      'before',
    ]);
  });

  it('answers for no instant that it has not seen while it is away', async () => {
    await house.log('before');
    const left = house.clock.now();
    say({ problem: 'away', live: false, liveAt: left });
    house.clock.advance(60 * MINUTE);
    const asOf = new Date(left + 30 * MINUTE).toISOString();
    expect((await house.ask('GET', `/api/v1/log-entries?asOf=${asOf}`)).statusCode).toBe(400);
  });

  it('says why it cannot write, and goes on reading with the age of what it has', async () => {
    await house.log('before');
    say({ problem: 'the server cannot be reached (kurrentdb://x)', live: false, liveAt: house.clock.now() - 7000 });
    const ready = await house.ask('GET', '/readyz');
    expect([ready.statusCode, ready.headers['retry-after']]).toEqual([503, '2']);
    expect(ready.json()).toMatchObject({
      status: 'not-ready',
      problem: 'the server cannot be reached (kurrentdb://x)',
    });
    const read = await house.ask('GET', '/api/v1/log-entries');
    expect([read.statusCode, read.headers['ledger-age'], read.json().data.length]).toEqual([200, '7', 1]);
    const metrics = (await house.ask('GET', '/metrics')).body;
    expect(metrics).toMatch(/^opsledger_store_available 0$/m);
    expect(metrics).toMatch(/^opsledger_store_lag_seconds 7$/m);
    say({ problem: null, live: true });
    expect((await house.ask('GET', '/readyz')).json()).toMatchObject({ status: 'ready', problem: null });
    expect((await house.ask('GET', '/api/v1/log-entries')).headers['ledger-age']).toBeUndefined();
  });

  it('is degraded, and works, where somebody has to look at something', async () => {
    say({ warning: 'the content of event 7 on the server is not what was written' });
    const ready = await house.ask('GET', '/readyz');
    expect([ready.statusCode, ready.json().status, ready.json().problem]).toEqual([
      200,
      'degraded',
      expect.stringContaining('event 7'),
    ]);
  });
});
