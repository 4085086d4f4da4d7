import assert from 'node:assert/strict';
import {test} from 'node:test';
import * as fc from 'fast-check';
import type {FaultCode, Outcome} from '../../src/protocol/faults.ts';
import {projectFormsOf} from '../../src/session/project-forms.ts';
import type {ProjectForm} from '../../src/protocol/customer-form/field-definitions.ts';
import {fixture, no, type Fixture} from './fakes.ts';

const minutes = 60_000;
const failure = (code: FaultCode): Outcome => ({ok: false, fault: {code}});
const given = (data: unknown): Outcome => ({ok: true, data});
const fields = given([{name: '年龄', type: 'number'}]);

/** The documents’ row of a project, with the lists as JSON in a string. */
const row = {
  id: 1,
  name: '保险续期',
  stamp: '2021-08-26 18:17:52',
  issue: true,
  inspections: '["未质检","质检合格","质检不合格"]',
  statuses: '["未处理","同意续保","拒绝"]',
  admin_id: 1,
  status: 1,
};

const formOf = ({session}: Fixture, projectId = 1): ProjectForm | undefined =>
  projectFormsOf(session).$forms.get().get(projectId);

/** Answers the newest question for definitions and the newest one for projects. */
async function answer(
  {posted}: Fixture,
  definitions: Outcome,
  projects: Outcome = given([row]),
): Promise<void> {
  await posted.findLast(({path}) => path === '/admin/crm/grid')?.answer(projects);
  await posted.findLast(({path}) => path === '/admin/crm/fields')?.answer(definitions);
}

/** A project whose form was asked for and answered. */
async function asked(definitions: Outcome, projects?: Outcome): Promise<Fixture> {
  const made = fixture();
  projectFormsOf(made.session).load(1);
  await answer(made, definitions, projects);
  return made;
}

test('the form of a project is asked for, and is there when the call system has answered', async () => {
  const made = fixture();
  projectFormsOf(made.session).load(7);
  assert.deepEqual(
    made.posted.map(({path, params}) => [path, params['project_id'], params['page']]),
    [
      ['/admin/crm/fields', '7', undefined],
      ['/admin/crm/grid', undefined, '1'],
    ],
  );
  assert.deepEqual(formOf(made, 7), {state: 'asking', callStatuses: [], inspections: []});
  await answer(made, fields, given([{...row, id: 7}]));
  assert.equal(formOf(made, 7)?.state, 'ready');
  assert.equal(formOf(made, 7)?.definitions?.[0]?.name, '年龄');
  assert.equal(formOf(made, 7)?.inspections.length, 3);
  assert.equal(formOf(made), undefined);
});

test('a host’s own paths are asked', () => {
  const {session, posted} = fixture({routes: {fields: '/crm/form', projects: '/crm/projects'}});
  projectFormsOf(session).load(1);
  assert.deepEqual(
    posted.map(({path}) => path),
    ['/crm/form', '/crm/projects'],
  );
});

test('a form is asked for once, however many calls want it and whoever asks', async () => {
  const made = fixture();
  for (let i = 0; i < 5; i += 1) projectFormsOf(made.session).load(1);
  await answer(made, fields);
  projectFormsOf(made.session).load(1);
  assert.equal(made.posted.length, 2);
  projectFormsOf(made.session).load(2);
  assert.equal(made.posted.length, 4);
});

test('a form is used for ten minutes, then asked for again and used meanwhile', async () => {
  for (const first of [fields, no]) {
    const made = await asked(first);
    const before = formOf(made);
    made.pass(10 * minutes);
    projectFormsOf(made.session).load(1);
    assert.equal(made.posted.length, 2);
    made.pass(1);
    projectFormsOf(made.session).load(1);
    assert.equal(made.posted.length, 4);
    assert.equal(formOf(made), before);
    await answer(made, given([{name: '备注'}]));
    assert.equal(formOf(made)?.definitions?.[0]?.name, '备注');
  }
});

test('an old form stays when the new one is not to be had, and is asked for again after a while', async () => {
  const made = await asked(fields);
  const before = formOf(made);
  made.pass(11 * minutes);
  projectFormsOf(made.session).load(1);
  await answer(made, failure('unreachable'), failure('unreachable'));
  assert.equal(formOf(made), before);
  made.pass(10_001);
  projectFormsOf(made.session).load(1);
  assert.equal(made.posted.length, 6);
});

test('a project without a form is ready without one, and is not asked for again', async () => {
  for (const none of [no, failure('not-found'), given([]), given(null), given('<html>')]) {
    const made = await asked(none);
    assert.equal(formOf(made)?.state, 'ready');
    assert.equal(formOf(made)?.definitions, undefined);
    assert.equal(formOf(made)?.inspections.length, 3);
    projectFormsOf(made.session).load(1);
    assert.equal(made.posted.length, 2);
  }
});

test('a form that is not to be had now is said to be, and asked for again every ten seconds at most', async () => {
  for (const code of [
    'unreachable',
    'not-confirmed',
    'server-error',
    'unauthorized',
    'overloaded',
  ] as const) {
    const made = await asked(failure(code));
    assert.equal(formOf(made)?.state, 'failed');
    for (let seconds = 0; seconds < 10; seconds += 1) {
      made.pass(1_000);
      projectFormsOf(made.session).load(1);
    }
    assert.equal(made.posted.length, 2);
    made.pass(1);
    projectFormsOf(made.session).load(1);
    assert.equal(made.posted.length, 4);
    assert.equal(formOf(made)?.state, 'failed');
    await answer(made, fields);
    assert.equal(formOf(made)?.state, 'ready');
  }
});

test('S2 a question that met an old token is asked once more by itself, and only once', async () => {
  const {session, posted} = fixture();
  projectFormsOf(session).load(1);
  await posted[0]?.answer(failure('token-renewed'));
  await posted[1]?.answer(given([row]));
  assert.equal(posted[2]?.path, '/admin/crm/fields');
  await posted[2]?.answer(failure('token-renewed'));
  assert.equal(posted.length, 3);
  assert.equal(projectFormsOf(session).$forms.get().get(1)?.state, 'failed');
});

test('a failed question is nobody’s fault strip', async () => {
  const made = await asked(failure('unreachable'), failure('unreachable'));
  assert.equal(made.session.$fault.get(), undefined);
  assert.deepEqual(made.session.$progress.get(), {});
});

test('quality checks and call statuses are the words of the project’s row', async () => {
  const made = await asked(
    fields,
    given([
      {...row, id: 2, inspections: '["别的"]'},
      {...row, id: '1'},
    ]),
  );
  const {inspections, callStatuses} = formOf(made)!;
  assert.deepEqual(inspections, [
    {value: '未质检', label: '未质检'},
    {value: '质检合格', label: '质检合格'},
    {value: '质检不合格', label: '质检不合格'},
  ]);
  assert.deepEqual(callStatuses, [
    {value: '0', label: '未处理'},
    {value: '1', label: '同意续保'},
    {value: '2', label: '拒绝'},
  ]);
});

test('a call status keeps its number, whatever stands beside it in the list', async () => {
  const statuses = JSON.stringify([
    '未处理',
    '',
    null,
    '拒绝',
    '拒绝',
    {value: 9, label: '停机'},
    {value: 'x', label: '无号'},
  ]);
  const made = await asked(fields, given([{...row, statuses}]));
  assert.deepEqual(formOf(made)?.callStatuses, [
    {value: '0', label: '未处理'},
    {value: '3', label: '拒绝'},
    {value: '4', label: '拒绝'},
    {value: '9', label: '停机'},
  ]);
});

test('whatever the call system answers, there is a form or none, and never an exception', async () => {
  const any = fc.oneof(fc.anything(), fc.json());
  const rows = fc.array(
    fc.oneof(any, fc.record({id: fc.constantFrom(1, '1'), inspections: any, statuses: any})),
  );
  await fc.assert(
    fc.asyncProperty(any, fc.oneof(any, rows), async (definitions, projects) => {
      const form = formOf(await asked(given(definitions), given(projects)));
      assert.equal(form?.state, 'ready');
      for (const {value, label} of form.callStatuses) assert.ok(Number.isSafeInteger(Number(value)) && label);
      for (const {value} of form.inspections) assert.notEqual(value, '');
    }),
    {numRuns: 300},
  );
});
