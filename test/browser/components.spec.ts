import type { Browser, Locator } from 'playwright-core';
import { Product } from '../support/product.js';
import { barriersInBothColours, describeInBrowser, openBrowser, openTab, type Tab } from './browser.js';

const HOSTILE = '<img src=x onerror=alert(1)>';

describeInBrowser('The page of components', () => {
  let product: Product;
  let browser: Browser;
  let tab: Tab;
  beforeAll(async () => {
    product = await Product.startAfresh();
    browser = await openBrowser();
    tab = await openTab(browser, `${product.url}/components`);
  });
  afterAll(async () => {
    await browser.close();
    await product.endAndForget();
  });
  const write = async (path: string, body: object): Promise<void> => {
    expect((await product.request('POST', `/api/v1/${path}`, body)).status).toBeLessThan(300);
  };
  const rows = ({ page }: Tab): Locator => page.getByRole('table').getByRole('row');

  it('says what to do where there is none, and shows one as soon as it is registered', async () => {
    await tab.page.getByText('No component is registered yet.').waitFor();
    await tab.page.getByText('Live', { exact: true }).waitFor();
    const command = await tab.page.getByText(/npx opsledger components/).innerText();
    const words = [...command.replace(/^.*npx opsledger /, '').matchAll(/"([^"]*)"|(\S+)/g)];
    expect((await product.cli(words.map(([, quoted, plain]) => quoted ?? plain!))).code).toBe(0);
    await rows(tab).filter({ hasText: 'toolforge' }).waitFor();
  });

  it('shows the tree, narrows it by what is typed, and keeps that in the address', async () => {
    const k8s = { name: 'k8s', title: HOSTILE, parent: 'toolforge', hosts: ['kube[1001-1009]'] };
    await write('components', k8s);
    await write('components', { name: 'databases', ownerTeam: 'Data', hosts: ['db11*'], noticeScope: 'cloud-vps' });
    const row = rows(tab).filter({ hasText: 'k8s' });
    await row.getByText('toolforge, inherited').waitFor();
    await row.getByText(HOSTILE).waitFor();
    await rows(tab).filter({ hasText: 'databases' }).waitFor();
    await tab.page.getByLabel('Host', { exact: true }).fill('db1101');
    await tab.page.keyboard.press('Enter');
    await row.waitFor({ state: 'detached' });
    expect(tab.page.url()).toContain('components?host=db1101');
    await tab.page.reload();
    await rows(tab).filter({ hasText: 'databases' }).waitFor();
    expect(await rows(tab).count()).toBe(2);
    await tab.page.getByLabel('Log', { exact: true }).fill('nothing');
    await tab.page.keyboard.press('Tab');
    await tab.page.getByRole('alert').waitFor();
    await tab.page.goBack();
    await tab.page.goBack();
    await row.waitFor();
  });

  it('opens one with what it is a part of, what was done on it and what became of it, and stays up to date', async () => {
    await tab.page.getByRole('link', { name: 'toolforge', exact: true }).click();
    await tab.page.getByRole('heading', { name: 'Toolforge' }).waitFor();
    const said = `START - Cookbook wmcs.reboot for kube1001 ${HOSTILE}`;
    await write('log-entries', { log: 'admin', message: said });
    await tab.page.getByRole('region', { name: 'Newest entries' }).getByText('kube1001').first().waitFor();
    await tab.page.getByRole('region', { name: 'Newest operations' }).getByText('wmcs.reboot').first().waitFor();
    const [startsAt, endsAt] = [2, 3].map((hours) => new Date(Date.now() + hours * 3_600_000).toISOString());
    const plan = { title: `Kernels ${HOSTILE}`, affected: ['k8s'], kinds: ['restarts'], startsAt, endsAt };
    await write('maintenance-windows', plan);
    const windows = tab.page.getByRole('region', { name: 'Windows, from today on' });
    await windows.getByRole('link', { name: 'Kernels' }).waitFor();
    await tab.page.getByRole('link', { name: 'k8s', exact: true }).click();
    await tab.page.getByRole('navigation', { name: 'Part of' }).getByRole('link', { name: 'toolforge' }).waitFor();
    await write('components/k8s/retire', { reason: 'replaced by another' });
    await tab.page.getByRole('region', { name: 'History' }).getByText('replaced by another').waitFor();
    expect(await tab.page.locator('img').count()).toBe(0);
  });

  it('registers one, changes and retires it, for who may', async () => {
    const admin = await openTab(browser, `${product.url}/components`, { token: product.token });
    const { page } = admin;
    const does = async (name: string, fields: Readonly<Record<string, string>>): Promise<void> => {
      const dialog = page.getByRole('dialog', { name });
      if (!(await dialog.isVisible())) await page.getByRole('button', { name: `${name}…` }).click();
      for (const [label, value] of Object.entries(fields)) await dialog.getByLabel(label).fill(value);
      await dialog.getByRole('button', { name, exact: true }).click();
    };
    await does('Register a component', { Name: 'No name', Hosts: 'cp{3066,3067} mc1*', 'Part of': 'toolforge' });
    await page.getByRole('dialog').locator('[aria-invalid="true"]:focus').waitFor();
    await does('Register a component', { Name: 'caches' });
    await page.getByRole('heading', { level: 1, name: 'caches' }).waitFor();
    await page.getByText('cp{3066,3067}, mc1*').first().waitFor();
    await does('Change', { Title: 'Caches', 'Part of': '' });
    await page.getByRole('heading', { level: 1, name: 'Caches', exact: true }).waitFor();
    await page.getByRole('navigation', { name: 'Part of' }).getByText('toolforge').waitFor({ state: 'detached' });
    await does('Retire', { Reason: 'nobody needs them' });
    await page.getByRole('button', { name: 'Reinstate…' }).waitFor();
    await page.getByText('nobody needs them').first().waitFor();
    await admin.close();
  });

  it('takes them from a file, once it has said what that would do', async () => {
    const admin = await openTab(browser, `${product.url}/components`, { token: product.token });
    const { page } = admin;
    await page.getByRole('button', { name: 'Import CSV…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Import components' });
    const file = {
      name: 'some.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from('name,title\nqueues,Queues\nNo Name,x\n'),
    };
    await dialog.getByLabel('File').setInputFiles(file);
    await dialog.getByRole('button', { name: 'See what it would do' }).click();
    await dialog.getByText('It would be: 1 registered, 0 changed, 0 unchanged, 1 refused.').waitFor();
    await dialog.getByText(/^Row 3: name must be/).waitFor();
    expect((await product.request('GET', '/api/v1/components/queues')).status).toBe(404);
    await dialog.getByLabel('Rows').fill('name,title\nqueues,Queues\n');
    await dialog.getByRole('button', { name: 'See what it would do' }).click();
    await dialog.getByRole('button', { name: 'Import it' }).and(page.locator(':focus')).waitFor();
    await page.keyboard.press('Enter');
    await dialog.getByText('Done: 1 registered').waitFor();
    await dialog.getByRole('button', { name: 'Close' }).click();
    await rows(admin).filter({ hasText: 'Queues' }).waitFor();
    expect(admin.complaints).toEqual([]);
    await admin.close();
  });

  it('says of a component that is not there that it is not', async () => {
    const other = await openTab(browser, `${product.url}/components/nothing`);
    await other.page.getByText('There is no component nothing.').waitFor();
    await other.close();
  });

  it('bars nobody, in both colours, and is as narrow as a phone', async () => {
    for (const [path, text] of [
      ['components', 'inherited'],
      ['components/k8s', 'replaced by another'],
    ]) {
      const viewport = { width: 320, height: 640 };
      const narrow = await openTab(browser, `${product.url}/${path}`, { viewport });
      await narrow.page.getByText(text!).first().waitFor();
      expect(await barriersInBothColours(narrow.page)).toEqual([]);
      expect(await narrow.page.evaluate('document.documentElement.scrollWidth')).toBe(320);
      expect(narrow.complaints).toEqual([]);
      await narrow.close();
    }
  });

  it('asks no other host for anything, and breaks none of its own rules', () => {
    // Of a log that is not there, the browser says so.
    expect(tab.complaints.filter((complaint) => !/status of 404/.test(complaint))).toEqual([]);
  });
});
