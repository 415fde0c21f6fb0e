import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { findChromium, HOW_TO_GET_CHROMIUM } from '../../scripts/chromium.js';

const CHROMIUM = findChromium();
/** What keeps its profile elsewhere than its sandbox can reach, and what runs as root, starts only so. */
const ARGUMENTS = ['--no-sandbox'];
/** Shorter than a test may take, so that it is told what was waited for. */
const PATIENCE_MS = 15_000;
/** The rules of axe-core that look at colours. */
const COLOURS = ['color-contrast', 'link-in-text-block'];

/** Specs of pages: skipped, plainly, where there is no browser. */
export const describeInBrowser: (says: string, specs: () => void) => void =
  CHROMIUM === undefined
    ? (says, specs) => describe.skip(`${says} (skipped: ${HOW_TO_GET_CHROMIUM})`, specs)
    : describe;

/** A real browser, for all specs of a file. */
export function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: CHROMIUM!, args: ARGUMENTS });
}

export interface Reader extends BrowserContextOptions {
  /** Signed in from the beginning. */
  readonly token?: string;
  /** Time goes on as usual, and can be put forward by `page.clock`. */
  readonly hasOwnClock?: boolean;
}

/** A tab of a reader of its own; what its console complains of is kept. */
export async function openTab(
  browser: Browser,
  url: string,
  { token, hasOwnClock, ...options }: Reader = {},
): Promise<Tab> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  if (token !== undefined) {
    await context.addInitScript((token) => sessionStorage.setItem('opsledger.token', token), token);
  }
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  if (hasOwnClock === true) await page.clock.install();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  await page.goto(url);
  return { page, complaints, close: () => context.close() };
}

export interface Tab {
  readonly page: Page;
  /** Errors that nobody caught, and what the browser refused (such as by the Content-Security-Policy). */
  readonly complaints: readonly string[];
  readonly close: () => Promise<void>;
}

/** What axe-core finds wrong, each with the elements that are meant. */
export function barriersOn(page: Page): Promise<string[]> {
  return foundBy(new AxeBuilder({ page }));
}

/** The same in light colours, and in dark ones what depends on them. */
export async function barriersInBothColours(page: Page): Promise<string[]> {
  await page.emulateMedia({ colorScheme: 'light' });
  const inLight = await barriersOn(page);
  // Without motion no colour is on its way from the one to the other.
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  const inDark = await foundBy(new AxeBuilder({ page }).withRules(COLOURS));
  await page.emulateMedia({ reducedMotion: null });
  return [...inLight, ...inDark];
}

async function foundBy(axe: AxeBuilder): Promise<string[]> {
  const { violations } = await axe.analyze();
  return violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html).join(' ')}`);
}

/** Ids of the entries on a page, in its order. */
export function idsShown(page: Page): Promise<string[]> {
  return page
    .locator('[data-entry]')
    .evaluateAll((lines: { getAttribute(name: string): string | null }[]) =>
      lines.map((line) => line.getAttribute('data-entry')!),
    );
}
