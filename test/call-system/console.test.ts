import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {State} from '../../demo/call-system/state.ts';
import {anna, fixture, operate, post, quietSystem, read, signedInDesk, wang} from './support.ts';

async function stateOf(url: string): Promise<State> {
  const {data} = await read(await fetch(`${url}/console/state`));
  return data as State;
}

test('a call comes and goes by the console', async (t) => {
  const system = await quietSystem(t);
  const agent = await signedInDesk(t, system);
  const answer = await operate(system, 'call', {extno: '1001', uuid: anna, telephone: null});
  const info = await agent.heard.info();
  assert.deepEqual(answer.data, {sessionId: info.sessionId});
  assert.equal((await operate(system, 'hang-up', {extno: '1001'})).code, 0);
  await agent.heard.status(3);
});

test('a number that nobody knows rings with a new, empty record', async (t) => {
  const system = await quietSystem(t);
  const agent = await signedInDesk(t, system);
  await operate(system, 'call', {extno: '1001', telephone: '13900139000'});
  const {info} = await agent.heard.info();
  assert.deepEqual([info?.telephone, info?.name, info?.fields], ['13900139000', '', '{}']);
});

test('a call that cannot be put through is refused with a reason', async (t) => {
  const system = await quietSystem(t);
  const agent = await fixture(t, system);
  assert.match((await operate(system, 'call', {extno: '1001'})).msg, /不空闲/);
  await agent.signIn();
  const refused = [{extno: '9999'}, {extno: '1001', uuid: 'none'}, {extno: '1001', telephone: 'none'}];
  for (const order of refused) assert.notEqual((await operate(system, 'call', order)).code, 0);
  await agent.ring(wang);
  await signedInDesk(t, system, '1002');
  assert.match((await operate(system, 'call', {extno: '1002', uuid: wang})).msg, /正在通话/);
  assert.notEqual((await operate(system, 'hang-up', {extno: '1002'})).code, 0);
});

test('an announcement goes to one agent or to all', async (t) => {
  const system = await quietSystem(t);
  const first = await fixture(t, system, '1001');
  const second = await fixture(t, system, '1002');
  await operate(system, 'announce', {msg: '一人', extno: '1002'});
  await operate(system, 'announce', {msg: '所有人'});
  await second.heard.next(({msg}) => msg === '一人');
  await Promise.all([first, second].map(({heard}) => heard.next(({msg}) => msg === '所有人')));
  assert.ok(!first.heard.frames.some(({msg}) => msg === '一人'));
  assert.equal(system.state().announcements.length, 2);
});

test('every operation answers, with what it did', async (t) => {
  const system = await quietSystem(t);
  await fixture(t, system);
  const done: [string, unknown, unknown][] = [
    ['frame', {text: '{}', times: 2}, {sockets: 1}],
    ['silence', {}, {sockets: 1}],
    ['fail', {path: '/admin/agent/hold', delay: 1, stall: 'body', headers: {a: 'b'}}, 1],
    ['refuse-handshakes', {times: 1, status: 401}, 1],
    ['mend', {path: '/admin/agent/hold'}, 1],
    ['mend', {}, 1],
    ['define', {project_id: 1, fields: ['nonsense']}, 1],
    ['define', {project_id: 1, fields: null}, 1],
    ['cut', {extno: '1002'}, {sockets: 0}],
    ['expire', {extno: '1002'}, {tokens: 0, sockets: 0}],
    ['set', {ringDelay: [1, 2], talkTime: null}, {...system.state().settings, ringDelay: [1, 2]}],
    ['reset', {}, 1],
  ];
  for (const [operation, params, data] of done) {
    const answer = await operate(system, operation, params);
    assert.deepEqual([operation, answer.code, answer.data], [operation, 0, JSON.parse(JSON.stringify(data))]);
  }
});

test('the system goes down after it has answered that it will', async (t) => {
  const system = await quietSystem(t);
  const agent = await fixture(t, system);
  const closed = agent.heard.closed();
  assert.equal((await operate(system, 'down')).code, 0);
  assert.equal((await closed).code, 1006);
  await system.up();
  assert.equal((await stateOf(system.url)).agents.length, 6);
});

test('an operation that is unknown or given the wrong thing is refused, and the system goes on', async (t) => {
  const system = await quietSystem(t);
  const wrong: [string, unknown][] = [
    ['dance', {}],
    ['', {}],
    ['constructor', {}],
    ['call', {}],
    ['call', {extno: 1001}],
    ['call', {extno: '1001', force: 'yes'}],
    ['call', {extno: '1001', colour: 'red'}],
    ['call', []],
    ['call', null],
    ['announce', {msg: ''}],
    ['announce', {msg: {}}],
    ['cut', {code: 1.5}],
    ['cut', {code: 1006}],
    ['cut', {code: 4000, reason: 'x'.repeat(124)}],
    ['fail', {status: 99}],
    ['fail', {stall: 'tail'}],
    ['fail', {headers: {a: 1}}],
    ['mend', {path: 7}],
    ['define', {fields: []}],
    ['define', {project_id: '1', fields: []}],
    ['define', {project_id: 1}],
    ['refuse-handshakes', {status: 101}],
    ['frame', {}],
    ['frame', {text: 'a', times: -1}],
    ['down', {ms: 'soon'}],
    ['set', {colour: 'red'}],
    ['set', {tick: '5'}],
    ['set', {ringDelay: null}],
    ['reset', {hard: true}],
  ];
  for (const [operation, params] of wrong) {
    const answer = await operate(system, operation, params);
    assert.ok(answer.status >= 400, `${operation} ${JSON.stringify(params)}`);
    assert.notEqual(answer.code, 0);
    assert.ok(answer.msg);
  }
  assert.equal((await stateOf(system.url)).faults.length, 0);
});

test('refusals of the console are in English for those who read English', async (t) => {
  const {url} = await quietSystem(t);
  const response = await post(`${url}/console/call`, {extno: '1001'}, {'accept-language': 'en-GB,en;q=0.9'});
  assert.match((await read(response)).msg, /not idle/);
});

test('the page of the console and all that it names is there, and runs nothing inline', async (t) => {
  const {url} = await quietSystem(t);
  const page = await fetch(`${url}/console`);
  const html = await page.text();
  assert.match(page.headers.get('content-security-policy') ?? '', /script-src 'self'/);
  assert.doesNotMatch(html, /<script(?![^>]*src=)|<style|style=|onclick=/);
  const named = [...html.matchAll(/(?:src|href)="(console\/[^"]+)"/g)].map(([, path]) => `${url}/${path}`);
  assert.ok(named.length >= 4);
  const seen = new Set<string>();
  for (const address of named) {
    seen.add(address);
    const response = await fetch(address);
    assert.equal(response.status, 200, address);
    for (const [, imported] of (await response.text()).matchAll(/from '(\.\/[^']+)'/g)) {
      const next = new URL(imported ?? '', address).href;
      if (!seen.has(next) && !named.includes(next)) named.push(next);
    }
  }
  for (const path of ['/console/package.json', '/console/..%2fmain.ts', '/console/../main.ts']) {
    assert.equal((await fetch(`${url}${path}`)).status, 404, path);
  }
});

test('the page is told of what changes as it happens, without any token', async (t) => {
  const system = await quietSystem(t);
  const response = await fetch(`${system.url}/console/events`);
  assert.match(response.headers.get('content-type') ?? '', /^text\/event-stream/);
  const reader = response.body!.getReader();
  const decoder = new TextDecoder();
  let told = '';
  const until = async (words: string): Promise<void> => {
    while (!told.includes(words)) told += decoder.decode((await reader.read()).value, {stream: true});
  };
  await until('event: state');
  const agent = await signedInDesk(t, system);
  const login = {name: '1002', passwd: 'e10adc3949ba59abbe56e057f20f883e', verifyCode: 'SN-20210830-0001'};
  await post(`${system.url}/login`, login);
  system.frame({text: agent.token});
  await agent.ring();
  await until('王建国');
  await until('POST /login');
  assert.doesNotMatch(told, /eyJ/);
  await reader.cancel();
});
