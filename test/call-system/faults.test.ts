import assert from 'node:assert/strict';
import {test} from 'node:test';
import {WebSocket} from 'ws';
import {commandAnswerExample} from './examples.ts';
import {listen, monitorUrl, refusedHandshake} from './listening.ts';
import {fixture, post, quietSystem, read} from './support.ts';

const logon = '/admin/agent/logon';

test('an ordered answer takes the place of the next one on its path, as often as ordered, without effect', async (t) => {
  const system = await quietSystem(t);
  const agent = await fixture(t, system);
  system.fail({path: logon, times: 2, code: 500, msg: '服务器忙'});
  assert.equal((await agent.send('/admin/agent/getMsg')).code, 0);
  for (let time = 0; time < 2; time += 1) {
    const answer = await agent.send(logon, {extno: '1001'});
    assert.deepEqual([answer.status, answer.code, answer.msg], [200, 500, '服务器忙']);
  }
  assert.equal(agent.status(), 0);
  assert.equal((await agent.send(logon, {extno: '1001'})).code, 0);
});

test('an answer can be any status, headers, body and kind of content', async (t) => {
  const system = await quietSystem(t);
  const agent = await fixture(t, system);
  system.fail({status: 429, headers: {'retry-after': '86400'}});
  const busy = await agent.raw(logon);
  assert.deepEqual([busy.status, busy.headers.get('retry-after')], [429, '86400']);
  system.fail({status: 200, body: '<h1>Wi-Fi</h1>', contentType: 'text/html'});
  const portal = await agent.raw(logon);
  assert.deepEqual(
    [portal.headers.get('content-type'), await portal.text()],
    ['text/html', '<h1>Wi-Fi</h1>'],
  );
  system.fail({body: {data: [1]}});
  assert.equal(await (await agent.raw(logon)).text(), '{"data":[1]}');
  system.fail({status: 204});
  assert.equal((await agent.raw(logon)).status, 204);
});

test('a command can take effect although its answer fails', async (t) => {
  const system = await quietSystem(t);
  const agent = await fixture(t, system);
  system.fail({path: logon, status: 502, afterEffect: true});
  assert.equal((await agent.raw(logon, {extno: '1001'})).status, 502);
  assert.equal(agent.status(), 1);
});

test('a delayed answer is the true one, and comes after the effect', async (t) => {
  const system = await quietSystem(t);
  const agent = await fixture(t, system);
  system.fail({delay: 40});
  let answered = false;
  const answer = agent.raw(logon, {extno: '1001'}).finally(() => (answered = true));
  await agent.heard.status(1);
  assert.equal(answered, false);
  assert.equal(await (await answer).text(), commandAnswerExample);
});

test('a dropped connection fails the request, with or without the effect', async (t) => {
  const system = await quietSystem(t);
  const agent = await fixture(t, system);
  system.fail({path: logon, drop: true});
  await assert.rejects(agent.raw(logon, {extno: '1001'}));
  assert.equal(agent.status(), 0);
  system.fail({path: logon, drop: true, afterEffect: true});
  await assert.rejects(agent.raw(logon, {extno: '1001'}));
  assert.equal(agent.status(), 1);
});

test('an answer can stall before its headers, and half-way through its body', async (t) => {
  const system = await quietSystem(t);
  const agent = await fixture(t, system);
  const impatient = (): Promise<Response> =>
    fetch(`${system.url}${logon}`, {
      method: 'POST',
      headers: {access_token: agent.token},
      signal: AbortSignal.timeout(60),
    });
  system.fail({stall: 'headers'});
  await assert.rejects(impatient(), {name: 'TimeoutError'});
  system.fail({stall: 'body'});
  const response = await impatient();
  assert.equal(response.status, 200);
  await assert.rejects(response.text(), {name: 'TimeoutError'});
});

test('faults that have not happened can be taken back', async (t) => {
  const system = await quietSystem(t);
  const agent = await fixture(t, system);
  system.fail({times: 5, status: 500});
  system.refuseHandshakes({on: true});
  assert.equal(system.state().faults.length, 1);
  assert.equal(system.state().refusedHandshakes, -1);
  system.mend();
  assert.equal((await agent.send(logon, {extno: '1001'})).code, 0);
  await listen(t, system, agent.token);
});

test('the faults of one path can be taken back, and the others still happen', async (t) => {
  const system = await quietSystem(t);
  const agent = await fixture(t, system);
  system.fail({path: logon, times: 2, status: 500});
  system.fail({path: '/admin/agent/getMsg', status: 500});
  system.fail({status: 502});
  system.refuseHandshakes({on: true});
  system.mend({path: logon});
  assert.equal((await agent.raw(logon)).status, 502);
  assert.equal((await agent.send(logon, {extno: '1001'})).code, 0);
  assert.equal((await agent.raw('/admin/agent/getMsg')).status, 500);
  assert.equal(system.state().refusedHandshakes, -1);
});

test('requests are counted by path with the names of their headers, and no token is to be found', async (t) => {
  const system = await quietSystem(t);
  const agent = await fixture(t, system);
  await agent.send(logon, {extno: '1001'});
  await agent.send(logon, {extno: '1002'});
  await read(await post(`${system.url}${logon}`));
  const state = system.state();
  const counted = state.requests[logon];
  assert.deepEqual([counted?.requests, counted?.executions], [3, 1]);
  assert.ok(counted?.headers.includes('access_token'));
  assert.ok(!JSON.stringify(state).includes(agent.token));
});

test('handshakes are refused as often as ordered, with the status ordered', async (t) => {
  const system = await quietSystem(t);
  const token = system.token('1001');
  system.refuseHandshakes({times: 2, status: 502});
  assert.equal((await refusedHandshake(monitorUrl(system, token))).status, 502);
  assert.equal((await refusedHandshake(monitorUrl(system, token))).status, 502);
  await listen(t, system, token);
});

test('a handshake can stay unanswered', async (t) => {
  const system = await quietSystem(t);
  system.refuseHandshakes({stall: true});
  const socket = new WebSocket(monitorUrl(system, system.token('1001')), {handshakeTimeout: 60});
  const message = await new Promise<string>((resolve) =>
    socket.on('error', (error) => resolve(error.message)),
  );
  assert.match(message, /timed out/);
});

test('sockets are cut without a word, or closed with a code', async (t) => {
  const system = await quietSystem(t);
  const first = await fixture(t, system, '1001');
  const second = await fixture(t, system, '1002');
  const cut = first.heard.closed();
  assert.deepEqual(system.cut({extno: '1001'}), {sockets: 1});
  assert.equal((await cut).code, 1006);
  const closed = second.heard.closed();
  system.cut({code: 4409, reason: 'in use elsewhere'});
  assert.deepEqual(await closed, {code: 4409, reason: 'in use elsewhere'});
  assert.throws(() => system.cut({code: 1006}));
  assert.throws(() => system.cut({code: 5000}));
});

test('a silent socket stays open while nothing comes any more, and commands still work', async (t) => {
  const system = await quietSystem(t);
  const agent = await fixture(t, system);
  await agent.heard.status(0);
  assert.deepEqual(system.silence({extno: '1001'}), {sockets: 1});
  assert.equal((await agent.send(logon, {extno: '1001'})).code, 0);
  const second = await listen(t, system, agent.token);
  await second.status(1);
  assert.equal(agent.heard.socket.readyState, WebSocket.OPEN);
  assert.equal(agent.heard.frames.length, 1);
});

test('any text, bytes in a binary frame and bytes beneath the protocol can be sent', async (t) => {
  const system = await quietSystem(t);
  const agent = await fixture(t, system);
  await agent.heard.status(0);
  system.frame({extno: '1001', text: '{"broken"'});
  assert.equal((await agent.heard.next(({method}) => method === '')).msg, '{"broken"');
  const waiting = agent.heard.changed();
  system.frame({base64: Buffer.from([1, 2, 255]).toString('base64')});
  await waiting;
  assert.deepEqual(agent.heard.binary, [Buffer.from([1, 2, 255])]);
  const failed = new Promise((resolve) => agent.heard.socket.once('error', resolve));
  const brokenUtf8 = Buffer.from([0x81, 2, 0xc3, 0x28]);
  system.frame({bytes: brokenUtf8.toString('base64')});
  assert.match(String(await failed), /invalid UTF-8/);
  assert.throws(() => system.frame({}));
  assert.throws(() => system.frame({text: '', base64: ''}));
});

test('a burst of ten thousand frames arrives whole and in order', async (t) => {
  const system = await quietSystem(t);
  const agent = await fixture(t, system);
  system.frame({extno: '1001', text: '{"method":"message","msg":"公告内容"}', times: 10_000});
  system.announce({msg: 'last'});
  await agent.heard.next(({msg}) => msg === 'last');
  assert.equal(agent.heard.frames.filter(({method}) => method === 'message').length, 10_001);
});
