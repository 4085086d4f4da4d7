import assert from 'node:assert/strict';
import {once} from 'node:events';
import {connect, createServer, type AddressInfo, type Socket} from 'node:net';
import {test, type TestContext} from 'node:test';

import {startProxy, type FaultProxy} from './proxy.ts';

/** A server that sends back what it gets, behind a proxy, and a client of it. */
async function echo(t: TestContext): Promise<{proxy: FaultProxy; client: Socket}> {
  const server = createServer((socket) => socket.on('error', () => undefined).pipe(socket));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const proxy = await startProxy((server.address() as AddressInfo).port);
  const client = connect(proxy.port, '127.0.0.1');
  await once(client, 'connect');
  t.after(async () => {
    client.destroy();
    await proxy.down();
    server.close();
  });
  return {proxy, client};
}

/** What comes back, and after how many milliseconds. */
async function sent(client: Socket, bytes: Buffer): Promise<{back: Buffer; took: number}> {
  const begun = performance.now();
  client.write(bytes);
  const pieces: Buffer[] = [];
  while (Buffer.concat(pieces).length < bytes.length) pieces.push((await once(client, 'data'))[0] as Buffer);
  return {back: Buffer.concat(pieces), took: performance.now() - begun};
}

test('a line without faults hands on every byte in order', async (t) => {
  const {client} = await echo(t);
  const bytes = Buffer.from(Array.from({length: 300_000}, (_, i) => i % 251));
  assert.deepEqual((await sent(client, bytes)).back, bytes);
});

test('latency holds for each way, and a narrow line takes its time', async (t) => {
  const {proxy, client} = await echo(t);
  proxy.set({latency: 60});
  assert.ok((await sent(client, Buffer.from('a'))).took >= 118);
  proxy.set({bandwidth: 100_000});
  assert.ok((await sent(client, Buffer.alloc(20_000))).took >= 195);
});

test('with jitter nothing overtakes', async (t) => {
  const {proxy, client} = await echo(t);
  proxy.set({latency: 10, jitter: 10});
  const numbers = Buffer.from(Array.from({length: 100}, (_, i) => i));
  const all = sent(client, numbers.subarray(0, 1)).then(({back}) => back);
  assert.deepEqual(await all, numbers.subarray(0, 1));
  for (const byte of numbers.subarray(1)) client.write(Buffer.from([byte]));
  const pieces: Buffer[] = [];
  while (Buffer.concat(pieces).length < 99) pieces.push((await once(client, 'data'))[0] as Buffer);
  assert.deepEqual(Buffer.concat(pieces), numbers.subarray(1));
});

test('a hole keeps what it swallows until it is closed', async (t) => {
  const {proxy, client} = await echo(t);
  for (const hole of ['up', 'down', 'both'] as const) {
    proxy.set({hole});
    const back = sent(client, Buffer.from('late'));
    const early = await Promise.race([back, new Promise((resolve) => setTimeout(resolve, 60, 'nothing'))]);
    assert.equal(early, 'nothing');
    proxy.set({});
    assert.equal((await back).back.toString(), 'late');
  }
});

test('corruption flips as many bytes as it should', async (t) => {
  const {proxy, client} = await echo(t);
  proxy.set({corrupt: 3});
  assert.deepEqual((await sent(client, Buffer.alloc(6))).back, Buffer.from([0, 0, 255, 0, 0, 255]));
});

test('a reset, and a proxy that is down, are seen as such', async (t) => {
  const {proxy, client} = await echo(t);
  await sent(client, Buffer.from('a'));
  proxy.reset();
  const [error] = (await once(client, 'error')) as [NodeJS.ErrnoException];
  assert.equal(error.code, 'ECONNRESET');
  await proxy.down();
  const second = connect(proxy.port, '127.0.0.1');
  const [refused] = (await once(second, 'error')) as [NodeJS.ErrnoException];
  assert.equal(refused.code, 'ECONNREFUSED');
});

test('a stalled proxy takes a connection and says nothing', async (t) => {
  const {proxy} = await echo(t);
  proxy.set({stall: true});
  const second = connect(proxy.port, '127.0.0.1');
  await once(second, 'connect');
  second.write('anyone?');
  const heard = await Promise.race([
    once(second, 'data'),
    new Promise((resolve) => setTimeout(resolve, 60, 'nothing')),
  ]);
  assert.equal(heard, 'nothing');
  second.destroy();
});
