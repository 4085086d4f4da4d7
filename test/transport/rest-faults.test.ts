import assert from 'node:assert/strict';
import type {ServerResponse} from 'node:http';
import {test, type TestContext} from 'node:test';
import type {Fault, Outcome} from '../../src/protocol/faults.ts';
import {createHttp, type HttpOptions} from '../../src/transport/http/http.ts';
import {createRest, type Rest, type RestOptions} from '../../src/adapters/workbench/rest.ts';
import {createTokens} from '../../src/transport/tokens.ts';
import {commandAnswer} from '../examples.ts';
import {endless, nobody, serve, type Served} from './http-server.ts';

const token = 'eyJcanary.a.b';

function restAt(
  t: TestContext,
  base: string,
  {timeout = 2_000, fetch, ...options}: Partial<RestOptions & HttpOptions> = {},
): Rest {
  const tokens = createTokens(token);
  const whole = {base, tokens, tokenHeader: 'access_token', ...options};
  const rest = createRest({
    encoding: 'form',
    http: createHttp({timeout, fetch}),
    ...whole,
  });
  t.after(() => rest.close());
  return rest;
}

/** Sends one command to a server that answers like this. */
async function sendTo(
  t: TestContext,
  answer: (response: ServerResponse) => void,
  timeout = 2_000,
): Promise<{outcome: Outcome; server: Served}> {
  const server = await serve(t, answer);
  const outcome = await restAt(t, server.url, {timeout}).post('/admin/agent/hold', {
    telephone: '13800138000',
  });
  return {outcome, server};
}

const stopHalfWay = (response: ServerResponse) =>
  void response.writeHead(200).write(commandAnswer.slice(0, 9));

const fault = (of: Fault) => ({ok: false, fault: of});

test('S7 an error of the server is told, and the command is not sent again', async (t) => {
  for (const [status, code] of [
    [500, 'server-error'],
    [502, 'server-error'],
    [404, 'not-found'],
    [403, 'forbidden'],
  ] as const) {
    const {outcome, server} = await sendTo(t, (response) => response.writeHead(status).end('<h1>nginx</h1>'));
    assert.deepEqual(outcome, fault({code, status}));
    assert.equal(server.asked.length, 1);
  }
});

test('S5 a busy server is told with its wait at once, and the command is not sent again', async (t) => {
  for (const status of [429, 503]) {
    const {outcome, server} = await sendTo(t, (response) =>
      response.writeHead(status, {'retry-after': '86400'}).end(),
    );
    assert.deepEqual(outcome, fault({code: 'overloaded', status, retryAfter: 60}));
    assert.equal(server.asked.length, 1);
  }
});

test('N15 a connection that dies during a command is told, and the command is not sent again', async (t) => {
  const {outcome, server} = await sendTo(t, (response) => response.socket?.destroy());
  assert.deepEqual(outcome, fault({code: 'unreachable'}));
  assert.equal(server.asked.length, 1);
});

test('N15 a kept-alive connection that dies during a command does not send it again either', async (t) => {
  const server = await serve(t, (response, {path}) => {
    if (path === '/warm') response.end(commandAnswer);
    else response.socket?.resetAndDestroy();
  });
  const rest = restAt(t, server.url);
  assert.deepEqual(await rest.post('/warm', {}), {ok: true, data: 1});
  assert.deepEqual(await rest.post('/admin/agent/hold', {}), fault({code: 'unreachable'}));
  assert.deepEqual(
    server.asked.map(({path}) => path),
    ['/warm', '/admin/agent/hold'],
  );
});

test('S6 an answer that never begins is not confirmed after the time-out', async (t) => {
  const {outcome, server} = await sendTo(t, () => undefined, 200);
  assert.deepEqual(outcome, fault({code: 'not-confirmed'}));
  assert.equal(server.asked.length, 1);
});

test('S6 an answer that stops half-way is not confirmed after the time-out', async (t) => {
  const {outcome, server} = await sendTo(t, stopHalfWay, 200);
  assert.deepEqual(outcome, fault({code: 'not-confirmed'}));
  assert.equal(server.asked.length, 1);
});

test('S8 an empty answer is a yes', async (t) => {
  for (const status of [200, 204]) {
    const {outcome} = await sendTo(t, (response) => response.writeHead(status).end());
    assert.deepEqual(outcome, {ok: true, data: undefined});
  }
});

test('N8 a login page in place of an answer is not understood', async (t) => {
  const {outcome} = await sendTo(t, (response) => response.end('<!doctype html><form>Log in</form>'));
  assert.deepEqual(outcome, fault({code: 'not-understood', status: 200}));
});

/** More than an answer may have, and what the network holds on its way (bytes). */
const readAtMost = 32 * 1024 * 1024;

test('F48 of an answer without end no more is read than fits, the connection ends, and the command is not understood', async (t) => {
  const {answer, sent, ended} = endless();
  const {outcome, server} = await sendTo(t, answer, 10_000);
  assert.deepEqual(outcome, fault({code: 'not-understood', status: 200}));
  await ended;
  assert.ok(sent() < readAtMost, `${sent()} bytes`);
  assert.equal(server.asked.length, 1);
});

test('F48 an error whose page has no end is told by its status', async (t) => {
  const {answer, ended} = endless();
  const {outcome} = await sendTo(t, (response) => answer(response.writeHead(502)), 10_000);
  assert.deepEqual(outcome, fault({code: 'server-error', status: 502}));
  await ended;
});

test('F48 an answer of a page’s own fetch that has no stream is read too, and not a longer one', async (t) => {
  for (const [text, expected] of [
    [commandAnswer, {ok: true, data: 1}],
    [' '.repeat(5 * 1024 * 1024), fault({code: 'not-understood', status: 200})],
  ] as const) {
    const answer = {ok: true, status: 200, headers: new Headers(), text: async () => text};
    const rest = restAt(t, 'https://cc.example.com', {fetch: async () => answer as Response});
    assert.deepEqual(await rest.post('/admin/agent/hold', {}), expected);
  }
});

test('N8 a redirect to a login page is no yes, and the command arrives once', async (t) => {
  const server = await serve(t, (response, {path}) => {
    if (path === '/login') response.end('<!doctype html><form>Log in</form>');
    else response.writeHead(302, {location: '/login'}).end();
  });
  assert.equal((await restAt(t, server.url).post('/admin/agent/hold', {})).ok, false);
  assert.equal(server.asked.filter(({path}) => path === '/admin/agent/hold').length, 1);
});

test('X3 a redirect does not carry the token to another server', async (t) => {
  for (const status of [301, 302, 303, 307, 308]) {
    const other = await serve(t, (response) => response.end(commandAnswer));
    const location = `${other.url.replace('127.0.0.1', 'localhost')}/collect`;
    await sendTo(t, (response) => response.writeHead(status, {location}).end());
    const carried = other.asked.filter(({headers}) => headers['access_token'] !== undefined);
    assert.equal(carried.length, 0, `status ${status}`);
  }
});

test('a redirect that turns the command into a mere question is no yes', async (t) => {
  const server = await serve(t, (response, {method}) => {
    if (method === 'GET') response.end(commandAnswer);
    else response.writeHead(302, {location: '/elsewhere'}).end();
  });
  assert.equal((await restAt(t, server.url).post('/admin/agent/hold', {})).ok, false);
});

test('closing ends every command that is under way, and says so', async (t) => {
  const server = await serve(t, (response, {path}) => {
    if (path === '/body') response.writeHead(200).write('{');
  });
  const rest = restAt(t, server.url);
  const pending = Promise.all([rest.post('/headers', {}), rest.post('/body', {})]);
  await server.arrived(2);
  rest.close();
  assert.deepEqual(await pending, [fault({code: 'closed'}), fault({code: 'closed'})]);
});

test('after closing nothing is sent any more', async (t) => {
  const server = await serve(t, (response) => response.end(commandAnswer));
  const rest = restAt(t, server.url);
  rest.close();
  rest.close();
  assert.deepEqual(await rest.post('/admin/agent/hold', {}), fault({code: 'closed'}));
  assert.equal(server.asked.length, 0);
});

test('a command that still waits for its token when the session is closed is not sent', async (t) => {
  const server = await serve(t, (response) => response.end(commandAnswer));
  const given: ((token: string) => void)[] = [];
  const tokens = createTokens(() => new Promise<string>((resolve) => given.push(resolve)));
  const rest = restAt(t, server.url, {tokens});
  const pending = rest.post('/admin/sms_api/send', {});
  rest.close();
  given[0]?.(token);
  assert.deepEqual(await pending, fault({code: 'closed'}));
  assert.equal(server.asked.length, 0);
});

test('X7 no fault holds the address, the token or what was sent', async (t) => {
  const answers: ((response: ServerResponse) => void)[] = [
    (response) => response.writeHead(401).end(),
    (response) => response.writeHead(500).end(`<p>${token} 13800138000</p>`),
    (response) => response.end('<p>13800138000</p>'),
    (response) => void response.socket?.destroy(),
    () => undefined,
    (response) => void response.writeHead(200).write('{'),
  ];
  for (const answer of answers) {
    const {outcome} = await sendTo(t, answer, 200);
    assert.equal(outcome.ok, false);
    assert.doesNotMatch(JSON.stringify(outcome), /canary|127\.0\.0\.1|http|admin|13800138000/);
  }
  const alone = await restAt(t, await nobody()).post('/admin/agent/hold', {});
  assert.equal(JSON.stringify(alone), '{"ok":false,"fault":{"code":"unreachable"}}');
});
