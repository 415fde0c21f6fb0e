import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { Product } from '../support/product.js';
import { barriersInBothColours, describeInBrowser, openBrowser, openTab, type Tab } from './browser.js';

const HOSTILE = '<img src=x onerror="window.wasRun = 1"><script>window.wasRun = 1</script> \u202Eabc {{!}} T424242';
const MANY = 300;
/** Within this time after an entry it is counted. */
const COUNTED_MS = 10_000;

let product: Product;
let browser: Browser;

async function log(message: string, more: object = {}): Promise<any> {
  const response = await product.request('POST', '/api/v1/log-entries', { log: 'production', message, ...more });
  if (!response.ok) throw new Error(await response.text());
  return response.json();
}

/** One entry a minute of a past day, the newest last. */
async function logMany(name: string): Promise<void> {
  await product.request('POST', '/api/v1/logs', { name });
  const items = Array.from({ length: MANY }, (_, index) => ({
    log: name,
    message: `step ${index} of host db${1000 + index}`,
    occurredAt: new Date(Date.parse('2026-03-05T10:00:00Z') + index * 60_000).toISOString(),
  }));
  const response = await product.request('POST', '/api/v1/log-entries/batch', items);
  if (!response.ok) throw new Error(await response.text());
}

/** Opens a page for one spec. */
async function reading(path: string, work: (page: Page, tab: Tab) => Promise<void>, reader = {}): Promise<void> {
  const tab = await openTab(browser, product.url + path, reader);
  await work(tab.page, tab);
  expect(tab.complaints).toEqual([]);
  await tab.close();
}

const asked = (page: Page): string => decodeURIComponent(page.url().replace(/^[^?]*\??/, ''));
const row = (page: Page, text: string) => page.locator('li.entry', { hasText: text });

/** As somebody with a wheel, who goes on until it is there. */
async function scrolledTo(page: Page, text: string): Promise<void> {
  while ((await row(page, text).count()) === 0) await page.mouse.wheel(0, 2000);
  await row(page, text).scrollIntoViewIfNeeded();
}

describeInBrowser('The page of a log', () => {
  beforeAll(async () => {
    product = await Product.startAfresh();
    browser = await openBrowser();
    await logMany('many');
    await log('rebooting db1101 (T123456)', { occurredAt: '2026-11-20T23:50:00Z' });
    await log('pooled db1102 (T123457)', { occurredAt: '2026-11-21T00:10:00Z' });
    await log(HOSTILE);
  });
  afterAll(async () => {
    await browser.close();
    await product.endAndForget();
  });

  it('has days as headings, late entries that say so, and what anybody wrote as text', () =>
    reading('/logs/production', async (page) => {
      await page.getByRole('heading', { name: /2026-11-20/ }).waitFor();
      expect(await row(page, 'rebooting').textContent()).toMatch(/23:50.*late/);
      expect(await row(page, 'onerror').textContent()).toContain(HOSTILE.slice(0, 40));
      expect(await page.evaluate(() => (globalThis as { wasRun?: number }).wasRun)).toBeUndefined();
      const task = page.getByRole('link', { name: 'T424242' });
      expect(await task.getAttribute('href')).toBe('https://phabricator.wikimedia.org/T424242');
    }));

  it('finds words while they are typed, keeps them in the address, and Back takes them away', () =>
    reading('/logs/production', async (page) => {
      await row(page, 'pooled').waitFor();
      await page.keyboard.press('/');
      await page.keyboard.type('rebooting');
      await row(page, 'pooled').waitFor({ state: 'detached' });
      expect(asked(page)).toBe('q=rebooting');
      await page.reload();
      await row(page, 'rebooting').waitFor();
      expect([await page.getByLabel('Words').inputValue(), await page.locator('li.entry').count()]).toEqual([
        'rebooting',
        1,
      ]);
      await page.goBack();
      await row(page, 'pooled').waitFor();
      expect([asked(page), await page.getByLabel('Words').inputValue()]).toEqual(['', '']);
    }));

  it('filters by what an entry is about, and says what is set', () =>
    reading('/logs', async (page) => {
      await page.getByText('Filters', { exact: true }).click();
      await page.getByLabel('Host').fill('db1101');
      await page.getByLabel('Host').press('Enter');
      await row(page, 'pooled').waitFor({ state: 'detached' });
      expect(asked(page)).toBe('host=db1101');
      await page.getByRole('link', { name: 'production', exact: true }).first().click();
      await page.getByRole('heading', { name: 'production', level: 1 }).waitFor();
      await page.goBack();
      await page.getByRole('button', { name: 'Without Host db1101' }).click();
      await row(page, 'pooled').waitFor();
      expect(asked(page)).toBe('');
    }));

  it('says what is wrong with a filter, and with which, in the words of the server', () =>
    openTab(browser, `${product.url}/logs?from=yesterday`).then(async ({ page, close }) => {
      await page.getByRole('alert').getByText('from').first().waitFor();
      await close();
    }));

  it('counts over time; a stretch of that can be taken with the pointer, or from a table', () =>
    reading('/logs/many', async (page) => {
      await page.getByText('300 entries').waitFor();
      const picture = (await page.locator('.histogram svg').boundingBox())!;
      await page.mouse.move(picture.x + 2, picture.y + 10);
      await page.mouse.down();
      await page.mouse.move(picture.x + picture.width * 0.3, picture.y + 10);
      await page.mouse.up();
      await page.waitForURL(/from=2026-03-05T10%3A00Z/);
      await page.getByText(/^\d+ entries/).waitFor();
      await page.getByText('As a table').click();
      await page
        .getByRole('row', { name: /2026-03-05 10:00 60/ })
        .getByRole('link')
        .click();
      await page.waitForURL(/to=2026-03-05T11%3A00Z/);
      await page.getByText('60 entries').waitFor();
    }));

  it('counts what comes, if not at once then soon, also where nothing comes after it', () =>
    reading(
      '/logs/admin',
      async (page) => {
        await page.getByText('Live').waitFor();
        await log('the first to be counted', { log: 'admin' });
        await page.getByText(/^1 entry,/).waitFor();
        await log('the second to be counted', { log: 'admin' });
        await row(page, 'the second').waitFor();
        await page.clock.fastForward(COUNTED_MS);
        await page.getByText(/^2 entries,/).waitFor();
      },
      { hasOwnClock: true },
    ));

  it('goes on as far as one scrolls; the place stays in the address, and who comes there reads on both ways', () =>
    reading('/logs/many', async (page) => {
      await row(page, 'step 299 ').waitFor();
      await scrolledTo(page, 'step 100 ');
      await page.waitForURL(/at=2026-03-05T1/);
      const place = new URL(page.url()).searchParams.get('at')!;
      await page.reload();
      await page.locator(`[data-at="${place}"]`).waitFor();
      await page.getByRole('button', { name: 'To the newest' }).waitFor();
      await page.locator(`[data-at="${place}"]`).scrollIntoViewIfNeeded();
      const { data } = await product.get('/api/v1/log-entries?log=many&order=oldest&limit=1');
      const amendment = { message: 'step 0 said better', reason: 'typo' };
      await product.request('POST', `/api/v1/log-entries/${data[0].id}/amend`, amendment);
      await scrolledTo(page, 'step 0 ');
      await row(page, 'step 0 said better').getByRole('button', { name: 'amended' }).waitFor();
      await page.getByText('Nothing is older.').waitFor();
      await page.keyboard.press('.');
      await row(page, 'step 299 ').waitFor();
      await page.waitForURL((url) => !url.searchParams.has('at'));
    }));

  it('does not move under the eyes of who reads further down: what is new waits and says how much it is', () =>
    reading('/logs/many', async (page) => {
      await row(page, 'step 250 ').scrollIntoViewIfNeeded();
      await page.waitForURL(/at=/);
      const before = await row(page, 'step 250 ').boundingBox();
      await log('new while somebody reads', { log: 'many' });
      await page.getByRole('button', { name: '1 new' }).waitFor();
      expect([await row(page, 'new while').count(), await row(page, 'step 250 ').boundingBox()]).toEqual([0, before]);
      await page.getByRole('button', { name: '1 new' }).click();
      await row(page, 'new while').waitFor();
    }));

  it('shows what is new at once to who looks at the newest, unless it is paused', () =>
    reading('/logs/production', async (page) => {
      await page.getByText('Live').waitFor();
      await log('at once');
      await row(page, 'at once').waitFor();
      await page.getByLabel('Pause').check();
      await log('only when I ask');
      await page.getByRole('button', { name: '1 new' }).click();
      await row(page, 'only when I ask').waitFor();
    }));

  it('follows what becomes of an entry, shows the difference on request, and takes a late one in at its time', () =>
    reading('/logs/production', async (page) => {
      const { id } = await log('depooled db1103');
      await row(page, 'depooled db1103').waitFor();
      await product.request('POST', `/api/v1/log-entries/${id}/amend`, { message: 'depooled db1104', reason: 'typo' });
      await row(page, 'depooled db1104').getByText('amended').waitFor();
      await row(page, 'depooled db1104').getByRole('button', { name: 'amended' }).click();
      await row(page, 'depooled').locator('del', { hasText: 'db1103' }).waitFor();
      await product.request('POST', `/api/v1/log-entries/${id}/retract`, { reason: 'never happened' });
      await row(page, 'depooled').getByRole('button', { name: 'retracted' }).waitFor();
      await log('noticed later', { occurredAt: '2026-11-21T00:00:00Z' });
      await page
        .getByRole('region', { name: /2026-11-21/ })
        .getByText('noticed later')
        .waitFor();
    }));

  it('is as it was known at a moment, on request', async () => {
    const { id, position } = await log('drained rack A5');
    await product.request('POST', `/api/v1/log-entries/${id}/amend`, { message: 'drained rack A6', reason: 'typo' });
    await reading(`/logs/production?asOf=${position}`, async (page) => {
      await row(page, 'drained rack A5').waitFor();
      await page.getByText(`As it was known at ${position}`).waitFor();
      await page.getByRole('button', { name: /^Without As it was known/ }).click();
      await row(page, 'drained rack A6').waitFor();
    });
  });

  it('is taken away as it is shown, also what only some may see', async () => {
    await product.request('POST', '/api/v1/logs', { name: 'security', visibility: 'private' });
    await log('for few eyes', { log: 'security' });
    const saved = async (page: Page, form: string): Promise<string> => {
      await page.getByText('Export').click();
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('link', { name: form }).click(),
      ]);
      return readFileSync(await download.path(), 'utf8');
    };
    await reading('/logs/production?q=rebooting', async (page) => {
      const lines = (await saved(page, 'CSV')).trim().split('\r\n');
      expect([lines.length, lines[1]]).toEqual([2, expect.stringContaining('rebooting db1101')]);
    });
    const signedIn = { token: product.token };
    await reading(
      '/logs/security',
      async (page) => expect(await saved(page, 'NDJSON')).toContain('for few eyes'),
      signedIn,
    );
  });

  it('says what to do where nothing is', async () => {
    await product.request('POST', '/api/v1/logs', { name: 'quiet' });
    await reading('/logs/quiet', (page) => page.getByText('npx opsledger log quiet').waitFor());
    await reading('/logs/quiet?q=nothing', async (page) => {
      await page.getByText('No entry is like this.').waitFor();
      await page.getByRole('link', { name: 'in all logs' }).click();
      await page.waitForURL(/\/logs\?q=nothing/);
    });
  });

  it('is walked by keys', () =>
    reading('/logs/many', async (page) => {
      await row(page, 'step 299 ').waitFor();
      for (const key of ['j', 'j', 'k', 'j']) await page.keyboard.press(key);
      const left = await page.locator('[data-row]:focus').getAttribute('data-row');
      await page.keyboard.press('Enter');
      await page.waitForURL(/\/entries\//);
      await page.goBack();
      await page.locator(`[data-row="${left}"]:focus`).waitFor();
    }));

  it('tells times of the reader on request, and always whose they are', () =>
    reading(
      '/logs/production?q=rebooting',
      async (page) => {
        await page.getByRole('heading', { name: /2026-11-20 Friday, times in UTC/ }).waitFor();
        await page.getByRole('combobox', { name: 'Times' }).selectOption('local');
        await page.getByRole('heading', { name: /2026-11-21 Saturday, times in GMT\+1/ }).waitFor();
        await row(page, 'rebooting').getByText('00:50').waitFor();
      },
      { timezoneId: 'Europe/Berlin' },
    ));

  it('bars nobody, in both colours', () =>
    reading('/logs/production?status=retracted', async (page) => {
      await row(page, 'depooled').waitFor();
      await page.getByText('Filters', { exact: true }).click();
      await page.getByText('As a table').click();
      expect(await barriersInBothColours(page)).toEqual([]);
    }));
});
