import type { Browser, Locator } from 'playwright-core';
import { Product } from '../support/product.js';
import { barsNobodyOnAPhone, describeInBrowser, openBrowser, openTab, type Tab } from './browser.js';

const HOSTILE = '<img src=x onerror=alert(1)>';
const DAY_MS = 86_400_000;
const ARCHIVE = 'https://lists.example.org/archive/1';

/** A moment of a day that is to come, or of today. */
function at(days: number, time: string): string {
  return `${new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10)}T${time}:00.000Z`;
}

function typed(instant: string): string {
  return instant.slice(0, 16).replace('T', ' ');
}

describeInBrowser('The pages of windows', () => {
  let product: Product;
  let browser: Browser;
  let tab: Tab;
  /** Of the window that is planned first. */
  let address: string;
  beforeAll(async () => {
    product = await Product.startAfresh();
    browser = await openBrowser();
    for (const component of [
      { name: 'toolforge', title: 'Toolforge', logs: ['tools'], groups: ['rack-a'] },
      { name: 'databases', title: HOSTILE, groups: ['rack-a'] },
    ]) {
      await write('components', component);
    }
    await write('channels', { name: 'the-list', type: 'manual', target: 'all@example.org', rules: [{}] });
    tab = await openTab(browser, `${product.url}/windows`, { token: product.token, timezoneId: 'Asia/Kolkata' });
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
  const firstAnnouncement = async (): Promise<string> => (await product.get('/api/v1/announcements')).data[0].id;
  const region = (name: string): Locator => tab.page.getByRole('region', { name });
  /** Opens what a button asks for, fills that in, and does it. */
  const does = async (name: string, fields: Readonly<Record<string, string>> = {}): Promise<void> => {
    await tab.page
      .getByRole('button', { name: `${name}…`, exact: true })
      .first()
      .click();
    const dialog = tab.page.getByRole('dialog', { name });
    for (const [label, value] of Object.entries(fields)) await dialog.getByLabel(label).fill(value);
    await dialog.getByRole('button', { name, exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
  };

  it('say what to do where no window is, in the calendar and in the list', async () => {
    await tab.page.getByText('No window is planned yet.').waitFor();
    await tab.page.getByRole('button', { name: 'List' }).click();
    expect(tab.page.url()).toContain('windows?view=list');
    await tab.page.getByText('No window is planned yet.').waitFor();
    await tab.page.getByRole('link', { name: 'Plan the first one' }).click();
    await tab.page.getByRole('heading', { name: 'Plan a window' }).waitFor();
  });

  it('judge a plan while it is typed, with the local time beside, and tell errors at their field', async () => {
    const { page } = tab;
    const other = { title: 'Work on the databases', affected: ['databases'], kinds: ['database'] };
    await write('maintenance-windows', { ...other, startsAt: at(9, '23:00'), endsAt: at(10, '01:00') });
    await page.getByLabel('Title').fill(`Routers ${HOSTILE}`);
    await page.getByLabel('Start, UTC').fill(typed(at(9, '22:30')));
    await page.getByText(/here \S+ 04:00 (?:GMT\+5:30|IST)/).waitFor();
    await page.getByLabel('End, UTC').fill('later');
    await page.getByLabel('Affected', { exact: true }).pressSequentially('tool');
    await page.getByRole('option', { name: /toolforge/ }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    expect(await page.getByLabel('Affected', { exact: true }).inputValue()).toBe('toolforge, ');
    await page.getByRole('button', { name: 'Save as a draft' }).click();
    const end = page.getByLabel('End, UTC');
    await page.locator('.field-problem').filter({ hasText: /\w/ }).first().waitFor();
    expect(await end.getAttribute('aria-invalid')).toBe('true');
    // Who sent it with the keyboard is led to what is wrong.
    await end.and(page.locator(':focus')).waitFor();
    await end.fill('150 min');
    await page.getByText(/; lasts 2 h 30 min/).waitFor();
    await page.getByRole('checkbox', { name: 'network' }).check();
    const standing = region('How it stands');
    await standing.getByText(/demands 7 days of notice/).waitFor();
    await standing.getByText('no-text').waitFor();
    await page.getByLabel('Text for everybody').fill('It begins on Monday 2026-11-24 at 14:00 UTC.');
    await region('Its text').getByText('weekday').first().waitFor();
    await page.getByLabel('Text for everybody').fill('Some connections are dropped.');
    await region('Its text').getByText('Nothing is wrong in it.').waitFor();
    await standing.getByText('no-text').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Save as a draft' }).click();
    await page.getByRole('heading', { level: 1, name: /Routers/ }).waitFor();
    address = page.url();
    await region('Announcements').getByText('Some connections are dropped.').waitFor();
  });

  it('schedule a window, move it with a reason, hold and release it, and keep its life', async () => {
    await does('Schedule');
    await region('Where it stands')
      .getByText(/^Scheduled since/)
      .waitFor();
    await does('Reschedule', {
      'Start, UTC': typed(at(10, '22:30')),
      'End, UTC': '90 min',
      Reason: `the vendor is late ${HOSTILE}`,
    });
    const life = region('Life').getByRole('listitem');
    await life
      .first()
      .getByText(/the vendor is late/)
      .waitFor();
    expect(await life.first().innerText()).toContain(`instead of`);
    expect(await life.first().innerText()).toContain(at(9, '22:30').slice(0, 10));
    await does('Hold', { Reason: 'nobody is on site' });
    await region('Where it stands').getByText('nobody is on site').waitFor();
    // The button is gone, the focus is not.
    await tab.page.locator('main:focus').waitFor();
    expect(await tab.page.getByRole('button', { name: 'Start…' }).count()).toBe(0);
    await does('Release', { Reason: 'somebody is' });
    await tab.page.getByRole('button', { name: 'Start…' }).waitFor();
    expect(await life.count()).toBe(5);
    await region('What people are owed').getByText('that it is planned').first().waitFor();
  });

  it('tell two who change a window at the same time, and lose nothing of either', async () => {
    const { page } = tab;
    await page.getByRole('link', { name: 'Edit' }).click();
    await page.getByLabel('Tasks').fill('T123456');
    const path = `/api/v1/maintenance-windows/${new URL(address).pathname.split('/').at(-1)}`;
    expect((await product.request('PATCH', path, { text: 'Connections are dropped once.' })).status).toBe(200);
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('Somebody else changed it while you did').waitFor();
    await page.getByRole('button', { name: 'Save my changes on top' }).click();
    await region('Life').getByText('tasks').waitFor();
    await page.getByRole('link', { name: 'T123456' }).waitFor();
    await page.getByText('Connections are dropped once.').first().waitFor();
    await page.getByRole('button', { name: 'Hold…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Hold' });
    await dialog.getByLabel('Reason').fill('mine');
    const own = `maintenance-windows/${path.split('/').at(-1)}`;
    await write(`${own}/hold`, { reason: 'of somebody else' });
    await region('Life').getByText('of somebody else').waitFor({ state: 'attached' });
    await dialog.getByRole('button', { name: 'Hold', exact: true }).click();
    await dialog.getByRole('alert').getByText(/held/).waitFor();
    expect(await dialog.getByLabel('Reason').inputValue()).toBe('mine');
    await dialog.getByRole('button', { name: 'Close' }).click();
    await page.getByRole('button', { name: 'Hold…' }).waitFor({ state: 'detached' });
    await write(`${own}/release`, { reason: 'it goes on' });
    await page.getByRole('button', { name: 'Start…' }).waitFor();
  });

  it('say why something is refused, in the words of the server', async () => {
    await tab.page.getByRole('button', { name: 'Start…' }).click();
    const dialog = tab.page.getByRole('dialog', { name: 'Start' });
    await dialog.getByRole('button', { name: 'Start', exact: true }).click();
    await dialog.getByText(/at most 15 minutes before that/).waitFor();
    await dialog.getByLabel('When it began').fill('never');
    await dialog.getByRole('button', { name: 'Start', exact: true }).click();
    await dialog.locator('.field-problem').filter({ hasText: /\w/ }).waitFor();
    await dialog.getByRole('button', { name: 'Close' }).click();
  });

  it('show a window over midnight on both days of UTC, in a grid that keys walk through', async () => {
    const { page } = tab;
    const [first, second] = [at(9, '23:00').slice(0, 10), at(10, '01:00').slice(0, 10)];
    await page.goto(`${product.url}/windows?day=${first}`);
    const cell = (day: string): Locator => page.locator(`[data-day="${day}"]`);
    await page.getByRole('grid').waitFor();
    await cell(first)
      .getByRole('link', { name: /Work on the databases/ })
      .waitFor();
    await cell(first).focus();
    await page.keyboard.press('ArrowRight');
    await page.locator(`[data-day="${second}"]:focus`).waitFor();
    expect(page.url()).toContain(`day=${second}`);
    await cell(second)
      .getByRole('link', { name: /Work on the databases, draft, goes on, until 01:00 UTC/ })
      .waitFor();
    await page.getByRole('region', { name: /UTC/ }).getByText('Work on the databases').waitFor();
    await page.keyboard.press('ArrowLeft');
    await page.locator(`[data-day="${first}"]:focus`).waitFor();
    await page.keyboard.press('PageDown');
    await cell(first).and(page.locator(':focus')).waitFor({ state: 'detached' });
    await page.getByText('No window takes place on these days.').waitFor();
    await page.goBack();
    await cell(first)
      .getByRole('link', { name: /Work on the databases/ })
      .waitFor();
    await cell(first).focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Work on the databases' }).waitFor();
  });

  it('tell a window that takes place by words, extend and complete it, with what was logged inside', async () => {
    const { page } = tab;
    const [startsAt, endsAt] = [-60_000, 3_600_000].map((ms) => new Date(Date.now() + ms).toISOString());
    const plan = { title: 'Reboots', affected: ['toolforge'], kinds: ['restarts'], startsAt, endsAt };
    const { id } = await write('maintenance-windows', plan);
    await page.goto(`${product.url}/windows?view=list&status=in-progress`);
    await page.getByText('There is no such window.').waitFor();
    await write(`maintenance-windows/${id}/schedule`, { emergency: 'it cannot wait' });
    await write(`maintenance-windows/${id}/start`, {});
    const row = page.getByRole('row').filter({ hasText: 'Reboots' });
    await row.getByText('in progress').waitFor();
    await row.getByText('emergency').waitFor();
    await page.getByRole('button', { name: 'What comes next' }).click();
    await page.getByRole('table', { name: /the earliest first/ }).waitFor();
    expect(page.url()).toContain(`from=${at(0, '00:00').slice(0, 10)}`);
    await row.getByRole('link', { name: 'Reboots' }).click();
    await write('log-entries', { log: 'tools', message: `rebooting worker 1 ${HOSTILE}` });
    await region('Entries inside it').getByText('rebooting worker 1').waitFor();
    await does('Extend', { 'End, UTC': typed(at(1, '23:00')), Reason: 'one is stuck' });
    await region('Life').getByText('one is stuck').waitFor();
    await does('Complete', { 'How it went': 'all are back' });
    await region('Where it stands')
      .getByText(/^Completed since/)
      .waitFor();
    await page.getByText('all are back').first().waitFor();
    expect(await page.getByRole('region', { name: 'What can be done' }).count()).toBe(0);
  });

  it('write an announcement, find what is wrong while it is typed, send it, and record where a person sent it', async () => {
    const { page } = tab;
    await page.goto(address);
    await does('Write an announcement');
    await page.getByRole('heading', { level: 1, name: /Routers/ }).waitFor();
    const text = page.getByRole('textbox', { name: 'Text', exact: true });
    const said = await text.inputValue();
    await text.fill(`${said}\nIt is over on Monday 2026-11-24.`);
    await region('Findings').getByText('weekday', { exact: true }).waitFor();
    await page
      .getByRole('button', { name: /^line \d+$/ })
      .first()
      .click();
    expect(await page.evaluate('getSelection().toString() !== ""')).toBe(true);
    await text.fill(`${said}\nAnother line ${HOSTILE}`);
    await region('Findings').getByText('weekday', { exact: true }).waitFor({ state: 'detached' });
    // What stands here would not be what is sent.
    await region('What can be done').getByText('Save the text').waitFor();
    expect(await page.getByRole('button', { name: 'Send…' }).count()).toBe(0);
    await page.getByRole('button', { name: 'Save the text' }).click();
    await page.getByRole('button', { name: 'Undo changes' }).waitFor({ state: 'detached' });
    await does('Send');
    const went = region('Where it went');
    await went.getByText('to be sent by hand').waitFor();
    await page.getByRole('button', { name: 'Copy text' }).waitFor();
    await went.getByText('everything goes here').first().waitFor();
    await page.getByRole('link', { name: 'Its window' }).click();
    await region('Announcements').getByRole('link', { name: 'Copy the text for the-list' }).first().click();
    await page.getByRole('navigation', { name: 'Part of' }).getByRole('link', { name: 'Announcements' }).click();
    const row = page.getByRole('row').filter({ hasText: 'news of it' }).first();
    await row.getByText('to be sent by hand: the-list').waitFor();
    await row.getByRole('rowheader').getByRole('link').click();
    await page.getByRole('button', { name: 'Record that it was sent there (the-list)' }).click();
    const dialog = page.getByRole('dialog', { name: 'Record that it was sent there (the-list)' });
    await dialog.getByLabel('Where everybody can read it').fill(ARCHIVE);
    await dialog.getByRole('button', { name: 'Record that it was sent there' }).click();
    await went.getByText('✓ seen').waitFor();
    expect(await went.getByRole('link', { name: 'where it can be read' }).getAttribute('href')).toBe(ARCHIVE);
    await page.getByRole('link', { name: 'Its window' }).click();
    await region('Announcements').getByText('✓ seen').waitFor();
  });

  it('tell of an outage, which nobody planned', async () => {
    const { page } = tab;
    await page.goto(`${product.url}/announcements`);
    await does('Tell of an outage', { Subject: 'Jobs do not run', Affected: 'toolforge', Text: 'Since 12:00 UTC.' });
    await page.getByRole('heading', { level: 1, name: 'Jobs do not run' }).waitFor();
    await region('Findings').getByText('Where it would go').waitFor();
    // A draft among what was sent is one row of the table as well.
    await page.getByRole('navigation', { name: 'Part of' }).getByRole('link', { name: 'Announcements' }).click();
    const cells = page.getByRole('row').filter({ hasText: 'Jobs do not run' }).getByRole('cell');
    await cells.first().waitFor();
    const tops = await cells.evaluateAll((all: { offsetTop: number }[]) => all.map(({ offsetTop }) => offsetTop));
    expect(tops).toEqual(tops.map(() => tops[0]));
  });

  it('offer nothing to who may only read', async () => {
    const reader = await openTab(browser, address);
    await reader.page.getByRole('heading', { level: 1, name: /Routers/ }).waitFor();
    expect(await reader.page.getByRole('button', { name: /…$/ }).count()).toBe(0);
    await reader.page.goto(`${product.url}/windows/new`);
    await reader.page.getByRole('heading', { name: 'Sign in to plan' }).waitFor();
    await reader.close();
  });

  it('do not take away what is being typed when something new comes', async () => {
    const { page, close } = await openTab(browser, `${product.url}/windows?view=list`);
    await page.getByText('Live', { exact: true }).waitFor();
    const words = page.getByLabel('Words');
    await words.pressSequentially('disks');
    const when = { startsAt: at(12, '10:00'), endsAt: at(12, '11:00') };
    await write('maintenance-windows', {
      title: 'Planned meanwhile',
      kinds: ['network'],
      affected: ['databases'],
      ...when,
    });
    await page.getByText('Planned meanwhile').waitFor();
    expect(await words.inputValue()).toBe('disks');
    await words.press('Enter');
    await page.waitForURL(/q=disks/);
    await page.goBack();
    await page.getByText('Planned meanwhile').waitFor();
    expect(await words.inputValue()).toBe('');
    await close();
  });

  it.each([
    [
      'the calendar',
      'Work on the databases',
      async (): Promise<string> => `windows?day=${at(9, '23:00').slice(0, 10)}`,
    ],
    ['the list', 'Reboots', async (): Promise<string> => 'windows?view=list'],
    ['the form', 'Once it has a start and an end, it is judged here.', async (): Promise<string> => 'windows/new'],
    ['one window', 'the vendor is late', async (): Promise<string> => new URL(address).pathname.slice(1)],
    [
      'an announcement',
      'everything goes here',
      async (): Promise<string> => `announcements/${await firstAnnouncement()}`,
    ],
  ] as const)('bar nobody from %s, in both colours, and it is as narrow as a phone', async (_page, text, pathOf) => {
    await barsNobodyOnAPhone(browser, `${product.url}/${await pathOf()}`, product.token, text);
  });

  it('ask no other host for anything, show what people wrote as text, and break none of their own rules', async () => {
    expect(await tab.page.locator('img').count()).toBe(0);
    // What the server refuses, the browser says too.
    expect(tab.complaints.filter((complaint) => !/status of (?:400|404|409|412|422)/.test(complaint))).toEqual([]);
  });
});
