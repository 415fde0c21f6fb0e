import type { Browser } from 'playwright-core';
import { Product } from '../support/product.js';
import { barriersInBothColours, describeInBrowser, openBrowser, openTab, type Tab } from './browser.js';

const HOSTILE = '<script>alert(1)</script> {{delete}} "quotes" \u202e gnirts on db1101';
const START = 'START - Cookbook sre.hosts.reboot for db1101.eqiad.wmnet (T123456)';
const END = 'END (PASS) - Cookbook sre.hosts.reboot (exit_code=0) for db1101.eqiad.wmnet (T123456)';

describeInBrowser('The page of an entry', () => {
  let product: Product;
  let browser: Browser;
  let tab: Tab;
  let id: string;
  let hostile: string;
  let start: string;
  const post = async (path: string, body: object): Promise<{ id: string }> => {
    const answer = await product.request('POST', `/api/v1/log-entries${path}`, body);
    expect(answer.ok).toBe(true);
    return (await answer.json()) as { id: string };
  };
  const log = (message: string) => post('', { log: 'production', message });
  const region = (name: string | RegExp) => tab.page.getByRole('region', { name });

  beforeAll(async () => {
    product = await Product.startAfresh();
    await log('before it on db1101');
    ({ id } = await log('repooled db1999 (T123456)'));
    await post(`/${id}/amend`, { message: 'repooled db1101 (T123456)', reason: 'typo in the host' });
    ({ id: hostile } = await log(HOSTILE));
    ({ id: start } = await log(START));
    browser = await openBrowser();
    const permissions = ['clipboard-read', 'clipboard-write'];
    tab = await openTab(browser, `${product.url}/entries/${id}`, { permissions });
  });
  afterAll(async () => {
    await browser.close();
    await product.endAndForget();
  });

  it('shows the record, and each version with who, why and which words', async () => {
    await tab.page.getByRole('heading', { level: 1, name: /^admin in production/ }).waitFor();
    const amended = region(/^Versions/)
      .getByRole('listitem')
      .nth(1);
    await amended.getByText('typo in the host').waitFor();
    expect(await amended.locator('del').textContent()).toBe(' [removed: db1999] ');
    expect(await amended.locator('ins').textContent()).toBe(' [added: db1101] ');
    await region('Record').getByRole('link', { name: 'db1101' }).waitFor();
  });

  it('takes what somebody knows of how an operation ended', async () => {
    const { id } = await log('START - Cookbook sre.dns.netbox');
    const { page, close } = await openTab(browser, `${product.url}/entries/${id}`, { token: product.token });
    await page.getByText('Say how it ended').click();
    await page.getByLabel('Outcome').selectOption('aborted');
    await page.getByLabel('Ended at').fill('2020-01-01T00:00:00Z');
    await page.getByLabel('How you know').fill('its screen was closed');
    await page.getByRole('button', { name: 'Close it' }).click();
    await page.getByRole('alert').waitFor();
    await page.getByLabel('Ended at').fill(new Date().toISOString());
    await page.getByRole('button', { name: 'Close it' }).click();
    await page.getByText('closed by hand').waitFor();
    await page.getByText('its screen was closed').waitFor();
    await close();
  });

  it('shows what else happened on the host, and where this entry stands', async () => {
    const around = region(/^Around it/)
      .getByRole('list')
      .first();
    await around.getByText('before it on').waitFor();
    expect(await around.getByRole('listitem').nth(1).getAttribute('aria-current')).toBe('true');
    const all = await region(/^Around it/)
      .getByRole('link', { name: 'all on db1101' })
      .getAttribute('href');
    expect(all).toBe('/logs?host=db1101');
  });

  it('shows raw events, with leaves that lead to the root that the ledger signs', async () => {
    expect(await region('Events and proof').getByText('leads to the root', { exact: true }).count()).toBe(2);
    await region('Events and proof')
      .getByText(/^Raw event/)
      .first()
      .click();
    const raw = await region('Events and proof')
      .getByLabel(/as JSON$/)
      .textContent();
    expect(JSON.parse(raw!)).toMatchObject({
      type: 'log-entry.logged',
      data: { message: 'repooled db1999 (T123456)' },
    });
  });

  it('is copied as the line that the server writes', async () => {
    await tab.page.getByRole('button', { name: 'Copy as wikitext' }).click();
    await tab.page.getByRole('button', { name: 'Copied' }).waitFor();
    const wiki = await (await product.request('GET', '/api/v1/logs/production/sal.wiki')).text();
    expect(wiki).toContain(`${await tab.page.evaluate<string>('navigator.clipboard.readText()')}\n`);
  });

  it('follows the entry while it is open, and says who retracted it', async () => {
    await tab.page.getByText('Live', { exact: true }).waitFor();
    await post(`/${id}/retract`, { reason: 'never happened' });
    await tab.page.getByText(/^Retracted by/).waitFor();
    await region(/^Versions/)
      .getByRole('heading', { name: /^Retracted/ })
      .waitFor();
  });

  it('tells how old an operation is until its end comes, and leads to that', async () => {
    await tab.page.goto(`${product.url}/entries/${start}`);
    await region('Operation').getByText('in flight').waitFor();
    await tab.page.getByText('Live', { exact: true }).waitFor();
    await log(END);
    await region('Operation').getByText('pass').waitFor();
    await region('Operation').getByRole('link', { name: 'the entry that ends it' }).click();
    await region('Operation').getByRole('link', { name: 'the entry that begins it' }).waitFor();
  });

  it('says so where no entry has the id, and searches for its words', async () => {
    await tab.page.goto(`${product.url}/entries/nobody`);
    await tab.page.getByLabel('Words of the entry').fill('repooled');
    await tab.page.getByRole('button', { name: 'Search all logs' }).click();
    expect(new URL(tab.page.url()).search).toBe('?q=repooled');
    expect(tab.complaints.filter((complaint) => !complaint.includes('404'))).toEqual([]);
  });

  it('bars nobody, in both colours, and shows hostile text as text', async () => {
    const { token } = product;
    const tab = await openTab(browser, `${product.url}/entries/${hostile}`, { token });
    await tab.page.getByRole('link', { name: 'Amend' }).waitFor();
    await tab.page.getByText('leads to the root', { exact: true }).waitFor();
    await tab.page.getByRole('link', { name: 'all on db1101' }).waitFor();
    expect(await tab.page.locator('.said .message').textContent()).toBe(HOSTILE);
    expect(await barriersInBothColours(tab.page)).toEqual([]);
    await tab.page.setViewportSize({ width: 320, height: 640 });
    expect(await tab.page.evaluate('document.documentElement.scrollWidth')).toBe(320);
    expect(tab.complaints).toEqual([]);
    await tab.close();
  });
});
