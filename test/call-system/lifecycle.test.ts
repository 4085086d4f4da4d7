import assert from 'node:assert/strict';
import {spawn, type ChildProcess} from 'node:child_process';
import {once} from 'node:events';
import {createInterface} from 'node:readline';
import {test, type TestContext} from 'node:test';
import {startCallSystem} from '../../demo/call-system/call-system.ts';
import {listen, monitorUrl, refusedHandshake} from './listening.ts';
import {fixture, quietSystem, signedInDesk} from './support.ts';

function run(t: TestContext, ...options: string[]): ChildProcess {
  const main = new URL('../../demo/call-system/main.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, ['--import', 'tsx', main, ...options], {stdio: 'pipe'});
  t.after(() => child.kill('SIGKILL'));
  return child;
}

test('a system that went down comes back on the same port, and remembers who was signed in', async (t) => {
  const system = await quietSystem(t);
  const agent = await signedInDesk(t, system);
  const closed = agent.heard.closed();
  await system.down();
  assert.equal((await closed).code, 1006);
  await assert.rejects(agent.raw('/admin/agent/getMsg'));
  const {url} = system;
  await system.up();
  assert.equal(system.url, url);
  const heard = await listen(t, system, agent.token);
  await heard.status(1);
});

test('a system comes back by itself after the time it was given', async (t) => {
  const system = await quietSystem(t);
  const {token} = await fixture(t, system);
  await system.down({ms: 30});
  const heard = await new Promise<Awaited<ReturnType<typeof listen>>>((resolve, reject) => {
    const late = Date.now() + 3000;
    const dial = (): void => {
      listen(t, system, token).then(resolve, (error: unknown) =>
        Date.now() < late ? dial() : reject(error),
      );
    };
    dial();
  });
  await heard.status(0);
});

test('a reset system knows nobody any more and has the same calls to give', async (t) => {
  const system = await quietSystem(t, {seed: 3});
  const agent = await signedInDesk(t, system);
  const first = await agent.ring();
  system.announce({msg: '公告'});
  system.set({infoFirst: true});
  const closed = agent.heard.closed();
  system.reset();
  assert.equal((await closed).code, 1012);
  const {agents, calls, announcements, requests, settings} = system.state();
  assert.equal(agents[0]?.status, 0);
  assert.deepEqual([calls, announcements, requests, settings.infoFirst], [[], [], {}, false]);
  assert.equal((await refusedHandshake(monitorUrl(system, agent.token))).status, 401);
  const fresh = await signedInDesk(t, system);
  assert.equal(await fresh.ring(), first);
});

test('a socket hears its status when it opens, unless the system is set otherwise', async (t) => {
  const system = await quietSystem(t, {snapshot: false});
  const agent = await fixture(t, system);
  await agent.signIn();
  assert.equal(agent.heard.frames.length, 1);
});

test('a notice is repeated while nothing changes, with the time that has gone by', async (t) => {
  const system = await quietSystem(t, {tick: 10});
  const agent = await fixture(t, system);
  for (let repeated = 0; repeated < 3; repeated += 1) await agent.heard.status(0);
  system.set({tick: 0});
  assert.equal(system.state().settings.tick, 0);
});

test('a port that is taken is refused, and nothing stays behind', async (t) => {
  const {port} = await quietSystem(t);
  await assert.rejects(startCallSystem({port}), {code: 'EADDRINUSE'});
});

test('a setting that does not exist or make sense is refused', async () => {
  const wrong: Record<string, unknown>[] = [
    {tick: -1},
    {ringDelay: [5, 1]},
    {ringDelay: 'soon'},
    {campaign: 1},
    {colour: 'red'},
  ];
  for (const options of wrong) await assert.rejects(startCallSystem(options));
});

test('closing ends sockets, unanswered requests and unanswered handshakes at once', async () => {
  const system = await startCallSystem({campaign: true});
  const token = system.token('1001');
  const after: (() => void)[] = [];
  const heard = await listen(
    {after: (done: () => void) => after.push(done)} as unknown as TestContext,
    system,
    token,
  );
  system.fail({stall: 'headers'});
  const stalled = assert.rejects(fetch(`${system.url}/admin/agent/hold`, {method: 'POST'}));
  system.refuseHandshakes({stall: true});
  const handshake = assert.rejects(refusedHandshake(monitorUrl(system, token)));
  const events = await fetch(`${system.url}/console/events`);
  const closed = heard.closed();
  const began = performance.now();
  await system.close();
  await Promise.all([stalled, handshake, closed, assert.rejects(events.text())]);
  assert.ok(performance.now() - began < 1000);
});

test('the command tells where the system is and how to sign in, and leaves when it is told to', async (t) => {
  const child = run(t, '--port', '0', '--seed', '7');
  const lines = createInterface({input: child.stdout!});
  const printed: string[] = [];
  for await (const line of lines) {
    printed.push(line);
    if (line.includes('verifyCode')) break;
  }
  assert.match(printed.join('\n'), /http:\/\/127\.0\.0\.1:\d+\/console\n/);
  assert.match(printed.join('\n'), /SN-20210830-0001/);
  child.kill('SIGTERM');
  const [code] = await once(child, 'exit');
  assert.equal(code, 0);
});

test('the command says in one line that a port is taken', async (t) => {
  const {port} = await quietSystem(t);
  const child = run(t, '--port', String(port));
  let said = '';
  child.stderr!.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const [code] = await once(child, 'close');
  assert.equal(code, 1);
  assert.match(said, new RegExp(`^Port ${port} is taken\\..*\n$`));
});
