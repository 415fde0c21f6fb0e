import type { Browser, Page } from 'playwright-core';
import { Product } from '../support/product.js';
import { describeInBrowser, openBrowser, openTab, type Reader, type Tab } from './browser.js';

describeInBrowser('What is around every page', () => {
  let product: Product;
  let browser: Browser;
  let tabs: Tab[] = [];
  beforeAll(async () => {
    [product, browser] = [await Product.startAfresh(), await openBrowser()];
    await product.request('POST', '/api/v1/log-entries', { log: 'production', message: 'Rebooting db1101' });
  });
  afterEach(async () => {
    for (const { complaints, close } of tabs.splice(0)) {
      await close();
      expect(complaints).toEqual([]);
    }
  });
  afterAll(async () => {
    await browser.close();
    await product.endAndForget();
  });
  const open = async (reader: Reader = {}, path = '/'): Promise<Page> => {
    const tab = await openTab(browser, product.url + path, reader);
    tabs.push(tab);
    await tab.page.getByText('Live', { exact: true }).waitFor();
    return tab.page;
  };

  it('leads from page to page, back and forward, without loading anew, and says where each begins', async () => {
    const page = await open();
    const [now, logs] = ['Now', 'Logs'].map((name) => page.getByRole('navigation').getByRole('link', { name }));
    await page.evaluate('window.isTheSame = true');
    await logs!.click();
    await page.getByRole('heading', { level: 1, name: 'All logs' }).waitFor();
    await page.locator('main:focus').waitFor();
    expect(await logs!.getAttribute('aria-current')).toBe('page');
    expect(await now!.getAttribute('aria-current')).toBeNull();
    expect(await page.title()).toBe('All logs · opsledger');
    await page.goBack();
    await page.getByRole('heading', { level: 1, name: 'Now' }).waitFor({ state: 'attached' });
    expect(await page.title()).toBe('Now · opsledger');
    await page.goForward();
    await page.getByRole('heading', { level: 1, name: 'All logs' }).waitFor();
    expect(await page.evaluate('window.isTheSame')).toBe(true);
  });

  it('is skipped by the first key press', async () => {
    const page = await open();
    await page.keyboard.press('Tab');
    const { y } = (await page.getByRole('link', { name: 'To the content' }).boundingBox())!;
    expect(y).toBeGreaterThanOrEqual(0);
    expect(await focused(page)).toBe('A');
    await page.keyboard.press('Enter');
    expect(await focused(page)).toBe('MAIN');
    expect(new URL(page.url()).hash).toBe('');
  });

  it('says that there is no such page, and where to go', async () => {
    expect((await product.request('GET', '/no/such/page')).status).toBe(404);
    const page = await open();
    await page.evaluate(`history.pushState(null, '', '/no-such-page'); dispatchEvent(new PopStateEvent('popstate'))`);
    await page.getByText('There is no page with this address.').waitFor();
    await page.getByRole('main').getByRole('link', { name: 'All logs' }).click();
    await page.getByRole('heading', { level: 1, name: 'All logs' }).waitFor();
  });

  it('does with single keys what a reader wants, unless they are switched off', async () => {
    const page = await open();
    const help = page.getByRole('dialog', { name: 'Help' });
    await page.keyboard.press('/');
    expect(await page.getByRole('searchbox').evaluate((box) => box.matches(':focus'))).toBe(true);
    await page.keyboard.type('?/');
    expect(await page.getByRole('searchbox').inputValue()).toBe('?/');
    await page.getByRole('searchbox').blur();
    await page.keyboard.press('?');
    await help.getByLabel('Single keys do this').uncheck();
    await page.keyboard.press('Escape');
    await page.locator('dialog').waitFor({ state: 'detached' });
    await page.keyboard.press('?');
    await page.keyboard.press('/');
    expect(await help.count()).toBe(0);
    expect(await focused(page)).not.toBe('INPUT');
    await page.getByRole('button', { name: 'Help' }).click();
    await help.getByLabel('Single keys do this').check();
    await help.getByRole('button', { name: 'Close' }).click();
    await page.locator('dialog').waitFor({ state: 'detached' });
    await page.keyboard.press('?');
    await help.waitFor();
  });

  it('finds words in all logs from any page', async () => {
    const page = await open();
    await page.keyboard.press('/');
    await page.keyboard.type('rebooting');
    await page.keyboard.press('Enter');
    await page.getByRole('main').getByText('Rebooting').waitFor();
    expect(new URL(page.url()).search).toBe('?q=rebooting');
  });

  it('has the colours of the system, or those that were chosen, from then on', async () => {
    const page = await open({ colorScheme: 'light' });
    const light = await background(page);
    await page.getByLabel('Colours').selectOption('dark');
    const dark = await background(page);
    expect(dark).not.toBe(light);
    await page.reload();
    await page.getByText('Live', { exact: true }).waitFor();
    expect(await background(page)).toBe(dark);
    await page.getByLabel('Colours').selectOption('system');
    expect(await background(page)).toBe(light);
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await background(page)).toBe(dark);
  });

  it('tells times in UTC, and in those of the reader on request, and says which', async () => {
    const page = await open({ timezoneId: 'Asia/Kolkata' });
    const newest = page.getByRole('region', { name: /^Newest entries/ });
    const time = newest.getByRole('time');
    const instant = Date.parse((await time.getAttribute('datetime'))!);
    const minuteOf = (ms: number): string => new Date(ms).toISOString().slice(11, 16);
    expect(await newest.textContent()).toContain('times in UTC');
    expect(await time.textContent()).toBe(minuteOf(instant));
    await page.getByRole('combobox', { name: 'Times' }).selectOption('local');
    await newest.getByText('times in GMT+5:30').waitFor();
    expect(await time.textContent()).toContain(minuteOf(instant + 5.5 * 3_600_000));
    expect(await time.getAttribute('title')).toMatch(/ UTC · .* GMT\+5:30$/);
    await page.reload();
    await newest.getByText('times in GMT+5:30').waitFor();
  });

  it('keeps a token to itself: in memory, or in this tab, and in no address', async () => {
    const addresses: string[] = [];
    const page = await open();
    page.on('request', (request) => addresses.push(request.url()));
    await signIn(page, product.token, { keep: false });
    await page.getByRole('button', { name: 'Sign out' }).waitFor();
    expect(await keptBy(page)).not.toContain(product.token);
    await page.reload();
    await signIn(page, product.token, { keep: true });
    await page.getByRole('button', { name: 'Sign out' }).waitFor();
    expect(await page.evaluate(`JSON.stringify({ ...localStorage })`)).not.toContain(product.token);
    await page.reload();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    expect(await keptBy(page)).not.toContain(product.token);
    expect(addresses.length).toBeGreaterThan(5);
    expect(addresses.filter((address) => address.includes('opsl_'))).toEqual([]);
  });

  it('refuses a token that is none, in the words of the server, and keeps it to be mended', async () => {
    const tab = await openTab(browser, product.url);
    const page = tab.page;
    for (const [wrong, says] of [
      [`${product.token}x`, /token/i],
      ['opsl_…', 'This is no token: one is a single word that begins with opsl_.'],
    ] as const) {
      await signIn(page, wrong, { keep: true });
      await page.getByRole('dialog').getByRole('alert').getByText(says).waitFor();
      expect(await page.getByLabel('Token').inputValue()).toBe(wrong);
      expect(await keptBy(page)).not.toContain('opsl_');
      await page.keyboard.press('Escape');
    }
    await signIn(page, product.token, { keep: false });
    await page.getByRole('button', { name: 'Sign out' }).waitFor();
    await tab.close();
  });
});

const focused = (page: Page): Promise<unknown> => page.evaluate('document.activeElement.tagName');
const background = (page: Page): Promise<unknown> => page.evaluate('getComputedStyle(document.body).backgroundColor');
/** Everything that is written down in the browser. */
const keptBy = (page: Page): Promise<unknown> =>
  page.evaluate('JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie])');

async function signIn(page: Page, token: string, { keep }: { keep: boolean }): Promise<void> {
  await page.getByRole('button', { name: 'Sign in' }).click();
  const dialog = page.getByRole('dialog', { name: 'Sign in' });
  await dialog.getByLabel('Token').fill(token);
  if (keep) await dialog.getByLabel('Until this tab is closed').check();
  await dialog.getByRole('button', { name: 'Sign in' }).click();
}
