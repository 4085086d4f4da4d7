/** Serves the pages of the benchmark, all of them from memory. */
import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {readFileSync, readdirSync} from 'node:fs';
import {fileURLToPath} from 'node:url';

import {build, type Rolldown} from 'vite';

import {styles as barStyles} from '../src/elements/agent-bar/agent-bar.styles.ts';
import {styles as cardStyles} from '../src/elements/screen-pop/screen-pop.styles.ts';
import {sharedStyles} from '../src/elements/shared/shared.styles.ts';
import type {DataNode} from '../src/protocol/data-nodes/data-nodes.ts';
import type {FieldInput} from '../src/protocol/customer-form/field-definitions.ts';
import {largeForm, smallForm} from './form-fields.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

export interface PageServer {
  readonly url: string;
  /** Serves one more script. */
  add(path: string, script: string): void;
  close(): void;
}

export async function startPages(): Promise<PageServer> {
  const cdn = readdirSync(`${root}/dist/cdn`).filter((name) => name.endsWith('.js'));
  const script = {
    ...Object.fromEntries(cdn.map((name) => [`/${name}`, readFileSync(`${root}/dist/cdn/${name}`, 'utf8')])),
    '/empty-element.js': await bundle('plain/empty-element.ts', 'es'),
    '/probe.js': await bundle('page/probe.ts'),
    '/plain.js': await bundle('plain/main.ts'),
    '/socket.js': await bundle('plain/socket.ts'),
  };
  const style = {
    '/bar.css': `${sharedStyles.cssText}${barStyles.cssText}`,
    '/card.css': `${sharedStyles.cssText}${cardStyles.cssText}`,
  };
  const files = new Map<string, readonly [type: string, body: string]>([
    ...entries(pages, 'text/html'),
    ...entries(script, 'text/javascript'),
    ...entries(style, 'text/css'),
    ...entries(
      {'/node.json': JSON.stringify(Object.fromEntries(outputs.map((name) => [name, name])))},
      'application/json',
    ),
  ]);
  const server = createServer((request, response) => {
    // The data node that never answers.
    if (request.url === '/silent') return;
    const [type, body] = files.get(request.url?.split('?')[0] ?? '') ?? [];
    // Clocks are exact to 5 µs, not 100 µs, in a page that is isolated from other origins.
    response.writeHead(type ? 200 : 404, {
      'content-type': `${type ?? 'text/plain'}; charset=utf-8`,
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-embedder-policy': 'require-corp',
    });
    response.end(body);
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    add: (path, code) => void files.set(path, ['text/javascript', code]),
    close: () => server.close().closeAllConnections(),
  };
}

function entries(bodies: Readonly<Record<string, string>>, type: string) {
  return Object.entries(bodies).map(([path, body]) => [path, [type, body] as const] as const);
}

/** Built as the product is. */
async function bundle(entry: string, format: 'iife' | 'es' = 'iife'): Promise<string> {
  const result = (await build({
    configFile: false,
    logLevel: 'warn',
    root,
    build: {
      write: false,
      target: 'es2022',
      modulePreload: false,
      rolldownOptions: {input: `bench/${entry}`, output: {format, codeSplitting: false}},
    },
  })) as Rolldown.RolldownOutput;
  return result.output[0].code;
}

const page = (body: string) => `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>bench</title><link rel="icon" href="data:,">
<script src="/probe.js"></script></head><body>${body}</body></html>`;

const plainPage = (fields: readonly FieldInput[]) =>
  page(`<script>window.fields = ${JSON.stringify(fields)};</script>
    <div id="bar"></div><div id="card"></div><script src="/plain.js"></script>`);

const outputs = Array.from({length: 10}, (_, i) => `output ${i}`);

/** Each gives one output; the last one never answers. */
const tenNodes: readonly DataNode[] = outputs.map((output, i) => ({
  name: `node ${i}`,
  kind: 'json',
  url: i === 9 ? '/silent' : '/node.json',
  params: {tel: '${ivr_customer_number}'},
  outputs: [output],
}));

const nodeScript = (nodes: readonly DataNode[]) =>
  `<script type="application/json" slot="data-nodes">${JSON.stringify(nodes)}</script>`;

const productPage = (fields: readonly FieldInput[], nodes: readonly DataNode[] = []) =>
  page(`<agent-bar id="bar" drafts="memory">${nodes.length > 0 ? nodeScript(nodes) : ''}</agent-bar><screen-pop id="card"></screen-pop><sms-dialog></sms-dialog>
    <script type="module" src="/agent-bar.js"></script>
    <script type="module">
      document.querySelector('screen-pop').fields = ${JSON.stringify(fields)};
      await customElements.whenDefined('screen-pop');
      Object.assign(document.querySelector('agent-bar'), Object.fromEntries(new URLSearchParams(location.search)));
    </script>`);

const pages = {
  '/blank.html': page(''),
  '/socket.html': page('<script src="/socket.js"></script>'),
  '/plain.html': plainPage(smallForm),
  '/plain-form.html': plainPage(largeForm),
  '/library.html': page('<script type="module" src="/agent-bar.js"></script>'),
  '/product.html': productPage(smallForm),
  '/product-form.html': productPage(largeForm),
  '/nodes.html': productPage(smallForm, tenNodes),
  '/no-nodes.html': productPage(smallForm),
} as const;

export type PageName = keyof typeof pages extends `/${infer Name}.html` ? Name : never;
