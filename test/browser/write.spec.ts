import type { Browser, Page, Route } from 'playwright-core';
import { Product } from '../support/product.js';
import { barriersInBothColours, barriersOn, describeInBrowser, openBrowser, openTab, type Tab } from './browser.js';

const HOSTILE = '<script>alert(1)</script> {{delete}} "quotes" \u202e gnirts on db1101';
const START = 'START - Cookbook sre.hosts.reboot for db1101.eqiad.wmnet (T123456)';
const END = 'END (PASS) - Cookbook sre.hosts.reboot (exit_code=0) for db1101.eqiad.wmnet (T123456)';
const CREDENTIAL = `push with ghp_${'a1B2'.repeat(9)}`;

/** What was asked is done, and nobody hears of it. */
async function losing(route: Route): Promise<void> {
  await route.fetch();
  await route.abort();
}

interface Entry {
  readonly id: string;
  readonly message: string;
  readonly status: string;
}

describeInBrowser('The page that writes', () => {
  let product: Product;
  let browser: Browser;
  let tab: Tab;
  let page: Page;
  const post = async (path: string, body: object): Promise<any> => {
    const answer = await product.request('POST', `/api/v1/${path}`, body);
    expect(answer.ok).toBe(true);
    return answer.json();
  };
  const entries = async (): Promise<Entry[]> => (await product.get('/api/v1/log-entries?limit=250')).data;
  const written = async (message: string): Promise<number> =>
    (await entries()).filter((entry) => entry.message === message).length;
  const message = () => page.getByRole('textbox', { name: 'Message' });
  const logField = () => page.getByRole('combobox', { name: 'Log', exact: true });
  const options = () => page.getByRole('listbox').getByRole('option');
  const send = () => page.getByRole('button', { name: 'Log it' }).click();
  const amend = () => page.getByRole('button', { name: 'Amend', exact: true }).click();
  const preview = () => page.getByRole('region', { name: 'Preview' });
  const shown = (text: string) => page.getByRole('main').getByRole('status').getByText(text).first().waitFor();
  /** As whoever has the token, on a page with nothing typed. */
  const open = async (address: string, token = product.token): Promise<void> => {
    tab = await openTab(browser, `${product.url}/${address}`, { token });
    page = tab.page;
  };

  beforeAll(async () => {
    product = await Product.startAfresh();
    browser = await openBrowser();
    await post('log-entries', { log: 'production', message: 'Rebooting db1101.eqiad.wmnet (T123456)' });
    await post('log-entries', { log: 'tools', message: 'restarted the grid' });
  });
  afterEach(async () => {
    expect(tab.complaints.filter((complaint) => !complaint.startsWith('Failed to load resource'))).toEqual([]);
    await tab.close();
  });
  afterAll(async () => {
    await browser.close();
    await product.endAndForget();
  });

  it('asks who writes, and then what', async () => {
    tab = await openTab(browser, `${product.url}/write?log=production`);
    page = tab.page;
    const region = page.getByRole('region', { name: 'Sign in to write' });
    await region.getByLabel('Token').fill(product.token);
    expect(await barriersOn(page)).toEqual([]);
    await region.getByRole('button', { name: 'Sign in' }).click();
    await message().waitFor();
    expect(await logField().inputValue()).toBe('production');
  });

  it('says which scope a token lacks, and how to get it', async () => {
    const { secret } = await post('tokens', { tool: 'onlooker', scopes: ['read'] });
    await open('write', secret);
    await page.getByRole('heading', { name: 'Your token may not write this' }).waitFor();
    await page.getByText('npx opsledger token create read log:write --tool my-name').waitFor();
  });

  it('logs by keyboard alone, and is ready for the next entry of the same log', async () => {
    await open('write');
    await logField().pressSequentially('prod');
    await options().first().waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    expect(await logField().inputValue()).toBe('production');
    await page.keyboard.press('Tab');
    await page.keyboard.type(HOSTILE);
    await preview().getByRole('link', { name: 'db1101' }).first().waitFor();
    await page.keyboard.press('Control+Enter');
    await shown('Logged.');
    await page.getByText(HOSTILE).waitFor();
    expect(await message().inputValue()).toBe('');
    await page.locator('textarea:focus').waitFor();
    expect(new URL(page.url()).search).toBe('?log=production');
    const [newest] = await entries();
    const link = page.getByRole('link', { name: 'Open the entry' });
    expect(await link.getAttribute('href')).toBe(`/entries/${newest!.id}`);
  });

  it('offers what was said before in that log, and is not in the way', async () => {
    await open('write?log=production');
    await message().pressSequentially('reb');
    await options().getByText('Rebooting db1101.eqiad.wmnet (T123456)').waitFor();
    await page.keyboard.press('Escape');
    expect(await options().count()).toBe(0);
    await message().fill('');
    await page.keyboard.press('Alt+ArrowDown');
    await options().first().waitFor();
    expect(await options().getByText('restarted the grid').count()).toBe(0);
    await page.keyboard.press('Escape');
    await message().pressSequentially('moved db1101.');
    await options().first().waitFor();
    await page.keyboard.press('Enter');
    expect(await message().inputValue()).toBe('moved db1101.\n');
    await message().fill('see ');
    await message().pressSequentially('T12');
    await options().getByText('T123456').waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Tab');
    expect(await message().inputValue()).toBe('see T123456');
  });

  it('tells what the ledger recognises before it is written', async () => {
    await open('write?log=production');
    await message().fill(START);
    await preview().getByText('begins sre.hosts.reboot').waitFor();
    await send();
    await shown('Logged.');
    await message().fill(END);
    await preview()
      .getByText(/^ends sre\.hosts\.reboot, begun .* ago$/)
      .waitFor();
    const tasks = preview().getByRole('definition').filter({ hasText: 'T123456' });
    expect(await tasks.getByRole('link').getAttribute('href')).toBe('/logs?task=T123456');
    expect((await entries()).filter(({ message }) => message === END)).toEqual([]);
  });

  it('takes what was done earlier, in the words of who did it, and says that it is late', async () => {
    await open('write?log=production');
    await message().fill('moved a rack');
    await page.getByLabel('When it was done').fill('12 min ago');
    await page.getByText(/12 min ago, to the minute$/).waitFor();
    await preview().getByText('12 min late').waitFor();
    await send();
    await shown('Logged.');
    const found = (await entries()).find(({ message }) => message === 'moved a rack');
    expect(found).toMatchObject({ late: true, precision: 'minute' });
    expect(await page.getByLabel('When it was done').inputValue()).toBe('');
  });

  it('says at the field what would be refused, and what is', async () => {
    await open('write?log=prodution');
    await message().fill('moved a rack');
    await page.getByText('did you mean "production"?').waitFor();
    expect(await logField().getAttribute('aria-invalid')).toBe('true');
    await send();
    await page.locator('[role=combobox]:focus').waitFor();
    await logField().fill('production');
    await page.keyboard.press('Escape');
    await page.getByLabel('When it was done').fill('soon');
    await page.getByText('"soon" is no time that is understood here').waitFor();
    await page.getByLabel('When it was done').fill('');
    await message().fill(CREDENTIAL);
    await send();
    await page.getByText('looks like it holds a credential').waitFor();
    expect(await written(CREDENTIAL)).toBe(0);
    await page.getByLabel('I have looked, it is none').check();
    await send();
    await shown('Logged.');
    expect(await written(CREDENTIAL)).toBe(1);
  });

  it('writes once what is sent again after its answer was lost, though the page was loaded anew between', async () => {
    await open('write?log=production');
    await page.route('**/api/v1/log-entries', losing);
    await message().fill('replaced a disk');
    await page.getByLabel('When it was done').fill('1 min ago');
    await send();
    await shown('it is not known whether this was written');
    expect(await written('replaced a disk')).toBe(1);
    await page.unroute('**/api/v1/log-entries', losing);
    await page.reload();
    expect(await message().inputValue()).toBe('replaced a disk');
    await shown('it is not known whether this was written');
    await message().fill('replaced two disks');
    await shown('may have been written');
    await message().fill('replaced a disk');
    await send();
    await shown('Logged.');
    expect(await written('replaced a disk')).toBe(1);
  });

  it('keeps what was typed when the token is revoked meanwhile', async () => {
    const { id, secret } = await post('tokens', { tool: 'shifty', scopes: ['read', 'log:write'] });
    await open('write?log=production', secret);
    await message().fill('racked a server');
    await post(`tokens/${id}/revoke`, { reason: 'lost' });
    const region = page.getByRole('region', { name: 'Sign in to write' });
    await region.getByText('What you typed is kept').waitFor();
    await region.getByLabel('Token').fill(product.token);
    await region.getByRole('button', { name: 'Sign in' }).click();
    expect(await message().inputValue()).toBe('racked a server');
    await send();
    await shown('Logged.');
    expect(await written('racked a server')).toBe(1);
  });

  it('amends what was shown, or says what somebody else made of it meanwhile', async () => {
    const { id } = await post('log-entries', { log: 'production', message: 'repooled db1999' });
    await open('');
    await page.route('**/events/stream', (route) => route.abort());
    await page.goto(`${product.url}/write?amend=${id}`);
    await message().fill('repooled db1101');
    expect(await page.getByRole('region', { name: 'Difference' }).locator('ins').textContent()).toContain('db1101');
    await amend();
    await page.locator('.reason[aria-invalid]:focus').waitFor();
    await page.getByLabel('Reason').fill('typo');
    await post(`log-entries/${id}/amend`, { log: 'tools', message: 'repooled db1998', reason: 'mine' });
    await amend();
    await shown('Somebody changed this entry meanwhile.');
    expect(await message().inputValue()).toBe('repooled db1101');
    expect(await logField().inputValue()).toBe('tools');
    await amend();
    await page.waitForURL(`**/entries/${id}`);
    const entry = await product.get(`/api/v1/log-entries/${id}`);
    expect(entry).toMatchObject({ message: 'repooled db1101', log: 'tools', revision: 2 });
  });

  it('amends once what is sent again after its answer was lost, and takes that for nobody else', async () => {
    const { id } = await post('log-entries', { log: 'production', message: 'drained a rak' });
    await open(`write?amend=${id}`);
    await page.route('**/amend', losing);
    await message().fill('drained a rack');
    await page.getByLabel('Reason').fill('typo');
    await amend();
    await shown('it is not known whether this was written');
    await page.unroute('**/amend', losing);
    await amend();
    await page.waitForURL(`**/entries/${id}`);
    expect(await product.get(`/api/v1/log-entries/${id}`)).toMatchObject({ message: 'drained a rack', revision: 1 });
  });

  it('retracts with a reason, and shows what the server says where that is not possible', async () => {
    const { id } = await post('log-entries', { log: 'production', message: 'rebooted nothing' });
    await open(`write?retract=${id}`);
    await page.getByText('it stays readable').waitFor();
    await page.getByLabel('Reason').fill('was never done');
    await page.getByRole('button', { name: 'Retract' }).click();
    await page.waitForURL(`**/entries/${id}`);
    expect(await product.get(`/api/v1/log-entries/${id}`)).toMatchObject({ status: 'retracted' });
    await page.goto(`${product.url}/write?amend=${id}`);
    await message().fill('rebooted something');
    await page.getByLabel('Reason').fill('it was');
    await amend();
    await page.getByText('this entry is retracted; log a new one instead').waitFor();
    expect(await message().inputValue()).toBe('rebooted something');
  });

  it('bars nobody, in both colours, nor on a small screen', async () => {
    const viewport = { width: 320, height: 640 };
    const address = `${product.url}/write?log=production`;
    tab = await openTab(browser, address, { token: product.token, viewport });
    page = tab.page;
    await message().fill(CREDENTIAL);
    await page.getByText('looks like it holds a credential').waitFor();
    await page.getByText('More', { exact: true }).click();
    await logField().click();
    await options().first().waitFor();
    await page.keyboard.press('ArrowDown');
    expect(await barriersInBothColours(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320);
    const [{ id }] = (await entries()) as [Entry];
    await page.goto(`${product.url}/write?amend=${id}`);
    await message().fill('said better');
    await page.getByRole('region', { name: 'Difference' }).waitFor();
    expect(await barriersInBothColours(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320);
  });
});
