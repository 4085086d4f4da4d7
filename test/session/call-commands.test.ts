import assert from 'node:assert/strict';
import {test} from 'node:test';
import {fixture, info, no, notice, talking, yes, type Fixture} from './fakes.ts';

const callNamed = ({session}: Fixture, sessionId: string) =>
  session.$calls.get().find((call) => call.sessionId === sessionId);

/** The call ends, its wrap-up is done, and the next one arrives. */
function moveOn({hear}: Fixture): void {
  hear(notice('wrap-up'), notice('idle'), notice('busy'), info('b'));
}

test('a call is held only after the server agreed, and resumed in the same way', async () => {
  const {session, posted} = talking();
  for (const [index, held] of [true, false, true].entries()) {
    void session.send({type: 'hold'});
    assert.equal(session.$call.get()?.held, !held);
    await posted[index]?.answer(yes);
    assert.equal(session.$call.get()?.held, held);
  }
});

test('a refused hold leaves the call as it is', async () => {
  const {session, posted} = talking();
  void session.send({type: 'hold'});
  await posted[0]?.answer(no);
  assert.equal(session.$call.get()?.held, false);
});

test('S12 a hold that is agreed to after the call has ended holds nothing', async () => {
  const {session, posted, hear} = talking();
  void session.send({type: 'hold'});
  hear(notice('wrap-up'));
  await posted[0]?.answer(yes);
  assert.equal(session.$call.get()?.held, false);
});

test('S12 a hold that is agreed to after the next call has arrived touches neither call', async () => {
  const made = talking();
  void made.session.send({type: 'hold'});
  moveOn(made);
  await made.posted[0]?.answer(yes);
  assert.equal(callNamed(made, 'b')?.held, false);
  assert.equal(callNamed(made, 'a')?.held, false);
});

test('a hold before any call is known changes nothing', async () => {
  const {session, posted, hear} = fixture();
  hear(notice('busy'));
  void session.send({type: 'hold'});
  await posted[0]?.answer(yes);
  assert.deepEqual(session.$calls.get(), []);
});

test('a held call that ends is not held any more', async () => {
  const {session, posted, hear} = talking();
  void session.send({type: 'hold'});
  await posted[0]?.answer(yes);
  hear(notice('wrap-up'));
  assert.equal(session.$call.get()?.held, false);
});

test('third parties are listed in their order, and only those whom the server let in', async () => {
  const {session, posted} = talking();
  for (const [index, tel] of ['1002', '10086', '1004'].entries()) {
    void session.send({type: 'meeting', tel});
    await posted[index]?.answer(tel === '10086' ? no : yes);
  }
  assert.deepEqual(session.$call.get()?.parties, ['1002', '1004']);
});

test('S12 a third party is listed with the call it was asked for, even if another has arrived', async () => {
  const made = talking();
  void made.session.send({type: 'meeting', tel: '1002'});
  moveOn(made);
  await made.posted[0]?.answer(yes);
  assert.deepEqual(callNamed(made, 'a')?.parties, ['1002']);
  assert.deepEqual(callNamed(made, 'b')?.parties, []);
});

test('a customer is marked as blacklisted only after the server agreed', async () => {
  const {session, posted} = talking();
  void session.send({type: 'blacklist'});
  assert.equal(session.$call.get()?.blacklisted, false);
  await posted[0]?.answer(no);
  assert.equal(session.$call.get()?.blacklisted, false);
  void session.send({type: 'blacklist'});
  await posted[1]?.answer(yes);
  assert.equal(session.$call.get()?.blacklisted, true);
});

test('S12 blacklisting marks the call it was asked for, even if another has arrived meanwhile', async () => {
  for (const named of [{}, {infoUuid: 'customer of a'}]) {
    const made = talking();
    void made.session.send({type: 'blacklist', ...named});
    moveOn(made);
    await made.posted[0]?.answer(yes);
    assert.deepEqual(made.posted[0]?.params, {info_uuid: 'customer of a'});
    assert.equal(callNamed(made, 'a')?.blacklisted, true);
    assert.equal(callNamed(made, 'b')?.blacklisted, false);
  }
});

test('S12 a question about a customer that is confirmed when the next call is there marks the customer asked for', async () => {
  const made = talking();
  moveOn(made);
  void made.session.send({type: 'blacklist', infoUuid: 'customer of a'});
  await made.posted[0]?.answer(yes);
  assert.equal(callNamed(made, 'b')?.blacklisted, false);
  assert.equal(callNamed(made, 'a')?.blacklisted, true);
});

test('blacklisting somebody who did not call marks no call', async () => {
  const {session, posted} = talking();
  void session.send({type: 'blacklist', infoUuid: 'stranger'});
  await posted[0]?.answer(yes);
  assert.equal(session.$call.get()?.blacklisted, false);
});

test('being ready for the next call ends the wrap-up, after the server agreed', async () => {
  const {session, posted, hear} = talking();
  hear(notice('wrap-up'));
  void session.send({type: 'next-call'});
  await posted[0]?.answer(no);
  assert.equal(session.$call.get()?.phase, 'wrap-up');
  void session.send({type: 'next-call'});
  await posted[1]?.answer(yes);
  assert.equal(session.$call.get(), undefined);
  assert.equal(session.$calls.get()[0]?.phase, 'closed');
});

test('S12 a late yes to being ready does not end a call that has begun since', async () => {
  const made = talking();
  made.hear(notice('wrap-up'));
  void made.session.send({type: 'next-call'});
  made.hear(notice('idle'), notice('busy'), info('b'));
  await made.posted[0]?.answer(yes);
  assert.equal(made.session.$call.get()?.sessionId, 'b');
  assert.equal(made.session.$call.get()?.phase, 'talking');
});

test('a call that the page shows itself stays hidden, and only that one', () => {
  const {session, hear} = talking();
  session.hide('a');
  hear(info('a'), info('b'));
  assert.deepEqual(
    session.$calls.get().map(({hidden}) => hidden),
    [true, false],
  );
  session.hide('unknown');
  assert.equal(session.$calls.get().length, 2);
});
