import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { FakeKurrentDb } from '../support/fake-kurrentdb.js';
import { newLedgerName, SERVER } from '../support/kurrentdb.js';
import { Product } from '../support/product.js';
import { TcpProxy } from '../support/tcp-proxy.js';
import { describeInBrowser, idsShown, openBrowser, openTab } from './browser.js';

/** Two replicas behind one address, over a FAKE of the server, or over the one that OPSLEDGER_TEST_KURRENTDB names. */
describeInBrowser('A page whose replica changes', () => {
  const fake = new FakeKurrentDb();
  let folder: string;
  let [a, b]: Product[] = [];
  let door: TcpProxy;
  let browser: Browser;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'opsledger-'));
    if (SERVER === undefined) await fake.start();
    const env = { OPSLEDGER_STORE: SERVER ?? fake.connectionString, OPSLEDGER_LEDGER: newLedgerName() };
    a = await Product.start(join(folder, 'a'), env);
    b = await Product.start(join(folder, 'b'), env);
    door = await TcpProxy.listen(a.port);
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser.close();
    await door.close();
    await Promise.all([a!.end('SIGKILL'), b!.end('SIGKILL')]);
    if (SERVER === undefined) await fake.stop();
    rmSync(folder, { recursive: true });
  });
  const log = (product: Product, message: string): Promise<Response> =>
    product.request('POST', '/api/v1/log-entries', { log: 'production', message });
  const moveTo = (product: Product): void => {
    door.target = product.port;
    door.drop();
  };

  it('loses nothing, shows nothing twice, and never goes back to what was', async () => {
    const { page, close } = await openTab(browser, `http://127.0.0.1:${door.port}`);
    const resumed: number[] = [];
    page.on('request', (request) => {
      if (request.url().endsWith('/events/stream')) resumed.push(Number(request.headers()['last-event-id']));
    });
    await page.getByText('Live', { exact: true }).waitFor();
    for (const [turn, replica] of [b!, a!, b!].entries()) {
      await log(a!, `before turn ${turn}, by one`);
      moveTo(replica);
      await Promise.all([log(b!, `in turn ${turn}, by the other`), log(a!, `in turn ${turn}, by one`)]);
      await page.getByText(`in turn ${turn}, by one`).waitFor();
      await page.getByText(`in turn ${turn}, by the other`).waitFor();
      await page.getByText(`before turn ${turn}, by one`).waitFor();
    }
    const { data } = await b!.get('/api/v1/log-entries?limit=40');
    expect(await idsShown(page)).toEqual(data.map(({ id }: { id: string }) => id));
    expect(resumed).toEqual(resumed.toSorted((one, other) => one - other));
    await close();
  });
});
