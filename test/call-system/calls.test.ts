import assert from 'node:assert/strict';
import {test} from 'node:test';
import {anna, fixture, quietSystem, signedInDesk, wang, type Fixture} from './support.ts';

async function nextCustomer(agent: Fixture): Promise<string> {
  await agent.send('/admin/agent/nextCall');
  const frame = await agent.heard.info();
  await agent.hangUp();
  return `${frame.sessionId} ${String(frame.info?.uuid)}`;
}

test('an agent who asks for the next call gets one, told as busy first and then with the record', async (t) => {
  const system = await quietSystem(t, {campaign: true, ringDelay: 5});
  const agent = await signedInDesk(t, system);
  await agent.send('/admin/agent/nextCall');
  await agent.heard.info();
  const [first, second] = agent.heard.frames.slice(-2);
  assert.equal(first?.status, 2);
  assert.equal(second?.method, 'info');
});

test('the record comes before the notice when the system is set so', async (t) => {
  const system = await quietSystem(t, {infoFirst: true});
  const agent = await signedInDesk(t, system);
  const before = agent.heard.frames.length;
  system.call({extno: '1001'});
  await agent.heard.status(2);
  assert.deepEqual(
    agent.heard.frames.slice(before).map(({method}) => method),
    ['info', 'notice'],
  );
});

test('the same seed brings the same customers with the same session numbers, beginning with Wang and Anna', async (t) => {
  const runs: string[][] = [];
  for (const seed of [7, 7, 8]) {
    const system = await quietSystem(t, {campaign: true, ringDelay: [1, 4], seed});
    const agent = await signedInDesk(t, system);
    const calls: string[] = [];
    for (let call = 0; call < 5; call += 1) calls.push(await nextCustomer(agent));
    runs.push(calls);
  }
  const [first, again, other] = runs;
  assert.deepEqual(first, again);
  assert.notDeepEqual(first, other);
  assert.match(first?.[0] ?? '', /5bc8fbbc-bde5-4099-8164-d8399f767c45$/);
  assert.match(first?.[1] ?? '', /d76d4330-f144-4bea-b0c1-1fdecb91ce37$/);
});

test('two agents who wait get two different customers', async (t) => {
  const system = await quietSystem(t, {campaign: true, ringDelay: 2});
  const first = await signedInDesk(t, system, '1001');
  const second = await signedInDesk(t, system, '1002');
  await Promise.all([first.send('/admin/agent/nextCall'), second.send('/admin/agent/nextCall')]);
  const [one, two] = await Promise.all([first.heard.info(), second.heard.info()]);
  assert.notEqual(one.info?.uuid, two.info?.uuid);
  assert.notEqual(one.sessionId, two.sessionId);
});

test('the campaign passes over everybody on the blacklist', async (t) => {
  const system = await quietSystem(t, {campaign: true, ringDelay: 1});
  const agent = await signedInDesk(t, system);
  const [spared, ...stopped] = system.state().customers.toReversed();
  for (const {uuid} of stopped) await agent.send('/admin/agent/addBlack', {info_uuid: uuid});
  for (let call = 0; call < 3; call += 1)
    assert.match(await nextCustomer(agent), new RegExp(`${spared?.uuid}$`));
});

test('asking twice brings one call', async (t) => {
  const system = await quietSystem(t, {campaign: true, ringDelay: 20});
  const agent = await signedInDesk(t, system);
  await agent.send('/admin/agent/nextCall');
  await agent.send('/admin/agent/nextCall');
  await agent.heard.info();
  assert.equal(system.state().calls.length, 1);
  assert.equal(system.state().agents[0]?.armed, false);
});

test('with the campaign off an agent waits, and gets a call when it is turned on', async (t) => {
  const system = await quietSystem(t, {ringDelay: 1});
  const agent = await signedInDesk(t, system);
  await agent.send('/admin/agent/nextCall');
  assert.equal(system.state().agents[0]?.armed, true);
  system.set({campaign: true});
  await agent.heard.info();
});

test('signing out ends the waiting for a call', async (t) => {
  const system = await quietSystem(t, {campaign: true, ringDelay: 60_000});
  const agent = await signedInDesk(t, system);
  await agent.send('/admin/agent/nextCall');
  await agent.send('/admin/agent/logout', {extno: '1001'});
  assert.equal(system.state().agents[0]?.armed, false);
});

test('calls end by themselves when a talk time is set', async (t) => {
  const system = await quietSystem(t, {talkTime: 10});
  const agent = await signedInDesk(t, system);
  system.call({extno: '1001'});
  await agent.heard.info();
  await agent.heard.status(3);
});

test('a colleague who is added gets the same call with his own work number', async (t) => {
  const system = await quietSystem(t);
  const first = await signedInDesk(t, system, '1001');
  const second = await signedInDesk(t, system, '1002');
  const sessionId = await first.ring();
  assert.equal((await first.send('/admin/agent/meeting', {tel: '1002'})).code, 0);
  await second.heard.status(2);
  const info = await second.heard.info();
  assert.equal(info.sessionId, sessionId);
  assert.equal(info.extno, '1002');
  assert.equal(info.info?.uuid, wang);
});

test('the end of a conference brings every agent in it to wrap-up', async (t) => {
  const system = await quietSystem(t);
  const first = await signedInDesk(t, system, '1001');
  const second = await signedInDesk(t, system, '1002');
  await first.ring();
  await first.send('/admin/agent/meeting', {tel: '1002'});
  system.hangUp({extno: '1002'});
  await Promise.all([first.heard.status(3), second.heard.status(3)]);
  assert.deepEqual(system.state().calls, []);
});

test('a telephone number can be added once, and to one call only', async (t) => {
  const system = await quietSystem(t);
  const first = await signedInDesk(t, system, '1001');
  const second = await signedInDesk(t, system, '1002');
  await first.ring(wang);
  await second.ring(anna);
  const add = async (tel: string, who = first): Promise<number> =>
    (await who.send('/admin/agent/meeting', {tel})).code;
  assert.equal(await add('+8613900139000'), 0);
  assert.notEqual(await add('+8613900139000'), 0);
  assert.notEqual(await add('+8613900139000', second), 0);
  assert.notEqual(await add('13800138000'), 0, 'the customer is in the call already');
  assert.deepEqual(system.state().calls[0]?.parties, ['+8613900139000']);
});

test('what is neither an agent nor a telephone number cannot be added', async (t) => {
  const system = await quietSystem(t);
  const agent = await signedInDesk(t, system);
  await agent.ring();
  for (const tel of ['', '12', 'reception', '1'.repeat(21), '1001', '+']) {
    assert.notEqual((await agent.send('/admin/agent/meeting', {tel})).code, 0, tel);
  }
});

test('only a colleague who is signed in and idle can be added', async (t) => {
  const system = await quietSystem(t);
  const first = await signedInDesk(t, system, '1001');
  const second = await fixture(t, system, '1002');
  await first.ring(wang);
  const add = async (): Promise<number> => (await first.send('/admin/agent/meeting', {tel: '1002'})).code;
  assert.notEqual(await add(), 0);
  await second.signIn();
  await second.ring(anna);
  assert.notEqual(await add(), 0);
  await second.hangUp();
  assert.notEqual(await add(), 0);
  await second.send('/admin/agent/nextCall');
  assert.equal(await add(), 0);
  assert.notEqual(await add(), 0);
});

test('a colleague who waited for the next call and was added does not get another one', async (t) => {
  const system = await quietSystem(t);
  const first = await signedInDesk(t, system, '1001');
  const second = await signedInDesk(t, system, '1002');
  await second.send('/admin/agent/nextCall');
  await first.ring();
  await first.send('/admin/agent/meeting', {tel: '1002'});
  const state = system.state().agents.find(({extno}) => extno === '1002');
  assert.equal(state?.armed, false);
  assert.equal(state?.calls.length, 1);
});

test('a forced call comes to a busy agent as a second one, and each can end on its own', async (t) => {
  const system = await quietSystem(t);
  const agent = await signedInDesk(t, system);
  const first = await agent.ring();
  const {sessionId} = system.call({extno: '1001', force: true});
  await agent.heard.info();
  system.hangUp({extno: '1001', sessionId});
  assert.equal(agent.status(), 2);
  assert.deepEqual(system.hangUp({extno: '1001'}).sessionIds, [first]);
  await agent.heard.status(3);
});
