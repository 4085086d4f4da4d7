/** What every measurement needs: a browser, the pages, and the simulated call system behind them. */
import {launch, type Browser, type Page} from 'puppeteer-core';

import {startCallSystem, type CallSystem} from '../demo/call-system/call-system.ts';
import {browserArgs, findOrInstallBrowser} from '../scripts/browser.ts';
import {startPages, type PageName, type PageServer} from './page-server.ts';

export interface Stage {
  readonly browser: Browser;
  readonly callSystem: CallSystem;
  readonly pages: PageServer;
  /** What a bar needs to connect. */
  access(extno: string): {server: string; extno: string; token: string};
  /** A page in a window of its own, with nothing of another one in its process. */
  open(name: PageName, extno?: string, query?: string): Promise<Page>;
  /** A browser of its own that holds hidden pages back, as browsers do outside of tests. */
  openInStrictBrowser(names: readonly PageName[]): Promise<{pages: Page[]; close(): Promise<void>}>;
  close(): Promise<void>;
}

const leniency = [
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
];

/** The work numbers of the pages, so that each of them hears only its own frames. */
const extnos: Readonly<Partial<Record<PageName, string>>> = {
  product: '1001',
  plain: '1002',
  socket: '1003',
  'product-form': '1001',
  'plain-form': '1002',
  nodes: '1001',
  'no-nodes': '1002',
};

export const extnoOf = (name: PageName) => extnos[name] ?? '1004';

export async function setStage(): Promise<Stage> {
  const executablePath = await findOrInstallBrowser();
  const callSystem = await startCallSystem({tick: 0, campaign: false});
  const pages = await startPages();
  const browser = await launch({executablePath, args: browserArgs, protocolTimeout: 60_000});

  const access = (extno: string) => ({server: callSystem.url, extno, token: callSystem.token(extno)});

  async function goTo(page: Page, name: PageName, extno = extnoOf(name), query = '') {
    const parameters = new URLSearchParams(access(extno)).toString();
    const problems: string[] = [];
    page.on('pageerror', (error) => problems.push(String(error)));
    await page.goto(`${pages.url}/${name}.html?${parameters}${query}`);
    if (problems.length > 0) throw new Error(`/${name}.html: ${problems.join(', ')}`);
    // The call system greets each socket with a notice.
    if (name in extnos) await page.waitForFunction(() => window.bench.traffic.messages > 0);
    return page;
  }

  return {
    browser,
    callSystem,
    pages,
    access,
    async open(name, extno, query) {
      const page = await (await browser.createBrowserContext()).newPage();
      await page.emulateFocusedPage(true);
      return goTo(page, name, extno, query);
    },
    async openInStrictBrowser(names) {
      const strict = await launch({executablePath, args: browserArgs, ignoreDefaultArgs: leniency});
      const opened: Page[] = [];
      for (const name of names) opened.push(await goTo(await strict.newPage(), name));
      return {pages: opened, close: () => strict.close()};
    },
    async close() {
      await browser.close();
      await callSystem.close();
      pages.close();
    },
  };
}

/** Closes the window, and with it the page's process. */
export async function closeWindow(page: Page): Promise<void> {
  await page.browserContext().close();
}
