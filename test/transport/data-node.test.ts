import assert from 'node:assert/strict';
import {test} from 'node:test';

import {maxAnswerLength} from '../../src/protocol/data-nodes/answers.ts';
import type {NodeRequest} from '../../src/protocol/data-nodes/requests.ts';
import {nodeAsker, type AskNode} from '../../src/transport/http/data-node.ts';
import {endless, nobody, serve} from './http-server.ts';

const get = (url: string): NodeRequest => ({method: 'GET', url, headers: new Headers()});
const post = (url: string): NodeRequest => ({
  method: 'POST',
  url,
  headers: new Headers({'content-type': 'application/json', 'X-Team': '7'}),
  body: '{"a":"王"}',
});

const patience = (timeout = 5_000) => ({timeout, signal: new AbortController().signal});
const ask: AskNode = (...order) => nodeAsker()(...order);

test('X4 a request arrives as it was written, and nothing of ours goes along', async (t) => {
  const server = await serve(t, (response) => response.end('{"b":1}'));
  assert.deepEqual(await ask(post(`${server.url}/who?c=1`), patience()), {ok: true, text: '{"b":1}'});
  const [asked] = server.asked;
  assert.deepEqual([asked?.method, asked?.path, asked?.body], ['POST', '/who?c=1', '{"a":"王"}']);
  assert.equal(asked?.headers['content-type'], 'application/json');
  assert.equal(asked?.headers['x-team'], '7');
  for (const name of ['access_token', 'authorization', 'cookie'])
    assert.equal(asked?.headers[name], undefined);
});

test('S6 a node that never answers, or stops in the middle of its answer, is late', async (t) => {
  const silent = await serve(t, () => undefined);
  const stalled = await serve(t, (response) => void response.writeHead(200).write('{"a":'));
  for (const {url} of [silent, stalled])
    assert.deepEqual(await ask(get(url), patience(100)), {ok: false, reason: 'late'});
});

test('a redirect is not followed, to whatever place it leads', async (t) => {
  const elsewhere = await serve(t, (response) => response.end('{"isVip":1}'));
  for (const [status, to] of [
    [302, `${elsewhere.url}/who`],
    [307, `${elsewhere.url}/who`],
    [301, '/who'],
  ] as const) {
    const server = await serve(t, (response) => response.writeHead(status, {location: to}).end());
    assert.deepEqual(await ask(post(`${server.url}/`), patience()), {ok: false, reason: 'redirect'});
    assert.equal(server.asked.length, 1);
  }
  assert.equal(elsewhere.asked.length, 0);
});

test('a status that is no success is told', async (t) => {
  for (const status of [400, 401, 404, 429, 500, 503]) {
    const server = await serve(t, (response) =>
      response.writeHead(status, {'retry-after': '0'}).end('{"isVip":1}'),
    );
    assert.deepEqual(await ask(get(server.url), patience()), {ok: false, reason: 'status', status});
    assert.equal(server.asked.length, 1, 'asked once');
  }
});

test('where nobody listens, or the connection breaks off, a node cannot be reached', async (t) => {
  assert.deepEqual(await ask(get(await nobody()), patience()), {ok: false, reason: 'unreachable'});
  const broken = await serve(t, (response) => response.destroy());
  assert.deepEqual(await ask(get(broken.url), patience()), {ok: false, reason: 'unreachable'});
});

test('an answer as long as allowed is read whole', async (t) => {
  const text = 'x'.repeat(maxAnswerLength);
  const server = await serve(t, (response) => response.end(text));
  assert.deepEqual(await ask(get(server.url), patience()), {ok: true, text});
});

test('of an answer of 5 MB, and of one without end, no more is taken in than fits', async (t) => {
  const {answer, sent, ended} = endless();
  const long = await serve(t, (response) => response.end('x'.repeat(5 * 1024 * 1024)));
  const unending = await serve(t, answer);
  for (const {url} of [long, unending])
    assert.deepEqual(await ask(get(url), patience()), {ok: false, reason: 'too-long'});
  await ended;
  assert.ok(sent() < 64 * 1024 * 1024);
});

test('a letter that two pieces of an answer share is read whole, and bytes that are no text do no harm', async (t) => {
  const bytes = Buffer.from('{"a":"王"}');
  const halves = await serve(t, (response) => {
    response.write(bytes.subarray(0, 7));
    setImmediate(() => response.end(bytes.subarray(7)));
  });
  assert.deepEqual(await ask(get(halves.url), patience()), {ok: true, text: '{"a":"王"}'});
  const binary = await serve(t, (response) => response.end(Buffer.from([0xc3, 0x28])));
  assert.deepEqual(await ask(get(binary.url), patience()), {ok: true, text: '\ufffd('});
});

test('F48 the answer of a host’s own fetch that has no stream is read too, and not a longer one', async () => {
  const answering = (text: string) =>
    nodeAsker(async () => ({ok: true, status: 200, text: async () => text}) as Response);
  const url = 'https://crm.example.com/who';
  assert.deepEqual(await answering('{"isVip":1}')(get(url), patience()), {ok: true, text: '{"isVip":1}'});
  assert.deepEqual(await answering('x'.repeat(maxAnswerLength + 1))(get(url), patience()), {
    ok: false,
    reason: 'too-long',
  });
});

test('an answer without a body is an empty one', async (t) => {
  const server = await serve(t, (response) => response.writeHead(204).end());
  assert.deepEqual(await ask(get(server.url), patience()), {ok: true, text: ''});
});

test('a request whose call is over ends', async (t) => {
  const ending = new AbortController();
  const server = await serve(t, () => ending.abort());
  const reply = await ask(get(server.url), {timeout: 5_000, signal: ending.signal});
  assert.equal(reply.ok, false);
});

test('S6 a host’s own fetch that knows no signals keeps no node waiting, before its answer or in the middle of it', async () => {
  const unending = new Response(new ReadableStream());
  // A time-out of the platform keeps no process alive, and here nothing else does.
  const running = setInterval(() => undefined, 1_000);
  for (const answer of [new Promise<Response>(() => undefined), Promise.resolve(unending)]) {
    const reply = await nodeAsker(() => answer)(get('https://crm.example.com/who'), patience(50));
    assert.deepEqual(reply, {ok: false, reason: 'late'});
  }
  clearInterval(running);
});

test('a host’s own fetch is asked, without credentials, and may throw', async () => {
  const asked: Request[] = [];
  const own = nodeAsker(async (request) => {
    asked.push(request as Request);
    return new Response('{}');
  });
  assert.deepEqual(await own(get('https://crm.example.com/who'), patience()), {ok: true, text: '{}'});
  assert.deepEqual([asked[0]?.credentials, asked[0]?.redirect], ['omit', 'manual']);
  const throwing = nodeAsker(() => {
    throw new Error('offline');
  });
  assert.deepEqual(await throwing(get('https://crm.example.com/who'), patience()), {
    ok: false,
    reason: 'unreachable',
  });
});
