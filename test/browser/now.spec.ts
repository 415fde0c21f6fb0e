import type { Browser } from 'playwright-core';
import { Product } from '../support/product.js';
import { barriersInBothColours, barriersOn, describeInBrowser, openBrowser, openTab, type Tab } from './browser.js';

const START = 'START - Cookbook sre.hosts.reboot for db1101.eqiad.wmnet (T123456)';
/** What could not be asked for is asked for again within this time. */
const AGAIN_MS = 5500;

describeInBrowser('The page of what happens now', () => {
  let product: Product;
  let browser: Browser;
  let tab: Tab;
  beforeAll(async () => {
    product = await Product.startAfresh();
    browser = await openBrowser();
    tab = await openTab(browser, product.url);
  });
  afterAll(async () => {
    await browser.close();
    await product.endAndForget();
  });
  const log = (message: string): Promise<Response> =>
    product.request('POST', '/api/v1/log-entries', { log: 'production', message });

  it('says what to do next where nothing was logged yet', async () => {
    await tab.page.getByText('Nothing has been logged yet.').waitFor();
    await tab.page.getByText('npx opsledger log production "Rebooting db1101 (T123456)"').waitFor();
    expect(await barriersOn(tab.page)).toEqual([]);
  });

  it('shows an operation while it runs, without being loaded anew', async () => {
    await tab.page.getByText('Live').waitFor();
    await log(START);
    const running = tab.page.getByRole('region', { name: /^In flight/ });
    await running.getByRole('link', { name: 'sre.hosts.reboot' }).waitFor();
    await tab.page
      .getByRole('region', { name: /^Newest entries/ })
      .getByText('db1101.eqiad.wmnet')
      .waitFor();
    await log('END (PASS) - Cookbook sre.hosts.reboot (exit_code=0) for db1101.eqiad.wmnet (T123456)');
    await running.getByText('Nothing is running.').waitFor();
  });

  it('says that the server is away where something else answers for it, and how the ledger is once it is back', async () => {
    const { page, close } = await openTab(browser, product.url, { hasOwnClock: true });
    await page.getByText('Reads and writes work.').waitFor();
    await page.route('**/readyz', (route) => route.fulfill({ status: 502, body: '<html>Bad Gateway</html>' }));
    await log('heard of while a proxy answers');
    await page.getByText('The server answers 502.').waitFor();
    await page.unroute('**/readyz');
    await page.clock.fastForward(AGAIN_MS);
    await page.getByText('The server answers 502.').waitFor({ state: 'detached' });
    await page.getByText('Reads and writes work.').waitFor();
    await close();
  });

  it('bars nobody, in both colours', async () => {
    const tab = await openTab(browser, product.url);
    await tab.page.getByText('exit_code=0').waitFor();
    expect(await barriersInBothColours(tab.page)).toEqual([]);
    await tab.close();
  });

  it('asks no other host for anything, and breaks none of its own rules', () => {
    expect(tab.complaints).toEqual([]);
  });
});
