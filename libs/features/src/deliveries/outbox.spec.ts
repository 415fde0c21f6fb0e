import { derivedId } from '@kernel/ids.js';
import { MINUTE } from '@kernel/time.js';
import { Ledger } from '@platform/ledger.js';
import { House } from '../../../../test/support/house.js';
import { announce, deliveriesOf, taken } from '../../../../test/support/post-office.js';
import { type Carrier, type Load, Outbox } from './outbox.js';
import type { Sending } from './sending.js';

const MANY = Array.from({ length: 250 }, (_, n) => derivedId('person', String(n)));
const lease = { check: async () => {} };

let house: House;
let outbox: Outbox;
/** Subjects in the order in which they were carried. */
let carried: string[];
let asked: number;
let carry: (load: Load) => Sending;

beforeEach(async () => {
  house = await House.open();
  await taken(house, '/channels', { name: 'many', type: 'mailing-list', target: 'many@example.org' });
  await taken(house, '/channels', { name: 'one', type: 'mailing-list', target: 'one@example.org' });
  [carried, asked] = [[], 0];
  carry = () => ({ outcome: 'accepted', response: '' });
  const carrier: Carrier = {
    types: ['mailing-list'],
    isReady: true,
    isOneServer: true,
    recipients: ({ channel }) => {
      asked++;
      return channel.name === 'many' ? MANY : [''];
    },
    carry: async (load) => {
      carried.push(load.announcement.subject);
      return carry(load);
    },
    messageId: ({ outgoing }) => outgoing.announcement,
  };
  const { readModel, clock, ids } = house.foundation;
  outbox = new Outbox('send', carrier, house.app.get(Ledger), readModel, clock, ids);
});
afterEach(() => house.close());

const told = (channel: string, subject: string) => announce(house, [channel], { subject });

it('what goes to many lets others pass, and reads once who they are', async () => {
  const first = await told('many', 'first');
  await outbox.runDue(lease);
  house.clock.advance(10);
  await told('one', 'second');
  while (await outbox.runDue(lease)) house.clock.advance(10);
  expect(carried.indexOf('second')).toBe(100);
  expect(carried).toHaveLength(MANY.length + 1);
  expect(asked).toBe(2);
  expect(await deliveriesOf(house, first)).toMatchObject([{ recipients: [{ outcome: 'accepted', recipients: 250 }] }]);
});

it('what cannot even be tried holds up nothing, and is tried again', async () => {
  carry = ({ announcement }) => {
    if (announcement.subject === 'broken') throw new Error('a fault of ours');
    return { outcome: 'accepted', response: '' };
  };
  const broken = await told('one', 'broken');
  await told('one', 'whole');
  await expect(outbox.runDue(lease)).rejects.toThrow('a fault of ours');
  while (await outbox.runDue(lease));
  expect(carried).toEqual(['broken', 'whole']);
  expect(outbox.isDue()).toBe(false);
  carry = () => ({ outcome: 'accepted', response: '' });
  house.clock.advance(MINUTE);
  while (await outbox.runDue(lease));
  expect(await deliveriesOf(house, broken)).toMatchObject([{ state: 'accepted' }]);
});

it('a server that is away is tried with one mail, not with all, until it is there again', async () => {
  carry = () => ({ outcome: 'failed', permanent: false, code: 'connection', why: 'refused' });
  const first = await told('many', 'first');
  await told('one', 'second');
  while (await outbox.runDue(lease)) continue;
  expect(carried).toHaveLength(1);
  house.clock.advance(2 * MINUTE);
  while (await outbox.runDue(lease)) continue;
  expect(carried).toHaveLength(2);
  carry = () => ({ outcome: 'accepted', response: '' });
  for (let minute = 0; minute < 10; minute++) {
    house.clock.advance(MINUTE);
    while (await outbox.runDue(lease)) house.clock.advance(10);
  }
  expect(await deliveriesOf(house, first)).toMatchObject([{ recipients: [{ outcome: 'accepted', recipients: 250 }] }]);
});
