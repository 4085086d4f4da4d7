import assert from 'node:assert/strict';
import {describe, test, type TestContext} from 'node:test';
import type {CallSystem, CallSystemOptions} from '../../demo/call-system/call-system.ts';
import type {ConnectOptions, Session} from '../../src/connect.ts';
import {startProxy, type FaultProxy} from '../rig/proxy.ts';
import {callSystem, connected, link, status, until} from './real.ts';

interface Place {
  readonly system: CallSystem;
  /** Before everything, or before the socket only. */
  readonly line: FaultProxy;
  readonly session: Session;
}

/** An agent whose line to the call system can go wrong; with `socket` only that of the monitor socket. */
async function place(
  t: TestContext,
  only: 'socket' | 'all' = 'all',
  options: CallSystemOptions = {},
  more: Partial<ConnectOptions> = {},
): Promise<Place> {
  const system = await callSystem(t, options);
  const line = await startProxy(system.port);
  t.after(() => line.down());
  const session = connected(t, {
    server: only === 'all' ? line.url : system.url,
    ...(only === 'socket' && {monitor: `ws://127.0.0.1:${line.port}/agent/monitor`}),
    extno: '1003',
    token: system.token('1003'),
    ...more,
  });
  await status(session, 'signed-out');
  return {system, line, session};
}

const logons = (system: CallSystem) => system.state().requests['/admin/agent/logon']?.requests ?? 0;

const lost = (session: Session) => until(session.$link, ({state}) => state !== 'open');

describe('with a line that goes wrong', {concurrency: true}, () => {
  test('N1 after a reset the link is back at once, with all that was known', async (t) => {
    const {system, line, session} = await place(t);
    await session.send({type: 'sign-in'});
    system.call({extno: '1003', force: true});
    const call = await until(session.$call, (present) => present !== undefined);
    const begun = performance.now();
    line.reset();
    await lost(session);
    assert.equal(session.$call.get(), call);
    await link(session, 'open');
    assert.ok(performance.now() - begun < 2_000);
    assert.equal(session.$calls.get().length, 1);
  });

  test('N2 N3 P14 a line that is dead one way or both, though nobody says so, is replaced by its silence', async (t) => {
    await Promise.all(
      (['both', 'down'] as const).map(async (direction) => {
        const {line, session} = await place(t, 'all', {tick: 1_000});
        await until(session.$frames, ({status: ticks = 0}) => ticks > 4);
        line.strand(direction);
        const begun = performance.now();
        await until(session.$link, ({state}) => state === 'connecting', 15_000);
        const found = performance.now() - begun;
        assert.ok(found > 4_000 && found < 10_000, `${direction}: ${found} ms`);
        assert.ok(session.$link.get().since! < session.now() - 4_000);
        await link(session, 'open');
        const frames = session.$frames.get().status ?? 0;
        await until(session.$frames, (counts) => (counts.status ?? 0) > frames + 1);
      }),
    );
  });

  test('N4 a handshake that nobody answers is given up, and the next one goes through', async (t) => {
    const {line, session} = await place(t, 'socket');
    line.set({stall: true});
    line.reset();
    await lost(session);
    const taken = line.taken;
    await until(session.$link, ({fault}) => fault !== undefined, 20_000);
    assert.equal(line.taken, taken + 1);
    assert.equal(session.$link.get().fault?.code, 'no-socket');
    line.set({});
    await link(session, 'open');
  });

  test('N5 a call system that is down is found again when it is up', async (t) => {
    const {line, session} = await place(t);
    await line.down();
    await until(session.$link, ({fault}) => fault?.code === 'unreachable');
    await line.up();
    session.retry();
    await link(session, 'open');
  });

  test('N8 a network that answers with a page of its own is named, and left alone when it lets through', async (t) => {
    const {system, session} = await place(t);
    system.refuseHandshakes({on: true, status: 302});
    system.fail({times: 99, body: '<html>Log in to our network</html>', contentType: 'text/html'});
    system.cut();
    await until(session.$link, ({fault}) => fault?.code === 'not-understood');
    system.mend();
    session.retry();
    await link(session, 'open');
  });

  test('N9 on a slow and uneven line a command is pending, takes effect once, and is answered', async (t) => {
    const {system, line, session} = await place(t);
    line.set({latency: 400, jitter: 300});
    const sent = session.send({type: 'sign-in'});
    assert.equal(session.$progress.get()['sign-in'], 'pending');
    assert.deepEqual((await sent).ok, true);
    await status(session, 'idle');
    assert.equal(logons(system), 1);
  });

  test('N10 a large customer on a narrow line holds up neither card nor commands, and comes whole', async (t) => {
    const {system, line, session} = await place(t);
    await session.send({type: 'sign-in'});
    system.call({extno: '1003', force: true});
    const before = await until(session.$call, (call) => call !== undefined);
    line.set({bandwidth: 1_000});
    const notes = 'x'.repeat(200_000);
    const info = {
      method: 'info',
      sessionId: 'large',
      city: '',
      extno: '1003',
      info: {fields: JSON.stringify({notes})},
    };
    system.frame({extno: '1003', text: JSON.stringify(info)});
    assert.equal((await session.send({type: 'hold'})).ok, true);
    assert.deepEqual(session.$calls.get(), [{...before, held: true}]);
    assert.deepEqual(session.$link.get(), {state: 'open'});
    line.set({});
    const calls = await until(session.$calls, (list) => list.some(({sessionId}) => sessionId === 'large'));
    assert.ok(calls.at(-1)?.customer.fieldsText?.includes(notes));
  });

  test('N12 a line that is cut again and again is dialled more and more slowly, and called unstable', async (t) => {
    const {line, session} = await place(t);
    for (let cut = 1; cut <= 3; cut += 1) {
      line.reset();
      await lost(session);
      if (cut < 3) await link(session, 'open');
    }
    assert.equal(session.$link.get().fault?.code, 'unstable');
  });

  test('N13 bytes that are corrupted on their way cut the link, and nothing of them is shown', async (t) => {
    const {system, line, session} = await place(t);
    line.set({corrupt: 1});
    const frames = session.$frames.get();
    system.announce({msg: '公告'});
    await lost(session);
    assert.deepEqual(session.$frames.get(), frames);
    assert.deepEqual(session.$notices.get(), []);
    line.set({});
    await link(session, 'open');
  });

  test('N15 a command whose connection dies is told as lost and is not sent again', async (t) => {
    const {system, line, session} = await place(t);
    const path = '/admin/sms_api/send';
    const sends = () => system.state().requests[path]?.requests ?? 0;
    system.fail({path, delay: 60_000});
    // No status will ever show it, so that only the answer counts.
    const sent = session.send({type: 'sms', telephone: '13800138000', msg: '您好'});
    while (sends() < 1) await new Promise((resolve) => setTimeout(resolve, 10));
    line.reset();
    const outcome = await sent;
    assert.equal(!outcome.ok && outcome.fault.code, 'unreachable');
    await link(session, 'open');
    assert.equal(sends(), 1);
  });

  test('S9 while the socket is dead the commands of the phone still work', async (t) => {
    const {line, session} = await place(t, 'socket');
    await line.down();
    await until(session.$link, ({fault}) => fault?.code === 'no-socket');
    assert.equal((await session.send({type: 'sign-in'})).ok, true);
    await line.up();
    session.retry();
    await status(session, 'idle');
  });

  test('S1 S4 a restart brings the agent back by itself, another place only by hand', async (t) => {
    const {system, session} = await place(t);
    system.cut({code: 1012});
    await until(session.$link, ({state}) => state === 'waiting');
    session.retry();
    await link(session, 'open');
    system.cut({code: 4409});
    const refused = await link(session, 'refused');
    assert.equal(refused.fault?.code, 'in-use');
    session.retry();
    await link(session, 'open');
  });

  test('S5 a server that asks for a day is asked again within a minute', async (t) => {
    const {system, session} = await place(t);
    system.refuseHandshakes({on: true, status: 503});
    system.fail({times: 99, status: 503, headers: {'retry-after': '86400'}});
    system.cut();
    const {retryAt = 0} = await until(session.$link, ({fault}) => fault?.code === 'overloaded');
    assert.ok(retryAt - session.now() <= 60_500);
    system.mend();
    session.retry();
    await link(session, 'open');
  });
});
