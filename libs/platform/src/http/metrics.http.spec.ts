import { StoreUnavailable } from '@event-store/event-store.js';
import { House } from '../../../../test/support/house.js';
import { DataFolder } from '../data-folder.js';
import { Rebuild } from '../read-model/rebuild.js';

/** The value of one metric without labels. */
async function metric(house: House, name: string): Promise<number> {
  const { body, statusCode } = await house.ask('GET', '/metrics');
  expect(statusCode).toBe(200);
  return Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(body)?.[1]);
}

describe('The metrics', () => {
  it('say that the ledger cannot be written as soon as an append failed, and no longer when one succeeded', async () => {
    const house = await House.open();
    const { store } = house.foundation;
    const append = jest.spyOn(store, 'append').mockRejectedValue(new StoreUnavailable('database or disk is full'));
    const refused = await house.ask('POST', '/api/v1/log-entries', { body: { log: 'production', message: 'lost' } });
    expect([refused.statusCode, await metric(house, 'opsledger_store_available')]).toEqual([503, 0]);
    append.mockRestore();
    await house.log('kept');
    expect(await metric(house, 'opsledger_store_available')).toBe(1);
    await house.close();
  });

  it('tell of the rest when one of them cannot be read', async () => {
    const house = await House.open({ foundation: { dataFolder: new DataFolder('/nowhere') } });
    expect(await metric(house, 'opsledger_disk_free_bytes')).toBeNaN();
    expect(await metric(house, 'opsledger_ledger_bytes')).toBe(0);
    expect(await metric(house, 'opsledger_head_position')).toBeGreaterThan(0);
    await house.close();
  });

  it('say that a read model is being built, and that it could not be', async () => {
    const { promise: work, reject: fail } = Promise.withResolvers<void>();
    const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
    const rebuild = new Rebuild(() => {
      begin();
      return work;
    });
    const house = await House.open({ foundation: { rebuild } });
    const state = async (): Promise<number[]> => [
      await metric(house, 'opsledger_rebuild_running'),
      await metric(house, 'opsledger_rebuild_failed'),
    ];
    expect(await state()).toEqual([0, 0]);
    const requested = rebuild.request();
    await begun;
    expect(await state()).toEqual([1, 0]);
    fail(new Error('no room'));
    await expect(requested).rejects.toThrow('no room');
    expect(await state()).toEqual([0, 1]);
    await house.close();
  });

  it('show by ledger time that the clock was ahead', async () => {
    const house = await House.open();
    const right = house.clock.now() / 1000;
    house.clock.advance(3600_000);
    await house.log('from the future');
    house.clock.advance(-3600_000);
    await house.log('the clock is right again');
    expect(await metric(house, 'opsledger_ledger_time_timestamp_seconds')).toBe(right + 3600);
    await house.close();
  });
});
