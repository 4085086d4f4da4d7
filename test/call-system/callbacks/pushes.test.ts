import assert from 'node:assert/strict';
import {test} from 'node:test';

import {serialOf, userSerial} from '../../../demo/call-system/callbacks/accounts.ts';
import type {CallSystemOptions} from '../../../demo/call-system/call-system.ts';
import {anna, operate, quietSystem, signedInDesk, wang} from '../support.ts';
import {agreeing, pushTo, receiver, setCallback, signIn, tries, until} from './support.ts';

const soon: CallSystemOptions = {pushDelay: 10, pushInterval: 10};

test('a minute after a call has ended is when it is pushed, unless another delay is set', async (t) => {
  const system = await quietSystem(t);
  assert.equal(system.state().settings.pushDelay, 60_000);
  const {url, bodies} = await receiver(t, agreeing);
  await pushTo(system, url);
  const agent = await signedInDesk(t, system);
  await agent.ring();
  await agent.hangUp();
  assert.deepEqual([system.state().callbacks.waiting, bodies.length], [1, 0]);
  await operate(system, 'set', {pushDelay: 5});
  await tries(system, 1);
  assert.deepEqual([system.state().callbacks.waiting, bodies.length], [0, 1]);
});

test('what is pushed is the call, its agent and its customer, in all documented fields', async (t) => {
  const system = await quietSystem(t, soon);
  const {url, bodies, requests} = await receiver(t, agreeing);
  await pushTo(system, url);
  const agent = await signedInDesk(t, system);
  const sn = await agent.ring(wang);
  await agent.hangUp();
  const [line] = await tries(system, 1);
  const {created_at, updated_at, connected_at, disconnected_at, ...told} = JSON.parse(bodies[0]!);
  assert.deepEqual(told, {
    id: 1,
    sn,
    user_sn: userSerial('1001'),
    user_name: '陈晓梅',
    parent_sn: userSerial('admin'),
    team_sn: serialOf('TEAM', 'default'),
    team_name: 'default',
    name: '王建国',
    phone: '13800138000',
    address: '北京-北京',
    unit: '示例贸易有限公司',
    unit_phone: '',
    project_sn: serialOf('PROJECT', '1'),
    project_caption: '保险续保',
    talktimes: 0,
  });
  for (const time of [created_at, updated_at, connected_at, disconnected_at]) {
    assert.ok(Math.abs(new Date(time.replace(' ', 'T')).getTime() - Date.now()) < 10_000, time);
  }
  assert.match(requests[0]?.headers['content-type'] ?? '', /^application\/json/);
  assert.equal(requests[0]?.method, 'POST');
  assert.deepEqual(
    [line?.kind, line?.sn, line?.host, line?.attempt, line?.status, line?.answer, line?.accepted],
    ['call', sn, new URL(url).host, 1, 200, 'SUCCESS', true],
  );
});

test('pushing again sends the same push to the same receiver, and before any push there is nothing to send', async (t) => {
  const system = await quietSystem(t, soon);
  assert.match((await operate(system, 'push-again')).msg, /还没有推送过/);
  const {url, bodies} = await receiver(t, agreeing);
  await pushTo(system, url);
  const agent = await signedInDesk(t, system);
  await agent.ring();
  await agent.hangUp();
  await tries(system, 1);
  assert.equal((await operate(system, 'push-again')).code, 0);
  await tries(system, 2);
  assert.equal(bodies[1], bodies[0]);
});

test('switched off, no call is pushed; switched on again, the calls after that are', async (t) => {
  const system = await quietSystem(t, soon);
  const {url, bodies} = await receiver(t, agreeing);
  const session = await signIn(system);
  const set = (open_callback: string) => setCallback(system, {open_callback, callback_url: url}, session);
  await set('0');
  const agent = await signedInDesk(t, system);
  await agent.ring();
  await agent.hangUp();
  await until(() => system.state().callbacks.waiting === 0);
  await set('1');
  await agent.send('/admin/agent/nextCall');
  const second = await agent.ring(anna);
  await agent.hangUp();
  await tries(system, 1);
  assert.deepEqual(
    bodies.map((body) => JSON.parse(body).sn),
    [second],
  );
});

test('an import that has ended is pushed to its own address, with its counts or with the reason it failed for', async (t) => {
  const system = await quietSystem(t, soon);
  assert.match((await operate(system, 'import-ended')).msg, /还没有设置/);
  const {url, bodies} = await receiver(t, agreeing);
  await pushTo(system, 'http://127.0.0.1:9/', {task_callback_url: url});
  const agent = await signedInDesk(t, system);
  await agent.send('/admin/agent/addBlack', {info_uuid: wang});
  const {data} = await operate(system, 'import-ended');
  await tries(system, 1);
  const total = system.state().customers.length;
  const none = ['fail', 'repeat', 'filter', 'shi', 'kong', 'tingji', 'kuwu', 'chenmo', 'fenxian', 'chaopin'];
  assert.deepEqual(JSON.parse(bodies[0]!), {
    ...(data as object),
    import_mark: {
      totalCount: total,
      blacklistCount: 1,
      successCount: total - 1,
      ...Object.fromEntries(none.map((name) => [`${name}Count`, 0])),
    },
  });
  await operate(system, 'import-ended', {reason: '文件 "名单.xlsx" 没有数据'});
  const lines = await tries(system, 2);
  assert.equal(JSON.parse(bodies[1]!).import_mark, '文件 "名单.xlsx" 没有数据');
  assert.deepEqual(
    lines.map(({kind, accepted}) => [kind, accepted]),
    [
      ['import', true],
      ['import', true],
    ],
  );
});

test('a reset forgets addresses, keys, and pushes that were on their way', async (t) => {
  const system = await quietSystem(t, soon);
  const {url, requests} = await receiver(t, () => undefined);
  await pushTo(system, url);
  const agent = await signedInDesk(t, system);
  await agent.ring();
  await agent.hangUp();
  const request = await until(() => requests[0]);
  const dropped = new Promise((resolve) => request.socket.once('close', resolve));
  const session = await signIn(system);
  system.reset();
  await dropped;
  assert.deepEqual(system.state().callbacks, {waiting: 0, pushes: []});
  assert.equal((await setCallback(system, {open_callback: '1', callback_url: url}, session)).code, 20005);
});
