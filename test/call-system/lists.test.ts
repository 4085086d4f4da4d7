import assert from 'node:assert/strict';
import {test} from 'node:test';
import {anna, fixture, quietSystem, signedInDesk, wang, type Fixture} from './support.ts';

async function rows(
  agent: Fixture,
  path: string,
  params: Record<string, string> = {},
): Promise<Record<string, unknown>[]> {
  const answer = await agent.send(path, params);
  assert.equal(answer.code, 0);
  assert.equal(typeof answer.count, 'number');
  return answer.data as Record<string, unknown>[];
}

const has = (row: Record<string, unknown> | undefined, keys: readonly string[]): void => {
  for (const key of keys) assert.ok(Object.hasOwn(row ?? {}, key), key);
};

test('the call records list each agent’s calls, the newest first, and can be searched', async (t) => {
  const system = await quietSystem(t);
  const agent = await signedInDesk(t, system);
  await agent.ring(wang);
  await agent.hangUp();
  await agent.send('/admin/agent/nextCall');
  await agent.ring(anna);
  const all = await rows(agent, '/admin/customer_cdr/grid', {
    page: '1',
    limit: '10',
    status: '-1',
    task_id: '0',
    inspection: '-1',
  });
  assert.deepEqual(
    all.map((row) => row.info_uuid),
    [anna, wang],
  );
  has(all[0], [
    'admin_id',
    'answer_stamp',
    'digits',
    'end_stamp',
    'extno',
    'group',
    'inspection',
    'project_id',
  ]);
  has(all[0], ['record_file', 'recovered', 'satisfaction', 'status', 'task_id', 'uuid', 'agentName']);
  const found = async (params: Record<string, string>): Promise<number> =>
    (await rows(agent, '/admin/customer_cdr/grid', params)).length;
  assert.equal(await found({telephone: '13800138000'}), 1);
  assert.equal(await found({project_id: '2'}), 1);
  assert.equal(await found({extno: '1002'}), 0);
  assert.equal(await found({gt_billsec: '3600'}), 0);
  assert.equal(await found({start_stamp: '2099-01-01 00:00:00'}), 0);
  assert.equal(await found({end_stamp: '2099-01-01 00:00:00', inspection: '0'}), 2);
});

test('a list is given in pages, with the number of all', async (t) => {
  const agent = await fixture(t, await quietSystem(t));
  const second = await agent.send('/admin/agent/grid', {page: '2', limit: '4'});
  assert.equal(second.count, 6);
  assert.deepEqual(
    (second.data as {extno: string}[]).map(({extno}) => extno),
    ['1005', '1006'],
  );
  assert.equal((await rows(agent, '/admin/agent/grid', {page: '9'})).length, 0);
  for (const params of [{page: '0'}, {limit: '0'}, {limit: '1e9'}, {page: 'two'}]) {
    assert.notEqual((await agent.send('/admin/agent/grid', {...params})).code, 0);
  }
});

test('the list of agents tells who is signed in and in which call', async (t) => {
  const system = await quietSystem(t);
  const agent = await signedInDesk(t, system);
  const sessionId = await agent.ring(anna);
  const [first, second] = await rows(agent, '/admin/agent/grid');
  has(first, ['extno', 'name', 'status', 'play_screen', 'hideTel', 'group', 'project_id', 'projectName']);
  assert.equal(first?.status, true);
  assert.equal(first?.cdr_uuid, sessionId);
  assert.equal(first?.info_uuid, anna);
  assert.equal(second?.status, false);
});

test('the projects have their inspection results as JSON in a string', async (t) => {
  const agent = await fixture(t, await quietSystem(t));
  const [first, ...others] = await rows(agent, '/admin/crm/grid');
  has(first, ['id', 'name', 'stamp', 'issue', 'admin_id', 'status']);
  assert.equal(first?.inspections, '["未质检","质检合格","质检不合格"]');
  assert.equal(others.length, 2);
});

test('the projects have their call statuses in the same manner, in the order of their numbers, if they have any', async (t) => {
  const agent = await fixture(t, await quietSystem(t));
  const [first, second, third] = await rows(agent, '/admin/crm/grid');
  assert.equal(first?.statuses, '["未呼叫","已接通","无人接听","拒接","空号","需回访"]');
  assert.equal(JSON.parse(String(second?.statuses)).length, 6);
  assert.ok(!Object.hasOwn(third ?? {}, 'statuses'));
});

test('several numbers go on the blacklist at once, or none of them', async (t) => {
  const system = await quietSystem(t);
  const agent = await signedInDesk(t, system);
  const add = async (telephone: string): Promise<number> =>
    (await agent.send('/admin/blackList/add', {telephone})).code;
  assert.equal(await add('13800138000\n13900139000\r\n\n'), 0);
  assert.notEqual(await add('13900139001\nnobody'), 0);
  const listed = await rows(agent, '/admin/blacklist/grid');
  assert.deepEqual(
    listed.map(({telephone, info_uuid}) => [telephone, info_uuid]),
    [
      ['13800138000', wang],
      ['13900139000', ''],
    ],
  );
  assert.throws(() => system.call({extno: '1001', uuid: wang}), /黑名单/);
});
