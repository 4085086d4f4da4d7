import assert from 'node:assert/strict';
import {test} from 'node:test';
import {fixture, info, monday, notice, talking, type Fixture} from './fakes.ts';

const phases = ({session}: Fixture) =>
  session.$calls.get().map(({sessionId, phase}) => `${sessionId} ${phase}`);
const day = 24 * 60 * 60 * 1000;

test('a call is talking, then in wrap-up, then closed, as the notices say', () => {
  const made = talking();
  const {session, hear, pass} = made;
  const call = session.$call.get();
  assert.deepEqual(
    [call?.phase, call?.held, call?.parties, call?.blacklisted, call?.hidden, call?.startedAt, call?.endedAt],
    ['talking', false, [], false, false, monday, undefined],
  );
  pass(60_000);
  hear(notice('wrap-up'));
  assert.deepEqual(phases(made), ['a wrap-up']);
  assert.equal(session.$call.get()?.endedAt, monday + 60_000);
  pass(30_000);
  hear(notice('idle'));
  assert.deepEqual(phases(made), ['a closed']);
  assert.equal(session.$call.get(), undefined);
  assert.equal(session.$calls.get()[0]?.endedAt, monday + 60_000);
});

test('P13 a call that is told before the agent is busy is the same call', () => {
  const made = fixture();
  made.hear(notice('idle'), info('a'), notice('idle', '00:00:05'), notice('busy'));
  assert.deepEqual(phases(made), ['a talking']);
  made.hear(notice('wrap-up'));
  assert.deepEqual(phases(made), ['a wrap-up']);
});

test('P13 a call that is told before any notice is a call', () => {
  const made = fixture();
  made.hear(info('a'));
  assert.deepEqual(phases(made), ['a talking']);
  made.hear(notice('busy'));
  assert.deepEqual(phases(made), ['a talking']);
});

test('P13 the next call may be told while the last one is still in wrap-up', () => {
  const made = talking();
  made.hear(notice('wrap-up'), info('b'), notice('wrap-up', '00:00:05'));
  assert.deepEqual(phases(made), ['a wrap-up', 'b talking']);
  made.hear(notice('idle'), notice('busy'));
  assert.deepEqual(phases(made), ['a closed', 'b talking']);
});

test('P12 the same call told twice does not ring again and does not start its clock again', () => {
  const {session, hear, pass} = talking();
  const before = session.$call.get();
  pass(5_000);
  hear(info('a'), info('a'));
  assert.deepEqual(session.$call.get(), before);
  assert.equal(session.$calls.get().length, 1);
});

test('P12 what a call told again says of the customer is taken', () => {
  const {session, hear} = talking();
  hear(info('a', {name: '王建国'}));
  assert.equal(session.$call.get()?.customer.name, '王建国');
});

test('P8 a call told again unreadably does not take away what is known of the customer', () => {
  const {session, hear} = talking();
  const known = session.$call.get()?.customer;
  hear({method: 'info', sessionId: 'a', city: '', extno: '', info: '{broken'});
  assert.equal(session.$call.get()?.customer.telephone, known?.telephone);
  assert.equal(session.$call.get()?.customer.uuid, known?.uuid);
});

test('P8 a call with an unreadable customer is a call, and becomes readable when it is told again', () => {
  const {session, hear} = fixture();
  hear(notice('busy'), {...info('a'), info: '{broken'});
  assert.equal(session.$call.get()?.customer.unreadable, 'record');
  hear(info('a'));
  assert.equal(session.$call.get()?.customer.unreadable, undefined);
  assert.equal(session.$call.get()?.customer.telephone, '123456');
});

test('P13 a call that has ended is not opened again by late news of it', () => {
  for (const ending of [['wrap-up'], ['wrap-up', 'idle'], ['idle'], ['signed-out']] as const) {
    const made = talking();
    made.pass(1_000);
    made.hear(...ending.map((status) => notice(status)));
    const [before] = made.session.$calls.get();
    made.pass(1_000);
    made.hear(info('a', {name: '李雪'}));
    const [after] = made.session.$calls.get();
    assert.deepEqual({...after, customer: before?.customer}, before);
    assert.equal(after?.customer.name, '李雪');
    assert.equal(made.session.$calls.get().length, 1);
  }
});

test('a second call during the first is the one the agent is with, and both end together', () => {
  const made = talking();
  made.hear(info('b'));
  assert.deepEqual(phases(made), ['a talking', 'b talking']);
  assert.equal(made.session.$call.get()?.sessionId, 'b');
  made.hear(notice('wrap-up'));
  assert.deepEqual(phases(made), ['a wrap-up', 'b wrap-up']);
  made.hear(notice('idle'));
  assert.deepEqual(phases(made), ['a closed', 'b closed']);
});

test('a call also ends when the agent goes from busy straight to idle or is signed out', () => {
  for (const status of ['idle', 'signed-out'] as const) {
    const made = talking();
    made.pass(1_000);
    made.hear(notice(status));
    const [call] = made.session.$calls.get();
    assert.notEqual(call?.phase, 'talking');
    assert.equal(call?.endedAt, monday + 1_000);
    made.hear(notice('busy'), info('b'));
    assert.deepEqual(phases(made), ['a closed', 'b talking']);
  }
});

test('P5 a state that nobody knows does not end a call, and the idle state after it does', () => {
  const made = talking();
  made.hear(notice('unknown'));
  assert.deepEqual(phases(made), ['a talking']);
  made.hear(notice('busy'));
  assert.deepEqual(phases(made), ['a talking']);
  made.hear(notice('unknown'), notice('idle'));
  assert.equal(made.session.$calls.get()[0]?.phase === 'talking', false);
});

test('P5 a state that nobody knows does not end a wrap-up either', () => {
  const made = talking();
  made.hear(notice('wrap-up'), notice('unknown'));
  assert.deepEqual(phases(made), ['a wrap-up']);
  made.hear(notice('wrap-up'));
  assert.deepEqual(phases(made), ['a wrap-up']);
  made.hear(notice('unknown'), notice('idle'));
  assert.deepEqual(phases(made), ['a closed']);
});

test('P16 a wrap-up ends the call even if the busy state was missed', () => {
  const made = fixture();
  made.hear(notice('idle'), info('a'), notice('wrap-up'));
  assert.deepEqual(phases(made), ['a wrap-up']);
});

test('signing out ends a wrap-up', () => {
  const made = talking();
  made.hear(notice('wrap-up'), notice('signed-out'));
  assert.deepEqual(phases(made), ['a closed']);
});

test('S14 the same notice again and again changes nothing and tells nobody', () => {
  const {session, hear, pass} = talking();
  const told: unknown[] = [];
  session.$calls.listen((calls) => told.push(calls));
  for (let i = 1; i <= 60; i += 1) {
    pass(5_000);
    hear(notice('busy', `00:0${Math.floor(i / 12)}:00`));
  }
  assert.deepEqual(told, []);
  assert.equal(session.$call.get()?.startedAt, monday);
});

test('calls of yesterday leave when the next call comes, those of today stay', () => {
  const made = talking('yesterday');
  made.hear(notice('wrap-up'), notice('idle'), notice('busy'), info('late'), notice('wrap-up'));
  made.pass(day);
  made.hear(notice('idle'), notice('busy'), info('first'), notice('wrap-up'), notice('idle'));
  assert.deepEqual(phases(made), ['first closed']);
  made.pass(60_000);
  made.hear(notice('busy'), info('second'));
  assert.deepEqual(phases(made), ['first closed', 'second talking']);
});

test('a call that is still going on after midnight stays', () => {
  const made = talking('long');
  made.pass(day);
  made.hear(info('new'));
  assert.deepEqual(phases(made), ['long talking', 'new talking']);
});

test('of more than three hundred calls in a day the newest stay', () => {
  const made = fixture();
  for (let i = 1; i <= 305; i += 1) {
    made.hear(notice('busy'), info(`call ${i}`), notice('wrap-up'), notice('idle'));
  }
  const calls = made.session.$calls.get();
  assert.equal(calls.length, 300);
  assert.equal(calls[0]?.sessionId, 'call 6');
  assert.equal(calls.at(-1)?.sessionId, 'call 305');
});

test('S14 D7 of three hundred calls and more, those with unsaved words stay, however old', () => {
  const {session, hear} = fixture();
  const kept = ['call 1', 'call 2', 'call 150'];
  for (let i = 1; i <= 400; i += 1) {
    hear(notice('busy'), info(`call ${i}`));
    if (kept.includes(`call ${i}`)) session.edit(`call ${i}`, 'field:长文本', `words of ${i}`);
    hear(notice('wrap-up'), notice('idle'));
  }
  const calls = session.$calls.get();
  assert.equal(calls.length, 300);
  assert.deepEqual(
    calls.filter(({phase}) => phase !== 'closed').map(({sessionId}) => sessionId),
    kept,
  );
  assert.equal(session.$drafts.get().size, 3);
  assert.equal(calls.at(-1)?.sessionId, 'call 400');
});

test('D7 more unsaved calls than the list is long are all kept', () => {
  const {session, hear} = fixture();
  for (let i = 1; i <= 310; i += 1) {
    hear(info(`call ${i}`));
    session.edit(`call ${i}`, 'field:长文本', '一');
  }
  hear(notice('wrap-up'), notice('idle'), info('new'));
  assert.equal(session.$calls.get().length, 311);
  assert.equal(session.$drafts.get().size, 310);
});

test('S14 of calls that all seem to go on the last twenty do, and those with unsaved words', () => {
  const {session, hear} = fixture();
  for (let i = 1; i <= 100; i += 1) {
    hear(info(`call ${i}`));
    if (i === 3) session.edit('call 3', 'field:长文本', 'words');
  }
  const open = session.$calls.get().filter(({phase}) => phase !== 'closed');
  assert.deepEqual(
    open.map(({sessionId}) => sessionId),
    ['call 3', ...Array.from({length: 20}, (_, i) => `call ${81 + i}`)],
  );
  assert.equal(session.$calls.get().length, 100);
});

test('P7 closed calls whose records are very long leave early, whole, the oldest first', () => {
  const {session, hear} = fixture();
  const fields = JSON.stringify({长文本: '长'.repeat(1_500_000)});
  for (let i = 1; i <= 5; i += 1) {
    hear(notice('busy'), info(`call ${i}`, {fields}));
    if (i === 2) session.edit('call 2', 'field:年龄', '40');
    hear(notice('wrap-up'), notice('idle'));
  }
  hear(info('call 6'));
  const calls = session.$calls.get();
  assert.deepEqual(
    calls.map(({sessionId}) => sessionId),
    ['call 2', 'call 4', 'call 5', 'call 6'],
  );
  for (const {customer} of calls.slice(0, 3)) assert.equal(customer.fieldsText, fields);
});

test('a call of yesterday with unsaved words is there today', () => {
  const made = talking('yesterday');
  made.session.edit('yesterday', 'field:长文本', '一');
  made.hear(notice('wrap-up'), notice('idle'));
  made.pass(day);
  made.hear(notice('busy'), info('today'));
  assert.deepEqual(phases(made), ['yesterday wrap-up', 'today talking']);
});
