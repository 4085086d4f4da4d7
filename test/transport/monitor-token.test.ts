import assert from 'node:assert/strict';
import {test} from 'node:test';
import {createTokens, type Tokens} from '../../src/transport/tokens.ts';
import type {Fault} from '../../src/protocol/faults.ts';
import {type MonitorServer, serveMonitor, watch} from './monitor-rig.ts';

const queries = (server: MonitorServer) => server.dialled.map((address) => address.split('?')[1]);

test('S2 a socket closed for its token comes back with another, which the page is asked for once', async (t) => {
  for (const code of [4401, 4403, 1008]) {
    const server = await serveMonitor(t);
    server.onSocket = (socket, address) => {
      if (address.endsWith('t1')) socket.close(code, 'token expired');
      else socket.send('welcome');
    };
    const watched = watch(t, server.url);
    await watched.heard(1);
    assert.deepEqual(queries(server), ['t1', 't2']);
    assert.equal(watched.asked, 2);
    assert.deepEqual(watched.link, {state: 'open'});
    assert.ok(!watched.states.includes('refused'));
  }
});

test('S2 a second token that is refused too is the end, and the page is not asked again', async (t) => {
  const server = await serveMonitor(t);
  server.onSocket = (socket) => socket.close(4401);
  const watched = watch(t, server.url);
  await watched.until('refused');
  assert.deepEqual(watched.link, {state: 'refused', fault: {code: 'unauthorized'}});
  assert.deepEqual(queries(server), ['t1', 't2']);
  assert.equal(watched.asked, 2);
});

test('S2 a page that has no other token ends the link at the first refusal', async (t) => {
  const server = await serveMonitor(t);
  server.onSocket = (socket) => socket.close(4401);
  const watched = watch(t, server.url, {tokens: createTokens('fixed')});
  await watched.until('refused');
  assert.deepEqual(watched.link?.fault, {code: 'unauthorized'});
  assert.deepEqual(queries(server), ['fixed']);
});

test('S2 a server that greets first and then refuses every token is not dialled in a tight loop', async (t) => {
  const server = await serveMonitor(t);
  server.onSocket = (socket) => {
    socket.send('greeting');
    socket.close(4401);
  };
  const watched = watch(t, server.url);
  const paced = () => watched.states.includes('waiting') || watched.states.includes('refused');
  await watched.bell.until(() => paced() || server.dialled.length > 12, '12 dials');
  assert.ok(paced(), `${server.dialled.length} dials without any wait: ${watched.states.join(', ')}`);
});

test('S2 S3 a handshake refused for its token is found out over REST and tried with another', async (t) => {
  const server = await serveMonitor(t);
  server.door = (address) => (address.endsWith('t2') ? 'open' : 401);
  const watched = watch(t, server.url, {answer: {code: 'unauthorized', status: 401}});
  await watched.until('open');
  assert.deepEqual(queries(server), ['t1', 't2']);
  assert.equal(watched.probes, 1);
  assert.ok(!watched.states.includes('waiting'));
});

test('S2 S3 a token that was renewed by the question over REST is used, and not renewed again', async (t) => {
  const server = await serveMonitor(t);
  server.door = (address) => (address.endsWith('t2') ? 'open' : 401);
  let given = 0;
  const tokens: Tokens = createTokens(() => `t${++given}`);
  const probe = async (): Promise<Fault> => {
    await tokens.renew('t1');
    return {code: 'token-renewed', status: 401};
  };
  const watched = watch(t, server.url, {tokens, probe});
  await watched.until('open');
  assert.deepEqual(queries(server), ['t1', 't2']);
  assert.equal(given, 2);
});

test('S2 S3 handshakes refused with both tokens end the link', async (t) => {
  const server = await serveMonitor(t);
  server.door = () => 401;
  const watched = watch(t, server.url, {answer: {code: 'unauthorized', status: 401}});
  await watched.until('refused');
  assert.deepEqual(watched.link?.fault, {code: 'unauthorized', status: 401});
  assert.deepEqual(queries(server), ['t1', 't2']);
});

test('S2 an agent who has signed in again gets a refused link back with a retry', async (t) => {
  const server = await serveMonitor(t);
  let wanted = 'none';
  server.onSocket = (socket, address) => {
    if (!address.endsWith(wanted)) socket.close(4401);
  };
  const watched = watch(t, server.url);
  await watched.until('refused');
  wanted = 't3';
  watched.monitor.retry();
  await watched.until('connecting');
  await watched.bell.until(() => server.clients.length > 0 && watched.link?.state === 'open', 'a link');
  await watched.bell.until(() => queries(server).includes('t3') || watched.link?.state !== 'open', 'a token');
  await watched.until('open');
  assert.equal(queries(server).at(-1), 't3');
});

test('S2 a token that was good for a while may be renewed again later', async (t) => {
  const server = await serveMonitor(t);
  const watched = watch(t, server.url);
  for (const round of [1, 2, 3]) {
    await watched.until('open');
    server.say('frame');
    await watched.heard(round);
    server.close(4401);
    await watched.bell.until(() => server.dialled.length === round + 1, 'another dial');
  }
  await watched.until('open');
  assert.deepEqual(queries(server), ['t1', 't2', 't3', 't4']);
});

test('a page without a token leaves the link waiting, and is asked again', async (t) => {
  const server = await serveMonitor(t);
  let asked = 0;
  const watched = watch(t, server.url, {tokens: createTokens(() => (++asked < 4 ? '' : 't1'))});
  await watched.until('waiting');
  assert.deepEqual(watched.link?.fault, {code: 'no-token'});
  await watched.until('open');
  assert.equal(asked, 4);
  assert.deepEqual(queries(server), ['t1']);
});

test('X3 a token with characters of its own meaning in an address arrives whole', async (t) => {
  const server = await serveMonitor(t);
  for (const token of ['a.b-c_d', 'a+b/c==', 'a&b=c?d', '50%25', 'a;b,c:d@e!$*()']) {
    const before = server.dialled.length;
    const watched = watch(t, server.url, {tokens: createTokens(token)});
    await watched.until('open');
    assert.equal(server.dialled[before], `/agent/monitor?${token}`);
  }
});

test('X7 no link and no fault of a link holds the address or the token', async (t) => {
  const server = await serveMonitor(t);
  server.door = () => (server.dialled.length === 1 ? 401 : 'open');
  server.onSocket = (socket) => socket.close(4401, 'token eyJcanary expired');
  let given = 0;
  const watched = watch(t, server.url, {
    tokens: createTokens(() => `eyJcanary${++given}`),
    answer: {code: 'unauthorized', status: 401},
  });
  await watched.until('refused');
  assert.doesNotMatch(JSON.stringify(watched.links), /canary|127\.0\.0\.1|monitor/);
});
