import assert from 'node:assert/strict';
import {after, before, test, type TestContext} from 'node:test';
import {launch, type Browser, type Page} from 'puppeteer-core';
import {startCallSystem, type CallSystem} from '../../demo/call-system/call-system.ts';
import {browserArgs, findOrInstallBrowser} from '../../scripts/browser.ts';
import {serveCrm} from './served.ts';

interface Node {
  name: string;
  kind: 'system' | 'form' | 'json';
  url: string;
  headers?: Record<string, string>;
  fixed?: Record<string, string | number>;
  params?: Record<string, string>;
  outputs?: string[];
}

let browser: Browser;

before(async () => {
  browser = await launch({executablePath: await findOrInstallBrowser(), args: browserArgs});
});

after(() => browser.close());

interface Demo {
  system: CallSystem;
  page: Page;
  /** What the browser complained about. */
  complaints: string[];
}

/** The CRM's page in a browser, with the call system that it names. */
async function demo(t: TestContext, basePath = ''): Promise<Demo> {
  const system = await startCallSystem({campaign: false, tick: 0, basePath});
  t.after(() => system.close());
  const crm = await serveCrm(t, system.url);
  const page = await browser.newPage();
  t.after(() => page.close());
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warn') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.goto(crm.url);
  return {system, page, complaints};
}

const nodesIn = (page: Page): Promise<Node[]> =>
  page.$eval('agent-bar > script[slot=data-nodes]', ({type, textContent}: HTMLScriptElement) => {
    if (type !== 'application/json') throw new TypeError(type);
    return JSON.parse(textContent);
  });

/** Asks a node as the page would, with its own content policy and across origins. */
function ask(page: Page, node: Node, variables: Record<string, unknown>): Promise<Record<string, unknown>> {
  const text = JSON.stringify(node).replace(/\$\{(\w+)\}/g, (_, name: string) => {
    assert.ok(Object.hasOwn(variables, name), name);
    return String(variables[name]);
  });
  const {kind, url, headers, fixed, params}: Node = JSON.parse(text);
  const body: Record<string, string> = {};
  for (const [name, value] of Object.entries({...fixed, ...params})) body[name] = String(value);
  return page.evaluate(
    async (how, address, own, sent) => {
      const json = how === 'json';
      const init = {
        method: 'POST',
        headers: {...own, ...(json ? {'content-type': 'application/json'} : {})},
        body: json ? JSON.stringify(sent) : new URLSearchParams(sent),
      };
      const answer = await fetch(address, how === 'system' ? {} : init);
      if (!answer.ok) throw new Error(await answer.text());
      return answer.json();
    },
    kind,
    kind === 'system' ? `${url}?tel=${String(variables['ivr_customer_number'])}` : url,
    headers ?? {},
    body,
  );
}

const caller = {ivr_customer_number: '13800138000', extno: '1003', info_uuid: '5bc8fbbc'};

test('the page’s data nodes are of all kinds, and each gets every output that it defines', async (t) => {
  const {system, page, complaints} = await demo(t, '/cc');
  const nodes = await nodesIn(page);
  assert.deepEqual(
    nodes.map(({kind}) => kind),
    ['system', 'form', 'json'],
  );
  const variables: Record<string, unknown> = {...caller};
  for (const node of nodes) {
    const answer = await ask(page, node, variables);
    for (const output of node.outputs ?? []) assert.ok(Object.hasOwn(answer, output), output);
    Object.assign(variables, answer);
  }
  assert.equal(variables['isVip'], 1);
  assert.deepEqual(
    system.state().lookups.map(({requests, tokens}) => [requests, tokens]),
    [
      [1, 0],
      [1, 0],
      [1, 0],
    ],
  );
  assert.deepEqual(complaints, []);
});

test('one of the page’s data nodes reads what another has answered', async (t) => {
  const {page} = await demo(t);
  const nodes = await nodesIn(page);
  const outputs = new Set(nodes.flatMap((node) => node.outputs ?? []));
  const readers = nodes.filter((node) =>
    [...JSON.stringify(node.params ?? {}).matchAll(/\$\{(\w+)\}/g)].some(([, name = '']) =>
      outputs.has(name),
    ),
  );
  assert.deepEqual(
    readers.map(({kind}) => kind),
    ['json'],
  );
});

test('the page’s content policy stops a lookup that is redirected to another origin', async (t) => {
  const {system, page, complaints} = await demo(t);
  const [customer] = await nodesIn(page);
  system.answerLookups({variant: 'redirect'});
  await assert.rejects(ask(page, customer!, caller));
  assert.equal(system.state().requests['/lookups/elsewhere'], undefined);
  assert.match(complaints.join('\n'), /Content Security Policy/);
});
