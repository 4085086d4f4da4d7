import assert from 'node:assert/strict';
import {type TestContext, test} from 'node:test';
import {access} from '../../demo/call-system/callbacks/accounts.ts';
import {
  type CallSystem,
  type CallSystemOptions,
  startCallSystem,
} from '../../demo/call-system/call-system.ts';
import type {CallbackKey} from '../../demo/crm/callback-key.ts';
import type {Crm} from '../../demo/crm/server.ts';
import {setCallback} from '../call-system/callbacks/support.ts';
import {serveCrm} from './served.ts';

async function served(t: TestContext, options: CallSystemOptions = {}): Promise<[CallSystem, Crm]> {
  const system = await startCallSystem({campaign: false, tick: 0, ...options});
  t.after(() => system.close());
  return [system, await serveCrm(t, system.url)];
}

function ask(crm: Crm, body: unknown = {}): Promise<Response> {
  const headers = {'content-type': 'application/json'};
  return fetch(`${crm.url}/my-crm/callback-key`, {method: 'POST', headers, body: JSON.stringify(body)});
}

const key = async (crm: Crm, refused?: string): Promise<CallbackKey> => (await ask(crm, {refused})).json();

const works = async (system: CallSystem, {userSn, apiKey}: CallbackKey): Promise<number> => {
  const set = {open_callback: '1', callback_url: 'http://127.0.0.1:9/'};
  return (await setCallback(system, set, {user_sn: userSn, api_key: apiKey})).code;
};

const signIns = (system: CallSystem): number => system.state().requests['/api/login']?.executions ?? 0;

test('the CRM’s server signs in by its access id and gives the page a key that works, and no secret', async (t) => {
  const [system, crm] = await served(t);
  const answer = await ask(crm);
  assert.equal(answer.headers.get('cache-control'), 'no-store');
  const text = await answer.text();
  const given: CallbackKey = JSON.parse(text);
  assert.deepEqual(Object.keys(given).toSorted(), ['apiKey', 'userName', 'userSn']);
  assert.ok(!text.includes(access.secret) && !text.includes(access.id));
  assert.equal(given.userName, '管理员');
  assert.equal(await works(system, given), 0);
});

test('all who ask share one key, even at the same moment, since each sign-in would end the key before it', async (t) => {
  const [system, crm] = await served(t);
  const keys = await Promise.all([key(crm), key(crm), key(crm)]);
  keys.push(await key(crm));
  assert.equal(new Set(keys.map(({apiKey}) => apiKey)).size, 1);
  assert.equal(signIns(system), 1);
});

test('a key that was refused is replaced once, whoever says so', async (t) => {
  const [system, crm] = await served(t);
  const first = await key(crm);
  system.expireKeys();
  assert.equal(await works(system, first), 20006);
  const [second, third] = await Promise.all([key(crm, first.apiKey), key(crm, first.apiKey)]);
  assert.notEqual(second.apiKey, first.apiKey);
  assert.equal(third.apiKey, second.apiKey);
  assert.equal((await key(crm, first.apiKey)).apiKey, second.apiKey);
  assert.equal(await works(system, second), 0);
  assert.equal(signIns(system), 2);
});

test('a key that is about to run out is not given any more', async (t) => {
  const [system, crm] = await served(t, {keyLife: 30_000});
  const [first, second] = [await key(crm), await key(crm)];
  assert.notEqual(first.apiKey, second.apiKey);
  assert.equal(await works(system, second), 0);
});

test('without the call system the page gets a sentence, and a key as soon as it is back', async (t) => {
  const [system, crm] = await served(t);
  await system.down();
  const answer = await ask(crm);
  assert.equal(answer.status, 502);
  assert.match(await answer.text(), /^The call system cannot be reached\..*\.$/);
  await system.up();
  assert.equal(await works(system, await key(crm)), 0);
});

test('a refused sign-in is told in the call system’s own words', async (t) => {
  const [system, crm] = await served(t);
  system.fail({path: '/api/login', code: 20004, msg: '用户名或密码错误'});
  const answer = await ask(crm);
  assert.equal(answer.status, 502);
  assert.equal(await answer.text(), 'The call system refused the sign-in: 用户名或密码错误');
  for (const body of ['{}', '{"code":0,"msg":"SUCCESS","data":{"user_sn":7}}', '<h1>maintenance</h1>']) {
    system.fail({path: '/api/login', status: 200, body});
    const none = await ask(crm);
    assert.equal(none.status, 502);
    assert.match(await none.text(), /gave no/);
  }
});

test('the key is the answer to a POST, and other pages cannot read it', async (t) => {
  const [, crm] = await served(t);
  const got = await fetch(`${crm.url}/my-crm/callback-key`);
  assert.deepEqual([got.status, got.headers.get('allow')], [405, 'POST']);
  const answer = await ask(crm);
  assert.equal(answer.headers.get('access-control-allow-origin'), null);
  assert.equal(answer.headers.get('cross-origin-resource-policy'), 'same-origin');
});
