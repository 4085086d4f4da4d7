import assert from 'node:assert/strict';
import {test} from 'node:test';

import {md5, urlSign} from '../../../demo/call-system/callbacks/sign.ts';
import {access} from '../../../demo/call-system/callbacks/accounts.ts';
import {stamp} from '../../../demo/call-system/clock.ts';
import {operate, quietSystem} from '../support.ts';
import {ask, setCallback, signed, signIn, type Parameters} from './support.ts';

const address = 'http://120.78.227.216:81/api/testPush';
const minute = 60_000;

test('the anti-hijack string is that of the documents, for both of their examples', () => {
  assert.equal(
    urlSign({
      user_sn: 'SYSUSER|cb31d43bc89487492bb0e0dd720705e0',
      api_key: 'MUOm4NH1',
      open_callback: '0',
      callback_url: address,
    }),
    'ef333344',
  );
  assert.equal(urlSign({pageIndex: '0', pageSize: '5', user_name: 'ssss123456'}), 'fa00e066');
});

test('beyond ASCII it is made of \\uXXXX in lower case, as PHP writes it', () => {
  const json = String.raw`{"name":"\u738b \ud83d\ude00\u00e9","text":"\"\\\n\u007f"}`.replace(
    '\\u007f',
    '\u007f',
  );
  assert.equal(urlSign({name: '王 😀é', text: '"\\\n\u007f'}), md5(json).slice(1, 9));
});

test('a person signs in with name and password, and gets a key for two hours', async (t) => {
  const system = await quietSystem(t);
  const before = Date.now();
  const session = await signIn(system);
  assert.equal(session.user_sn, `SYSUSER|${md5('admin')}`);
  assert.equal(session.user_name, '管理员');
  assert.match(session.api_key, /^\w{8}$/);
  const hours = (session.api_key_expire * 1000 - before) / (60 * minute);
  assert.ok(Math.abs(hours - 2) < 0.01, String(hours));
});

const byAccessId = (more: Record<string, string | number> = {}, at = Date.now()): Parameters => {
  const timestamp = String(more['timestamp'] ?? stamp(new Date(at)));
  const sign = md5(access.id + access.secret + timestamp);
  return {api_access_id: access.id, from: 1, timestamp, sign, ...more};
};

test('a program signs in with its access id and a signed time', async (t) => {
  const system = await quietSystem(t);
  for (const from of [1, '1']) {
    const {code, data} = await ask(system, '/api/login', byAccessId({from}));
    assert.equal(code, 0);
    assert.equal((await setCallback(system, {open_callback: '1', callback_url: address}, data!)).code, 0);
  }
});

const cases: readonly [string, number, () => Parameters][] = [
  ['a wrong password', 20004, () => signed({username: 'admin', password: 'x', from: '2'})],
  ['an unknown name', 20004, () => signed({username: 'nobody', password: 'x', from: '2'})],
  ['no password', 20002, () => signed({username: 'admin', from: '2'})],
  [
    'a name that comes as a program',
    20003,
    () => signed({username: 'admin', password: 'admin888', from: '1'}),
  ],
  [
    'a signature over another order',
    100001,
    () => ({
      username: 'admin',
      from: '2',
      password: 'admin888',
      url: urlSign({username: 'admin', password: 'admin888', from: '2'}),
    }),
  ],
  ['no signature', 100001, () => ({username: 'admin', password: 'admin888', from: '2'})],
  ['a wrong access id', 20004, () => byAccessId({api_access_id: 'AK-1'})],
  ['a wrong sign', 20004, () => byAccessId({sign: md5('')})],
  ['an access id that comes as a person', 20003, () => byAccessId({from: '2'})],
  ['a time six minutes ago', 20004, () => byAccessId({}, Date.now() - 6 * minute)],
  ['a time six minutes ahead', 20004, () => byAccessId({}, Date.now() + 6 * minute)],
  ['a time of another form', 20002, () => byAccessId({timestamp: Date.now()})],
  ['a day that is in no calendar', 20002, () => byAccessId({timestamp: '2026-02-30 10:00:00'})],
];

for (const [what, code, parameters] of cases) {
  test(`signing in with ${what} is refused with ${code} and a sentence`, async (t) => {
    const answer = await ask(await quietSystem(t), '/api/login', parameters());
    assert.equal(answer.code, code);
    assert.match(answer.msg, /\p{Script=Han}/u);
    assert.equal(answer.data, undefined);
  });
}

test('a time four minutes off is good enough', async (t) => {
  const system = await quietSystem(t);
  for (const off of [-4, 4]) {
    assert.equal((await ask(system, '/api/login', byAccessId({}, Date.now() + off * minute))).code, 0);
  }
});

test('signing in again ends the earlier key of the account, and of nobody else', async (t) => {
  const system = await quietSystem(t);
  const [first, agent] = [await signIn(system), await signIn(system, '1001', '123456')];
  const second = await signIn(system);
  const set = {open_callback: '1', callback_url: address};
  assert.equal((await setCallback(system, set, first)).code, 20005);
  assert.equal((await setCallback(system, set, second)).code, 0);
  assert.equal((await setCallback(system, set, agent)).code, 20007);
  assert.equal((await setCallback(system, set, {...agent, api_key: second.api_key})).code, 20005);
  assert.equal((await setCallback(system, set, {...second, user_sn: 'SYSUSER|0'})).code, 20005);
});

test('a key runs out by itself, and by the console', async (t) => {
  const system = await quietSystem(t);
  const set = {open_callback: '1', callback_url: address};
  const session = await signIn(system);
  assert.deepEqual((await operate(system, 'expire-keys')).data, {keys: 1});
  assert.equal((await setCallback(system, set, session)).code, 20006);
  assert.deepEqual((await operate(system, 'expire-keys')).data, {keys: 0});
  await operate(system, 'set', {keyLife: 1});
  const short = await signIn(system);
  await new Promise((resolve) => setTimeout(resolve, 5));
  assert.equal((await setCallback(system, set, short)).code, 20006);
});

test('another method, and a body that cannot be read, have codes of their own', async (t) => {
  const {url} = await quietSystem(t);
  const wrong: [RequestInit, number][] = [
    [{}, 20001],
    [{method: 'PUT', body: '{}'}, 20001],
    [{method: 'POST', body: '{"open', headers: {'content-type': 'application/json'}}, 20002],
    [{method: 'POST', body: '[]', headers: {'content-type': 'application/json'}}, 20002],
    [{method: 'POST', body: '{"from":{"a":1}}', headers: {'content-type': 'application/json'}}, 20002],
    [{method: 'POST', body: 'hello', headers: {'content-type': 'text/plain'}}, 20002],
    [{method: 'POST', body: 'x'.repeat(17_000_000), headers: {'content-type': 'application/json'}}, 20002],
  ];
  for (const path of ['/api/login', '/api/setCallback']) {
    for (const [request, code] of wrong) {
      const answer = await fetch(url + path, request);
      const said: {code: number; msg: string} = await answer.json();
      assert.deepEqual([answer.status, said.code], [200, code]);
      assert.ok(said.msg);
    }
  }
});

test('no key stands in the console’s log', async (t) => {
  const system = await quietSystem(t);
  const response = await fetch(`${system.url}/console/events`);
  const reader = response.body!.getReader();
  const {api_key} = await signIn(system);
  const decoder = new TextDecoder();
  let told = '';
  while (!told.includes('POST /api/login'))
    told += decoder.decode((await reader.read()).value, {stream: true});
  assert.match(told, /•••/);
  assert.ok(!told.includes(api_key));
  await reader.cancel();
});
