import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {fileURLToPath} from 'node:url';

import {launch, type Browser, type Page} from 'puppeteer-core';

import {startCallSystem, type CallSystem} from '../../demo/call-system/call-system.ts';
import {startCrm} from '../../demo/crm/server.ts';
import {browserArgs, findOrInstallBrowser} from '../../scripts/browser.ts';

const bundle = fileURLToPath(new URL('../../dist/cdn', import.meta.url));
let system: CallSystem;
let crm: Awaited<ReturnType<typeof startCrm>>;
let browser: Browser;
let page: Page;
const said: string[] = [];

before(async () => {
  system = await startCallSystem({ringDelay: 50, seed: 7});
  crm = await startCrm({port: 0, callSystemUrl: system.url, bundle});
  browser = await launch({executablePath: await findOrInstallBrowser(), args: browserArgs});
  page = await browser.newPage();
  page.on('console', (message) => said.push(message.text()));
  page.on('pageerror', (error) => said.push(String(error)));
  await page.setViewport({width: 1440, height: 900});
  await page.goto(`${crm.url}/?extno=1003`);
});

after(async () => {
  await browser.close();
  await crm.close();
  await system.close();
});

/** A control inside one of the elements, as a person would reach it. */
const control = (element: string, part: string) =>
  page.waitForSelector(`${element} >>> [part="${part}"]`, {visible: true});

async function click(element: string, part: string) {
  await (await control(element, part))?.click();
}

/** Opens the dialog for a third party, which arrives late, and waits until it takes what is typed. */
async function typeParty(tel: string) {
  await click('agent-bar', 'meeting');
  await page.waitForFunction(
    () =>
      document.querySelector('agent-bar')?.shadowRoot?.activeElement?.getAttribute('part') === 'meeting-tel',
  );
  await page.keyboard.type(tel);
}

const status = (name: string) => page.waitForSelector(`agent-bar[status=${name}]`);

test('an agent works a call in the CRM with mouse and keyboard, and the CRM shows the caller’s record', async () => {
  await status('signed-out');
  await click('agent-bar', 'sign-in');
  await status('idle');
  await click('agent-bar', 'next-call');
  await status('busy');
  const caller = await control('screen-pop', 'caller');
  const name = await caller?.evaluate((heading) => heading.textContent.trim());
  assert.ok(name);
  await page.waitForFunction(
    (wanted) =>
      [...document.querySelectorAll('h1, h2, h3')].some((heading) => heading.textContent.trim() === wanted),
    {},
    name,
  );

  await typeParty('13900139000');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() =>
    document.querySelector('agent-bar')?.shadowRoot?.textContent.includes('13900139000'),
  );

  await click('agent-bar', 'sms');
  await page.waitForFunction(() => {
    const text = document.querySelector('sms-dialog')?.shadowRoot?.querySelector('textarea');
    return text?.value !== '' && text === document.querySelector('sms-dialog')?.shadowRoot?.activeElement;
  });
  await page.keyboard.type(' — see you on Monday');
  await page.keyboard.down('Control');
  await page.keyboard.press('Enter');
  await page.keyboard.up('Control');
  await page.waitForSelector('sms-dialog:not([open])');
  assert.match(system.state().outbox[0]?.msg ?? '', / — see you on Monday$/);

  system.hangUp({extno: '1003'});
  await status('wrap-up');
  await click('agent-bar', 'next-call');
  await status('busy');
  system.hangUp({extno: '1003'});
  await status('wrap-up');
  await click('agent-bar', 'sign-out');
  await status('signed-out');
});

test('an announcement waits behind the bell until it is read', async () => {
  system.announce({msg: 'Line 2 is back'});
  await page.waitForFunction(() =>
    document
      .querySelector('agent-bar')
      ?.shadowRoot?.querySelector('[part=announcement]')
      ?.textContent.includes('1'),
  );
  await click('agent-bar', 'announcement');
  await page.waitForSelector('agent-bar >>> #announcements li', {visible: true});
  await page.keyboard.press('Escape');
});

test('the page’s strict policy is kept, nothing is logged, and the token stands nowhere it could be read later (X3, X7)', async () => {
  assert.deepEqual(said, []);
  const token = await page.evaluate(() =>
    fetch('/my-crm/agent-token?extno=1003').then((answer) => answer.text()),
  );
  const kept = await page.evaluate(() => [
    document.documentElement.outerHTML,
    ...Object.entries(localStorage).flat(),
    ...Object.entries(sessionStorage).flat(),
    ...performance.getEntries().map((entry) => entry.name),
  ]);
  assert.equal(token.split('.').length, 3);
  assert.deepEqual(
    kept.filter((text) => text.includes('eyJ')),
    [],
  );
});

test('a second agent in another page gets the first one’s call as a third party', async () => {
  const other = await browser.newPage();
  await other.goto(`${crm.url}/?extno=1001`);
  await other.waitForSelector('agent-bar[status=signed-out]');
  await (await other.waitForSelector('agent-bar >>> [part=sign-in]', {visible: true}))?.click();
  await other.waitForSelector('agent-bar[status=idle]');
  await page.bringToFront();
  await click('agent-bar', 'sign-in');
  await status('idle');
  system.call({extno: '1003'});
  await status('busy');
  await typeParty('1001');
  await page.keyboard.press('Enter');
  await other.waitForSelector('agent-bar[status=busy]');
  const [mine, theirs] = await Promise.all(
    [page, other].map(async (one) => {
      const caller = await one.waitForSelector('screen-pop >>> [part=caller]', {visible: true});
      return caller?.evaluate((heading) => heading.textContent);
    }),
  );
  assert.ok(mine);
  assert.equal(mine, theirs);
  system.hangUp({extno: '1003'});
  await other.waitForSelector('agent-bar[status=wrap-up]');
  await other.close();
});

test('a listener of the page that throws does not stop the bar (H10)', async () => {
  await page.evaluate(() => {
    for (const name of ['agent-status', 'agent-call', 'agent-link']) {
      document.addEventListener(name, () => {
        throw new Error('a listener of the page');
      });
    }
  });
  await status('wrap-up');
  await click('agent-bar', 'next-call');
  await status('busy');
  await control('screen-pop', 'caller');
  assert.ok(said.every((text) => text.includes('a listener of the page')));
});
