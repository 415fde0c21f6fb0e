import type { Browser, Page, Request } from 'playwright-core';
import { Product } from '../support/product.js';
import { describeInBrowser, idsShown, openBrowser, openTab, type Reader, type Tab } from './browser.js';

/** Longer than any pause between two attempts to connect, and than a lost connection is thought to come back soon. */
const LONG_MS = 11_000;
/** A page that is hidden for so long gives its connection back. */
const HIDDEN_MS = 31_000;

describeInBrowser('What a reader sees live', () => {
  let product: Product;
  let browser: Browser;
  let tabs: Tab[] = [];
  beforeAll(async () => {
    [product, browser] = [await Product.startAfresh(), await openBrowser()];
  });
  afterEach(async () => {
    await Promise.all(tabs.splice(0).map((tab) => tab.close()));
  });
  afterAll(async () => {
    await browser.close();
    await product.endAndForget();
  });
  const log = async (message: string, more: object = {}): Promise<{ id: string; position: number }> => {
    const answer = await product.request('POST', '/api/v1/log-entries', { log: 'production', message, ...more });
    if (answer.status !== 201) throw new Error(await answer.text());
    return (await answer.json()) as { id: string; position: number };
  };
  /** A page that is live. */
  const liveTab = async (reader: Reader = {}, path = '/'): Promise<Tab> => {
    const tab = await openTab(browser, product.url + path, reader);
    tabs.push(tab);
    await tab.page.getByText('Live', { exact: true }).waitFor();
    return tab;
  };
  const issue = async (tool: string): Promise<{ id: string; secret: string }> => {
    const answer = await product.request('POST', '/api/v1/tokens', { tool, scopes: ['read', 'log:write'] });
    return (await answer.json()) as { id: string; secret: string };
  };

  it('is an entry that is logged elsewhere, and each further read is of what was heard', async () => {
    const { page } = await liveTab();
    const asked = nextRead(page);
    const { position } = await log('logged elsewhere');
    await page.getByText('logged elsewhere').waitFor();
    expect(Number((await asked).headers()['ledger-min-position'])).toBeGreaterThanOrEqual(position);
  });

  it('says since when it is stale while the server is gone, and misses nothing once it is back', async () => {
    const { page } = await liveTab({ hasOwnClock: true });
    const state = page.getByRole('status').first();
    const last = await log('before it is killed');
    await page.getByText('before it is killed').waitFor();
    await product.end('SIGKILL');
    await state.getByText('Reconnecting…').waitFor();
    await page.clock.fastForward(LONG_MS);
    await state.getByText(/^Stale since \d\d:\d\d:\d\d UTC$/).waitFor();

    product = await Product.start(product.folder, { OPSLEDGER_PORT: String(product.port) });
    const resumed = page.waitForRequest(isStream);
    for (const n of [1, 2, 3, 4, 5]) await log(`while it was away ${n}`);
    await page.clock.fastForward(LONG_MS);
    await state.getByText('Live').waitFor();
    await page.getByText('while it was away 5').waitFor();
    expect((await resumed).headers()['last-event-id']).toBe(String(last.position));
    expect(await idsShown(page)).toEqual(await newestIds(product));
  });

  it.each(['/', '/logs'])('is there although the server could not be asked when it was heard of: %s', async (path) => {
    const { page } = await liveTab({ hasOwnClock: true }, path);
    let isAway = true;
    await page.route(/log-entries/, (route) => (isAway ? route.abort() : route.continue()));
    const failed = page.waitForEvent('requestfailed');
    await log(`heard on ${path}, and could not be read`);
    await failed;
    isAway = false;
    await page.clock.fastForward(LONG_MS);
    await page.getByText(`heard on ${path}, and could not be read`).waitFor();
    await page.getByText('The server does not answer.').waitFor({ state: 'detached' });
  });

  it('waits in a tab that nobody looks at, which needs no connection, and is there when somebody does', async () => {
    const { page } = await liveTab({ hasOwnClock: true });
    const givenBack = page.waitForEvent('requestfailed', isStream);
    await setHidden(page, true);
    await page.clock.fastForward(HIDDEN_MS);
    await givenBack;
    const { id } = await log('while nobody looked');
    expect(await idsShown(page)).not.toContain(id);
    await setHidden(page, false);
    await page.getByText('while nobody looked').waitFor();
    await page.getByText('Live', { exact: true }).waitFor();
  });

  it.each(['/', '/logs'])('is what the reader may see, and no more: %s', async (path) => {
    await product.request('POST', '/api/v1/logs', { name: 'closed', visibility: 'private' });
    const [insider, outsider] = [await liveTab({ token: product.token }, path), await liveTab({}, path)];
    await log(`for few on ${path}.`, { log: 'closed' });
    await log(`for all on ${path}.`);
    await insider.page.getByText(`for few on ${path}.`).waitFor();
    await outsider.page.getByText(`for all on ${path}.`).waitFor();
    expect(await outsider.page.getByText('for few').count()).toBe(0);

    await insider.page.getByRole('button', { name: 'Sign out' }).click();
    await insider.page.getByText(`for few on ${path}.`).waitFor({ state: 'detached' });
    await insider.page.getByText(`for all on ${path}.`).waitFor();
    await log(`for all again on ${path}.`);
    await insider.page.getByText(`for all again on ${path}.`).waitFor();
  });

  it('leaves the list of a log with the reader who might see it, though the server cannot be asked', async () => {
    await product.request('POST', '/api/v1/logs', { name: 'locked', visibility: 'private' });
    await log('for few readers', { log: 'locked' });
    await log('for all readers');
    const { page, close } = await openTab(browser, `${product.url}/logs`, { token: product.token });
    await page.getByText('for few readers').waitFor();
    let isAway = true;
    await page.route(/log-entries/, (route) => (isAway ? route.abort() : route.continue()));
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByText('for few readers').waitFor({ state: 'detached' });
    isAway = false;
    await page.getByRole('button', { name: 'Try again' }).first().click();
    await page.getByText('for all readers').waitFor();
    expect(await page.getByText('for few readers').count()).toBe(0);
    await close();
  });

  it('is a reader no more whose token was revoked, and who is told so at once', async () => {
    const { id, secret } = await issue('reader');
    const { page } = await liveTab({ token: secret });
    await page.getByText('reader', { exact: true }).waitFor();
    await product.request('POST', `/api/v1/tokens/${id}/revoke`, { reason: 'lost' });
    await page.getByText('Signed out: the server does not take your token any more.').waitFor();
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    expect(await page.evaluate(() => sessionStorage.getItem('opsledger.token'))).toBeNull();
    await log('after it was revoked');
    await page.getByText('after it was revoked').waitFor();
  });
});

const isStream = (request: Request): boolean => request.url().endsWith('/events/stream');

/** The next request of the page for entries. */
function nextRead(page: Page): Promise<Request> {
  return page.waitForRequest((request) => request.url().includes('/api/v1/log-entries'));
}

async function newestIds(product: Product): Promise<string[]> {
  const { data } = await product.get('/api/v1/log-entries?limit=40');
  return data.map(({ id }: { id: string }) => id);
}

/** As the browser says it of a tab behind another one. */
function setHidden(page: Page, isHidden: boolean): Promise<void> {
  return page.evaluate(`
    Object.defineProperty(document, 'hidden', { configurable: true, get: () => ${isHidden} });
    document.dispatchEvent(new Event('visibilitychange'));
  `);
}
