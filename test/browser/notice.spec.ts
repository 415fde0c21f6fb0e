import type { Browser, Locator, Page } from 'playwright-core';
import { readFileSync } from 'node:fs';
import PostalMime from 'postal-mime';
import { MailServer } from '../support/mail-server.js';
import { Product } from '../support/product.js';
import { barriersInBothColours, describeInBrowser, openBrowser, openTab, type Tab } from './browser.js';

const HOSTILE = '<img src=x onerror=alert(1)>';
const TWO_DAYS = 2 * 24 * 3600_000;

describeInBrowser('The pages of notice', () => {
  let product: Product;
  let mails: MailServer;
  let browser: Browser;
  /** Of the administrator. */
  let tab: Tab;
  beforeAll(async () => {
    mails = await MailServer.start();
    const smtp = `smtp://127.0.0.1:${mails.port}?from=ledger@example.org`;
    product = await Product.startAfresh({ OPSLEDGER_SMTP_URL: smtp });
    browser = await openBrowser();
    tab = await openTab(browser, `${product.url}/compliance`, { token: product.token });
  });
  afterAll(async () => {
    await browser.close();
    await product.endAndForget();
    await mails.stop();
  });
  const write = async (path: string, body: object): Promise<any> => {
    const answer = await product.request('POST', `/api/v1/${path}`, body);
    expect([path, answer.status < 300]).toEqual([path, true]);
    return answer.json();
  };
  const rows = (page: Page): Locator => page.getByRole('table').getByRole('row');

  describe('Notice given', () => {
    const day = new Date(Date.now() + TWO_DAYS).toISOString().slice(0, 10);
    const month = day.slice(0, 7);
    let hour = 10;
    /** Position of the ledger before any window. */
    let before: string;
    const schedule = async (title: string, kinds: string[], more: object, how: object = {}): Promise<void> => {
      const [startsAt, endsAt] = [`${day}T${hour}:00:00Z`, `${day}T${++hour}:00:00Z`];
      const plan = { title, kinds, affected: ['web'], unaffected: ['mail'], text: 'Sessions stay.', startsAt, endsAt };
      const { id } = await write('maintenance-windows', { ...plan, ...more });
      await write(`maintenance-windows/${id}/schedule`, how);
    };

    it('says where there is nothing to judge, and counts windows as soon as they are decided', async () => {
      await tab.page.getByText('There is nothing to judge').waitFor();
      await tab.page.getByText('Live', { exact: true }).waitFor();
      await tab.page.goto(`${product.url}/compliance?from=${month}&to=${month}`);
      await write('components', { name: 'web', title: HOSTILE, noticeScope: 'toolforge' });
      await write('components', { name: 'mail' });
      before = (await product.request('GET', '/api/v1/components')).headers.get('ledger-position')!;
      await schedule(HOSTILE, ['network', 'restarts'], {});
      await schedule('Broken switch', ['network'], {}, { emergency: 'it smokes' });
      await schedule('Nobody notices', ['degraded'], { impactMinutes: 0 });
      await tab.page.getByText('Of 1 window that owed a notice ahead, 0 (0 %) gave it in time, 1 too late').waitFor();
      await tab.page.getByText('1 was an emergency, 1 needed none.').waitFor();
      const network = rows(tab.page).filter({ hasText: 'Network' });
      await network.getByText(HOSTILE).waitFor();
      expect(await network.getByRole('cell').allTextContents()).toEqual('Network 2 0 1 0 1 0 0 0 0'.split(' '));
      expect(await rows(tab.page).filter({ hasText: 'Together' }).getByRole('cell').first().textContent()).toBe('3');
    });

    it('opens the windows of a number with the events that prove it, and keeps that in the address', async () => {
      await tab.page.getByRole('button', { name: `Short: 1, ${month}, web, restarts` }).click();
      const opened = tab.page.getByRole('group', { name: 'The windows that make it up' });
      await opened.getByRole('link', { name: HOSTILE }).waitFor();
      await opened.getByText('told at').waitFor();
      await opened.getByText(/events prove it/).click();
      const href = await opened
        .getByText('announcement sent')
        .getByRole('link', { name: /^event/ })
        .getAttribute('href');
      const { data } = await product.get(href!);
      expect(data.map(({ type }: { type: string }) => type)).toEqual(['announcement.sent']);
      expect(tab.page.url()).toContain(`open=${encodeURIComponent(`${month}/web/restarts/short`)}`);
      await tab.page.reload();
      await opened.getByRole('link', { name: HOSTILE }).waitFor();
      await tab.page.goBack();
      await opened.waitFor({ state: 'detached' });
    });

    it('is narrowed, and is what was known at another time; what is wrong stands at its field', async () => {
      await tab.page.getByRole('combobox', { name: 'Kind' }).selectOption('degraded');
      await rows(tab.page).filter({ hasText: 'Network' }).waitFor({ state: 'detached' });
      expect(tab.page.url()).toContain('kind=degraded');
      await tab.page.getByLabel('From month').fill('soon');
      await tab.page.keyboard.press('Enter');
      await tab.page.locator('.field-problem', { hasText: 'a month such as 2026-11' }).waitFor();
      await tab.page.goBack();
      await tab.page.getByLabel('As it was known at').fill(before);
      await tab.page.keyboard.press('Enter');
      await tab.page.getByText(`As it was known at ${before}: what was recorded since is not in this.`).waitFor();
      await tab.page.getByText('There is nothing to judge').waitFor();
      await tab.page.getByRole('link', { name: 'All components and kinds' }).click();
      await rows(tab.page).filter({ hasText: 'Network' }).waitFor();
    });

    it('is a file to take away', async () => {
      const [download] = await Promise.all([
        tab.page.waitForEvent('download'),
        tab.page.getByRole('button', { name: 'Download as CSV' }).click(),
      ]);
      expect(download.suggestedFilename()).toBe(`notice-${month}-${month}.csv`);
      const [head, ...lines] = readFileSync(await download.path(), 'utf8')
        .trim()
        .split('\r\n');
      expect(head).toMatch(/^month,component,kind,windows,enough,short/);
      expect(lines.map((line) => line.split(',').slice(0, 6).join())).toEqual([
        `${month},web,degraded,1,0,0`,
        `${month},web,network,2,0,1`,
        `${month},web,restarts,1,0,1`,
      ]);
    });
  });

  describe('Subscriptions', () => {
    let reader: Tab;
    let link: string;
    beforeAll(async () => {
      reader = await openTab(browser, `${product.url}/subscriptions`);
      await tab.page.getByRole('link', { name: 'Subscriptions' }).click();
    });
    const statusOf = async () => (await product.get('/api/v1/subscriptions')).data[0].status;

    it('asks the address first, and says what happens next', async () => {
      const { page } = reader;
      await page.getByLabel('Mail address').fill('nonsense');
      await page.getByRole('button', { name: 'Subscribe' }).click();
      await page.locator('#main .field-problem', { hasText: 'address' }).waitFor();
      await page.getByLabel('Mail address').fill('ops@example.org');
      await page.getByLabel(`${HOSTILE} (web)`).check();
      await page.getByLabel('Network').check();
      await page.getByRole('button', { name: 'Subscribe' }).click();
      await page.getByText('Look into your mail.').waitFor();
      const row = rows(tab.page).filter({ hasText: 'ops@example.org' });
      await row.getByText('asked once').waitFor();
      const { text } = await PostalMime.parse(mails.received[0]!.raw);
      link = `${product.url}/subscriptions${/\/subscriptions(\?\S+)/.exec(text!)![1]}`;
    });

    it('is confirmed by a button and not by following the link, which programs do', async () => {
      const { page } = reader;
      await page.goto(link);
      await page.getByRole('heading', { name: 'Confirm your subscription' }).waitFor();
      await page.getByRole('button', { name: 'Confirm' }).waitFor();
      expect(await statusOf()).toBe('requested');
      await page.getByRole('button', { name: 'Confirm' }).click();
      await page.getByText('It is confirmed').waitFor();
      // The button is gone, the focus is not.
      await page.locator('main:focus').waitFor();
      await rows(tab.page).filter({ hasText: 'Active' }).waitFor();
      await page.getByLabel('Network').uncheck();
      await page.getByLabel('Database').check();
      await page.getByRole('button', { name: 'Save' }).click();
      await page.getByText('Saved.').waitFor();
      await rows(tab.page).filter({ hasText: 'Database' }).waitFor();
    });

    it('ends by a button and not by following the link', async () => {
      const { page } = reader;
      await page.goto(`${link}&end=1`);
      await page.getByRole('heading', { name: 'Unsubscribe?' }).waitFor();
      expect(await statusOf()).toBe('active');
      await page.getByRole('button', { name: 'Unsubscribe' }).click();
      await page.getByRole('heading', { name: 'You are unsubscribed' }).waitFor();
      await rows(tab.page).filter({ hasText: 'by the reader' }).waitFor();
      await page.goto(`${product.url}/subscriptions?id=${'0'.repeat(8)}&proof=x`);
      await page.getByText('There is no subscription with this link.').waitFor();
    });

    it('are ended by an administrator with a reason, and listed by their state', async () => {
      await write('subscriptions', { address: 'gone@example.org' });
      const { page } = tab;
      await page.getByRole('button', { name: 'End the subscription of gone@example.org' }).click();
      await page.getByRole('dialog').getByLabel('Reason').fill('it bounces');
      await page.getByRole('dialog').getByRole('button', { name: 'End', exact: true }).click();
      await page.getByText('by an administrator: it bounces').waitFor();
      await page.getByLabel('Status').selectOption('active');
      await page.getByText('There is none here.').waitFor();
      await page.goBack();
      await rows(page).filter({ hasText: 'gone@example.org' }).waitFor();
    });
  });

  describe('Policies', () => {
    const rules = { cells: [{ scope: 'toolforge', impact: 'over-1-hour', noticeMinutes: 1440 }], starting: false };
    const proposal = { ...rules, title: HOSTILE, ended: 'none', reason: 'the matrix fits better' };

    it('show what is in force as a table that says of each number what it is', async () => {
      await tab.page.getByRole('link', { name: 'Policies' }).click();
      const matrix = tab.page.getByRole('region', { name: 'What rule-a demands' });
      await matrix.getByRole('columnheader', { name: 'Over 1 hour' }).waitFor();
      const row = matrix.getByRole('row').filter({ has: tab.page.getByRole('rowheader', { name: 'Every scope' }) });
      expect(await row.getByRole('cell').allTextContents()).toEqual(['the log is enough', ...Array(3).fill('7 days')]);
    });

    it('come into force when those agree whom they name, which only they can do', async () => {
      const people = ['adax', 'gracex'].map((name) => ({ displayName: name, aliases: [{ kind: 'nick', name }] }));
      const [ada] = [await write('people', people[0]!), await write('people', people[1]!)];
      const { secret: token } = await write('tokens', { person: ada.id, scopes: ['read', 'announce'] });
      const first = { ...proposal, components: ['mail'], approvers: ['adax', 'gracex'], quorum: 1 };
      await write('notice-policies', { ...first, name: 'mail-rule' });
      const policy = (of: Tab) => of.page.getByRole('region', { name: /^mail-rule/ });
      await policy(tab).getByText('0 of 1 agreed. Not yet: adax, gracex').waitFor();
      expect(await policy(tab).getByRole('button', { name: 'Approve' }).count()).toBe(0);
      const adas = await openTab(browser, `${product.url}/policies`, { token });
      await policy(adas).getByRole('button', { name: 'Approve' }).click();
      await policy(adas).getByText('version 1 in force').waitFor();
      await policy(adas).getByText('1 version of mail-rule').click();
      await policy(adas)
        .getByText(/^Approved .* by adax$/)
        .waitFor();
      await adas.close();
    });

    it('say of a proposal what would change, are adopted with a reason where nobody is named, and withdrawn', async () => {
      await write('notice-policies/rule-a/propose', proposal);
      const policy = tab.page.getByRole('region', { name: /^rule-a/ });
      const would = tab.page.getByRole('region', { name: 'What version 2 of rule-a would demand' });
      await would.getByRole('cell', { name: '1 day now: 7 days' }).waitFor();
      await act('Withdraw version 2 of rule-a', 'not yet');
      await would.waitFor({ state: 'detached' });
      await write('notice-policies/rule-a/propose', proposal);
      await act('Adopt version 3 of rule-a', 'nobody is named');
      await policy.getByText('version 3 in force').waitFor();
      await policy.getByText('3 versions of rule-a').click();
      await policy.getByText('Adopted by an administrator: nobody is named').waitFor();
      await policy.getByText('Withdrawn: not yet').waitFor();
      expect(await tab.page.locator('img').count()).toBe(0);
    });

    async function act(name: string, reason: string): Promise<void> {
      await tab.page.getByRole('button', { name }).click();
      const dialog = tab.page.getByRole('dialog', { name });
      await dialog.getByLabel('Reason').fill(reason);
      await dialog.getByRole('button', { name: name.split(' ')[0]!, exact: true }).click();
      await dialog.waitFor({ state: 'detached' });
    }
  });

  describe('Channels', () => {
    it('are shown to those who may announce', async () => {
      const reader = await openTab(browser, `${product.url}/channels`);
      await reader.page.getByText('Where announcements go is shown to those who may announce.').waitFor();
      await reader.page.getByText('Newest: ').getByRole('link').waitFor();
      await reader.close();
    });

    it('are added, changed and retired, with their rules in words', async () => {
      const { page } = tab;
      await page.getByRole('link', { name: 'Channels' }).click();
      await rows(page).filter({ hasText: 'everything goes here' }).first().waitFor();
      await page.getByRole('link', { name: 'Add a channel' }).click();
      const form = page.getByRole('form', { name: 'Add a channel' });
      await form.getByLabel('Name').fill('cloud-announce');
      await form.getByLabel('What it is for').fill(HOSTILE);
      await form.getByLabel('Address of the list').fill('nowhere');
      await form.getByLabel('Toolforge').check();
      await form.getByLabel('Rule 1: impact').selectOption('from-5-min');
      await form.getByRole('button', { name: 'Add', exact: true }).click();
      await form.locator('.field-problem', { hasText: /address/ }).waitFor();
      await form.getByLabel('Address of the list').fill('all@lists.example.org');
      await form.getByRole('button', { name: 'Add', exact: true }).click();
      const row = rows(page).filter({ hasText: 'cloud-announce' });
      await row.getByText('scope toolforge, and impact from 5 min or longer').waitFor();
      await row.getByText(HOSTILE).waitFor();
      await row.getByRole('link', { name: 'Change cloud-announce' }).click();
      const change = page.getByRole('form', { name: 'Change the channel' });
      await change.getByRole('button', { name: 'Drop rule 1' }).click();
      await change.getByRole('button', { name: 'Save' }).click();
      await row.getByText('nothing by itself').waitFor();
      await page.getByRole('button', { name: 'Retire cloud-announce' }).click();
      await page.getByRole('dialog').getByLabel('Reason').fill('another list');
      await page.getByRole('dialog').getByRole('button', { name: 'Retire' }).click();
      await row.getByText('another list').waitFor();
      expect(await row.getByRole('link', { name: 'Change cloud-announce' }).count()).toBe(0);
    });
  });

  it.each([
    ['compliance?to=2099-12&from=2026-01&open=all/windows', 'told at'],
    ['policies', 'version 3 in force'],
    ['channels?add=channel', 'None chosen: any.'],
    ['subscriptions', 'by the reader'],
  ])('bar nobody, in both colours, and are as narrow as a phone: /%s', async (path, text) => {
    const viewport = { width: 320, height: 640 };
    const narrow = await openTab(browser, `${product.url}/${path}`, { token: product.token, viewport });
    await narrow.page.getByText(text).first().waitFor();
    expect(await barriersInBothColours(narrow.page)).toEqual([]);
    expect(await narrow.page.evaluate('document.documentElement.scrollWidth')).toBe(320);
    expect(narrow.complaints).toEqual([]);
    await narrow.close();
  });

  it('ask no other host for anything, and break none of their own rules', () => {
    // What the server refuses, the browser mentions.
    expect(tab.complaints.filter((complaint) => !/status of 4\d\d/.test(complaint))).toEqual([]);
  });
});
