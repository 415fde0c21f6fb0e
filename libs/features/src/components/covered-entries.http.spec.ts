import { House } from '../../../../test/support/house.js';

let house: House;
const said: string[] = [];
let before: string;
beforeAll(async () => {
  house = await House.open();
  await house.ask('POST', '/api/v1/logs', { body: { name: 'paws' } });
  await house.ask('POST', '/api/v1/logs', { body: { name: 'hush', visibility: 'private' } });
  const register = (body: object) => house.ask('POST', '/api/v1/components', { body });
  await register({ name: 'top', logs: ['hush'] });
  await register({ name: 'paws', parent: 'top', logs: ['paws'] });
  const databases = await register({
    name: 'db',
    parent: 'top',
    hosts: ['db11*', 'es[1020-1022].eqiad.wmnet', 'pc2011'],
  });
  before = databases.headers['ledger-position'] as string;
  await register({ name: 'empty' });
  await register({ name: 'nothing-yet' });
  for (const name of ['wide-a', 'wide-b', 'wide-c', 'wide-d', 'wide-e', 'wide-f']) {
    await register({ name, hosts: [`${name}[1001-1999]`], parent: name === 'wide-a' ? 'empty' : 'wide-a' });
  }
  await write('in the log of a part', 'paws');
  await write('START - Cookbook sre.hosts.reboot for db1101');
  await write('on db1199.eqiad.wmnet and es1021');
  await write('END (PASS) - Cookbook sre.hosts.reboot (exit_code=0) for db1101');
  await write('on es1021.codfw.wmnet, which is another');
  await write('on pc2011.codfw.wmnet, and db2101');
  await write('on db2101 and pc20110');
  await write('told to few', 'hush');
  await write('on es1020, without a domain');
});
afterAll(() => house.close());

async function write(message: string, log = 'production'): Promise<void> {
  await house.log(message, { log });
  said.push(message);
}

const found = async (query: string, token?: null): Promise<number[]> => {
  const { data } = await house.get(`/api/v1/log-entries?order=oldest&${query}`, token === null ? { token } : {});
  return data.map(({ message }: { message: string }) => said.indexOf(message));
};

describe('What was done on a component', () => {
  it('is what stands in its logs or names its hosts, of it and of its parts, each once', async () => {
    expect(await found('component=paws')).toEqual([0]);
    expect(await found('component=db')).toEqual([1, 2, 3, 5, 8]);
    expect(await found('component=top')).toEqual([0, 1, 2, 3, 5, 7, 8]);
    expect(await found('component=nothing-yet')).toEqual([]);
  });

  it('goes together with the other filters, and shows nothing of a private log', async () => {
    expect(await found('component=db&q=reboot')).toEqual([1, 3]);
    expect(await found('component=top&log=paws')).toEqual([0]);
    expect(await found('component=top', null)).toEqual([0, 1, 2, 3, 5, 8]);
    const { data } = await house.get('/api/v1/log-entries/histogram?component=db');
    expect(data.reduce((sum: number, { entries }: any) => sum + entries, 0)).toBe(5);
  });

  it('is asked of the component as it was then', async () => {
    await house.ask('PATCH', '/api/v1/components/db', { body: { hosts: ['db2*'] } });
    expect(await found('component=db')).toEqual([5, 6]);
    const then = Number((await house.ask('GET', '/api/v1/components')).headers['ledger-position']) - 1;
    expect(await found(`component=db&asOf=${then}`)).toEqual([1, 2, 3, 5, 8]);
    expect(await found(`component=db&asOf=${before}`)).toEqual([]);
    await house.ask('PATCH', '/api/v1/components/db', {
      body: { hosts: ['db11*', 'es[1020-1022].eqiad.wmnet', 'pc2011'] },
    });
  });

  it('are operations, too', async () => {
    const operations = async (query: string) => (await house.get(`/api/v1/operations?${query}`)).data.length as number;
    expect(await operations('component=db')).toBe(1);
    expect(await operations('component=top&host=db1101')).toBe(1);
    expect(await operations('component=paws')).toBe(0);
    const begun = ['es1022.eqiad.wmnet', 'es1022', 'pc2011.codfw.wmnet', 'db1104.eqiad.wmnet'];
    for (const host of [...begun, 'es1022.codfw.wmnet', 'db2104']) {
      await write(`START - Cookbook sre.hosts.decommission for ${host}`);
    }
    const { data } = await house.get('/api/v1/operations/in-flight?component=db');
    expect(data.map(({ hosts }: any) => hosts[0])).toEqual(begun.toReversed());
  });

  it('is found by thousands of names, and refused beyond', async () => {
    await write('on wide-b1999.eqiad.wmnet');
    await house.ask('PATCH', '/api/v1/components/wide-f', { body: { parent: '' } });
    expect(await found('component=empty')).toEqual([said.length - 1]);
    await house.ask('PATCH', '/api/v1/components/wide-f', { body: { parent: 'empty' } });
    const refused = await house.ask('GET', '/api/v1/log-entries?component=empty');
    expect([refused.statusCode, refused.json().code]).toEqual([400, 'too-wide']);
  });

  it('cannot be asked of a component that is not there', async () => {
    for (const kind of ['log-entries', 'operations']) {
      const response = await house.ask('GET', `/api/v1/${kind}?component=nothing`);
      expect([response.statusCode, response.json().errors[0].field]).toEqual([404, 'component']);
    }
  });
});
