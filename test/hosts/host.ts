/** Pages that make it hard for a guest: a CRM of our own devising around the built bar, with a real call system. */
import {readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import type {TestContext} from 'node:test';

import type {Browser} from 'puppeteer-core';

import {post, wang} from '../call-system/support.ts';
import {bar, openSite, type Site, type Visit} from '../docs/site.ts';

export const scriptTag = '<script type="module" src="https://static.example.com/agent-bar.js"></script>';
export const barTag = '<agent-bar server="https://cc.example.com" extno="1003"></agent-bar>';
export const tokenScript = `<script>
  document.querySelector('agent-bar').token = () => fetch('/my-crm/agent-token').then((r) => r.text());
</script>`;

/** Zone.js itself, as a page loads it before anything else. */
export const zone = {
  html: '<script src="/zone.js"></script>',
  files: {'/zone.js': readFileSync(createRequire(import.meta.url).resolve('zone.js'), 'utf8')},
} as const;

declare global {
  /** What follows `agent-` in the names of our events. In the page it is there before any of its scripts. */
  var agentEvents: readonly string[];
}

const agentEvents = [
  'request',
  'status',
  'link',
  'call',
  'call-end',
  'saved',
  'notice',
  'fault',
  'compose',
  'unsaved',
  'sms-sent',
];

export interface HostOptions {
  /** Runs in the page before any other script, as a library does that the page has loaded first. */
  readonly first?: () => void;
  /** What the page consists of. Default: script, bar, card and token. */
  readonly html?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly files?: Readonly<Record<string, string>>;
  /** Where the agent stands at the beginning. Default: signed in. */
  readonly signedIn?: boolean;
}

export interface Host extends Visit {
  readonly site: Site;
  /** Lets a customer call the agent, at once. */
  ring(uuid?: string): string;
  frame(frame: object): void;
  /** How many sockets the agent has now. */
  sockets(): number | undefined;
}

/** Opens the page. What went wrong in it stands in `errors`, what was printed in `printed`. */
export async function openHost(t: TestContext, browser: Browser, options: HostOptions = {}): Promise<Host> {
  const {first, html = scriptTag + barTag + '<screen-pop></screen-pop>' + tokenScript} = options;
  const site = await openSite(t, browser);
  const {callSystem} = site;
  if (options.signedIn !== false) {
    await post(
      `${callSystem.url}/admin/agent/logon`,
      {extno: '1003'},
      {access_token: callSystem.token('1003')},
    );
  }
  // What runs these tests gives inner functions their names by a helper, which the page does not have.
  const names = `globalThis.__name = (made) => made; globalThis.agentEvents = ${JSON.stringify(agentEvents)};`;
  const before = `<script>${names}${first ? `(${first.toString()})()` : ''}</script>`;
  const headers = Object.entries(options.headers ?? {}).map(([name, value]) => [name, site.fitted(value)]);
  const files = Object.entries(options.files ?? {}).map(([path, text]) => [path, site.fitted(text)]);
  const visit = await site.visit(
    before + site.fitted(html),
    Object.fromEntries(headers),
    Object.fromEntries(files),
  );
  visit.page.setDefaultTimeout(10_000);
  return {
    ...visit,
    site,
    ring: (uuid = wang) => callSystem.call({extno: '1003', uuid, force: true}).sessionId,
    frame: (frame) => void callSystem.frame({extno: '1003', text: JSON.stringify(frame)}),
    sockets: () => callSystem.state().agents.find(({extno}) => extno === '1003')?.sockets,
  };
}

/** The agent takes a call, and the card of the caller comes up. */
export async function worksACall({page, ring}: Host): Promise<string> {
  await bar.has(page, 'idle');
  const sessionId = ring();
  await bar.has(page, 'busy');
  await page.waitForSelector('screen-pop >>> [part=card]', {timeout: 10_000});
  return sessionId;
}

/** Waits until something holds that no page shows. */
export async function until(holds: () => boolean): Promise<void> {
  const end = Date.now() + 5_000;
  while (!holds()) {
    if (Date.now() > end) throw new Error(`Not within 5 s: ${holds.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
