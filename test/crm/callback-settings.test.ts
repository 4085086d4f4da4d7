import assert from 'node:assert/strict';
import {test} from 'node:test';

import {serveCrm} from './served.ts';

const saved = {open: true, callbackUrl: 'https://crm.example.com/回调', taskCallbackUrl: ''};

test('the CRM says what was saved last, and nothing before that', async (t) => {
  const {url} = await serveCrm(t);
  const at = `${url}/my-crm/callback-settings`;
  const put = (body: unknown) =>
    fetch(at, {
      method: 'PUT',
      headers: {'content-type': 'application/json'},
      body: JSON.stringify(body),
    });
  const kept = async () => (await fetch(at)).json();
  assert.equal(await kept(), null);
  assert.deepEqual(await (await put({...saved, more: 1})).json(), saved);
  for (const bad of [null, [], {}, {...saved, open: 1}, {...saved, callbackUrl: null}, {open: true}])
    assert.equal((await put(bad)).status, 400);
  assert.deepEqual(await kept(), saved);
  await put({...saved, open: false});
  assert.deepEqual(await kept(), {...saved, open: false});
  const other = await fetch(at, {method: 'POST', body: JSON.stringify(saved)});
  assert.deepEqual([other.status, other.headers.get('allow')], [405, 'GET, HEAD, PUT']);
});
