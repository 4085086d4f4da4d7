import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {FaultCode} from '../../src/protocol/faults.ts';
import type {WebSocketClass} from '../../src/transport/socket/monitor.ts';
import {createTokens} from '../../src/transport/tokens.ts';
import {serveMonitor, watch} from './monitor-rig.ts';

test('the socket is dialled with the bare token as the query, and the link opens', async (t) => {
  const server = await serveMonitor(t);
  const watched = watch(t, server.url, {tokens: createTokens('eyJhbGci.eyJuYW1l-_.c2ln')});
  await watched.until('open');
  assert.deepEqual(server.dialled, ['/agent/monitor?eyJhbGci.eyJuYW1l-_.c2ln']);
  assert.deepEqual(watched.links, [{state: 'connecting'}, {state: 'open'}]);
  assert.equal(watched.probes, 0);
});

test('frames are handed on as they are and in their order', async (t) => {
  const server = await serveMonitor(t);
  const watched = watch(t, server.url);
  await watched.until('open');
  const frames = Array.from({length: 200}, (_, i) => `{"n":${i}}`);
  server.say('', '公告', ...frames);
  await watched.heard(202);
  assert.deepEqual(watched.frames, ['', '公告', ...frames]);
});

test('P2 a binary frame is handed on as something that is no text, and the next frame still comes', async (t) => {
  const server = await serveMonitor(t);
  const watched = watch(t, server.url);
  await watched.until('open');
  server.say(Buffer.from([0, 1, 2]), 'next');
  await watched.heard(2);
  assert.notEqual(typeof watched.frames[0], 'string');
  assert.equal(watched.frames[1], 'next');
  assert.equal(watched.link?.state, 'open');
});

test('N1 a link that is cut without a word comes back by itself, with the same token', async (t) => {
  const server = await serveMonitor(t);
  const watched = watch(t, server.url);
  await watched.until('open');
  server.reset();
  await watched.until('waiting');
  await watched.until('open');
  server.say('after');
  await watched.heard(1);
  assert.deepEqual(watched.states, ['connecting', 'open', 'waiting', 'connecting', 'open']);
  assert.deepEqual(server.dialled, ['/agent/monitor?t1', '/agent/monitor?t1']);
  assert.equal(watched.probes, 0);
});

test('S1 a server that goes away for a restart is dialled again, and not asked why', async (t) => {
  for (const code of [1001, 1012, 1013, 1000, 1011]) {
    const server = await serveMonitor(t);
    const watched = watch(t, server.url);
    await watched.until('open');
    server.close(code, 'restart');
    await watched.until('waiting');
    await watched.until('open');
    assert.equal(watched.asked, 1, `code ${code}`);
    assert.equal(watched.probes, 0, `code ${code}`);
  }
});

test('N13 bytes that are no frame cut the link, which comes back', async (t) => {
  const server = await serveMonitor(t);
  const watched = watch(t, server.url);
  await watched.until('open');
  for (const connection of server.connections) connection.write(Buffer.from([0x81, 2, 0xc3, 0x28]));
  await watched.until('waiting');
  await watched.until('open');
  assert.deepEqual(watched.frames, []);
});

test('N5 a server that is down is dialled until it is up again', async (t) => {
  const server = await serveMonitor(t);
  const watched = watch(t, server.url, {answer: {code: 'unreachable'}});
  await watched.until('open');
  await server.down();
  await watched.bell.until(() => watched.probes >= 8, '8 failed dials');
  assert.equal(watched.link?.fault?.code, 'unreachable');
  await server.up();
  watched.answer = undefined;
  await watched.until('open');
  assert.deepEqual(watched.link, {state: 'open'});
  assert.ok(!watched.states.includes('refused'));
});

test('S3 a handshake that fails is explained by what REST says, and dialled again', async (t) => {
  const explained: readonly FaultCode[] = ['forbidden', 'not-found', 'overloaded', 'unreachable', 'no-token'];
  for (const code of explained) {
    const server = await serveMonitor(t);
    server.door = () => (server.dialled.length > 3 ? 'open' : 403);
    const watched = watch(t, server.url, {answer: {code}});
    await watched.until('waiting');
    assert.equal(watched.link?.fault?.code, code);
    await watched.until('open');
    assert.equal(watched.probes, 3);
    assert.equal(watched.asked, 1);
  }
});

test('S3 a handshake that fails although REST is well is told as a socket that cannot be had', async (t) => {
  const server = await serveMonitor(t);
  server.door = () => (server.dialled.length > 1 ? 'open' : 'cut');
  const watched = watch(t, server.url);
  await watched.until('waiting');
  assert.equal(watched.link?.fault?.code, 'no-socket');
  await watched.until('open');
});

test('N12 the reason stays told while the next try runs, and goes when the link is open', async (t) => {
  const server = await serveMonitor(t);
  server.door = () => (server.dialled.length > 2 ? 'open' : 503);
  const watched = watch(t, server.url, {answer: {code: 'overloaded', status: 503}});
  await watched.until('open');
  const later = watched.links.slice(watched.states.indexOf('waiting'), -1);
  assert.ok(later.length >= 3);
  assert.ok(later.every(({fault}) => fault?.code === 'overloaded'));
});

test('N12 a link that opens and dies again and again is dialled ever more slowly', async (t) => {
  const server = await serveMonitor(t);
  server.onSocket = (socket) => {
    socket.send('frame');
    socket.terminate();
  };
  const watched = watch(t, server.url, {now: () => 0, random: () => 0.004});
  const waiting = () => watched.links.filter(({state}) => state === 'waiting');
  await watched.bell.until(() => waiting().length >= 6, '6 waits');
  const waits = waiting().map(({retryAt}) => retryAt);
  assert.deepEqual(waits.slice(0, 6), [2, 8, 20, 20, 20, 20]);
});

test('N14 a page that may not open the socket is told so once, and no dial is repeated', async (t) => {
  const dialled: string[] = [];
  function Forbidden(url: string) {
    dialled.push(url);
    throw new DOMException(`The page at https://crm may not connect to ${url}`, 'SecurityError');
  }
  const WebSocket = Forbidden as unknown as WebSocketClass;
  const watched = watch(t, 'ws://127.0.0.1:9/agent/monitor', {WebSocket});
  await watched.until('refused');
  assert.deepEqual(watched.links, [{state: 'connecting'}, {state: 'refused', fault: {code: 'no-socket'}}]);
  assert.equal(dialled.length, 1);
  assert.equal(watched.probes, 0);
});

test('where there is no WebSocket the link is refused, whatever is tried', (t) => {
  const watched = watch(t, 'ws://127.0.0.1:9/agent/monitor', {WebSocket: undefined});
  watched.monitor.retry();
  assert.deepEqual(watched.links, [{state: 'refused', fault: {code: 'no-socket'}}]);
  assert.equal(watched.asked, 0);
});
