import assert from 'node:assert/strict';
import {after, before, test, type TestContext} from 'node:test';
import {launch, type Browser, type Page} from 'puppeteer-core';
import type {CallSystem} from '../../demo/call-system/call-system.ts';
import {browserArgs, findOrInstallBrowser} from '../../scripts/browser.ts';
import {asked, askCustomer, customerPath, ordersPath, ticketsPath, wangTel} from './lookups.ts';
import {quietSystem} from './support.ts';

let browser: Browser;

before(async () => {
  browser = await launch({executablePath: await findOrInstallBrowser(), args: browserArgs});
});

after(() => browser.close());

async function consolePage(t: TestContext, system: CallSystem, lang = 'en'): Promise<Page> {
  const page = await browser.newPage();
  t.after(() => page.close());
  page.setDefaultTimeout(5000);
  await page.goto(`${system.url}/console?lang=${lang}`);
  await page.waitForSelector('#lookups > li:nth-child(3)');
  return page;
}

const paths = Object.keys(asked);
const row = (path: string): string => `#lookups > li:nth-child(${paths.indexOf(path) + 1})`;

/** The page has been told how a lookup answers. */
async function chosen(page: Page, path: string, variant: string): Promise<void> {
  await page.waitForFunction(
    (at, wanted) => document.querySelector<HTMLSelectElement>(`${at} select`)?.value === wanted,
    {},
    row(path),
    variant,
  );
}

async function reads(page: Page, path: string, wanted: string): Promise<void> {
  await page.waitForFunction(
    (at, words) => document.querySelector<HTMLElement>(at)?.innerText.includes(words),
    {},
    `${row(path)} p`,
    wanted,
  );
}

/** Picks a variant and waits until the system has it. */
async function choose(page: Page, system: CallSystem, path: string, variant: string): Promise<void> {
  await page.select(`${row(path)} select`, variant);
  const late = AbortSignal.timeout(3000);
  while (system.state().lookups[paths.indexOf(path)]?.variant !== variant) {
    late.throwIfAborted();
    await new Promise(setImmediate);
  }
}

test('each lookup offers the variants that it has, in words of its own language', async (t) => {
  const system = await quietSystem(t);
  for (const lang of ['en', 'zh']) {
    const page = await consolePage(t, system, lang);
    for (const [index, {variants}] of system.state().lookups.entries()) {
      const options = await page.$$eval(`#lookups > li:nth-child(${index + 1}) option`, (all) =>
        all.map(({value, text}) => ({value, text})),
      );
      assert.deepEqual(
        options.map(({value}) => value),
        variants,
      );
      for (const {text} of options) assert.ok(text && text !== 'undefined', lang);
    }
  }
});

test('every variant that is chosen on the page is the one that the lookup answers with', async (t) => {
  const system = await quietSystem(t);
  const page = await consolePage(t, system);
  for (const {path, variants} of system.state().lookups) {
    for (const variant of variants.toReversed()) await choose(page, system, path, variant);
  }
  await choose(page, system, customerPath, 'error-500');
  assert.equal((await askCustomer(system)).status, 500);
});

test('a slow lookup is as late as was typed', async (t) => {
  const system = await quietSystem(t);
  const page = await consolePage(t, system);
  const delay = `${row(ordersPath)} [name=ms]`;
  await page.waitForSelector(delay, {hidden: true});
  await choose(page, system, ordersPath, 'slow');
  await page.waitForSelector(delay, {visible: true});
  await page.click(delay, {count: 3});
  await page.keyboard.type('120');
  await page.keyboard.press('Enter');
  await page.waitForSelector('#outcome:not(:empty)');
  const late = AbortSignal.timeout(3000);
  while (system.state().lookups[1]?.ms !== 120) {
    late.throwIfAborted();
    await new Promise(setImmediate);
  }
  const began = performance.now();
  await asked[ordersPath]!(system);
  assert.ok(performance.now() - began >= 115);
});

test('what was chosen elsewhere shows, and a choice that cannot be made known is taken back', async (t) => {
  const system = await quietSystem(t);
  const page = await consolePage(t, system);
  system.answerLookups({path: ticketsPath, variant: 'redirect'});
  await chosen(page, ticketsPath, 'redirect');
  await system.down();
  await page.select(`${row(ticketsPath)} select`, 'empty');
  await page.waitForSelector('#outcome.failed');
  await chosen(page, ticketsPath, 'redirect');
});

test('requests are counted, one that carried an access token stands out, and all are in the log', async (t) => {
  const system = await quietSystem(t);
  const page = await consolePage(t, system);
  await reads(page, customerPath, '0 requests');
  await asked[customerPath]!(system);
  await reads(page, customerPath, '1 request');
  assert.equal(await page.$(`${row(customerPath)} b:not([hidden])`), null);
  await askCustomer(system, wangTel, {headers: {access_token: system.token('1001')}});
  await reads(page, customerPath, '1 carried an access token');
  await page.waitForSelector('#log li.failed');
  const log = await page.$eval('#log', (element) => (element as HTMLElement).innerText);
  assert.match(log, /GET \/lookups\/customer\s+400/);
  assert.match(log, /tel=13800138000 → 200/);
  system.reset();
  await page.waitForSelector(`${row(customerPath)} b`, {hidden: true});
});

test('a browser asks once, whether it is reset, never answered or answered', async (t) => {
  const system = await quietSystem(t);
  const page = await consolePage(t, system);
  for (const variant of ['reset', 'no-answer', 'normal'] as const) {
    system.answerLookups({path: customerPath, variant});
    const outcome = await page.evaluate(
      (url, patience) =>
        fetch(url, {signal: AbortSignal.timeout(patience)})
          .then((response) => response.text())
          .then(
            () => 'answered',
            ({name}: Error) => name,
          ),
      `${system.url}${customerPath}?tel=123456`,
      variant === 'no-answer' ? 100 : 3000,
    );
    const expected = {reset: 'TypeError', 'no-answer': 'TimeoutError', normal: 'answered'};
    assert.equal(outcome, expected[variant]);
  }
  assert.equal(system.state().lookups[0]?.requests, 3);
});
