import assert from 'node:assert/strict';
import {readdir} from 'node:fs/promises';
import {test} from 'node:test';
import {callSystemFor} from '../../demo/crm/headers.ts';
import {serveCrm, statusOf} from './served.ts';

test('the page lets in nothing but its own files and the call system', async (t) => {
  const crm = await serveCrm(t, 'http://127.0.0.1:8090');
  const answer = await fetch(crm.url);
  assert.equal(answer.status, 200);
  assert.equal(answer.headers.get('content-type'), 'text/html; charset=utf-8');
  assert.equal(answer.headers.get('x-content-type-options'), 'nosniff');
  assert.deepEqual(answer.headers.get('content-security-policy')?.split('; '), [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self' http://127.0.0.1:8090 ws://127.0.0.1:8090",
    'frame-src http://127.0.0.1:8090',
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'self'",
    "require-trusted-types-for 'script'",
    'trusted-types lit-html',
  ]);
});

test('the page embeds the bar for the agent in the address', async (t) => {
  const crm = await serveCrm(t, 'http://127.0.0.1:8090/cc');
  const page = async (query: string): Promise<string> => (await fetch(`${crm.url}/${query}`)).text();
  assert.match(await page('?extno=1001'), /<agent-bar server="http:\/\/127\.0\.0\.1:8090\/cc" extno="1001">/);
  assert.match(await page(''), /extno="1003"/);
  assert.match(await page('?extno=%22%3E%3Cscript%3E'), /extno="1003"/);
});

test('a visitor from another machine is sent to the call system under the name that found the CRM', () => {
  assert.equal(callSystemFor('http://127.0.0.1:8090', 'crm.example.com:8080'), 'http://crm.example.com:8090');
  assert.equal(callSystemFor('http://127.0.0.1:8090', 'localhost:8080'), 'http://127.0.0.1:8090');
  assert.equal(callSystemFor('http://cc.example.com', 'crm.example.com'), 'http://cc.example.com');
  assert.equal(callSystemFor('http://127.0.0.1:8090', 'x"><script>'), 'http://127.0.0.1:8090');
});

test('every file that the page names is there, with a type that the browser accepts', async (t) => {
  const crm = await serveCrm(t);
  const html = await (await fetch(crm.url)).text();
  const named = [...html.matchAll(/(?:src|href)="([\w.-]+\.(?:js|css|svg))/g)].map(([, name]) => name ?? '');
  const files = await readdir(new URL('../../demo/crm/page', import.meta.url));
  for (const name of new Set([...named, ...files])) {
    const answer = await fetch(`${crm.url}/${name}`);
    assert.equal(answer.status, 200, name);
    assert.match(
      answer.headers.get('content-type') ?? '',
      /^(?:text\/(?:javascript|css|html)|image\/svg\+xml);/,
      name,
    );
  }
});

test('nothing outside the page’s folder can be read', async (t) => {
  const crm = await serveCrm(t);
  for (const path of [
    '/../server.ts',
    '/..%2fserver.ts',
    '/%2e%2e/server.ts',
    '/..%5cserver.ts',
    '/x/../../server.ts',
    '//etc/passwd',
    '/secret.txt',
    '/%00index.html',
    '/server.ts',
  ]) {
    assert.equal(await statusOf(crm, path), 404, path);
  }
});

test('a page without its built bar gets a plain 404 for it', async (t) => {
  const crm = await serveCrm(t);
  assert.equal((await fetch(`${crm.url}/agent-bar.js`)).status, 200);
  assert.equal((await fetch(`${crm.url}/agent-bar.js.map`)).status, 404);
});

test('the page’s address takes no POST', async (t) => {
  const crm = await serveCrm(t);
  const answer = await fetch(crm.url, {method: 'POST', body: ''});
  assert.equal(answer.status, 405);
  assert.equal(answer.headers.get('allow'), 'GET, HEAD');
});

test('both languages say everything', async () => {
  const {languages} = await import(new URL('../../demo/crm/page/strings.js', import.meta.url).href);
  assert.deepEqual(shape(languages['zh-CN']), shape(languages.en));
});

function shape(words: unknown): unknown {
  if (typeof words !== 'object' || words === null) return typeof words;
  return Object.fromEntries(Object.entries(words).map(([name, value]) => [name, shape(value)]));
}
