import assert from 'node:assert/strict';
import {after, before, describe, test} from 'node:test';

import type {Browser, Page} from 'puppeteer-core';

import {anna} from '../call-system/support.ts';
import {bar, openBrowser} from '../docs/site.ts';
import {cardSays, enter} from '../drafts/driver.ts';
import {barTag, openHost, scriptTag, tokenScript, until, worksACall, zone} from './host.ts';

let browser: Browser;

const card = `${scriptTag}${barTag}<screen-pop></screen-pop>${tokenScript}`;

const sheets: Readonly<Record<string, string>> = {
  'resets everything': '* { all: initial !important; }',
  'unsets everything': '* { all: unset !important; }',
  'hides what it does not know': 'body > * { display: none !important; }',
  'makes everything a line of text': '* { display: inline !important; }',
};

/** The buttons of the bar that the Tab key reaches and that are in the window, by their parts. */
async function reached(page: Page): Promise<readonly string[]> {
  const parts: string[] = [];
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  for (let steps = 0; steps < 12; steps += 1) {
    await page.keyboard.press('Tab');
    const part = await page.evaluate(() => {
      const button = document.querySelector('agent-bar')?.shadowRoot?.activeElement;
      const {left = -1, right = -1, width = 0, height = 0} = button?.getBoundingClientRect() ?? {};
      const visible = left >= 0 && right <= innerWidth && width >= 24 && height >= 24;
      return visible ? (button?.getAttribute('part') ?? button?.className) : undefined;
    });
    if (part) parts.push(part);
  }
  return parts;
}

/** Counts the timers of the page, whichever zone they are in. */
const countTimers = () => {
  const counts = {ticks: 0, timers: 0, tasks: 0};
  Object.assign(window, {counts});
  const {setInterval: every, clearInterval: stop} = window;
  const running = new Set<number>();
  window.setInterval = ((task: () => void, ms: number) => {
    const id = every(() => {
      counts.ticks += 1;
      task();
    }, ms);
    counts.timers = running.add(id).size;
    return id;
  }) as never;
  window.clearInterval = (id) => {
    running.delete(id as number);
    counts.timers = running.size;
    stop(id);
  };
};

/** Counts what happens in a zone of the page's own, as Angular does to know when to look at everything again. */
const countTasks = `
  const page = Zone.current.fork({
    name: 'page',
    onInvokeTask(delegate, current, target, ...task) {
      counts.tasks += 1;
      return delegate.invokeTask(target, ...task);
    },
  });
  Object.assign(window, {inZone: (run) => page.run(run)});`;

interface Counts {
  readonly ticks: number;
  readonly timers: number;
  readonly tasks: number;
}

/** What a script can do that was in the page first. */
const overhear = () => {
  const heard = new Set<string>();
  Object.assign(window, {heard});
  const {fetch: realFetch, WebSocket: RealSocket} = window;
  const {attachShadow} = Element.prototype;
  window.fetch = (...asked) => (heard.add('fetch'), realFetch(...asked));
  window.WebSocket = class extends RealSocket {
    constructor(url: string | URL) {
      heard.add('WebSocket');
      super(url);
    }
  };
  Element.prototype.attachShadow = function (init) {
    heard.add('attachShadow');
    return attachShadow.call(this, init);
  };
  for (const type of ['agent-call', 'agent-status', 'message'])
    addEventListener(type, () => heard.add(type), true);
};

const overheard = (page: Page) =>
  page.evaluate(() => [...(window as unknown as {heard: Set<string>}).heard].toSorted());

const counts = (page: Page) => page.evaluate(() => ({...(window as unknown as {counts: Counts}).counts}));

describe('a page around the bar', () => {
  before(async () => {
    browser = await openBrowser();
  });

  after(() => browser.close());

  for (const [name, sheet] of Object.entries(sheets)) {
    test(`H11 whose style sheet ${name} leaves the call commands in sight and to the keyboard`, async (t) => {
      const host = await openHost(t, browser, {html: `<style>${sheet}</style>${card}`});
      await worksACall(host);
      const parts = await reached(host.page);
      for (const part of ['hold', 'meeting', 'sms', 'sign-out', 'next-call'])
        assert.ok(parts.includes(part), part);
      await bar.press(host.page, 'hold');
      await bar.says(host.page, 'On hold');
    });
  }

  test('H11 that hides the bar by its attribute hides it', async (t) => {
    const {page} = await openHost(t, browser, {html: card.replace('<agent-bar', '<agent-bar hidden')});
    await bar.connected(page);
    assert.equal(await page.$eval('agent-bar', (element) => element.checkVisibility()), false);
  });

  test('H11 at 400 % leaves every call command to the keyboard, without scrolling sideways', async (t) => {
    const host = await openHost(t, browser, {html: card});
    const {page} = host;
    await page.setViewport({width: 320, height: 256});
    t.after(() => page.setViewport({width: 1280, height: 800}));
    await worksACall(host);
    const parts = await reached(page);
    for (const part of ['hold', 'opens-more', 'next-call']) assert.ok(parts.includes(part), part);
    await page.focus('agent-bar >>> .opens-more');
    await page.keyboard.press('Enter');
    await page.waitForSelector('agent-bar >>> #more:popover-open');
    const inside = await reached(page);
    for (const part of ['meeting', 'sms', 'blacklist', 'sign-out']) assert.ok(inside.includes(part), part);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320);
  });

  test('H8 that counts tasks by zone.js is woken by no frame and no clock, has one timer, and none while it is hidden', async (t) => {
    const host = await openHost(t, browser, {
      files: zone.files,
      first: countTimers,
      html: `${zone.html}<script>${countTasks}</script>${scriptTag}<script type="module">
        inZone(() => {
          document.body.insertAdjacentHTML('beforeend', \`${barTag}<screen-pop></screen-pop>\`);
          document.querySelector('agent-bar').token = () => fetch('/my-crm/agent-token').then((r) => r.text());
        });
      </script>`,
    });
    const {page} = host;
    await worksACall(host);
    await page.waitForFunction(() => (window as unknown as {counts: Counts}).counts.ticks > 0);
    assert.equal((await counts(page)).timers, 1);
    const {tasks} = await counts(page);
    assert.ok(tasks > 0);
    host.frame({method: 'message', msg: 'Line 2 is back'});
    await bar.says(page, 'Line 2 is back');
    const {ticks} = await counts(page);
    await page.waitForFunction(
      (known) => (window as unknown as {counts: Counts}).counts.ticks > known,
      {},
      ticks,
    );
    assert.equal((await counts(page)).tasks, tasks);

    const other = await browser.newPage();
    await other.bringToFront();
    await page.waitForFunction(
      () => document.hidden && (window as unknown as {counts: Counts}).counts.timers === 0,
      {
        polling: 50,
      },
    );
    await other.close();
    await page.bringToFront();
    await page.waitForFunction(() => (window as unknown as {counts: Counts}).counts.timers === 1, {
      polling: 50,
    });
    assert.deepEqual(host.errors, []);
  });

  test('H13 that is left is never asked by the bar, but while there are unsaved words, and unload is not used', async (t) => {
    const host = await openHost(t, browser, {
      html: card,
      first: () => {
        const types: string[] = [];
        Object.assign(window, {types});
        const {addEventListener} = EventTarget.prototype;
        EventTarget.prototype.addEventListener = function (type, ...more) {
          types.push(type);
          addEventListener.call(this, type, ...(more as [never]));
        };
      },
    });
    const {page} = host;
    const asked: string[] = [];
    page.on('dialog', (dialog) => {
      asked.push(dialog.type());
      void dialog.accept();
    });
    t.after(() => page.removeAllListeners('dialog'));
    await worksACall(host);
    await enter(page, '公司');
    const types = await page.evaluate(() => (window as unknown as {types: string[]}).types);
    assert.ok(types.includes('visibilitychange') && !types.includes('unload'));
    assert.equal(await page.evaluate(() => window.onunload ?? window.onbeforeunload), null);
    await page.reload();
    assert.deepEqual(asked, []);
    host.site.callSystem.hangUp({extno: '1003'});
    await bar.has(page, 'wrap-up');
    host.ring(anna);
    await enter(page, 'Comment');
    await page.keyboard.type('Harbour');
    await cardSays(page, 'draft kept');
    await page.reload();
    assert.deepEqual(asked, ['beforeunload']);
  });

  test('X5 that overhears whatever it can learns all of a bar beside it, and nothing of one in a frame of another origin', async (t) => {
    const beside = await openHost(t, browser, {html: card, first: overhear});
    await worksACall(beside);
    const all = ['WebSocket', 'agent-call', 'agent-status', 'attachShadow', 'fetch'];
    assert.deepEqual(await overheard(beside.page), all);

    const {page, site, ring} = await openHost(t, browser, {
      html: '<iframe width="1200" height="600"></iframe>',
      files: {'/framed.html': `<!doctype html>${card}`},
      first: overhear,
    });
    await page.$eval('iframe', (frame) => {
      frame.src = `${location.origin.replace('127.0.0.1', 'phone.example.com')}/framed.html`;
    });
    const frame = await page.waitForFrame((one) => one.url().includes('framed'));
    await frame.waitForSelector('agent-bar[status=idle]');
    ring();
    await frame.waitForSelector('screen-pop >>> [part=card]');
    await frame.click('agent-bar >>> [part=hold]');
    await until(() => site.callSystem.state().calls[0]?.held === true);
    assert.deepEqual(await overheard(page), []);
    assert.equal(await page.$eval('iframe', ({contentDocument}) => contentDocument), null);
  });

  test('H13 that shuts the bar into a sandboxed frame with scripts and forms gets a working bar', async (t) => {
    const host = await openHost(t, browser, {
      html: '<iframe sandbox="allow-scripts allow-forms" width="1200" height="600"></iframe>',
      files: {
        '/framed.html': `<!doctype html>${scriptTag}${barTag}<screen-pop></screen-pop>
        <script>document.querySelector('agent-bar').token = location.hash.slice(1);</script>`,
      },
    });
    const {page, site} = host;
    await page.$eval(
      'iframe',
      (frame, token) => (frame.src = `/framed.html#${token}`),
      site.callSystem.token('1003'),
    );
    const frame = await page.waitForFrame((one) => one.url().includes('framed'));
    await frame.waitForSelector('agent-bar[status=idle]');
    host.ring();
    await frame.waitForSelector('agent-bar[status=busy]');
    await bar.addParty(page, '13900139000', frame);
    await until(() => site.callSystem.state().calls[0]?.parties.includes('13900139000') === true);
    assert.deepEqual(host.errors, []);
  });
});
