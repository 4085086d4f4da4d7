/** What the documentation speaks of: a CRM's pages, the script on another origin, the call system on a third. */
import {readFileSync, readdirSync} from 'node:fs';
import {createServer, type IncomingMessage, type ServerResponse} from 'node:http';
import type {TestContext} from 'node:test';

import {launch, type Browser, type ConsoleMessage, type Frame, type Page} from 'puppeteer-core';

import {startCallSystem, type CallSystem} from '../../demo/call-system/call-system.ts';
import {browserArgs, findOrInstallBrowser} from '../../scripts/browser.ts';
import {root} from './markdown.ts';

type Headers = Readonly<Record<string, string>>;
type Handler = (request: IncomingMessage, response: ServerResponse) => unknown;

/** Read once: nobody builds while these tests run, and if somebody does, they notice nothing. */
export const scripts: ReadonlyMap<string, Buffer> = new Map(
  readdirSync(`${root}dist/cdn`)
    .filter((name) => name.endsWith('.js'))
    .map((name) => [name, readFileSync(`${root}dist/cdn/${name}`)]),
);

export async function openBrowser(): Promise<Browser> {
  const args = [...browserArgs, '--lang=en', '--host-resolver-rules=MAP *.example.com 127.0.0.1'];
  return launch({executablePath: await findOrInstallBrowser(), args});
}

export interface Site {
  readonly callSystem: CallSystem;
  /** The text with the addresses of this site in place of the documentation's. */
  fitted(text: string): string;
  /** What was asked of the origin of the scripts, in that order. */
  readonly fetched: readonly string[];
  /** Opens a page of the CRM, under these headers and with these files beside it. */
  visit(html: string, headers?: Headers, files?: Headers): Promise<Visit>;
}

export interface Visit {
  readonly page: Page;
  /** Errors of the page that nobody caught. */
  readonly errors: readonly string[];
  readonly printed: readonly string[];
}

export async function openSite(t: TestContext, browser: Browser): Promise<Site> {
  const callSystem = await startCallSystem({campaign: false, tick: 0});
  t.after(() => callSystem.close());
  const fetched: string[] = [];
  const script = await serve(t, ({url = ''}, response) => {
    fetched.push(url);
    // In whichever folder.
    const file = scripts.get(url.split('?')[0]!.split('/').at(-1)!);
    response.writeHead(file ? 200 : 404, {
      'content-type': 'text/javascript',
      'access-control-allow-origin': '*',
    });
    return response.end(file);
  });

  let shown: Headers = {};
  let policy: Headers = {};
  const crm = await serve(t, ({url = ''}, response) => {
    if (url === '/favicon.ico') return response.writeHead(204).end();
    if (url.split('?')[0] === '/my-crm/agent-token') return response.end(callSystem.token('1003'));
    const body = shown[url];
    const type = url.endsWith('.js') ? 'text/javascript' : 'text/html; charset=utf-8';
    return response.writeHead(body === undefined ? 404 : 200, {'content-type': type, ...policy}).end(body);
  });

  const addresses: Headers = {
    'https://static.example.com': script,
    'https://cc.example.com': callSystem.url,
    'wss://cc.example.com': callSystem.url.replace('http', 'ws'),
    'https://crm.example.com': crm,
  };

  return {
    callSystem,
    fetched,
    fitted: (text) =>
      Object.entries(addresses).reduce((all, [said, real]) => all.replaceAll(said, real), text),
    async visit(html, headers = {}, files = {}) {
      shown = {...files, '/': `<!doctype html><html lang="en"><body>${html}</body></html>`};
      policy = headers;
      // One tab for all: a new one takes longer than most tests.
      const page = (await browser.pages())[0] ?? (await browser.newPage());
      const errors: string[] = [];
      const printed: string[] = [];
      const fail = (error: unknown) => errors.push(String(error));
      const print = (message: ConsoleMessage) => printed.push(message.text());
      page.on('pageerror', fail).on('console', print);
      t.after(async () => {
        page.off('pageerror', fail).off('console', print);
        // Unsaved words make the browser ask.
        page.once('dialog', (dialog) => void dialog.accept());
        await page.goto('about:blank');
        page.removeAllListeners('dialog');
      });
      await page.goto(crm);
      return {page, errors, printed};
    },
  };
}

/** The origin of a server that is gone when the test is over. */
export async function serve(t: TestContext, handler: Handler): Promise<string> {
  const server = createServer(handler);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
}

/** A header block as it stands in the documentation. */
export function headersIn(text: string): Headers {
  const lines = text.trim().split('\n');
  return Object.fromEntries(lines.map((line) => line.split(/: (.*)/) as [string, string]));
}

export const bar = {
  connected: (page: Page) => page.waitForSelector('agent-bar[link=open]', {timeout: 10_000}),
  /** Waits until drafts are kept. */
  keeps: (page: Page) =>
    page.waitForFunction(() => document.querySelector('agent-bar')?.session?.$keeping.get() === 'browser', {
      timeout: 10_000,
    }),
  has: (page: Page, status: string) => page.waitForSelector(`agent-bar[status=${status}]`, {timeout: 10_000}),
  press: (page: Page, part: string) => page.click(`agent-bar >>> [part=${part}]`),
  /** Adds a third party to the call: the dialog arrives late, and takes what is typed as soon as it has the focus. */
  async addParty(page: Page, tel: string, within: Page | Frame = page) {
    await within.click('agent-bar >>> [part=meeting]');
    await within.waitForFunction(
      () =>
        document.querySelector('agent-bar')?.shadowRoot?.activeElement?.getAttribute('part') ===
        'meeting-tel',
    );
    await page.keyboard.type(tel);
    await page.keyboard.press('Enter');
  },
  /** Waits until the bar shows these words somewhere. */
  says: (page: Page, words: string) =>
    page.waitForFunction(
      (text) =>
        document.querySelector('agent-bar')?.shadowRoot?.textContent.replace(/\s+/g, ' ').includes(text),
      {timeout: 10_000},
      words,
    ),
};
