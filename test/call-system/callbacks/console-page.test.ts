import assert from 'node:assert/strict';
import {after, before, test, type TestContext} from 'node:test';

import {launch, type Browser, type Page} from 'puppeteer-core';

import type {CallSystem} from '../../../demo/call-system/call-system.ts';
import {browserArgs, findOrInstallBrowser} from '../../../scripts/browser.ts';
import {assertReadable} from '../../rig/readable.ts';
import {quietSystem, signedInDesk} from '../support.ts';
import {agreeing, pushTo, receiver, setCallback, signIn, tries} from './support.ts';

let browser: Browser;

before(async () => {
  browser = await launch({executablePath: await findOrInstallBrowser(), args: browserArgs});
});

after(() => browser.close());

async function consolePage(
  t: TestContext,
  system: CallSystem,
  query = 'lang=en',
  width = 1280,
): Promise<Page> {
  const page = await browser.newPage();
  t.after(() => page.close());
  page.setDefaultTimeout(5000);
  await page.setViewport({width, height: 900});
  await page.goto(`${system.url}/console?${query}`);
  await page.waitForSelector('#agents tr');
  return page;
}

const reads = (page: Page, selector: string, wanted: string) =>
  page.waitForFunction(
    (at, text) => document.querySelector<HTMLElement>(at)?.innerText.includes(text),
    {},
    selector,
    wanted,
  );

async function fill(page: Page, selector: string, text: string): Promise<void> {
  await page.click(selector, {count: 3});
  await page.keyboard.type(text);
}

const press = (page: Page, operation: string) => page.click(`[data-operation="${operation}"]`);

test('the console says where is pushed to, pushes sooner when told to, and lists each try', async (t) => {
  const system = await quietSystem(t, {pushInterval: 10});
  const {url, bodies} = await receiver(t, (_request, response, _body, turn) => {
    if (turn === 1) response.writeHead(500).end('<b>down</b>');
    else response.end(turn === 2 ? '' : 'SUCCESS');
  });
  const page = await consolePage(t, system);
  await reads(page, '#addresses', 'No address set');
  await page.waitForSelector('#no-pushes', {visible: true});
  await pushTo(system, url);
  await reads(page, '#addresses', url);
  const agent = await signedInDesk(t, system);
  await agent.ring();
  await agent.hangUp();
  await reads(page, '#addresses', 'On, 1 call waits');
  assert.equal(bodies.length, 0);
  await fill(page, '#pushing [name=delay]', '0.01');
  await page.click('#pushing button');
  await reads(page, '#pushes-count', '3');
  const {host} = new URL(url);
  assert.deepEqual(
    await page.$$eval('#pushes li', (lines) =>
      lines.map((line) => [...line.children].slice(1).map(({textContent}) => textContent)),
    ),
    [
      ['Call, 3 of 3', 'Accepted', `${host} → 200 SUCCESS`],
      ['Call, 2 of 3', 'Not accepted', `${host} → 200 empty answer`],
      ['Call, 1 of 3', 'Not accepted', `${host} → 500 <b>down</b>`],
    ],
  );
  system.reset();
  await page.waitForSelector('#no-pushes', {visible: true});
});

test('the console pushes a duplicate, a finished import and a failed one, ends keys, and chooses the code for a wrong url', async (t) => {
  const system = await quietSystem(t, {pushInterval: 10});
  const {url, bodies} = await receiver(t, agreeing);
  const page = await consolePage(t, system);
  await press(page, 'push-again');
  await reads(page, '#outcome', 'Nothing has been pushed yet');
  await pushTo(system, url, {task_callback_url: url});
  await press(page, 'import-ended');
  await reads(page, '#pushes-count', '1');
  await press(page, 'push-again');
  await reads(page, '#pushes-count', '2');
  assert.equal(bodies[0], bodies[1]);
  await fill(page, '#import-failed [name=reason]', 'No numbers');
  await page.click('#import-failed button');
  await reads(page, '#pushes-count', '3');
  assert.equal(JSON.parse(bodies[2]!).import_mark, 'No numbers');
  const session = await signIn(system);
  await press(page, 'expire-keys');
  await reads(page, '#outcome', 'Done');
  const set = {open_callback: '1', callback_url: url};
  assert.equal((await setCallback(system, set, session)).code, 20006);
  await page.focus('#pushing [name=urlRefusal]');
  await page.select('#pushing [name=urlRefusal]', '10001');
  await page.click('#pushing button');
  await page.waitForFunction(() =>
    document.querySelector('#log')?.textContent.includes('"urlRefusal":10001'),
  );
  assert.equal(system.state().settings.urlRefusal, 10001);
});

for (const [lang, theme, width] of [
  ['zh', 'light', 1280],
  ['en', 'dark', 1280],
  ['en', 'light', 360],
  ['zh', 'dark', 360],
] as const) {
  test(`callbacks can be read and used at ${width} px in ${lang}, ${theme}`, async (t) => {
    const system = await quietSystem(t, {pushInterval: 1});
    await pushTo(system, 'http://127.0.0.1:9/', {task_callback_url: `http://127.0.0.1:9/${'a'.repeat(400)}`});
    system.importEnded();
    await tries(system, 3);
    const page = await consolePage(t, system, `lang=${lang}&theme=${theme}`, width);
    await page.$$eval('details', (panels) => {
      for (const panel of panels) panel.open = true;
    });
    await page.waitForSelector('#pushes li');
    await assertReadable(page);
  });
}
