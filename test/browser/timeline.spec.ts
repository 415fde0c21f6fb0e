import type { Browser, Locator } from 'playwright-core';
import { Product } from '../support/product.js';
import { barsNobodyOnAPhone, describeInBrowser, openBrowser, openTab, type Tab } from './browser.js';

const HOSTILE = '<img src=x onerror=alert(1)>';
const DAY_MS = 86_400_000;
const MANY = 120;

describeInBrowser('The page of the timeline', () => {
  let product: Product;
  let browser: Browser;
  let tab: Tab;
  let window: string;
  /** Position of the ledger before anything was planned. */
  let before: string;
  beforeAll(async () => {
    product = await Product.startAfresh();
    browser = await openBrowser();
    tab = await openTab(browser, `${product.url}/timeline`);
  });
  afterAll(async () => {
    await browser.close();
    await product.endAndForget();
  });
  const write = async (path: string, body: object = {}): Promise<any> => {
    const answer = await product.request('POST', `/api/v1/${path}`, body);
    const told = await answer.json();
    if (!answer.ok) throw new Error(JSON.stringify(told));
    return told;
  };
  const log = (message: string, log = 'production') => write('log-entries', { log, message });
  const lines = (text: string | RegExp): Locator => tab.page.getByRole('listitem').filter({ hasText: text });
  const asked = (): string => decodeURIComponent(tab.page.url().replace(/^[^?]*\??/, ''));
  /** Fills in a field and leaves it with Enter. */
  const narrow = async (field: string, value: string): Promise<void> => {
    await tab.page.getByLabel(field, { exact: true }).fill(value);
    await tab.page.keyboard.press('Enter');
  };

  it('says what to do where nothing is recorded, and shows that at once', async () => {
    await tab.page.getByText('Nothing is recorded yet.').waitFor();
    await tab.page.getByText('Live', { exact: true }).waitFor();
    const command = await tab.page.getByText(/npx opsledger log/).innerText();
    const words = [...command.replace(/^.*npx opsledger /, '').matchAll(/"([^"]*)"|(\S+)/g)];
    expect((await product.cli(words.map(([, quoted, plain]) => quoted ?? plain!))).code).toBe(0);
    await lines('Rebooting db1101')
      .getByText(/ entry$/)
      .waitFor();
  });

  it('has all kinds by their time, each told by a word, with what is to come above a line that says when now is', async () => {
    await write('components', { name: 'edge', hosts: ['cp1001'] });
    before = (await product.request('GET', '/api/v1/components')).headers.get('ledger-position')!;
    await log(`cp1001: ${HOSTILE}`);
    const [startsAt, endsAt] = [2, 3].map((days) => new Date(Date.now() + days * DAY_MS).toISOString());
    const plan = { title: `Optics ${HOSTILE}`, kinds: ['network'], affected: ['edge'], startsAt, endsAt };
    window = (await write('maintenance-windows', plan)).id;
    await write(`maintenance-windows/${window}/schedule`);
    await lines('Expected downtime')
      .getByText(/ announcement$/)
      .waitFor();
    const toCome = tab.page.getByRole('region', { name: 'To come' });
    await toCome.getByRole('heading', { name: new RegExp(startsAt!.slice(0, 10)) }).waitFor();
    await toCome.getByRole('listitem').getByText('scheduled').waitFor();
    const text = await tab.page.locator('.timeline').innerText();
    expect(text.replace(/\s+/g, ' ')).toMatch(
      /To come .* window .*Optics .* edge Now, \d{4}-.* announcement .* edge .* entry .*cp1001: .* production .* entry .*Rebooting/,
    );
    expect(await tab.page.locator('img').count()).toBe(0);
  });

  it.each([
    ['entry', 'entries/'],
    ['window', 'windows/'],
    ['announcement', 'announcements/'],
  ])('leads from the line of each %s to its own page, and back to it', async (word, path) => {
    await lines('edge')
      .or(lines('cp1001'))
      .getByRole('link', { name: new RegExp(`^\\d\\d:\\d\\d ${word}$`) })
      .first()
      .press('Enter');
    await tab.page.waitForURL(new RegExp(`/${path}[0-9a-f-]{36}$`));
    await tab.page.goBack();
    await lines('Expected downtime').waitFor();
    await tab.page.locator('[data-row]:focus, [data-row] :focus').waitFor();
  });

  it('is narrowed, in the address; what cannot be found so is said, and what is wrong at its field', async () => {
    const { page } = tab;
    await narrow('Component', 'edge');
    await lines('Rebooting').waitFor({ state: 'detached' });
    await page.getByRole('checkbox', { name: 'Announcements' }).uncheck();
    await lines('Expected downtime').waitFor({ state: 'detached' });
    expect(asked()).toBe('component=edge&kinds=log-entry&kinds=maintenance-window');
    await page.reload();
    await lines('Optics').waitFor();
    await page.getByText('More filters').click();
    await narrow('Host', 'db1101');
    await page.getByText('Windows cannot be found by host, and are left out.').waitFor();
    await page.getByRole('link', { name: 'Of all kinds' }).click();
    await page.getByText('Windows and announcements cannot be found by host').waitFor();
    await page.goto(`${product.url}/timeline?component=nothing`);
    await page.locator('.field-problem', { hasText: 'there is no component "nothing"' }).waitFor();
    await page.getByRole('link', { name: 'Without filters' }).first().click();
    await lines('Rebooting').waitFor();
  });

  it('is what was known at another time', async () => {
    await tab.page.goto(`${product.url}/timeline?asOf=${before}`);
    await tab.page.getByText(`As it was known at ${before}: what was recorded or changed since`).waitFor();
    await lines('Rebooting').waitFor();
    expect(await lines('Optics').count()).toBe(0);
  });

  it('is linked from a component and from a window', async () => {
    const { page } = tab;
    await page.goto(`${product.url}/components/edge`);
    await page.getByRole('main').getByRole('link', { name: 'Timeline' }).click();
    await page.getByRole('heading', { level: 1, name: 'Timeline of edge' }).waitFor();
    await page.goto(`${product.url}/windows/${window}`);
    await page.getByRole('main').getByRole('link', { name: 'Timeline' }).click();
    await page.getByText(/Only of .*Optics.*: itself, what was announced of it/).waitFor();
    await lines('Expected downtime').waitFor();
    expect(await lines('cp1001').count()).toBe(0);
    await page.getByRole('link', { name: 'Of all' }).click();
    await lines('Rebooting').waitFor();
    expect(asked()).toBe('');
  });

  it('goes on below, and does not move under the eyes of who reads there: what is new waits', async () => {
    const { page } = tab;
    const items = Array.from({ length: MANY }, (_, step) => ({
      log: 'production',
      message: `step ${step} of many`,
      occurredAt: new Date(Date.parse('2026-03-05T10:00:00Z') + step * 60_000).toISOString(),
    }));
    await write('log-entries/batch', items);
    await lines(/step 119 /).waitFor();
    await page.getByRole('button', { name: 'Older' }).click();
    await page.getByText('Nothing is older.').waitFor();
    await lines(/step 60 /).scrollIntoViewIfNeeded();
    const { y } = (await lines(/step 60 /).boundingBox())!;
    await log('new while somebody reads');
    const waiting = page.getByRole('button', { name: '1 new or moved' });
    await waiting.waitFor();
    expect([await lines('new while').count(), (await lines(/step 60 /).boundingBox())!.y]).toEqual([0, y]);
    await waiting.click();
    await lines('new while somebody reads').waitFor();
    await waiting.waitFor({ state: 'detached' });
  });

  it('bars nobody, in both colours, and is as narrow as a phone', async () => {
    await barsNobodyOnAPhone(browser, `${product.url}/timeline?component=edge`, product.token, 'To come');
  });

  it('asks no other host for anything, and breaks none of its own rules', () => {
    // Of a component that is not there, the browser says so.
    expect(tab.complaints.filter((complaint) => !/status of 404/.test(complaint))).toEqual([]);
  });
});
