import assert from 'node:assert/strict';
import {test} from 'node:test';
import {customers} from '../../demo/call-system/customers.ts';
import type {CustomerRecord, CustomerRow, Task} from '../../demo/crm/model.ts';
import {people} from '../../demo/crm/people.ts';
import {createRecords} from '../../demo/crm/records.ts';
import type {Crm} from '../../demo/crm/server.ts';
import {serveCrm} from './served.ts';

const known = '5bc8fbbc-bde5-4099-8164-d8399f767c45';

async function read<T>(crm: Crm, path: string): Promise<T> {
  const answer = await fetch(crm.url + path);
  assert.equal(answer.status, 200, path);
  return answer.json();
}

function put(crm: Crm, path: string, body: unknown): Promise<Response> {
  const headers = {'content-type': 'application/json'};
  return fetch(crm.url + path, {method: 'PUT', headers, body: JSON.stringify(body)});
}

test('the list holds every customer of the call system, as it knows them', async (t) => {
  const rows = await read<CustomerRow[]>(await serveCrm(t), '/api/customers');
  assert.deepEqual(
    rows.map(({id, name, telephone, city}) => ({id, name, telephone, city})),
    customers.map(({uuid, name, telephone, city}) => ({id: uuid, name, telephone, city})),
  );
});

test('a record keeps hostile names and values as the text they are', async (t) => {
  const crm = await serveCrm(t);
  const hostile = await read<CustomerRecord>(crm, '/api/customers/32ea6928-f623-4bf2-904b-74ba4a0fe75d');
  assert.deepEqual(
    hostile.form.find(([name]) => name === '__proto__'),
    ['__proto__', '原型'],
  );
});

test('a customer looks the same on every start, and no fact lies in the future', () => {
  const now = Date.now();
  const [once, again] = [createRecords(people, now), createRecords(people, now)];
  for (const {id} of once.customers()) {
    const record = once.customer(id);
    assert.deepEqual(record, again.customer(id));
    assert.ok(record);
    const dates = [
      record.lastContact,
      record.since,
      ...[...record.orders, ...record.activity].map(({at}) => at),
    ];
    for (const date of dates) assert.ok(Date.parse(date) <= now, date);
    for (const order of record.orders) assert.ok(order.at >= record.since, order.number);
  }
});

test('a customer who is not there is a 404 with a sentence', async (t) => {
  const crm = await serveCrm(t);
  const answer = await fetch(`${crm.url}/api/customers/nobody`);
  assert.equal(answer.status, 404);
  assert.deepEqual(await answer.json(), {error: 'There is no customer with this number.'});
});

test('a call that two tabs report is one line of the activity', async (t) => {
  const crm = await serveCrm(t);
  const line = {kind: 'call', at: new Date().toISOString(), seconds: 61.4};
  for (const tab of ['first', 'second']) {
    const answer = await put(crm, `/api/customers/${known}/activity/session-1`, line);
    assert.equal(answer.status, 200, tab);
  }
  const {activity, lastContact} = await read<CustomerRecord>(crm, `/api/customers/${known}`);
  assert.deepEqual(
    activity.filter(({key}) => key === 'session-1'),
    [{key: 'session-1', kind: 'call', at: line.at, seconds: 61}],
  );
  assert.equal(lastContact, line.at);
});

test('an activity that makes no sense is refused', async (t) => {
  const crm = await serveCrm(t);
  const path = `/api/customers/${known}/activity/x`;
  assert.equal((await put(crm, path, {kind: 'party', at: '2026-01-01'})).status, 400);
  assert.equal((await put(crm, path, {kind: 'call', at: 'soon'})).status, 400);
  assert.equal((await put(crm, path, 'x'.repeat(20_000))).status, 400);
  const at = new Date().toISOString();
  assert.equal((await put(crm, '/api/customers/nobody/activity/x', {kind: 'call', at})).status, 404);
});

test('a saved form takes over what was written and keeps what was not on it', async (t) => {
  const crm = await serveCrm(t);
  const path = `/api/customers/${known}`;
  const {form} = await read<CustomerRecord>(crm, path);
  assert.equal(
    (
      await put(crm, `${path}/form`, [
        ['年龄', '40'],
        ['爱好', '钓鱼'],
      ])
    ).status,
    200,
  );
  const saved = await read<CustomerRecord>(crm, path);
  const others = form.filter(([name]) => name !== '年龄');
  assert.deepEqual(saved.form, [['年龄', '40'], ...others, ['爱好', '钓鱼']]);
  assert.equal((await put(crm, `${path}/form`, [['年龄', 40]])).status, 400);
});

test('today’s tasks belong to customers of the list', async (t) => {
  const crm = await serveCrm(t);
  const rows = await read<CustomerRow[]>(crm, '/api/customers');
  const tasks = await read<Task[]>(crm, '/api/tasks');
  assert.ok(tasks.length > 0);
  for (const task of tasks) {
    assert.ok(rows.some(({id}) => id === task.customerId));
    assert.equal(new Date(task.due).toDateString(), new Date().toDateString());
  }
});

test('the page learns who is signed in, and who else could be', async (t) => {
  const crm = await serveCrm(t);
  const me = await read<{extno: string; agents: unknown[]}>(crm, '/api/me?extno=1001');
  assert.equal(me.extno, '1001');
  assert.equal(me.agents.length, 2);
});
