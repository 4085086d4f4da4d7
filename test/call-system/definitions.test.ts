import assert from 'node:assert/strict';
import {test} from 'node:test';
import {fixture, operate, quietSystem, signedInDesk, wang, withoutForm, type Fixture} from './support.ts';

const answered = async (agent: Fixture, project_id: string): Promise<unknown> =>
  (await agent.send('/admin/crm/fields', {project_id})).data;

test('whatever JSON the system is told to answer for the fields of a project is answered as it is', async (t) => {
  const system = await quietSystem(t);
  const agent = await fixture(t, system);
  const others = await answered(agent, '2');
  const told: unknown[] = [
    [],
    [{name: 7, type: null}, 'text', [1]],
    {name: '年龄'},
    'a text',
    '',
    0,
    false,
    [{name: '<b>"&\\', type: '__proto__', options: {a: {b: []}}}],
  ];
  for (const fields of told) {
    assert.equal((await operate(system, 'define', {project_id: 1, fields})).code, 0);
    assert.deepEqual(await answered(agent, '1'), fields);
  }
  assert.deepEqual(await answered(agent, '2'), others);
});

test('a project without fields can be given some, and loses them again', async (t) => {
  const system = await quietSystem(t);
  const agent = await fixture(t, system);
  system.define({project_id: 3, fields: [{name: '来源', type: 'text'}]});
  assert.deepEqual(await answered(agent, '3'), [{name: '来源', type: 'text'}]);
  system.define({project_id: 3, fields: null});
  assert.notEqual((await agent.send('/admin/crm/fields', {project_id: '3'})).code, 0);
});

test('a reset gives every project its own fields back', async (t) => {
  const system = await quietSystem(t);
  const own = await answered(await fixture(t, system), '1');
  system.define({project_id: 1, fields: 'nonsense'});
  assert.deepEqual(
    system.state().projects.map(({redefined}) => redefined),
    [true, false, false],
  );
  system.reset();
  assert.deepEqual(await answered(await fixture(t, system), '1'), own);
  assert.ok(system.state().projects.every(({redefined}) => !redefined));
});

test('a form is held against no fields while others are answered, and against its own again after that', async (t) => {
  const system = await quietSystem(t);
  const agent = await signedInDesk(t, system);
  const sessionId = await agent.ring(wang);
  const save = async (params: Record<string, string>): Promise<number> =>
    (await agent.send('/admin/agent/submit', {info_uuid: wang, sessionId, ...params})).code;
  const odd = {fields: '{"年龄":[]}'};
  assert.notEqual(await save(odd), 0);
  system.define({project_id: 1, fields: [{name: '年龄', type: 'number', required: true}]});
  assert.equal(await save(odd), 0);
  assert.notEqual(await save({fields: '[]'}), 0);
  assert.notEqual(await save({...odd, status: '99'}), 0);
  system.define({project_id: 1, fields: null});
  assert.notEqual(await save(odd), 0);
  assert.equal(system.state().submits.length, 1);
});

test('other fields of one project leave the forms of another alone', async (t) => {
  const system = await quietSystem(t);
  const agent = await signedInDesk(t, system);
  system.define({project_id: 3, fields: [{name: '来源', type: 'text', required: true}]});
  const free = await agent.ring(withoutForm);
  await agent.hangUp();
  const save = async (info_uuid: string, sessionId: string): Promise<number> =>
    (await agent.send('/admin/agent/submit', {info_uuid, sessionId, fields: '{}'})).code;
  assert.equal(await save(withoutForm, free), 0);
  await agent.heard.status(1);
  assert.notEqual(await save(wang, await agent.ring(wang)), 0);
});
