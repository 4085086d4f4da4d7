import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {FieldDefinition} from '../../demo/call-system/crm.ts';
import {
  anna,
  fixture,
  documented,
  quietSystem,
  signedInDesk,
  wang,
  withoutForm,
  type Fixture,
  type Envelope,
} from './support.ts';

const complete = {年龄: '39', 意向: '高', 多选框: ['11', '13']};

function submit(agent: Fixture, sessionId: string, uuid: string, values: unknown): Promise<Envelope> {
  return agent.send('/admin/agent/submit', {info_uuid: uuid, sessionId, fields: JSON.stringify(values)});
}

test('the fields of a project are defined with every kind of control, and a project may have none', async (t) => {
  const agent = await fixture(t, await quietSystem(t));
  const fields = async (project_id: string): Promise<Envelope> =>
    agent.send('/admin/crm/fields', {project_id});
  const first = await fields('1');
  const definitions = first.data as FieldDefinition[];
  const types = new Set(definitions.map(({type}) => type));
  assert.deepEqual([...types].toSorted(), [
    'date',
    'datetime',
    'email',
    'multiselect',
    'number',
    'radio',
    'select',
    'tel',
    'text',
    'textarea',
  ]);
  assert.equal((await fields('2')).code, 0);
  assert.notEqual((await fields('3')).code, 0);
  assert.notEqual((await fields('')).code, 0);
  assert.notEqual((await fields('one')).code, 0);
});

test('a submitted form ends the wrap-up, and its values ring with the next call of that customer', async (t) => {
  const system = await quietSystem(t);
  const agent = await signedInDesk(t, system);
  const sessionId = await agent.ring();
  await agent.hangUp();
  const values = {...complete, 自定义: {未知: [1, null]}};
  assert.equal((await submit(agent, sessionId, wang, values)).code, 0);
  await agent.heard.status(1);
  assert.equal(system.state().agents[0]?.armed, false);
  system.call({extno: '1001', uuid: wang});
  const {info} = await agent.heard.info();
  assert.deepEqual(JSON.parse(String(info?.fields)), values);
  assert.notEqual(info?.edit_stamp, '2021-08-30 14:13:08');
});

test('a form submitted during the call is kept, and the wrap-up comes all the same', async (t) => {
  const system = await quietSystem(t);
  const agent = await signedInDesk(t, system);
  const sessionId = await agent.ring();
  assert.equal((await submit(agent, sessionId, wang, complete)).code, 0);
  assert.equal(agent.status(), 2);
  await agent.hangUp();
  assert.equal(system.state().submits.length, 1);
});

test('a form submitted again or late is kept, and moves nobody', async (t) => {
  const system = await quietSystem(t);
  const agent = await signedInDesk(t, system);
  const first = await agent.ring(wang);
  await agent.hangUp();
  await submit(agent, first, wang, complete);
  assert.equal((await submit(agent, first, wang, complete)).code, 0);
  assert.equal(agent.status(), 1);
  await agent.ring(documented);
  await agent.hangUp();
  assert.equal((await submit(agent, first, wang, complete)).code, 0);
  assert.equal(agent.status(), 3);
  assert.equal(system.state().submits.length, 3);
});

test('the status and the inspection that come with a form are stored', async (t) => {
  const system = await quietSystem(t);
  const agent = await signedInDesk(t, system);
  const sessionId = await agent.ring();
  const answer = await agent.send('/admin/agent/submit', {
    info_uuid: wang,
    sessionId,
    fields: JSON.stringify(complete),
    status: '2',
    inspection: '质检合格',
  });
  assert.equal(answer.code, 0);
  const stored = system.state().submits[0];
  assert.equal(stored?.status, 2);
  assert.equal(stored?.inspection, '质检合格');
});

test('the call status that was saved rings with the next call of that customer, and stays when a form brings none', async (t) => {
  const system = await quietSystem(t);
  const agent = await signedInDesk(t, system);
  const ringing = async (status: Record<string, string>): Promise<unknown> => {
    const {sessionId} = system.call({extno: '1001', uuid: wang, force: true});
    await agent.heard.info();
    await agent.hangUp();
    const answer = await agent.send('/admin/agent/submit', {
      info_uuid: wang,
      sessionId,
      fields: JSON.stringify(complete),
      ...status,
    });
    assert.equal(answer.code, 0);
    system.call({extno: '1001', uuid: wang, force: true});
    const {info} = await agent.heard.info();
    await agent.hangUp();
    return info?.status;
  };
  assert.equal(await ringing({status: '5', inspection: ''}), 5);
  assert.equal(await ringing({}), 5);
  assert.equal(await ringing({status: '0'}), 0);
});

test('a call status or an inspection that the project does not have is refused by name, and changes nothing', async (t) => {
  const system = await quietSystem(t);
  const agent = await signedInDesk(t, system);
  const sessionId = await agent.ring();
  const refusal = async (params: Record<string, string>): Promise<string> => {
    const fields = JSON.stringify(complete);
    const answer = await agent.send('/admin/agent/submit', {info_uuid: wang, sessionId, fields, ...params});
    assert.notEqual(answer.code, 0, JSON.stringify(params));
    return answer.msg;
  };
  assert.match(await refusal({status: '6'}), /呼叫状态/);
  assert.match(await refusal({status: '-1'}), /呼叫状态/);
  assert.match(await refusal({status: '1', inspection: '很好'}), /很好/);
  assert.deepEqual(system.state().submits, []);
  await agent.hangUp();
  system.call({extno: '1001', uuid: wang, force: true});
  const {info} = await agent.heard.info();
  assert.deepEqual([info?.status, info?.edit_stamp], [0, '2021-08-30 14:13:08']);
});

test('a project without a list of call statuses takes any number', async (t) => {
  const system = await quietSystem(t);
  const agent = await signedInDesk(t, system);
  const sessionId = await agent.ring(withoutForm);
  const params = {info_uuid: withoutForm, sessionId, fields: '{}', status: '42'};
  assert.equal((await agent.send('/admin/agent/submit', params)).code, 0);
  assert.equal(system.state().submits[0]?.status, 42);
});

test('a value that breaks a rule of its field is refused with the name of the field', async (t) => {
  const agent = await signedInDesk(t, await quietSystem(t));
  const sessionId = await agent.ring();
  const broken: Record<string, unknown> = {
    年龄: '121',
    意向: '很高',
    下拉框: '9',
    多选框: '11',
    多选2: ['张三', '赵六'],
    客户编号: 'vp-1',
    出生日期: '1899-12-31',
    回访时间: 'tomorrow',
    备用电话: 'none',
    邮箱: 'me',
    长文本: ['a'],
    公司: 7,
  };
  for (const [name, value] of Object.entries(broken)) {
    const answer = await submit(agent, sessionId, wang, {...complete, [name]: value});
    assert.notEqual(answer.code, 0, name);
    assert.match(answer.msg, new RegExp(name));
  }
  assert.match((await submit(agent, sessionId, wang, {年龄: '', 意向: '高'})).msg, /年龄/);
  assert.match((await submit(agent, sessionId, wang, {年龄: '39'})).msg, /意向/);
  assert.match((await submit(agent, sessionId, wang, {...complete, 出生日期: '2020-02-30'})).msg, /出生日期/);
});

test('a refused form changes nothing', async (t) => {
  const system = await quietSystem(t);
  const agent = await signedInDesk(t, system);
  const sessionId = await agent.ring();
  await agent.hangUp();
  await submit(agent, sessionId, wang, {});
  assert.equal(agent.status(), 3);
  assert.deepEqual(system.state().submits, []);
});

test('without definitions any form is taken', async (t) => {
  const agent = await signedInDesk(t, await quietSystem(t));
  const sessionId = await agent.ring(withoutForm);
  await agent.hangUp();
  assert.equal((await submit(agent, sessionId, withoutForm, {来源: '', 渠道: ['电话']})).code, 0);
  await agent.heard.status(1);
});

test('a form has to be JSON text, of a call and a customer that belong to the agent', async (t) => {
  const system = await quietSystem(t);
  const agent = await signedInDesk(t, system);
  const other = await signedInDesk(t, system, '1002');
  const sessionId = await agent.ring();
  const send = async (params: Record<string, string>): Promise<number> =>
    (
      await agent.send('/admin/agent/submit', {
        info_uuid: wang,
        sessionId,
        fields: JSON.stringify(complete),
        ...params,
      })
    ).code;
  assert.notEqual(await send({fields: '{'}), 0);
  assert.notEqual(await send({fields: '[]'}), 0);
  assert.notEqual(await send({fields: ''}), 0);
  assert.notEqual(await send({info_uuid: anna}), 0);
  assert.notEqual(await send({sessionId: 'none'}), 0);
  assert.notEqual(await send({status: 'done'}), 0);
  assert.notEqual((await submit(other, sessionId, wang, complete)).code, 0);
  assert.equal(await send({}), 0);
});
