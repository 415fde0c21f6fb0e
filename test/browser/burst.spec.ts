import type { Browser } from 'playwright-core';
import { concatMap, lastValueFrom, take, timer } from 'rxjs';
import { Product } from '../support/product.js';
import { describeInBrowser, idsShown, openBrowser, openTab } from './browser.js';

/** A thousand entries a second for five seconds. */
const [BATCH, EVERY_MS, BATCHES] = [100, 100, 50];
/** Generous, for a machine that does other things too; the figure `dashboard` promises less. */
const LONGEST_TASK_MS = 200;

describeInBrowser('A page that hears a thousand entries a second', () => {
  let product: Product;
  let browser: Browser;
  beforeAll(async () => {
    [product, browser] = [await Product.startAfresh(), await openBrowser()];
  });
  afterAll(async () => {
    await browser.close();
    await product.endAndForget();
  });
  const logBatch = async (batch: number): Promise<void> => {
    const entries = Array.from({ length: BATCH }, (_, n) => ({ log: 'production', message: `entry ${batch}-${n}` }));
    const { status } = await product.request('POST', '/api/v1/log-entries/batch', entries);
    if (status !== 200) throw new Error(`batch ${batch}: ${status}`);
  };

  it('does not freeze, keeps up while they come, and has the newest in the end', async () => {
    const { page, close } = await openTab(browser, product.url);
    await page.getByText('Live', { exact: true }).waitFor();
    await page.evaluate(`
      window.longest = 0;
      new PerformanceObserver((list) => {
        for (const { duration } of list.getEntries()) window.longest = Math.max(window.longest, duration);
      }).observe({ type: 'longtask' });
    `);
    const all = lastValueFrom(
      timer(0, EVERY_MS).pipe(
        take(BATCHES),
        concatMap((batch) => logBatch(batch)),
      ),
    );
    const isUnderWay = all.then(() => false);
    await page
      .getByText(/^entry 2\d-/)
      .first()
      .waitFor();
    expect(await Promise.race([isUnderWay, Promise.resolve(true)])).toBe(true);
    await all;
    await page.getByText(`entry ${BATCHES - 1}-${BATCH - 1}`).waitFor();
    const { data } = await product.get('/api/v1/log-entries?limit=40');
    expect(await idsShown(page)).toEqual(data.map(({ id }: { id: string }) => id));
    expect(await page.evaluate('window.longest')).toBeLessThan(LONGEST_TASK_MS);
    await close();
  });
});
