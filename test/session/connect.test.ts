import assert from 'node:assert/strict';
import {test} from 'node:test';
import * as fc from 'fast-check';
import {connect} from '../../src/connect.ts';
import {nobody} from '../transport/http-server.ts';
import {callSystem, connected, link, status, until} from './real.ts';

const badServers = [
  'cc.example.com',
  'localhost:8080',
  'javascript:alert(1)',
  'ftp://cc.example.com',
  'wss://cc.example.com',
  'http://',
  '//cc.example.com',
  '/cc',
  '',
];

test('an address that is none gives a session that says so, and no exception', async (t) => {
  for (const server of badServers) {
    const session = connected(t, {server, extno: '1003', token: 't'});
    assert.deepEqual(session.$link.get(), {state: 'refused', fault: {code: 'bad-server'}}, server);
    const fault = {code: 'bad-server', command: 'sign-in'};
    assert.deepEqual(await session.send({type: 'sign-in'}), {ok: false, fault});
    assert.deepEqual(session.$fault.get(), fault);
    session.retry();
    assert.equal(session.$link.get().state, 'refused');
    session.close();
    assert.equal(session.$link.get().state, 'closed');
  }
});

test('a monitor address that is none is told in the same way', (t) => {
  const session = connected(t, {server: 'https://cc.example.com', monitor: 'cc.example.com', token: 't'});
  assert.deepEqual(session.$link.get(), {state: 'refused', fault: {code: 'bad-server'}});
});

test('any text as an address gives a session', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (server, monitor) => {
      const session = connect({server, monitor, token: '', WebSocket: undefined as never});
      session.close();
      assert.equal(session.$link.get().state, 'closed');
    }),
    {numRuns: 200},
  );
});

test('N5 without a server the link waits and says that nothing can be reached', async (t) => {
  const session = connected(t, {server: await nobody(), extno: '1003', token: 't'});
  const {fault, retryAt = 0} = await link(session, 'waiting');
  assert.deepEqual(fault, {code: 'unreachable'});
  assert.ok(retryAt >= session.now() - 1_000 && retryAt <= session.now() + 500);
  const outcome = await session.send({type: 'sign-in'});
  assert.deepEqual(outcome, {ok: false, fault: {code: 'unreachable', command: 'sign-in'}});
});

test('S2 a wrong token is refused for good, and commands say so too', async (t) => {
  const system = await callSystem(t);
  let asked = 0;
  const session = connected(t, {server: system.url, extno: '1003', token: () => `wrong${++asked % 2}`});
  const {fault} = await link(session, 'refused');
  assert.equal(fault?.code, 'unauthorized');
  const outcome = await session.send({type: 'sign-in'});
  assert.ok(!outcome.ok && ['unauthorized', 'token-renewed'].includes(outcome.fault.code));
  assert.equal(system.state().agents.find(({extno}) => extno === '1003')?.status, 0);
});

test('a page that has no token leaves the link waiting, and the token it has later opens it', async (t) => {
  const system = await callSystem(t);
  let token = '';
  const session = connected(t, {server: system.url, extno: '1003', token: () => token});
  assert.deepEqual((await link(session, 'waiting')).fault, {code: 'no-token'});
  token = system.token('1003');
  session.retry();
  await link(session, 'open');
  await status(session, 'signed-out');
});

test('S2 a token that runs out is replaced without the agent noticing', async (t) => {
  const system = await callSystem(t);
  let asked = 0;
  const session = connected(t, {
    server: system.url,
    extno: '1003',
    token() {
      asked += 1;
      return system.token('1003');
    },
  });
  await status(session, 'signed-out');
  const states: string[] = [];
  session.$link.listen(({state}) => states.push(state));
  system.expire({extno: '1003'});
  await until(session.$frames, (frames) => frames.status === 2);
  assert.deepEqual(states, ['connecting', 'open']);
  assert.equal(asked, 2);
  assert.equal((await session.send({type: 'sign-in'})).ok, true);
});

test('without a WebSocket commands still work, and the link says why it does not', async (t) => {
  const system = await callSystem(t);
  const options = {server: system.url, extno: '1003', token: system.token('1003')};
  const session = connect({...options, WebSocket: undefined as never});
  t.after(() => session.close());
  if (globalThis.WebSocket === undefined) {
    const {state, fault} = session.$link.get();
    assert.deepEqual([state, fault], ['refused', {code: 'no-socket'}]);
  }
  assert.deepEqual(await session.send({type: 'sign-in'}), {ok: true, data: 1});
});

test('S3 a server whose socket refuses everyone is told as a socket that cannot be had, and tried again', async (t) => {
  const system = await callSystem(t);
  system.refuseHandshakes({times: 1, status: 502});
  const session = connected(t, {server: system.url, extno: '1003', token: system.token('1003')});
  assert.equal((await link(session, 'waiting')).fault?.code, 'no-socket');
  session.retry();
  await link(session, 'open');
  assert.equal(session.$link.get().fault, undefined);
});

test('S3 a call system that refuses the question about the socket is well all the same', async (t) => {
  const system = await callSystem(t);
  system.refuseHandshakes({times: 1});
  system.fail({path: '/admin/agent/getMsg', code: 17, msg: '没有短信模板'});
  const session = connected(t, {server: system.url, extno: '1003', token: system.token('1003')});
  assert.deepEqual((await link(session, 'waiting')).fault, {code: 'no-socket'});
});

test('N5 a server that comes back finds the agent again', async (t) => {
  const system = await callSystem(t);
  const session = connected(t, {server: system.url, extno: '1003', token: system.token('1003')});
  await status(session, 'signed-out');
  await system.down();
  await link(session, 'waiting');
  await system.up();
  session.retry();
  await link(session, 'open');
  await until(session.$frames, (frames) => (frames.status ?? 0) >= 2);
});

test('after closing nothing comes and nothing goes', async (t) => {
  const system = await callSystem(t);
  const session = connected(t, {server: system.url, extno: '1003', token: system.token('1003')});
  await status(session, 'signed-out');
  session.close();
  session.retry();
  assert.deepEqual(session.$link.get(), {state: 'closed'});
  const outcome = await session.send({type: 'sign-in'});
  assert.deepEqual(outcome, {ok: false, fault: {code: 'closed', command: 'sign-in'}});
  assert.equal(system.state().requests['/admin/agent/logon'], undefined);
});

test('N15 keys are sent where the host asks for them, under the name that it gives', async (t) => {
  const named = [
    [true, 'idempotency-key'],
    ['', 'idempotency-key'],
    ['true', 'idempotency-key'],
    ['X-Request-Key', 'x-request-key'],
    [false, undefined],
    ['false', undefined],
    [undefined, undefined],
    [null, undefined],
  ] as const;
  for (const [idempotency, header] of named) {
    const system = await callSystem(t);
    const session = connected(t, {
      server: system.url,
      extno: '1003',
      token: system.token('1003'),
      idempotency,
    });
    await session.send({type: 'sign-in'});
    const {headers} = system.state().requests['/admin/agent/logon'] ?? {headers: []};
    const keys = headers.filter((name) => name.endsWith('-key') && !name.startsWith('sec-'));
    assert.deepEqual(keys, header ? [header] : [], String(idempotency));
  }
});
