import assert from 'node:assert/strict';
import {createServer} from 'node:http';
import {type TestContext, test} from 'node:test';
import {startCallSystem} from '../../demo/call-system/call-system.ts';
import {serveCrm} from './served.ts';

async function serveAnswer(t: TestContext, status: number, body: string): Promise<string> {
  const server = createServer((_request, response) => response.writeHead(status).end(body));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => server.close());
  const address = server.address();
  assert.ok(typeof address === 'object' && address);
  return `http://127.0.0.1:${address.port}`;
}

test('the CRM’s server signs in and hands the page a token that the call system accepts', async (t) => {
  const callSystem = await startCallSystem();
  t.after(() => callSystem.close());
  const crm = await serveCrm(t, callSystem.url);
  const answer = await fetch(`${crm.url}/my-crm/agent-token?extno=1003`);
  assert.equal(answer.status, 200);
  assert.equal(answer.headers.get('content-type'), 'text/plain; charset=utf-8');
  assert.equal(answer.headers.get('cache-control'), 'no-store');
  const logon = await fetch(`${callSystem.url}/admin/agent/logon`, {
    method: 'POST',
    headers: {access_token: await answer.text()},
    body: new URLSearchParams({extno: '1003'}),
  });
  assert.deepEqual(await logon.json(), {code: 0, msg: 'success', data: 1});
});

test('each request for a token gets a new one', async (t) => {
  const callSystem = await startCallSystem();
  t.after(() => callSystem.close());
  const crm = await serveCrm(t, callSystem.url);
  const token = async (): Promise<string> => (await fetch(`${crm.url}/my-crm/agent-token?extno=1001`)).text();
  assert.notEqual(await token(), await token());
});

test('an agent whom the CRM does not have gets no token', async (t) => {
  const crm = await serveCrm(t);
  const answer = await fetch(`${crm.url}/my-crm/agent-token?extno=4711`);
  assert.equal(answer.status, 404);
});

test('without the call system the page gets a sentence instead of a token, and the CRM goes on', async (t) => {
  const crm = await serveCrm(t);
  const answer = await fetch(`${crm.url}/my-crm/agent-token?extno=1003`);
  assert.equal(answer.status, 502);
  assert.match(await answer.text(), /^The call system cannot be reached\..*\.$/);
  assert.equal((await fetch(`${crm.url}/api/customers`)).status, 200);
});

test('a refused sign-in is told in the call system’s own words', async (t) => {
  const url = await serveAnswer(t, 200, JSON.stringify({code: 1, msg: 'Wrong captcha', data: null}));
  const crm = await serveCrm(t, url);
  const answer = await fetch(`${crm.url}/my-crm/agent-token?extno=1003`);
  assert.equal(answer.status, 502);
  assert.equal(await answer.text(), 'The call system refused the sign-in: Wrong captcha');
});

test('an answer that is no answer becomes a sentence too', async (t) => {
  const crm = await serveCrm(t, await serveAnswer(t, 503, '<h1>maintenance</h1>'));
  const answer = await fetch(`${crm.url}/my-crm/agent-token?extno=1003`);
  assert.equal(answer.status, 502);
  assert.equal(await answer.text(), 'The call system gave no token (it answered with status 503).');
});
