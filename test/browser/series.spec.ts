import type { Browser, Locator } from 'playwright-core';
import { Product } from '../support/product.js';
import { barsNobodyOnAPhone, describeInBrowser, openBrowser, openTab, type Tab } from './browser.js';

const HOSTILE = '<img src=x onerror=alert(1)>';
const DAY_MS = 86_400_000;

describeInBrowser('The pages of series and of announcements', () => {
  let product: Product;
  let browser: Browser;
  let tab: Tab;
  /** Path of a series that goes on. */
  let address: string;
  const day = (days: number): string => new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);
  beforeAll(async () => {
    product = await Product.startAfresh();
    browser = await openBrowser();
    await write('components', { name: 'toolforge', title: HOSTILE });
    tab = await openTab(browser, `${product.url}/windows`, { token: product.token });
  });
  afterAll(async () => {
    await browser.close();
    await product.endAndForget();
  });
  const write = async (path: string, body: object): Promise<any> => {
    const answer = await product.request('POST', `/api/v1/${path}`, body);
    const told = await answer.json();
    if (!answer.ok) throw new Error(JSON.stringify(told));
    return told;
  };
  const region = (name: string): Locator => tab.page.getByRole('region', { name, exact: true });
  const row = (text: string): Locator => tab.page.getByRole('row').filter({ hasText: text });
  const dialog = (name: string): Locator => tab.page.getByRole('dialog', { name });

  it('say what to do where nothing was said and nothing recurs', async () => {
    const { page } = tab;
    await page.getByRole('link', { name: 'Announcements' }).click();
    await page.getByText('Nobody was told of anything yet.').waitFor();
    await page.goto(`${product.url}/windows`);
    await page.getByRole('link', { name: 'Series' }).click();
    await page.getByText('Nothing recurs yet.').waitFor();
    await page.getByRole('link', { name: 'Plan the first one' }).click();
    await page.getByRole('heading', { name: 'Plan a series' }).waitFor();
  });

  it('plan a series whose times one sees while typing, and tell a rule that nobody can follow', async () => {
    const { page } = tab;
    await page.getByLabel('Title').fill(`Deployment ${HOSTILE}`);
    await page.getByLabel('Start, UTC').fill(`${day(1)} 14:00`);
    await page.getByLabel('End, UTC').fill('30 min');
    await page.getByLabel('How often').selectOption('Every day');
    const preview = region('When it takes place');
    await preview.getByText('Every day, 14:00–14:30 UTC').waitFor();
    await preview.getByText(day(6)).waitFor();
    await page.getByLabel('How often').selectOption('By a rule of its own');
    const rule = page.getByLabel('Rule', { exact: true });
    expect(await rule.inputValue()).toBe('FREQ=DAILY');
    await rule.fill('FREQ=DAILY;INTERVAL=999');
    await preview.getByText('recurs in a way that is not read').waitFor();
    await rule.fill('FREQ=DAILY;INTERVAL=2');
    await preview.getByText('Every 2 days, 14:00–14:30 UTC').waitFor();
    await page.getByRole('checkbox', { name: 'Restarts' }).check();
    await page.getByLabel('Affected', { exact: true }).fill('toolforge');
    await page.getByLabel('Scheduled so many days ahead').fill('100');
    await page.getByRole('button', { name: 'Plan the series' }).click();
    await page.locator('input[aria-invalid=true]').and(page.getByLabel('Scheduled so many days ahead')).waitFor();
    await page.getByLabel('Scheduled so many days ahead').fill('5');
    await page.getByRole('button', { name: 'Plan the series' }).click();
    await page.getByRole('heading', { level: 1, name: `Deployment ${HOSTILE}` }).waitFor();
    address = new URL(page.url()).pathname.slice(1);
    expect(address).toMatch(/^windows\/series\/[0-9a-f-]{36}$/);
  });

  it('tell what comes next with its windows as they are scheduled, leave a day out, and no day that was mistyped', async () => {
    const { page } = tab;
    await row(day(3)).getByRole('link', { name: 'window' }).waitFor();
    await row(day(7)).getByText('not scheduled yet').waitFor();
    await page.getByRole('button', { name: `Leave out ${day(3)}` }).click();
    await dialog('Leave out').getByLabel('Reason').fill('a holiday');
    await dialog('Leave out').getByRole('button', { name: 'Leave out', exact: true }).click();
    await row(day(3)).waitFor({ state: 'detached' });
    const leftOut = region('Left out 1');
    await leftOut.getByText('a holiday').waitFor();
    await leftOut.getByText('is cancelled').waitFor();
    await page.getByRole('button', { name: 'Leave out a day' }).click();
    await dialog('Leave out a day').getByLabel('Day, UTC').fill(day(4));
    await dialog('Leave out a day').getByLabel('Reason').fill('x');
    await dialog('Leave out a day').getByRole('button', { name: 'Leave out a day', exact: true }).click();
    await dialog('Leave out a day')
      .getByText(`gives nothing to come on ${day(4)}`)
      .waitFor();
    await page.keyboard.press('Escape');
    await row(day(1)).getByRole('link', { name: 'window' }).click();
    await page.getByRole('link', { name: 'a series' }).click();
    await page.getByRole('heading', { level: 1, name: /Deployment/ }).waitFor();
  });

  it('change and end a series, with the reason, and its windows do not take place', async () => {
    const { page } = tab;
    await page.getByRole('button', { name: 'Change…' }).click();
    await dialog('Change').getByLabel('Rule', { exact: true }).fill('FREQ=DAILY;INTERVAL=2;COUNT=40');
    await dialog('Change').getByRole('button', { name: 'Change', exact: true }).click();
    await page.getByText('Every 2 days, 40 times').waitFor();
    await page.getByRole('button', { name: 'End it…' }).click();
    await dialog('End it').getByLabel('Reason').fill('deployed by hand');
    await dialog('End it').getByRole('button', { name: 'End it', exact: true }).click();
    await page.getByText('deployed by hand').waitFor();
    await region('What comes next').getByText('Nothing: it has ended.').waitFor();
    await page.goto(`${product.url}/windows/series`);
    await row('Deployment').getByText('ended').waitFor();
    const times = { startsAt: `${day(1)}T20:00:00Z`, endsAt: `${day(1)}T21:00:00Z`, rule: 'FREQ=WEEKLY' };
    const { id } = await write('window-series', {
      title: 'Reboots',
      kinds: ['restarts'],
      affected: ['toolforge'],
      ...times,
    });
    await row('Reboots').getByText('Every week').waitFor();
    address = `windows/series/${id}`;
  });

  it('find announcements as they are written, by what the address asks, one page after the other', async () => {
    const { page } = tab;
    await page.goto(`${product.url}/announcements`);
    await page.getByText('Live', { exact: true }).waitFor();
    const said = { kind: 'outage', text: 'A router fails.' };
    const { id } = await write('announcements', { ...said, subject: `The web is slow ${HOSTILE}` });
    await row('The web is slow').getByText('draft').waitFor();
    await write(`announcements/${id}/send`, { override: 'it is a test' });
    await row('The web is slow').getByText('sent').waitFor();
    const over = (at: number) => write('announcements', { ...said, text: 'It is over.', subject: `N ${at}` });
    await Promise.all(Array.from({ length: 49 }, (_, at) => over(at)));
    // The newest for sure: of those before it any may stand on the next page, as the ledger announces windows too.
    await over(49);
    await row('N 49').waitFor();
    await page.getByRole('link', { name: 'Earlier announcements' }).click();
    await row('The web is slow').waitFor();
    await page.getByRole('link', { name: 'The newest' }).click();
    await page.getByLabel('Words').fill('ROUTER');
    await page.keyboard.press('Enter');
    await row('N 49').waitFor({ state: 'detached' });
    await page.getByLabel('State').selectOption('sent');
    await page.waitForURL(/q=ROUTER&status=sent/);
    await row('The web is slow').waitFor();
    await page.getByLabel('State').selectOption('discarded');
    await page.getByText('There is no such announcement.').waitFor();
    await page.goBack();
    await row('The web is slow').getByRole('link').first().click();
    await page.getByRole('heading', { level: 1, name: /The web is slow/ }).waitFor();
  });

  it.each([
    ['what recurs', 'Every 2 days', (): string => 'windows/series'],
    ['one series', 'not scheduled yet', (): string => address],
    ['the form', 'Once it has a start and an end, its next times are here.', (): string => 'windows/new?repeat=rule'],
    ['all announcements', 'The web is slow', (): string => 'announcements?q=router'],
  ] as const)('bar nobody from %s, in both colours, and it is as narrow as a phone', async (_page, text, pathOf) => {
    await barsNobodyOnAPhone(browser, `${product.url}/${pathOf()}`, product.token, text);
  });

  it('show what people wrote as text, and break none of their own rules', async () => {
    expect(await tab.page.locator('img').count()).toBe(0);
    expect(tab.complaints.filter((complaint) => !/status of (?:400|404|409|422)/.test(complaint))).toEqual([]);
  });
});
