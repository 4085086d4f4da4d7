import assert from 'node:assert/strict';
import {connect} from 'node:net';
import {type TestContext, test} from 'node:test';
import type {Pushed} from '../../demo/crm/model.ts';
import type {Crm} from '../../demo/crm/server.ts';
import {serveCrm} from './served.ts';

const call = {
  id: 1,
  sn: 'call-1',
  user_name: '陈晓梅',
  name: '王建国',
  phone: '13800138000',
  address: '北京-北京',
  project_caption: '保险续保',
  connected_at: '2026-11-28 10:00:00',
  disconnected_at: '2026-11-28 10:02:05',
  talktimes: 125,
};

function push(url: string, body: unknown, contentType = 'application/json'): Promise<Response> {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return fetch(url, {method: 'POST', body: text, headers: {'content-type': contentType}});
}

/** What the page is told, from the first message on. */
async function watch(t: TestContext, crm: Crm): Promise<{next(): Promise<Pushed[]>}> {
  const answer = await fetch(`${crm.url}/my-crm/pushes`);
  assert.match(answer.headers.get('content-type') ?? '', /^text\/event-stream/);
  const reader = answer.body!.getReader();
  // The CRM may have gone first.
  t.after(() => reader.cancel().catch(() => undefined));
  const decoder = new TextDecoder();
  let told = '';
  return {
    async next() {
      while (!told.includes('\n\n')) told += decoder.decode((await reader.read()).value, {stream: true});
      const end = told.indexOf('\n\n');
      const message = told.slice('data: '.length, end);
      told = told.slice(end + 2);
      return JSON.parse(message);
    },
  };
}

test('a pushed call is answered with SUCCESS, to the letter, and shown at once', async (t) => {
  const crm = await serveCrm(t);
  const told = await watch(t, crm);
  assert.deepEqual(await told.next(), []);
  const answer = await push(crm.receiver.calls, call);
  assert.deepEqual([answer.status, await answer.text()], [200, 'SUCCESS']);
  const [shown, ...others] = await told.next();
  assert.deepEqual(others, []);
  assert.equal(shown?.kind, 'call');
  assert.ok(Math.abs(Date.parse(shown.at) - Date.now()) < 10_000);
  assert.deepEqual(shown, {
    kind: 'call',
    id: 'call-1',
    at: shown.at,
    times: 1,
    call: {
      name: '王建国',
      telephone: '13800138000',
      city: '北京-北京',
      company: '',
      companyTelephone: '',
      agent: '陈晓梅',
      team: '',
      project: '保险续保',
      connected: '2026-11-28 10:00:00',
      ended: '2026-11-28 10:02:05',
      seconds: '125',
    },
  });
});

test('the same push is kept once, however often it comes, and thanked for each time', async (t) => {
  const crm = await serveCrm(t);
  await push(crm.receiver.calls, call);
  await push(crm.receiver.calls, {...call, sn: 'call-2'});
  for (let again = 0; again < 2; again += 1) {
    assert.equal(await (await push(crm.receiver.calls, call)).text(), 'SUCCESS');
  }
  const pushes = await (await watch(t, crm)).next();
  assert.deepEqual(
    pushes.map(({id, times}) => [id, times]),
    [
      ['call-2', 1],
      ['call-1', 3],
    ],
  );
});

test('an import is kept with its counts, or with the reason why it failed', async (t) => {
  const crm = await serveCrm(t);
  const counts = {totalCount: 5, successCount: '4', failCount: 1, extra: 'x'};
  const imports: unknown[] = [
    {dial_task_main_sn: 'task-1', import_mark: counts},
    {dial_task_main_sn: 'task-2', import_mark: '文件中没有号码'},
  ];
  for (const body of imports) assert.equal(await (await push(crm.receiver.imports, body)).text(), 'SUCCESS');
  const [failed, done] = await (await watch(t, crm)).next();
  assert.ok(failed?.kind === 'import' && 'reason' in failed && failed.reason === '文件中没有号码');
  assert.ok(done?.kind === 'import' && 'counts' in done);
  assert.deepEqual(done.counts, {totalCount: 5, successCount: 4, failCount: 1});
});

test('JSON is understood whatever it calls itself', async (t) => {
  const crm = await serveCrm(t);
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/json; charset=UTF-8']) {
    assert.equal(await (await push(crm.receiver.calls, call, type)).text(), 'SUCCESS', type);
  }
});

test('what is no push gets a status and a sentence, and the next one is taken', async (t) => {
  const crm = await serveCrm(t);
  const {calls, imports} = crm.receiver;
  const bad: [string, unknown, number][] = [
    [calls, '', 400],
    [calls, '{"sn":', 400],
    [calls, '<xml/>', 400],
    [calls, 'null', 400],
    [calls, [], 400],
    [calls, {}, 400],
    [calls, {...call, sn: {a: 1}}, 400],
    [imports, call, 400],
    [imports, {dial_task_main_sn: 'task-1'}, 400],
    [imports, {dial_task_main_sn: 'task-1', import_mark: 7}, 400],
    [calls, {...call, name: 'x'.repeat(70_000)}, 413],
    [calls, 'x'.repeat(2_000_000), 413],
    [calls.replace('/calls', '/others'), call, 404],
    [calls.replace(/receiver\/[^/]+/, 'receiver/guessed'), call, 405],
  ];
  for (const [url, body, status] of bad) {
    const answer = await push(url, body);
    assert.equal(answer.status, status, JSON.stringify(body).slice(0, 60));
    assert.match(await answer.text(), /^[A-Z].*\.$/);
  }
  const wrongMethod = await fetch(calls);
  assert.deepEqual([wrongMethod.status, wrongMethod.headers.get('allow')], [405, 'POST']);
  assert.equal(await (await push(calls, call)).text(), 'SUCCESS');
  assert.equal((await (await watch(t, crm)).next()).length, 1);
});

test('a push that breaks off in the middle is none, and the CRM goes on', async (t) => {
  const crm = await serveCrm(t);
  const {hostname, port, pathname} = new URL(crm.receiver.calls);
  const socket = connect(Number(port), hostname);
  await new Promise<void>((resolve) => socket.once('connect', resolve));
  socket.write(`POST ${pathname} HTTP/1.1\r\nHost: crm\r\nContent-Length: 1000\r\n\r\n{"sn":"call-1"`);
  await new Promise<void>((resolve) => socket.end(resolve));
  assert.equal(await (await push(crm.receiver.calls, {...call, sn: 'call-2'})).text(), 'SUCCESS');
  assert.deepEqual(
    (await (await watch(t, crm)).next()).map(({id}) => id),
    ['call-2'],
  );
});

test('each start of the CRM has an address of its own, which the page is told', async (t) => {
  const [one, two] = [await serveCrm(t), await serveCrm(t)];
  const {calls, imports} = (await (await fetch(`${one.url}/my-crm/receiver`)).json()) as typeof one.receiver;
  assert.deepEqual({calls: one.url + calls, imports: one.url + imports}, one.receiver);
  assert.notEqual(new URL(one.receiver.calls).pathname, new URL(two.receiver.calls).pathname);
});
