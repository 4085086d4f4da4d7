import assert from 'node:assert/strict';
import {test} from 'node:test';
import {listen} from './listening.ts';
import {fixture, post, quietSystem, read, signedInDesk, wang} from './support.ts';
import type {CallSystem} from '../../demo/call-system/call-system.ts';

function send(system: CallSystem, path: string, body: BodyInit, contentType: string): Promise<Response> {
  return fetch(`${system.url}${path}`, {
    method: 'POST',
    body,
    headers: {access_token: system.token('1001'), 'content-type': contentType},
  });
}

test('a command is understood as a form and as JSON', async (t) => {
  const system = await quietSystem(t);
  const {heard} = await fixture(t, system);
  const form = await send(
    system,
    '/admin/agent/logon',
    'extno=1001',
    'application/x-www-form-urlencoded; charset=UTF-8',
  );
  assert.equal((await read(form)).code, 0);
  await heard.status(1);
  const json = await send(system, '/admin/agent/logout', '{"extno":"1001"}', 'application/json');
  assert.equal((await read(json)).code, 0);
  await heard.status(0);
  const number = await send(system, '/admin/agent/logon', '{"extno":1001}', 'application/json');
  assert.equal((await read(number)).code, 0);
});

test('a form submitted as JSON keeps every character of its values', async (t) => {
  const system = await quietSystem(t);
  const agent = await signedInDesk(t, system);
  const sessionId = await agent.ring();
  const fields = JSON.stringify({年龄: '39', 意向: '中', 长文本: '😀 "引号" \\ & + % 换\n行'});
  const body = JSON.stringify({info_uuid: wang, sessionId, fields});
  assert.equal((await read(await send(system, '/admin/agent/submit', body, 'application/json'))).code, 0);
  assert.equal(system.state().submits[0]?.fields, fields);
});

test('a body that is no JSON, no object, of another kind or too large is refused, and the next one is served', async (t) => {
  const system = await quietSystem(t);
  const statuses: [string, string, number][] = [
    ['{"extno":', 'application/json', 400],
    ['[]', 'application/json', 400],
    ['null', 'application/json', 400],
    ['extno=1001', 'text/plain', 415],
    ['x'.repeat(17_000_000), 'application/json', 413],
    ['%E0%A4%A&&==', 'application/x-www-form-urlencoded', 200],
    ['{"extno":{"a":1}}', 'application/json', 200],
    ['{"extno":true,"__proto__":{"extno":"1001"}}', 'application/json', 200],
  ];
  for (const [body, contentType, status] of statuses) {
    const answer = await read(await send(system, '/admin/agent/logon', body, contentType));
    assert.equal(answer.status, status, body.slice(0, 40));
    assert.notEqual(answer.code, 0);
    assert.ok(answer.msg);
  }
  assert.equal(
    (await read(await send(system, '/admin/agent/logon', 'extno=1001', 'application/x-www-form-urlencoded')))
      .code,
    0,
  );
});

test('an unknown path is not found, and a command is not for GET', async (t) => {
  const system = await quietSystem(t);
  for (const path of [
    '/',
    '/admin/agent/dance',
    '/admin/agent/hold/',
    '/constructor',
    '/console/none',
    '/%zz',
  ]) {
    const answer = await read(await post(`${system.url}${path}`));
    assert.equal(answer.status, 404, path);
    assert.notEqual(answer.code, 0);
  }
  const wrongMethod = await fetch(`${system.url}/admin/agent/hold`);
  assert.equal(wrongMethod.status, 405);
  assert.equal(wrongMethod.headers.get('allow'), 'POST');
  assert.equal((await post(`${system.url}/verifyCode`)).status, 405);
});

test('a page of any origin may ask, with either header for the token', async (t) => {
  const system = await quietSystem(t, {tokenHeaders: ['access_token', 'x-access-token', 'X-CC-Token']});
  const preflight = await fetch(`${system.url}/admin/agent/hold`, {
    method: 'OPTIONS',
    headers: {
      origin: 'https://crm.example.com',
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'access_token,idempotency-key,content-type',
    },
  });
  assert.equal(preflight.status, 204);
  assert.equal(preflight.headers.get('access-control-allow-origin'), '*');
  assert.match(preflight.headers.get('access-control-allow-methods') ?? '', /POST/);
  const allowed = (preflight.headers.get('access-control-allow-headers') ?? '').split(', ');
  for (const name of ['access_token', 'x-access-token', 'x-cc-token', 'idempotency-key', 'content-type']) {
    assert.ok(allowed.includes(name), name);
  }
  for (const name of ['access_token', 'x-access-token', 'x-cc-token']) {
    const response = await post(`${system.url}/admin/agent/getMsg`, {}, {[name]: system.token('1001')});
    assert.equal(response.status, 200);
    assert.equal(response.headers.get('access-control-allow-origin'), '*');
  }
});

test('a refused token can be read by a page of another origin as well', async (t) => {
  const system = await quietSystem(t);
  const response = await post(`${system.url}/admin/agent/hold`, {}, {origin: 'https://crm.example.com'});
  assert.equal(response.headers.get('access-control-allow-origin'), '*');
});

test('the whole system can live below a path', async (t) => {
  const system = await quietSystem(t, {basePath: '/cc/'});
  assert.match(system.url, /:\d+\/cc$/);
  const agent = await signedInDesk(t, system);
  assert.equal((await agent.send('/admin/agent/getMsg')).code, 0);
  assert.equal((await fetch(`${system.url}/console`)).status, 200);
  assert.equal((await fetch(`${system.url}/console/state`)).status, 200);
  const outside = system.url.replace('/cc', '');
  assert.equal((await post(`${outside}/admin/agent/getMsg`)).status, 404);
  assert.equal((await post(`${outside}/ccadmin/agent/getMsg`)).status, 404);
});

test('an agent may have several sockets, and each hears everything', async (t) => {
  const system = await quietSystem(t);
  const agent = await fixture(t, system);
  const second = await listen(t, system, agent.token);
  await agent.signIn();
  await second.status(1);
  assert.equal(system.state().agents[0]?.sockets, 2);
});

test('what a client sends on its socket changes nothing', async (t) => {
  const system = await quietSystem(t);
  const agent = await signedInDesk(t, system);
  for (const text of ['', 'hello', '{"method":"notice","status":2}', 'x'.repeat(10_000)])
    agent.heard.socket.send(text);
  agent.heard.socket.send(Buffer.from([0, 255]));
  await agent.send('/admin/agent/logout', {extno: '1001'});
  await agent.heard.status(0);
});

test('an idempotency key spares a command its second effect when the system is set so', async (t) => {
  const system = await quietSystem(t, {idempotency: true});
  const agent = await signedInDesk(t, system);
  await agent.ring();
  const hold = async (key: string): Promise<string> => {
    const headers = {access_token: agent.token, 'idempotency-key': key};
    return (await post(`${system.url}/admin/agent/hold`, {}, headers)).text();
  };
  assert.equal(await hold('one'), await hold('one'));
  assert.equal(system.state().calls[0]?.held, true);
  await hold('two');
  assert.equal(system.state().calls[0]?.held, false);
  const {requests, executions, idempotencyKeys} = system.state().requests['/admin/agent/hold'] ?? {};
  assert.deepEqual({requests, executions, idempotencyKeys}, {requests: 3, executions: 2, idempotencyKeys: 2});
});
