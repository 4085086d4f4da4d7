import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {Session} from '../../src/connect.ts';
import {callSystem, connected, link, status, until} from './real.ts';

const agent = '1003';

async function agreed(session: Session, ...commands: readonly Parameters<Session['send']>[0][]) {
  for (const command of commands) {
    const outcome = await session.send(command);
    assert.ok(outcome.ok, `${command.type}: ${JSON.stringify(outcome)}`);
  }
}

test('an agent signs in, takes a call, holds and resumes it, and signs out after the next one', async (t) => {
  const system = await callSystem(t);
  const call = () => system.state().calls[0];
  const session = connected(t, {server: system.url, extno: agent, token: () => system.token(agent)});
  await link(session, 'open');
  await status(session, 'signed-out');

  await agreed(session, {type: 'sign-in'});
  await status(session, 'idle');
  await agreed(session, {type: 'next-call'});

  const first = await until(session.$call, (current) => current !== undefined);
  await status(session, 'busy');
  assert.equal(first?.sessionId, call()?.sessionId);
  assert.equal(first?.customer.telephone, '13800138000');
  assert.equal(first?.customer.name, '王建国');
  assert.equal(first?.city, '北京-北京');
  assert.equal(first?.extno, agent);
  assert.equal(first?.phase, 'talking');

  await agreed(session, {type: 'hold'});
  assert.deepEqual([session.$call.get()?.held, call()?.held], [true, true]);
  await agreed(session, {type: 'hold'});
  assert.deepEqual([session.$call.get()?.held, call()?.held], [false, false]);

  await agreed(session, {type: 'meeting', tel: '010-1234 5678'});
  assert.deepEqual(call()?.parties, ['01012345678']);
  const text = await session.send({type: 'sms-text'});
  assert.ok(text.ok && typeof text.data === 'string' && text.data !== '');
  await agreed(session, {type: 'sms', telephone: '13800138000', msg: '您好 a&b=c€ 😀'});
  assert.equal(system.state().outbox[0]?.msg, '您好 a&b=c€ 😀');
  await agreed(session, {type: 'blacklist'});
  assert.equal(session.$call.get()?.blacklisted, true);
  assert.equal(system.state().blacklist[0]?.telephone, '13800138000');

  const refused = await session.send({type: 'sign-out'});
  assert.ok(!refused.ok && refused.fault.code === 'refused');
  assert.equal(session.$fault.get()?.reason, '通话中不能签出');

  system.hangUp({extno: agent});
  await status(session, 'wrap-up');
  assert.equal(session.$call.get()?.phase, 'wrap-up');
  await agreed(session, {type: 'next-call'});
  const second = await until(session.$call, (current) => current?.phase === 'talking');
  assert.notEqual(second?.sessionId, first?.sessionId);
  assert.deepEqual(
    session.$calls.get().map(({phase}) => phase),
    ['closed', 'talking'],
  );

  system.hangUp({extno: agent});
  await status(session, 'wrap-up');
  await agreed(session, {type: 'sign-out'});
  await status(session, 'signed-out');
  assert.equal(session.$call.get(), undefined);
  assert.equal(session.$fault.get(), undefined);
  system.announce({msg: '公告内容'});
  assert.equal((await until(session.$notices, (all) => all.length > 0))[0]?.text, '公告内容');
});

test('P13 a call that is told before the busy state, and JSON bodies, make the same journey', async (t) => {
  const system = await callSystem(t, {infoFirst: true, basePath: '/cc', tokenHeaders: ['x-token']});
  const session = connected(t, {
    server: `${system.url}/`,
    extno: ` ${agent} `,
    token: system.token(agent),
    tokenHeader: 'x-token',
    encoding: 'json',
  });
  await agreed(session, {type: 'sign-in'}, {type: 'next-call'});
  await link(session, 'open');
  await until(session.$call, (current) => current !== undefined);
  await status(session, 'busy');
  system.hangUp({extno: agent});
  await until(session.$call, (current) => current?.phase === 'wrap-up');
  assert.deepEqual(system.state().requests['/admin/agent/logon']?.contentTypes, ['application/json']);
});

test('N1 a call goes on when the link is cut and comes back', async (t) => {
  const system = await callSystem(t);
  const session = connected(t, {server: system.url, extno: agent, token: system.token(agent)});
  await agreed(session, {type: 'sign-in'}, {type: 'next-call'});
  const before = await until(session.$call, (current) => current !== undefined);
  await status(session, 'busy');
  system.cut();
  await link(session, 'waiting');
  assert.deepEqual(session.$call.get(), before);
  await agreed(session, {type: 'hold'});
  session.retry();
  await link(session, 'open');
  system.hangUp({extno: agent});
  await until(session.$call, (current) => current?.phase === 'wrap-up');
  assert.equal(session.$calls.get().length, 1);
});

test('X7 token, telephone and name are in no fault and not on the console, whatever goes wrong', async (t) => {
  const lines: string[] = [];
  const note = (...given: readonly unknown[]) => void lines.push(given.map(String).join(' '));
  for (const name of ['log', 'info', 'warn', 'error', 'debug', 'trace'] as const) {
    t.mock.method(console, name, note);
  }
  process.on('warning', note);
  t.after(() => process.off('warning', note));

  const system = await callSystem(t);
  const tokens: string[] = [];
  const session = connected(t, {
    server: system.url,
    extno: agent,
    timeout: 250,
    token() {
      tokens.push(system.token(agent));
      return tokens.at(-1)!;
    },
  });
  const told: unknown[] = [];
  session.$fault.listen((fault) => told.push(fault));
  session.$progress.listen((progress) => told.push({...progress}));
  session.$link.listen((state) => told.push(state));

  await agreed(session, {type: 'sign-in'}, {type: 'next-call'});
  const call = await until(session.$call, (current) => current !== undefined);
  const {telephone = '', name = ''} = call?.customer ?? {};
  assert.deepEqual([telephone, name], ['13800138000', '王建国']);
  const page = `<p>${name} ${telephone}</p>`;
  const path = '/admin/sms_api/send';
  const faults = [
    {status: 500, body: page},
    {status: 503, headers: {'retry-after': '9'}, body: page},
    {status: 200, body: page},
    {status: 401, body: page},
    {code: 17, msg: '短信余额不足'},
    {stall: 'headers'},
    {stall: 'body'},
    {drop: true},
  ] as const;
  for (const fault of faults) {
    system.fail({path, ...fault});
    const outcome = await session.send({type: 'sms', telephone, msg: `${name}您好`});
    assert.equal(outcome.ok, false);
    told.push(outcome);
  }
  system.refuseHandshakes({times: 1, status: 401});
  system.cut({code: 1012, reason: `${name} ${telephone}`});
  await link(session, 'waiting');
  // A restart is given up to five seconds.
  session.retry();
  await until(session.$link, ({state, fault}) => state === 'waiting' && fault?.code === 'no-socket');
  session.retry();
  await link(session, 'open');
  system.expire();
  await link(session, 'connecting');
  await link(session, 'open');
  await system.down();
  await link(session, 'waiting');
  told.push(await session.send({type: 'sms', telephone, msg: name}));

  const everything = JSON.stringify([told, lines]);
  assert.ok(told.length > 20 && tokens.length > 1);
  for (const secret of [...tokens, telephone, name, system.url, 'agent/monitor']) {
    assert.ok(!everything.includes(secret), `${secret} in ${everything}`);
  }
});
