import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { chromium } from 'playwright-core';
import { findChromium, HOW_TO_GET_CHROMIUM } from '../scripts/chromium.js';
import { inFolder, jsonBy, startServer } from './load.js';
import { message } from './made-up.js';
import { beside, median, paired, report, valueBelow } from './measure.js';
import { plainTable } from './plain-table.js';
import { copyOfSeeded, ENTRIES } from './seed.js';

const WORDS = 'kernel db1017 upgrade db1105 pooling db1233 switch db1321 primary db1407 replica db1511 cache db1619'
  .concat(' certificate db1703 rotate db1807 network db1899')
  .split(' ');
const SCROLLED = 10_000;
const NOTCH_PX = 1500;
/** A thousand entries a second for five seconds. */
const [BATCH, EVERY_MS, BATCHES] = [100, 100, 50];

export const baseline = 'The same entries as a plain HTML table of a tiny server, in the same browser.';

/** The pages in a real browser: how soon they can be used, and for how long they are deaf. */
export default async function dashboard() {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error(HOW_TO_GET_CHROMIUM);
  await inFolder(async (folder) => {
    const data = join(folder, 'data');
    await copyOfSeeded(data);
    const server = await startServer(data);
    const table = await plainTable(server.url);
    const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
    await firstPage(browser, server, table);
    await filter(browser, server, table);
    await scroll(browser, server, table);
    await burst(browser, server, table);
    await browser.close();
    table.close();
    await server.kill();
  });
}

async function firstPage(browser, server, table) {
  const usable = (url, isUsable) => withPage(browser, url, (page) => page.waitForFunction(isUsable).then(valueOf));
  const isLive = () =>
    document.querySelector('[data-entry]') && document.querySelector('.live-state.live') && performance.now();
  const isFull = () => document.querySelectorAll('[data-entry]').length === 40 && performance.now();
  const measured = await paired(
    () => usable(server.url, isLive),
    () => usable(`${table.url}?rows=40`, isFull),
  );
  const figure = `first page usable: newest of ${ENTRIES} entries shown, and live, vs a plain table`;
  report({ figure, unit: 'ms', ...measured }, valueBelow(1000, 'ms'));
}

async function filter(browser, server, table) {
  const each = (url) =>
    withPage(browser, url, async (page) => {
      const times = [];
      for (const word of WORDS) times.push(await resultOf(page, word));
      return median(times);
    });
  const measured = await paired(
    () => each(`${server.url}/logs`),
    () => each(`${table.url}?rows=60`),
  );
  const figure = `a word and Enter until the first of ${ENTRIES} entries is shown, p50 of ${WORDS.length} words, vs a plain table`;
  report({ figure, unit: 'ms', ...measured }, valueBelow(150, 'ms'));
}

/** From the key to the frame in which every row has the word. */
async function resultOf(page, word) {
  await page.locator('[data-entry]').first().waitFor();
  await page.locator('input[name=q]').fill(word);
  await page.evaluate(`sessionStorage.pressed = 0;
    addEventListener('keydown', () => (sessionStorage.pressed = performance.timeOrigin + performance.now()), { once: true, capture: true })`);
  await page.keyboard.press('Enter');
  return valueOf(await page.waitForFunction(sincePressed, word));
}

function sincePressed(word) {
  const rows = [...document.querySelectorAll('[data-entry]')];
  const isAsked = new URL(location.href).searchParams.get('q') === word;
  const isShown = isAsked && rows.length > 0 && rows.every((row) => row.textContent.includes(word));
  return isShown && performance.timeOrigin + performance.now() - Number(sessionStorage.getItem('pressed'));
}

async function scroll(browser, server, table) {
  const ours = await withPage(browser, `${server.url}/logs`, async (page) => {
    let loaded = 0;
    page.on('response', async (response) => {
      if (response.url().includes('/log-entries?')) loaded += (await response.json()).data.length;
    });
    return longestTask(page, () => scrolled(page, () => loaded >= SCROLLED));
  });
  const plain = await withPage(browser, `${table.url}?rows=${SCROLLED}`, (page) =>
    longestTask(page, () => scrolled(page, () => page.evaluate('scrollY + innerHeight >= document.body.scrollHeight'))),
  );
  reportTask(`longest task while ${SCROLLED} rows are scrolled, vs a plain table with as many`, ours, plain);
}

async function scrolled(page, isDone) {
  await page.mouse.move(600, 600);
  while (!(await isDone())) {
    await page.mouse.wheel(0, NOTCH_PX);
    await page.evaluate('new Promise(requestAnimationFrame)');
  }
}

async function burst(browser, server, table) {
  const during = (url) => withPage(browser, url, (page) => longestTask(page, () => heardAll(page, server)));
  const plain = await during(`${table.url}?rows=40&live=1`);
  for (const [name, path] of [
    ['what happens now', '/'],
    ['all logs', '/logs'],
  ]) {
    const ours = await during(server.url + path);
    reportTask(`longest task on the page of ${name} while 1000 entries/s come, vs a plain table`, ours, plain);
  }
}

/** Resolves when the last of them is shown. */
async function heardAll(page, server) {
  const started = performance.now();
  const mark = `burst-${Math.round(started)}`;
  for (let batch = 0; batch < BATCHES; batch++) {
    const entries = Array.from({ length: BATCH }, (_, n) => ({
      log: 'production',
      message: `${message(n)} ${mark}-${batch}-${n}`,
    }));
    const sent = { method: 'POST', headers: jsonBy(server.token()), body: JSON.stringify(entries) };
    const { status } = await fetch(`${server.url}/api/v1/log-entries/batch`, sent);
    if (status !== 200) throw new Error(`a batch was refused with ${status}`);
    await pause(Math.max(0, started + (batch + 1) * EVERY_MS - performance.now()));
  }
  console.error(`burst: ${BATCHES * BATCH} entries in ${Math.round(performance.now() - started)} ms`);
  await page.getByText(`${mark}-${BATCHES - 1}-${BATCH - 1}`).waitFor();
}

function reportTask(figure, ours, plain) {
  const measured = { ...beside(ours, plain), ratio: ours / Math.max(1, plain) };
  report({ figure: `${figure} (0: none took 50 ms)`, unit: 'ms', ...measured }, valueBelow(50, 'ms'));
}

/** Of those that the browser calls long, from 50 ms on; 0 = none. Loading the page is over by then. */
async function longestTask(page, work) {
  await page.locator('[data-entry]').first().waitFor();
  await page.evaluate(`window.longest = 0;
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) window.longest = Math.max(window.longest, duration);
    }).observe({ type: 'longtask' });`);
  await work();
  return page.evaluate('window.longest');
}

/** In a browser that has seen nothing before. */
async function withPage(browser, url, work) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  await page.goto(url);
  const value = await work(page);
  await context.close();
  return value;
}

const valueOf = (handle) => handle.jsonValue();
