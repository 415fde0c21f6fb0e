import { parseConnectionString } from '@event-store/kurrent/connection-string.js';
import { KurrentServer } from '@event-store/kurrent/kurrent-server.js';
import { KurrentEngine, newLedgerName } from '../support/kurrentdb.js';
import { FakeKurrentDb } from '../support/fake-kurrentdb.js';
it('times', async () => {
  const fake = await FakeKurrentDb.start();
  const lines: string[] = [];
  const a = (fake as any).read.bind(fake), o=(fake as any).offered.bind(fake); (fake as any).read=(c:any)=>{lines.push('read '+Math.round(performance.now())+JSON.stringify(c.metadata.getMap())); return a(c)}; (fake as any).offered=()=>{lines.push('offered '+Math.round(performance.now())); return o()};(fake as any).members=()=>{lines.push('gossip '+Math.round(performance.now())); throw new Error('x')};
  for (let n = 0; n < 3; n++) {
    const t0 = performance.now();
    const server = new KurrentServer(parseConnectionString(fake.connectionString));
    const client = await server.client();
    const t1 = performance.now(); lines.push('start '+Math.round(t1));
    for await (const _ of client.readAll({ fromPosition: 'start' }));
    const t2 = performance.now();
    for await (const _ of client.readAll({ fromPosition: 'start' }));
    const t3 = performance.now();
    server.close();
    const engine = await KurrentEngine.open(fake.connectionString, newLedgerName());
    const t4 = performance.now();
    await engine.store.close();
    lines.push([t1-t0,t2-t1,t3-t2,t4-t3,performance.now()-t4].map(Math.round).join(' '));
  }
  console.log(lines.join('\n'));
  await fake.stop();
});
