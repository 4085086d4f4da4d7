/** A CRM page with bar and card on the simulated call system, and a browser to visit it with. */
import {readdirSync, readFileSync} from 'node:fs';
import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {fileURLToPath} from 'node:url';

import {launch, type Browser, type LaunchOptions} from 'puppeteer-core';

import {
  startCallSystem,
  type CallSystem,
  type CallSystemOptions,
} from '../../demo/call-system/call-system.ts';
import {browserArgs, findOrInstallBrowser} from '../../scripts/browser.ts';
import {post} from '../call-system/support.ts';

const folder = fileURLToPath(new URL('../../dist/cdn/', import.meta.url));

/** Read once: nobody builds while these tests run, and if somebody does, they notice nothing. */
const scripts = new Map(
  readdirSync(folder)
    .filter((name) => name.endsWith('.js'))
    .map((name) => [`/${name}`, readFileSync(folder + name)]),
);

export interface Harness {
  readonly callSystem: CallSystem;
  readonly origin: string;
  /** The page of an agent: with bar and card, with the bar alone, or framed as a stranger's. */
  page(extno?: string, kind?: PageKind): string;
  signIn(extno?: string): Promise<void>;
  /** Lets a customer call an agent, at once. */
  ring(uuid: string, extno?: string): string;
  /** While set, the page gets this from its token address. */
  tokenAnswer: string | undefined;
  close(): Promise<void>;
}

export type PageKind = 'card' | 'bar' | 'framed';

/** Browsers keep no page for “back” that is served with `no-store`. */
export async function openHarness(
  options: CallSystemOptions = {},
  cacheControl: 'no-store' | 'no-cache' = 'no-store',
): Promise<Harness> {
  const callSystem = await startCallSystem({campaign: false, tick: 0, ...options});
  const server = createServer((request, response) => {
    const {pathname, searchParams} = new URL(request.url ?? '', 'http://crm.invalid');
    const [type, body] = answer(pathname, searchParams.get('extno') ?? '1003');
    // A page without an origin of its own may ask, too.
    response.writeHead(body === undefined ? 404 : 200, {
      'content-type': `${type}; charset=utf-8`,
      'access-control-allow-origin': '*',
      'cache-control': cacheControl,
    });
    response.end(body);
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));

  function answer(path: string, extno: string): readonly [type: string, body: string | Buffer | undefined] {
    if (path === '/token') return ['text/plain', harness.tokenAnswer ?? callSystem.token(extno)];
    if (path === '/favicon.ico') return ['image/x-icon', ''];
    if (path === '/elsewhere') return ['text/html', '<!doctype html><title>Elsewhere</title>'];
    const kind = path.slice(1);
    if (kind === 'framed') return ['text/html', framed(extno)];
    if (kind === 'card' || kind === 'bar') return ['text/html', page(callSystem.url, extno, kind)];
    return ['text/javascript', scripts.get(path)];
  }

  const harness: Harness = {
    callSystem,
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    page: (extno = '1003', kind = 'card') => `${harness.origin}/${kind}?extno=${extno}`,
    async signIn(extno = '1003') {
      const header = {access_token: callSystem.token(extno)};
      await post(`${callSystem.url}/admin/agent/logon`, {extno}, header);
    },
    ring: (uuid, extno = '1003') => callSystem.call({extno, uuid, force: true}).sessionId,
    tokenAnswer: undefined,
    async close() {
      server.close();
      server.closeAllConnections();
      await callSystem.close();
    },
  };
  return harness;
}

const page = (callSystem: string, extno: string, kind: 'card' | 'bar') => `<!doctype html>
<html lang="en"><head><title>CRM</title>
<script type="module" crossorigin src="/agent-bar.js"></script></head><body>
<agent-bar server="${callSystem}" extno="${extno}"></agent-bar>
${kind === 'card' ? '<screen-pop></screen-pop>' : ''}
<script>
  document.querySelector('agent-bar').token = () => fetch('/token?extno=${extno}').then((answer) => answer.text());
</script></body></html>`;

const framed = (extno: string) => `<!doctype html>
<iframe sandbox="allow-scripts allow-forms" width="1000" height="700" src="/card?extno=${extno}"></iframe>`;

export async function openBrowser(options: LaunchOptions = {}): Promise<Browser> {
  const {args = [], ...others} = options;
  return launch({
    executablePath: await findOrInstallBrowser(),
    args: [...browserArgs, '--lang=en', ...args],
    ...others,
  });
}
