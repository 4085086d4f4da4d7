/** The demo CRM at work in a real browser, beside a call system of its own. */
import {after, before} from 'node:test';
import {fileURLToPath} from 'node:url';

import {launch, type Browser, type Page} from 'puppeteer-core';

import {
  startCallSystem,
  type CallSystem,
  type CallSystemOptions,
} from '../../demo/call-system/call-system.ts';
import {startCrm, type Crm} from '../../demo/crm/server.ts';
import {browserArgs, findOrInstallBrowser} from '../../scripts/browser.ts';

const bundle = fileURLToPath(new URL('../../dist/cdn', import.meta.url));

export interface Fixture {
  readonly system: CallSystem;
  readonly crm: Crm;
  readonly page: Page;
  /** What the browser's console has to say. */
  readonly said: string[];
  /** Waits until what stands there holds these words. */
  reads(selector: string, words: string): Promise<unknown>;
  choose(language: 'en' | 'zh-CN'): Promise<void>;
  /** Presses a control inside one of the elements. */
  press(element: string, part: string): Promise<void>;
  status(name: string): Promise<unknown>;
}

/** Opens before the tests of a file and closes after them; it is there while they run. */
export function openFixture(options: CallSystemOptions): Fixture {
  let system: CallSystem;
  let crm: Crm;
  let browser: Browser;
  let page: Page;
  const said: string[] = [];

  before(async () => {
    system = await startCallSystem({campaign: false, ...options});
    crm = await startCrm({port: 0, callSystemUrl: system.url, bundle});
    browser = await launch({executablePath: await findOrInstallBrowser(), args: browserArgs});
    page = await browser.newPage();
    page.setDefaultTimeout(8000);
    page.on('console', (message) => said.push(message.text()));
    page.on('pageerror', (error) => said.push(String(error)));
    await page.setViewport({width: 1440, height: 900});
    await page.evaluateOnNewDocument(() => {
      if (location.protocol === 'http:') localStorage.setItem('harbour.console', 'closed');
    });
    await page.goto(`${crm.url}/?extno=1003`);
    await page.waitForSelector('agent-bar[status=signed-out]');
  });

  after(async () => {
    await browser.close();
    await crm.close();
    await system.close();
  });

  return {
    get system() {
      return system;
    },
    get crm() {
      return crm;
    },
    get page() {
      return page;
    },
    said,
    reads: (selector, words) =>
      page.waitForFunction(
        (at, text) => document.querySelector<HTMLElement>(at)?.innerText.includes(text),
        {},
        selector,
        words,
      ),
    choose: (language) => page.click(`input[name=lang][value=${language}]`),
    async press(element, part) {
      const control = await page.waitForSelector(`${element} >>> [part="${part}"]`, {visible: true});
      await control!.click();
    },
    status: (name) => page.waitForSelector(`agent-bar[status=${name}]`),
  };
}
