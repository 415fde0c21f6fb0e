import type { Browser, Page } from 'playwright-core';
import { Product } from '../support/product.js';
import { barriersOn, describeInBrowser, openBrowser, openTab, type Tab } from './browser.js';

let product: Product;
let browser: Browser;

async function log(message: string, more: object = {}): Promise<any> {
  return (await product.request('POST', '/api/v1/log-entries', { log: 'production', message, ...more })).json();
}

async function newToken(tool: string, scopes: string[]): Promise<any> {
  return (await product.request('POST', '/api/v1/tokens', { tool, scopes })).json();
}

async function newest(): Promise<any[]> {
  return (await product.get('/api/v1/log-entries?limit=5')).data;
}

async function writing(path: string, work: (page: Page, tab: Tab) => Promise<void>, reader = {}): Promise<void> {
  const tab = await openTab(browser, product.url + path, { token: product.token, ...reader });
  await work(tab.page, tab);
  await tab.close();
}

const message = (page: Page) => page.getByLabel('What was done');
const send = (page: Page) => page.getByRole('button', { name: 'Log it' });

describeInBrowser('The page that writes', () => {
  beforeAll(async () => {
    product = await Product.startAfresh();
    browser = await openBrowser();
    await log('restarted apache on mw1414 (T123456)');
    await log('START - Cookbook sre.hosts.reboot for db1101.eqiad.wmnet');
  });
  afterAll(async () => {
    await browser.close();
    await product.endAndForget();
  });

  it('asks who writes, and then goes on', () =>
    writing(
      '/write',
      async (page) => {
        await page.getByLabel('Token').fill(product.token);
        await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click();
        await message(page).fill('signed in by hand');
        await send(page).click();
        await page.getByText('Logged at').waitFor();
      },
      { token: undefined },
    ));

  it('shows what is recognised before it is sent, and logs it', () =>
    writing('/write?log=admin', async (page, { complaints }) => {
      await message(page).fill('pooled db1102 (T424242) #dns');
      const preview = page.getByRole('region', { name: 'Preview' });
      await preview.getByRole('link', { name: 'T424242' }).waitFor();
      expect(await preview.textContent()).toMatch(/Hosts.*db1102.*Tags.*dns/);
      await message(page).press('Control+Enter');
      await page.getByRole('link', { name: 'pooled db1102 (T424242) #dns' }).waitFor();
      const [entry] = await newest();
      expect([entry.message, entry.log, await message(page).inputValue()]).toEqual([
        'pooled db1102 (T424242) #dns',
        'admin',
        '',
      ]);
      await page.keyboard.type('the next');
      expect(await message(page).inputValue()).toBe('the next');
      expect(complaints).toEqual([]);
    }));

  it('says which operation an entry would end', () =>
    writing('/write', async (page) => {
      await message(page).fill('END (PASS) - Cookbook sre.hosts.reboot (exit_code=0) for db1101.eqiad.wmnet');
      await page.getByText('ends sre.hosts.reboot, begun').waitFor();
    }));

  it('completes from what was logged there, without being in the way', () =>
    writing('/write', async (page) => {
      await message(page).pressSequentially('restarted a');
      await page.getByRole('option', { name: 'restarted apache on mw1414' }).waitFor();
      await message(page).press('ArrowDown');
      await message(page).press('Enter');
      expect(await message(page).inputValue()).toBe('restarted apache on mw1414 (T123456)');
      await message(page).fill('');
      await message(page).pressSequentially('also on mw');
      await page.getByRole('option', { name: 'mw1414' }).waitFor();
      await message(page).press('Escape');
      await message(page).press('Enter');
      expect(await message(page).inputValue()).toBe('also on mw\n');
    }));

  it('logs what was done earlier at its time', () =>
    writing('/write', async (page) => {
      await message(page).fill('noticed only now');
      await page.getByLabel('When, if not now').fill('2026-11-20 08:15');
      await page.getByRole('region', { name: 'Preview' }).getByText('late', { exact: true }).waitFor();
      await send(page).click();
      await page.getByText('Logged at').waitFor();
      const { data } = await product.get('/api/v1/log-entries?q=noticed');
      expect(data[0]).toMatchObject({ occurredAt: '2026-11-20T08:15:00.000Z', precision: 'minute', late: true });
    }));

  it('shows what the server refuses at its field, and keeps what was typed', () =>
    writing('/write?log=prodction', async (page) => {
      await message(page).fill('to the wrong log');
      await send(page).click();
      await page.getByText('did you mean "production"?').first().waitFor();
      const field = page.getByLabel('Log', { exact: true });
      expect([await field.getAttribute('aria-invalid'), await message(page).inputValue()]).toEqual([
        'true',
        'to the wrong log',
      ]);
      await message(page).fill('password=hunter22hunter');
      await field.fill('production');
      await page.getByLabel('I have looked').check();
      await page.getByLabel('When, if not now').fill('soon');
      await send(page).click();
      await page.getByText('must be a time, such as').first().waitFor();
      await page.getByLabel('When, if not now').fill('');
      await send(page).click();
      await page.getByText('Logged at').waitFor();
    }));

  it('writes once what was sent twice because the answer was lost, and keeps it when the page is loaded anew', () =>
    writing('/write', async (page) => {
      await page.getByText('Live').waitFor();
      await page.route('**/api/v1/log-entries', async (route) => {
        await route.fetch();
        await route.abort();
      });
      await message(page).fill('answered to nobody');
      await send(page).click();
      await page.getByText('it is not known whether this was written').waitFor();
      await page.unroute('**/api/v1/log-entries');
      await page.reload();
      expect(await message(page).inputValue()).toBe('answered to nobody');
      await send(page).click();
      await page.getByText('Logged at').waitFor();
      const written = (await newest()).filter((entry) => entry.message === 'answered to nobody');
      expect(written).toHaveLength(1);
    }));

  it('loses nothing when the token is revoked in between', async () => {
    const token = await newToken('short', ['log:write']);
    await writing(
      '/write',
      async (page) => {
        await message(page).fill('typed before');
        await product.request('POST', `/api/v1/tokens/${token.id}/revoke`, { reason: 'lost' });
        await page.getByText('does not take your token any more').waitFor();
        await page.getByLabel('Token').fill(product.token);
        await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click();
        expect(await message(page).inputValue()).toBe('typed before');
      },
      { token: token.secret },
    );
  });

  it('says which right is missing', async () => {
    const token = await newToken('reader', ['read']);
    await writing('/write', (page) => page.getByText('it has no log:write').waitFor(), { token: token.secret });
  });

  it('amends with a reason, and shows what somebody else changed meanwhile', async () => {
    const { id } = await log('depooled db1103');
    await writing(`/entries/${id}`, async (page) => {
      await page.getByRole('link', { name: 'Amend' }).click();
      await page.getByLabel('What it should say').fill('depooled db1104');
      await page.locator('ins', { hasText: 'db1104' }).waitFor();
      await page.getByRole('button', { name: 'Amend it' }).click();
      await page.getByRole('alert').getByText('reason').first().waitFor();
      await product.request('POST', `/api/v1/log-entries/${id}/amend`, { message: 'depooled db1105', reason: 'no' });
      await page.getByLabel('Why').fill('typo');
      await page.getByRole('button', { name: 'Amend it' }).click();
      await page.getByText('Somebody changed it meanwhile').waitFor();
      expect(await page.getByLabel('What it should say').inputValue()).toBe('depooled db1104');
      await page.getByRole('button', { name: 'Amend it' }).click();
      await page.waitForURL(`**/entries/${id}`);
      await page.locator('.said-message', { hasText: 'db1104' }).waitFor();
      const { data } = await product.get(`/api/v1/log-entries/${id}/history`);
      expect(data.map((version: any) => version.reason)).toEqual([null, 'no', 'typo']);
    });
  });

  it('retracts with a reason', async () => {
    const { id } = await log('never happened');
    await writing(`/write?retract=${id}`, async (page) => {
      await page.getByLabel('Why').fill('wrong window');
      await page.getByRole('button', { name: 'Retract it' }).click();
      await page.waitForURL(`**/entries/${id}`);
      await page.getByText('wrong window').first().waitFor();
      expect((await product.get(`/api/v1/log-entries/${id}`)).status).toBe('retracted');
    });
  });

  it.each(['light', 'dark'] as const)('bars nobody, narrow and in %s colours', (colorScheme) =>
    writing(
      '/write?log=nowhere',
      async (page) => {
        await message(page).fill('restarted a');
        await send(page).click();
        await page.getByRole('alert').waitFor();
        expect(await barriersOn(page)).toEqual([]);
        expect(await page.evaluate(() => (globalThis as any).document.documentElement.scrollWidth)).toBe(320);
      },
      { colorScheme, viewport: { width: 320, height: 700 } },
    ),
  );
});
