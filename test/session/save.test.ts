import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {Fault, Outcome} from '../../src/protocol/faults.ts';
import {info, monday, no, notice, talking, yes} from './fakes.ts';
import {callOf, phases, recordOf, save, words, write} from './forms.ts';

const failure = (code: Fault['code']): Outcome => ({ok: false, fault: {code}});

test('a form goes to the server whole: what was given, and what the agent wrote', async () => {
  const {session, posted} = talking();
  write(session, 'a', '年龄', '40');
  write(session, 'a', '多选2', ['王五']);
  void save(session, 'a', {callStatus: 2, inspection: '质检合格'});
  const {path, params} = posted[0]!;
  assert.equal(path, '/admin/agent/submit');
  assert.deepEqual(params, {
    info_uuid: 'customer of a',
    sessionId: 'a',
    fields: '{"年龄":"40","多选2":["王五"],"下拉框":"3","多选框":["11"],"长文本":""}',
    status: '2',
    inspection: '质检合格',
  });
  await posted[0]?.answer(yes);
  assert.deepEqual(recordOf(session, 'a'), JSON.parse(params['fields'] ?? ''));
  assert.equal(callOf(session, 'a').customer.callStatus, 2);
  assert.equal(callOf(session, 'a').inspection, '质检合格');
});

test('what is not said of call status and quality check stays as it was', async () => {
  const {session, posted} = talking();
  void save(session, 'a', {callStatus: 2, inspection: '质检合格'});
  await posted[0]?.answer(yes);
  void save(session, 'a', {values: {年龄: '41'}});
  assert.deepEqual(Object.keys(posted[1]?.params ?? {}), ['info_uuid', 'sessionId', 'fields']);
  await posted[1]?.answer(yes);
  assert.equal(callOf(session, 'a').customer.callStatus, 2);
  assert.equal(callOf(session, 'a').inspection, '质检合格');
});

test('a save is pending until the server has agreed, and then there is nothing unsaved', async () => {
  const {session, posted, pass} = talking();
  write(session, 'a', '年龄', '40');
  const saving = save(session, 'a');
  assert.equal(callOf(session, 'a').save, 'pending');
  assert.equal(session.$progress.get().save, 'pending');
  assert.deepEqual(words(session, 'a'), {年龄: '40'});
  assert.equal(recordOf(session, 'a')['年龄'], '39');
  pass(700);
  await posted[0]?.answer(yes);
  assert.deepEqual(await saving, yes);
  assert.equal(words(session, 'a'), undefined);
  assert.equal(callOf(session, 'a').save, undefined);
  assert.equal(callOf(session, 'a').savedAt, monday + 700);
  assert.equal(callOf(session, 'a').phase, 'talking');
});

test('a finished call leaves when its form is saved', async () => {
  const {session, posted, hear} = talking();
  write(session, 'a', '年龄', '40');
  hear(notice('wrap-up'));
  void save(session, 'a');
  assert.deepEqual(phases(session), ['a wrap-up']);
  await posted[0]?.answer(yes);
  assert.deepEqual(phases(session), ['a closed']);
});

test('D3 a save that failed in any way says so, keeps every word, and is sent again only by hand', async () => {
  const failures = [
    no,
    ...(['not-confirmed', 'unreachable', 'server-error', 'unauthorized'] as const).map(failure),
  ];
  for (const outcome of failures) {
    const {session, posted, hear} = talking();
    write(session, 'a', '年龄', '40');
    hear(notice('wrap-up'));
    const saving = save(session, 'a');
    await posted[0]?.answer(outcome);
    const fault = {...(outcome.ok ? {} : outcome.fault), command: 'save'};
    assert.deepEqual(await saving, {ok: false, fault});
    assert.deepEqual(callOf(session, 'a').save, fault);
    assert.deepEqual(words(session, 'a'), {年龄: '40'});
    hear(notice('idle'));
    assert.deepEqual(phases(session), ['a wrap-up']);
    assert.equal(posted.length, 1);
    void save(session, 'a');
    assert.equal(callOf(session, 'a').save, 'pending');
    assert.deepEqual(posted[1]?.params, posted[0]?.params);
    await posted[1]?.answer(yes);
    assert.deepEqual(phases(session), ['a closed']);
  }
});

test('words that are typed while a save is pending stay, and the call with them', async () => {
  const {session, posted, hear} = talking();
  write(session, 'a', '年龄', '40');
  write(session, 'a', '长文本', '一');
  hear(notice('wrap-up'));
  void save(session, 'a');
  write(session, 'a', '长文本', '一二');
  await posted[0]?.answer(yes);
  assert.equal(words(session, 'a')?.['长文本'], '一二');
  assert.equal(recordOf(session, 'a')['长文本'], '一');
  assert.deepEqual(phases(session), ['a wrap-up']);
  void save(session, 'a');
  await posted[1]?.answer(yes);
  assert.equal(recordOf(session, 'a')['长文本'], '一二');
  assert.deepEqual(phases(session), ['a closed']);
});

test('S12 D7 a save that is answered after the next call began belongs to its own call', async () => {
  for (const outcome of [yes, no]) {
    const {session, posted, hear} = talking();
    write(session, 'a', '年龄', '40');
    hear(notice('wrap-up'));
    void save(session, 'a');
    hear(notice('idle'), notice('busy'), info('b'));
    write(session, 'b', '年龄', '50');
    const before = callOf(session, 'b');
    await posted[0]?.answer(outcome);
    assert.equal(callOf(session, 'b'), before);
    assert.deepEqual(words(session, 'b'), {年龄: '50'});
    assert.equal(callOf(session, 'a').phase, outcome.ok ? 'closed' : 'wrap-up');
    assert.equal(recordOf(session, 'a')['年龄'], outcome.ok ? '40' : '39');
  }
});

test('two calls can be saved at once, and each hears its own answer', async () => {
  const {session, posted, hear} = talking();
  hear(info('b'), notice('wrap-up'));
  for (const sessionId of ['a', 'b']) {
    write(session, sessionId, '年龄', `of ${sessionId}`);
    void save(session, sessionId);
  }
  assert.deepEqual(
    posted.map(({params}) => params['info_uuid']),
    ['customer of a', 'customer of b'],
  );
  await posted[1]?.answer(yes);
  assert.equal(callOf(session, 'a').save, 'pending');
  assert.deepEqual(phases(session), ['a wrap-up', 'b closed']);
  await posted[0]?.answer(no);
  assert.equal((callOf(session, 'a').save as Fault).code, 'refused');
  assert.equal(callOf(session, 'b').save, undefined);
  assert.deepEqual(words(session, 'a'), {年龄: 'of a'});
});

test('news of the customer that came during a save does not undo what was saved', async () => {
  const {session, posted, hear} = talking();
  write(session, 'a', '年龄', '40');
  void save(session, 'a');
  hear(info('a', {name: '王建国'}));
  await posted[0]?.answer(yes);
  assert.equal(callOf(session, 'a').customer.name, '王建国');
  assert.equal(recordOf(session, 'a')['年龄'], '40');
});

test('P8 fields that could not be read are readable once the form is saved', async () => {
  const {session, posted, hear} = talking();
  hear(info('b', {fields: '{broken'}));
  write(session, 'b', '年龄', '40');
  void save(session, 'b');
  assert.equal(posted[0]?.params['fields'], '{"年龄":"40"}');
  await posted[0]?.answer(yes);
  assert.equal(callOf(session, 'b').customer.unreadable, undefined);
});

test('P8 fields that could not be read go back as they came while only the call status is saved', async () => {
  const {session, posted, hear} = talking();
  hear(info('b', {fields: '{broken'}));
  session.edit('b', 'call-status', '2');
  void save(session, 'b', {values: {}, callStatus: 2});
  assert.equal(posted[0]?.params['fields'], '{broken');
  await posted[0]?.answer(yes);
  assert.equal(callOf(session, 'b').customer.unreadable, 'fields');
  assert.equal(callOf(session, 'b').customer.callStatus, 2);
});

test('a call without a customer number cannot be saved, and its words stay', async () => {
  const {session, posted, hear} = talking();
  hear(info('b', {uuid: ''}));
  write(session, 'b', '年龄', '40');
  const fault = {code: 'bad-input', rule: 'no-customer', command: 'save'};
  assert.deepEqual(await save(session, 'b'), {ok: false, fault});
  assert.deepEqual(words(session, 'b'), {年龄: '40'});
  assert.equal(posted.length, 0);
});

test('S12 what is set back to the old value while a save is under way stays, unsaved, when the server has agreed', async () => {
  const {session, posted, hear} = talking();
  write(session, 'a', '年龄', '40');
  hear(notice('wrap-up'));
  void save(session, 'a');
  write(session, 'a', '年龄', '39');
  await posted[0]?.answer(yes);
  assert.equal(recordOf(session, 'a')['年龄'], '40');
  assert.deepEqual(words(session, 'a'), {年龄: '39'});
  assert.deepEqual(phases(session), ['a wrap-up']);
});

test('S12 what is set back to the old value while a save is under way is nothing unsaved when the server refuses', async () => {
  const {session, posted} = talking();
  write(session, 'a', '年龄', '40');
  void save(session, 'a');
  write(session, 'a', '年龄', '39');
  await posted[0]?.answer(no);
  assert.equal(words(session, 'a'), undefined);
});
