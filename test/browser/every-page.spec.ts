import type { Browser, Page } from 'playwright-core';
import { PathProxy } from '../support/path-proxy.js';
import { Product } from '../support/product.js';
import { barriersInBothColours, describeInBrowser, openBrowser, openTab, type Tab } from './browser.js';

/** Pages that no link of the navigation leads to have an address here. */
const ADDRESSES = [
  'logs/production',
  'components/nothing',
  'entries/00000000-0000-7000-8000-000000000000',
  'policies',
  'channels',
  'subscriptions',
  'windows/new',
  'windows/00000000-0000-7000-8000-000000000000',
  'windows/series',
  'windows/series/00000000-0000-7000-8000-000000000000',
  'announcements',
  'announcements/00000000-0000-7000-8000-000000000000',
];
/** The list of the pages, as the dashboard has it. */
const { pages } = jest.requireActual<{ pages: readonly { path: RegExp; link?: { path: string } }[] }>(
  '../../apps/dashboard/src/pages.js',
);
const addresses = pages.flatMap(({ path, link }) => [
  ...(link === undefined ? [] : [link.path]),
  ...ADDRESSES.filter((address) => path.test(address)),
]);
/** The narrowest screen, and the usual one enlarged four times. */
const NARROW = [
  { width: 320, height: 640 },
  { width: 320, height: 256 },
];
const FIRST_PAGE_BYTES = 60_000;

describeInBrowser('Every page of an empty ledger', () => {
  let product: Product;
  let browser: Browser;
  let tab: Tab;
  let proxies: PathProxy[];
  const asked: string[] = [];
  beforeAll(async () => {
    proxies = await Promise.all([true, false].map((isTakenAway) => PathProxy.listen('/ledger', { isTakenAway })));
    product = await Product.startAfresh({ OPSLEDGER_PUBLIC_URL: proxies[0]!.url });
    for (const proxy of proxies) proxy.port = product.port;
    browser = await openBrowser();
    tab = await openTab(browser, `${proxies[0]!.url}/`);
    tab.page.on('request', (request) => asked.push(request.url()));
  });
  afterAll(async () => {
    await browser.close();
    for (const proxy of proxies) proxy.close();
    await product.endAndForget();
  });

  it('has an address here', () => {
    expect(pages.filter(({ path }) => !addresses.some((address) => path.test(address)))).toEqual([]);
  });

  it.each(addresses)('opens by its address, /%s, and bars nobody, in both colours', async (address) => {
    await open(tab.page, `${proxies[0]!.url}/${address}`);
    expect(await barriersInBothColours(tab.page)).toEqual([]);
  });

  it.each(addresses)('fits on a phone, enlarged, on paper and without motion: /%s', async (address) => {
    const { page } = tab;
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await open(page, `${proxies[0]!.url}/${address}`);
    expect(await page.evaluate(MOVING)).toEqual([]);
    for (const size of NARROW) {
      await page.setViewportSize(size);
      expect(await page.evaluate(TOO_WIDE)).toEqual([]);
    }
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.emulateMedia({ media: 'print', reducedMotion: null });
    expect(await page.getByRole('navigation').isVisible()).toBe(false);
    expect(await page.getByRole('button', { name: 'Sign in' }).isVisible()).toBe(false);
    await page.emulateMedia({ media: null });
  });

  it('asks no other host for anything, and nobody complains', () => {
    expect(asked.length).toBeGreaterThan(addresses.length * 5);
    expect(asked.filter((url) => !url.startsWith(`${proxies[0]!.url}/`))).toEqual([]);
    // Of an address at which no record is, the browser says so.
    expect(tab.complaints.filter((complaint) => !/status of 404/.test(complaint))).toEqual([]);
  });

  it('comes below a path as well where the proxy does not take that away', async () => {
    const other = await openTab(browser, `${proxies[1]!.url}/`);
    await other.page.getByText('Live', { exact: true }).waitFor();
    await other.page.getByRole('navigation').getByRole('link', { name: 'Logs' }).click();
    await other.page.getByRole('heading', { level: 1, name: 'All logs' }).waitFor();
    await other.page.reload();
    await other.page.getByText('Live', { exact: true }).waitFor();
    expect(other.page.url()).toBe(`${proxies[1]!.url}/logs`);
    expect(other.complaints).toEqual([]);
    await other.close();
  });

  it('is little to load at first, for ever the same, and may run nothing but itself', async () => {
    const fresh = await openTab(browser, `${proxies[0]!.url}/`);
    await fresh.page.getByText('Live', { exact: true }).waitFor();
    const scripts = (await fresh.page.evaluate(SCRIPTS)) as { name: string; encodedBodySize: number }[];
    const bytes = scripts.reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0);
    expect(scripts.length).toBeGreaterThan(1);
    expect(bytes).toBeGreaterThan(10_000);
    expect(bytes).toBeLessThan(FIRST_PAGE_BYTES);
    await fresh.close();

    for (const { name } of scripts) {
      const { headers } = await fetch(name);
      expect(headers.get('cache-control')).toMatch(/max-age=31536000, immutable/);
    }
    const { headers } = await product.request('GET', '/');
    expect(headers.get('cache-control')).toBe('no-cache');
    const policy = headers.get('content-security-policy')!;
    expect(policy).toMatch(/default-src 'none'; script-src 'self'; style-src 'self'/);
    expect(policy).not.toMatch(/unsafe|\*|https?:/);
  });
});

async function open(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await page.getByText('Live', { exact: true }).waitFor();
  await page.getByRole('heading', { level: 1 }).waitFor({ state: 'attached' });
  await page.locator('main [aria-busy=true], main .loading').first().waitFor({ state: 'detached' });
  expect(await page.getByText('There is no page with this address.').count()).toBe(0);
}

/** What moves by itself or slowly. */
const MOVING = `[...document.querySelectorAll('*')]
  .map((element) => [element.className, getComputedStyle(element)])
  .filter(([, { animationName, transitionDuration }]) => animationName !== 'none' || /[1-9]/.test(transitionDuration))
  .map(([name]) => name)`;
/** What reaches beyond the right side of a page that could then be scrolled there. */
const TOO_WIDE = `document.documentElement.scrollWidth <= innerWidth ? [] : [...document.querySelectorAll('*')]
  .filter((element) => element.getBoundingClientRect().right > innerWidth)
  .map(({ outerHTML }) => outerHTML.slice(0, 100))`;
const SCRIPTS = `performance.getEntriesByType('resource')
  .filter(({ name }) => name.endsWith('.js'))
  .map(({ name, encodedBodySize }) => ({ name, encodedBodySize }))`;
