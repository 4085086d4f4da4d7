import assert from 'node:assert/strict';
import {test} from 'node:test';

import {operate, post, quietSystem} from '../support.ts';
import {ask, setCallback, signed, signIn, type Parameters} from './support.ts';

const address = 'http://120.78.227.216:81/api/testPush';

test('addresses are set as JSON and as a form, and switching off keeps them', async (t) => {
  const system = await quietSystem(t);
  const {user_sn, api_key} = await signIn(system);
  assert.equal(system.state().callbacks.addresses, undefined);
  const parameters = {
    user_sn,
    api_key,
    open_callback: '1',
    callback_url: address,
    task_callback_url: 'https://[::1]:8443/import?a=1&b=%20',
  };
  assert.deepEqual(await ask(system, '/api/setCallback', signed(parameters)), {code: 0, msg: 'SUCCESS'});
  const set = {open: true, callbackUrl: address, taskCallbackUrl: parameters.task_callback_url};
  assert.deepEqual(system.state().callbacks.addresses, set);
  const off = {user_sn, api_key, open_callback: '0', callback_url: address};
  assert.equal((await (await post(`${system.url}/api/setCallback`, signed(off))).json()).code, 0);
  assert.deepEqual(system.state().callbacks.addresses, {...set, open: false});
  await setCallback(system, {...off, task_callback_url: ''}, {user_sn, api_key});
  assert.deepEqual(system.state().callbacks.addresses, {...set, open: false, taskCallbackUrl: ''});
});

test('the number that the documents call an int is signed as the text that it is', async (t) => {
  const system = await quietSystem(t);
  const {user_sn, api_key} = await signIn(system);
  const texts = signed({user_sn, api_key, open_callback: '1', callback_url: address});
  assert.equal((await ask(system, '/api/setCallback', {...texts, open_callback: 1})).code, 0);
});

test('a signature that is wrong, or over another order, is refused with the code that the console chose', async (t) => {
  const system = await quietSystem(t);
  const {user_sn, api_key} = await signIn(system);
  const {url, ...others} = signed({user_sn, api_key, open_callback: '1', callback_url: address});
  const {open_callback, ...rest} = others as Record<string, string>;
  const wrong: Parameters[] = [
    others,
    {...others, url: ''},
    {...others, url: 'ef333344'},
    {...others, url: url!.toUpperCase() === url ? '' : url!.toUpperCase()},
    {...rest, open_callback: open_callback!, url: url!},
    {...others, callback_url: `${address}/`, url: url!},
    {...others, extra: '1', url: url!},
  ];
  for (const urlRefusal of [100001, 10001]) {
    await operate(system, 'set', {urlRefusal});
    for (const parameters of wrong) {
      assert.equal(
        (await ask(system, '/api/setCallback', parameters)).code,
        urlRefusal,
        JSON.stringify(parameters),
      );
    }
  }
  assert.equal(system.state().callbacks.addresses, undefined);
});

test('addresses that are none, and a switch that is neither on nor off, are refused and change nothing', async (t) => {
  const system = await quietSystem(t);
  const session = await signIn(system);
  const good = {open_callback: '1', callback_url: address};
  const wrong = [
    {open_callback: '2'},
    {open_callback: 'true'},
    {open_callback: ''},
    {callback_url: ''},
    {callback_url: 'ftp://crm.example.com/'},
    {callback_url: 'javascript:alert(1)'},
    {callback_url: '//crm.example.com'},
    {callback_url: 'crm.example.com'},
    {callback_url: 'http://'},
    {callback_url: 'http://a b/'},
    {callback_url: 'http://crm.example.com/a b'},
    {callback_url: 'https://crm.example.com/\n'},
    {callback_url: 'http://u:p@crm.example.com/'},
    {callback_url: 'http:\\\\crm.example.com'},
    {callback_url: 'http://[::1'},
    {task_callback_url: 'crm.example.com'},
  ];
  assert.equal((await setCallback(system, {open_callback: '1'}, session)).code, 20002);
  for (const change of wrong) {
    const answer = await setCallback(system, {...good, ...change}, session);
    assert.equal(answer.code, 20002, JSON.stringify(change));
    assert.match(answer.msg, /callback|缺少参数/);
  }
  assert.equal(system.state().callbacks.addresses, undefined);
});

test('an address of 3,000 characters, with Chinese, quotes and emoji, is taken as it is', async (t) => {
  const system = await quietSystem(t);
  const callback_url = `https://例子.example/接收?q="引号"&名='王'&😀=${'长'.repeat(2960)}`;
  const answer = await setCallback(system, {open_callback: '0', callback_url}, await signIn(system));
  assert.equal(answer.code, 0);
  assert.equal(system.state().callbacks.addresses?.callbackUrl, callback_url);
});
