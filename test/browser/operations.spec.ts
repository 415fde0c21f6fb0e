import type { Browser, Locator } from 'playwright-core';
import { Product } from '../support/product.js';
import { barriersInBothColours, barriersOn, describeInBrowser, openBrowser, openTab, type Tab } from './browser.js';

const DAY = '2026-11-20';
const HOSTILE = '<img/src=x/onerror=alert(1)>\u202Eevil';

/** Lines of one day, by their minutes. */
const LINES: readonly (readonly [time: string, message: string])[] = [
  ['09:00', 'START - Cookbook sre.mysql.upgrade for db1101.eqiad.wmnet'],
  ['09:10', 'START - Cookbook sre.hosts.reboot for db1101.eqiad.wmnet'],
  ['09:20', 'END (PASS) - Cookbook sre.hosts.reboot (exit_code=0) for db1101.eqiad.wmnet'],
  ['10:00', 'END (FAIL) - Cookbook sre.mysql.upgrade (exit_code=99) for db1101.eqiad.wmnet'],
  ['11:00', 'DONE (PASS) - Cookbook sre.dns.netbox (exit_code=0) for dns1004.wikimedia.org and dns2004.wikimedia.org'],
  ['12:00', `DONE (ERROR) - Cookbook ${HOSTILE} (exit_code=99) for cp3066.esams.wmnet`],
  ['23:50', 'START - Cookbook sre.hosts.reimage for cp3066.esams.wmnet'],
];

/** What a shell would make of a command of ours. */
function argumentsOf(command: string): string[] {
  return /npx opsledger (\S+) (\S+) "(.*)"$/.exec(command)!.slice(1);
}

describeInBrowser('The page of operations', () => {
  let product: Product;
  let browser: Browser;
  let tab: Tab;
  beforeAll(async () => {
    product = await Product.startAfresh();
    browser = await openBrowser();
    tab = await openTab(browser, `${product.url}/operations`);
  });
  afterAll(async () => {
    await browser.close();
    await product.endAndForget();
  });
  const log = async (message: string, occurredAt?: string): Promise<void> => {
    const said = await product.request('POST', '/api/v1/log-entries', { log: 'production', message, occurredAt });
    expect(said.status).toBe(201);
  };
  const open = (query: string, options = {}): Promise<Tab> =>
    openTab(browser, `${product.url}/operations?${query}`, options);
  const ofDay = `from=${DAY}&to=${DAY}`;
  const lane = ({ page }: Tab, name: string): Locator =>
    page
      .getByRole('figure', { name: /^Each bar is an operation/ })
      .getByRole('listitem')
      .filter({ hasText: name });
  const rows = ({ page }: Tab): Locator => page.getByRole('table').getByRole('row');

  it('says what to do next where nothing ran, and shows it running and ended as soon as it is done', async () => {
    await tab.page.getByText('No operation ran in this time.').waitFor();
    expect(await barriersOn(tab.page)).toEqual([]);
    await tab.page.getByText('Live').waitFor();
    const [begin, end] = (await tab.page.getByText(/npx opsledger log/).allTextContents()).map(argumentsOf);
    expect((await product.cli(begin!)).code).toBe(0);
    await lane(tab, 'db1101')
      .getByRole('link', { name: /sre.hosts.reboot.*in flight/ })
      .waitFor();
    await tab.page.getByRole('link', { name: '1 in flight' }).waitFor();
    expect((await product.cli(end!)).code).toBe(0);
    await lane(tab, 'db1101')
      .getByRole('link', { name: /sre.hosts.reboot.*passed/ })
      .waitFor();
    await tab.page.getByRole('link', { name: '0 in flight' }).waitFor();
  });

  it('shows a past day in lanes and in a table, with what ran within what and for how long', async () => {
    for (const [time, message] of LINES) await log(message, `${DAY}T${time}Z`);
    const day = await open(ofDay);
    await lane(day, 'dns1004').getByRole('link').waitFor();
    await lane(day, 'dns2004').getByRole('link').waitFor();
    const [outer, inner] = await lane(day, 'db1101').getByRole('link').all();
    const [above, below] = [(await outer!.boundingBox())!, (await inner!.boundingBox())!];
    expect([below.y > above.y, below.height < above.height, below.width < above.width]).toEqual([true, true, true]);
    const upgrade = rows(day).filter({ hasText: 'sre.mysql.upgrade' });
    const cells = await upgrade.getByRole('cell').allInnerTexts();
    expect(cells.map((cell) => cell.replace(/\s+/g, ' '))).toEqual([
      expect.stringContaining('failed'),
      `${DAY} 09:00:00`,
      `${DAY} 10:00:00`,
      '1 h 00 min',
      '99',
      'db1101.eqiad.wmnet',
      expect.any(String),
      'production',
    ]);
    await day.page.getByText('onerror=alert(1)').first().waitFor();
    expect([await day.page.locator('img').count(), day.complaints]).toEqual([0, []]);
    await day.close();
  });

  it('still shows the next day what began the day before, and leads to its entry', async () => {
    const next = await open('from=2026-11-21&to=2026-11-21&by=name');
    await lane(next, 'sre.hosts.reimage').getByRole('link').click();
    await next.page.waitForURL(/\/entries\/[0-9a-f-]{36}$/);
    await next.close();
  });

  it('marks in the picture what is pointed at in the table, and the other way round', async () => {
    const day = await open(ofDay);
    await rows(day).filter({ hasText: 'sre.dns.netbox' }).hover();
    await day.page.locator('a.bar[data-pointed]').nth(1).waitFor();
    await lane(day, 'db1101').getByRole('link').first().hover();
    await day.page.locator('tr[data-pointed]', { hasText: 'sre.mysql.upgrade' }).waitFor();
    expect(await day.page.locator('[data-pointed]').count()).toBe(2);
    await day.close();
  });

  it('is gone through by keyboard: one stop for the picture, arrows within it', async () => {
    const day = await open(ofDay);
    const bars = day.page.locator('a.bar');
    await bars.nth(5).waitFor();
    expect(await day.page.locator('a.bar[tabindex="0"]').count()).toBe(1);
    await day.page.locator('a.bar[tabindex="0"]').focus();
    const focused = (): Promise<string> =>
      day.page.locator('a.bar:focus').getAttribute('aria-label') as Promise<string>;
    const seen = new Set([await focused()]);
    for (const key of ['ArrowRight', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowRight']) {
      await day.page.keyboard.press(key);
      seen.add(await focused());
    }
    expect([...seen].join()).toContain('sre.hosts.reboot on db1101.eqiad.wmnet: passed');
    await day.page.keyboard.press('Enter');
    await day.page.waitForURL(/\/entries\//);
    await day.close();
  });

  it('keeps what is asked for in its address, and Back leads to what was asked before', async () => {
    const day = await open(ofDay);
    await day.page.getByRole('link', { name: '2 failed' }).click();
    await rows(day).nth(3).waitFor({ state: 'detached' });
    await day.page.getByLabel('Host').fill('db1101');
    await day.page.keyboard.press('Enter');
    await day.page.waitForURL(/only=failed.*host=db1101/);
    await rows(day).filter({ hasText: 'cp3066' }).waitFor({ state: 'detached' });
    await day.page.reload();
    await rows(day).filter({ hasText: 'sre.mysql.upgrade' }).waitFor();
    expect(await day.page.getByLabel('Host').inputValue()).toBe('db1101');
    await day.page.goBack();
    await rows(day).filter({ hasText: 'cp3066' }).waitFor();
    expect(await day.page.getByLabel('Host').inputValue()).toBe('');
    await day.close();
  });

  it('is sorted by what a header says', async () => {
    const day = await open(ofDay);
    await day.page.getByRole('columnheader', { name: 'Took' }).getByRole('link').click();
    await day.page
      .getByRole('columnheader', { name: 'Took', exact: false })
      .and(day.page.locator('[aria-sort="descending"]'))
      .waitFor();
    await rows(day).nth(1).filter({ hasText: 'sre.hosts.reimage' }).waitFor();
    await rows(day).nth(2).filter({ hasText: 'sre.mysql.upgrade' }).waitFor();
    await day.close();
  });

  it('shows a shorter time where the mouse is dragged, and says at its field what is no time', async () => {
    const day = await open(ofDay);
    const box = (await day.page.locator('.grid-lines').boundingBox())!;
    await day.page.mouse.move(box.x + box.width / 4, box.y + 5);
    await day.page.mouse.down();
    await day.page.mouse.move(box.x + box.width / 2, box.y + 10, { steps: 4 });
    await day.page.mouse.up();
    await day.page.waitForURL(/from=2026-11-20T0[56]/);
    expect(decodeURIComponent(new URL(day.page.url()).search)).toMatch(/to=2026-11-20T1[12]:/);
    await day.page.waitForFunction(
      '[...document.querySelectorAll(".operation-filters input")].some(({ value }) => /^2026-11-20T0[56]/.test(value))',
    );
    await day.page.getByLabel('From (UTC)').fill('yesterday');
    await day.page.keyboard.press('Tab');
    await day.page.getByText('must be a day such as 2026-11-22').waitFor();
    await day.close();
  });

  it('bars nobody, in both colours, and is as narrow as a phone', async () => {
    const day = await open(ofDay, { viewport: { width: 320, height: 640 } });
    await day.page.locator('a.bar').nth(5).waitFor();
    expect(await barriersInBothColours(day.page)).toEqual([]);
    expect(await day.page.evaluate('document.documentElement.scrollWidth')).toBe(320);
    expect(day.complaints).toEqual([]);
    await day.close();
  });

  it('asks no other host for anything, and breaks none of its own rules', () => {
    expect(tab.complaints).toEqual([]);
  });
});
