import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {Outcome} from '../../src/protocol/faults.ts';
import {info, no, notice, talking, yes} from './fakes.ts';
import {callOf, phases, save, words, write} from './forms.ts';

const renewed: Outcome = {ok: false, fault: {code: 'token-renewed', status: 401}};
const unauthorized: Outcome = {ok: false, fault: {code: 'unauthorized', status: 401}};

test('D4 a double click, Enter and a click, a key that repeats: one request', async () => {
  const {session, posted} = talking();
  write(session, 'a', '年龄', '40');
  void save(session, 'a');
  for (let i = 0; i < 5; i += 1) {
    assert.deepEqual(await save(session, 'a'), {ok: false, fault: {code: 'pending', command: 'save'}});
  }
  assert.equal(callOf(session, 'a').save, 'pending');
  assert.equal(session.$fault.get(), undefined);
  await posted[0]?.answer(yes);
  assert.equal(posted.length, 1);
});

test('D4 the same form again within two seconds of the yes is the same press, and is well', async () => {
  const {session, posted, pass} = talking();
  write(session, 'a', '年龄', '40');
  const form = {values: {年龄: '40'}, callStatus: 2, inspection: '质检合格'};
  void save(session, 'a', form);
  await posted[0]?.answer(yes);
  pass(1_999);
  for (const again of [form, {values: {年龄: '40'}}, {values: {}}, {values: {}, callStatus: 2}]) {
    const same = save(session, 'a', again);
    assert.equal(posted.length, 1);
    assert.equal((await same).ok, true);
  }
  pass(1);
  void save(session, 'a', form);
  assert.equal(posted.length, 2);
});

test('D4 a form that has changed is saved at once, whichever part of it', async () => {
  for (const change of [{values: {年龄: '41'}}, {callStatus: 3}, {inspection: '质检不合格'}]) {
    const {session, posted, pass} = talking();
    const form = {values: {年龄: '40'}, callStatus: 2, inspection: '质检合格'};
    void save(session, 'a', form);
    await posted[0]?.answer(yes);
    pass(1);
    void save(session, 'a', {...form, ...change});
    assert.equal(posted.length, 2, JSON.stringify(change));
  }
});

test('D4 a form that was saved just before the call ended can be saved at once, to be done with it', async () => {
  const {session, posted, hear, pass} = talking();
  write(session, 'a', '年龄', '40');
  void save(session, 'a');
  await posted[0]?.answer(yes);
  pass(500);
  hear(notice('wrap-up'));
  pass(500);
  void save(session, 'a');
  await posted[1]?.answer(yes);
  assert.deepEqual(phases(session), ['a closed']);
});

test('D4 after a no the same form can be sent at once', async () => {
  const {session, posted} = talking();
  write(session, 'a', '年龄', '40');
  void save(session, 'a');
  await posted[0]?.answer(no);
  void save(session, 'a');
  assert.equal(posted.length, 2);
});

test('D4 another call can be saved with the same words within the same second', async () => {
  const {session, posted, hear} = talking();
  hear(info('b'));
  for (const [index, sessionId] of ['a', 'b'].entries()) {
    void save(session, sessionId, {values: {年龄: '40'}});
    await posted[index]?.answer(yes);
  }
  assert.equal(posted.length, 2);
});

test('D4 a second press after the finished call has left asks for nothing and is no fault', async () => {
  const {session, posted, hear, pass} = talking();
  write(session, 'a', '年龄', '40');
  hear(notice('wrap-up'));
  pass(1_000);
  void save(session, 'a');
  await posted[0]?.answer(yes);
  assert.deepEqual(phases(session), ['a closed']);
  const again = save(session, 'a', {values: {年龄: '40'}});
  assert.equal(posted.length, 1);
  assert.equal((await again).ok, true);
  assert.equal(session.$fault.get(), undefined);
});

test('D2 a save that met an old token is sent once more by itself, word for word', async () => {
  const {session, posted} = talking();
  write(session, 'a', '年龄', '40');
  const saving = save(session, 'a');
  await posted[0]?.answer(renewed);
  assert.equal(callOf(session, 'a').save, 'pending');
  assert.deepEqual(await save(session, 'a'), {ok: false, fault: {code: 'pending', command: 'save'}});
  assert.deepEqual([posted[1]?.path, posted[1]?.params], [posted[0]?.path, posted[0]?.params]);
  await posted[1]?.answer(yes);
  assert.equal((await saving).ok, true);
  assert.equal(words(session, 'a'), undefined);
  assert.equal(posted.length, 2);
});

test('D2 a save whose new token is refused too stops there and keeps every word', async () => {
  for (const last of [renewed, unauthorized]) {
    const {session, posted} = talking();
    write(session, 'a', '年龄', '40');
    const saving = save(session, 'a');
    await posted[0]?.answer(renewed);
    await posted[1]?.answer(last);
    const fault = {...(last.ok ? {} : last.fault), command: 'save'};
    assert.deepEqual(await saving, {ok: false, fault});
    assert.deepEqual(callOf(session, 'a').save, fault);
    assert.deepEqual(words(session, 'a'), {年龄: '40'});
    assert.equal(posted.length, 2);
  }
});

test('D2 without a new token nothing is sent again, and the words wait for the agent', async () => {
  const {session, posted, hear} = talking();
  write(session, 'a', '年龄', '40');
  hear(notice('wrap-up'));
  void save(session, 'a');
  await posted[0]?.answer(unauthorized);
  hear(notice('idle'), notice('signed-out'));
  assert.equal(posted.length, 1);
  assert.deepEqual(words(session, 'a'), {年龄: '40'});
  assert.deepEqual(phases(session), ['a wrap-up']);
});

test('D2 a hold that met an old token is not sent again by itself', async () => {
  const {session, posted} = talking();
  void session.send({type: 'hold'});
  await posted[0]?.answer(renewed);
  assert.equal(posted.length, 1);
});
