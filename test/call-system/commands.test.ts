import assert from 'node:assert/strict';
import {test} from 'node:test';
import {anna, fixture, documented, quietSystem, signedInDesk, wang, type Envelope} from './support.ts';

function assertRefused(answer: Envelope): void {
  assert.equal(answer.status, 200);
  assert.notEqual(answer.code, 0);
  assert.match(answer.msg, /\p{Script=Han}/u);
}

test('an agent goes from signed out to idle, busy, wrap-up, idle and signed out again', async (t) => {
  const system = await quietSystem(t);
  const agent = await fixture(t, system);
  await agent.heard.status(0);
  await agent.signIn();
  await agent.ring();
  assert.equal(agent.status(), 2);
  await agent.hangUp();
  assert.equal((await agent.send('/admin/agent/nextCall')).code, 0);
  await agent.heard.status(1);
  assert.equal((await agent.send('/admin/agent/logout', {extno: '1001'})).code, 0);
  await agent.heard.status(0);
});

test('signing in twice changes nothing, and the status is told again', async (t) => {
  const agent = await signedInDesk(t, await quietSystem(t));
  assert.equal((await agent.send('/admin/agent/logon', {extno: '1001'})).code, 0);
  await agent.heard.status(1);
});

test('nobody signs in with the number of another agent, an unknown one or none', async (t) => {
  const agent = await fixture(t, await quietSystem(t));
  for (const params of [{extno: '1002'}, {extno: '9999'}, {extno: ''}, {}]) {
    assertRefused(await agent.send('/admin/agent/logon', params));
    assertRefused(await agent.send('/admin/agent/logout', params));
  }
  assert.equal(agent.status(), 0);
});

test('an administrator is no agent', async (t) => {
  const system = await quietSystem(t);
  const agent = await signedInDesk(t, system);
  const admin = Object.assign(Object.create(agent), {token: system.token('admin')});
  assertRefused(await admin.send('/admin/agent/hold'));
  assertRefused(await admin.send('/admin/agent/logon', {extno: '1001'}));
});

test('an agent who is signed out can neither take calls, hold, add a party nor sign out', async (t) => {
  const agent = await fixture(t, await quietSystem(t));
  assertRefused(await agent.send('/admin/agent/nextCall'));
  assertRefused(await agent.send('/admin/agent/hold'));
  assertRefused(await agent.send('/admin/agent/meeting', {tel: '13900139000'}));
  assertRefused(await agent.send('/admin/agent/logout', {extno: '1001'}));
});

test('an agent on a call can neither sign out nor ask for the next one', async (t) => {
  const agent = await signedInDesk(t, await quietSystem(t));
  await agent.ring();
  assertRefused(await agent.send('/admin/agent/logout', {extno: '1001'}));
  assertRefused(await agent.send('/admin/agent/nextCall'));
  assert.equal(agent.status(), 2);
});

test('an agent in wrap-up can sign out', async (t) => {
  const agent = await signedInDesk(t, await quietSystem(t));
  await agent.ring();
  await agent.hangUp();
  await agent.send('/admin/agent/logout', {extno: '1001'});
  await agent.heard.status(0);
});

test('an agent who holds twice has resumed the call', async (t) => {
  const system = await quietSystem(t);
  const agent = await signedInDesk(t, system);
  await agent.ring();
  const held = (): boolean | undefined => system.state().calls[0]?.held;
  await agent.send('/admin/agent/hold');
  assert.equal(held(), true);
  await agent.send('/admin/agent/hold');
  assert.equal(held(), false);
  await agent.hangUp();
  assertRefused(await agent.send('/admin/agent/hold'));
});

test('the SMS text names the customer of the call, also after it, and is empty before the first one', async (t) => {
  const agent = await signedInDesk(t, await quietSystem(t));
  assert.equal((await agent.send('/admin/agent/getMsg')).data, '');
  await agent.ring(anna);
  assert.match(String((await agent.send('/admin/agent/getMsg')).data), /Anna Schmidt/);
  await agent.hangUp();
  assert.match(String((await agent.send('/admin/agent/getMsg')).data), /Anna Schmidt/);
});

test('the SMS text for a customer without a name tells the end of the number', async (t) => {
  const agent = await signedInDesk(t, await quietSystem(t));
  await agent.ring(documented);
  assert.match(String((await agent.send('/admin/agent/getMsg')).data), /3456/);
});

test('an SMS goes to the outbox, up to 500 characters, to something that is a number', async (t) => {
  const system = await quietSystem(t);
  const agent = await signedInDesk(t, system);
  const send = (telephone: string, msg: string): Promise<Envelope> =>
    agent.send('/admin/sms_api/send', {telephone, msg});
  assert.equal((await send('13800138000', '😀'.repeat(500))).code, 0);
  assertRefused(await send('13800138000', '字'.repeat(501)));
  assertRefused(await send('13800138000', ''));
  assertRefused(await send('', '您好'));
  assertRefused(await send('call me', '您好'));
  const {outbox} = system.state();
  assert.deepEqual(
    outbox.map(({extno, telephone}) => ({extno, telephone})),
    [{extno: '1001', telephone: '13800138000'}],
  );
});

test('a blacklisted customer does not come through any more, and everybody else does', async (t) => {
  const system = await quietSystem(t);
  const agent = await signedInDesk(t, system);
  await agent.ring(wang);
  assert.equal((await agent.send('/admin/agent/addBlack', {info_uuid: wang})).code, 0);
  assert.equal((await agent.send('/admin/agent/addBlack', {info_uuid: wang})).code, 0);
  await agent.hangUp();
  await agent.send('/admin/agent/nextCall');
  await agent.heard.status(1);
  assert.throws(() => system.call({extno: '1001', uuid: wang}), /黑名单/);
  assert.throws(() => system.call({extno: '1001', telephone: '13800138000', force: true}), /黑名单/);
  assert.equal(agent.status(), 1);
  await agent.ring(anna);
  assert.equal(system.state().blacklist.length, 1);
});

test('nobody can be blacklisted without a customer record', async (t) => {
  const agent = await signedInDesk(t, await quietSystem(t));
  assertRefused(await agent.send('/admin/agent/addBlack', {info_uuid: 'nobody'}));
  assertRefused(await agent.send('/admin/agent/addBlack'));
});
