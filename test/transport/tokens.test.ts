import assert from 'node:assert/strict';
import {test, type TestContext} from 'node:test';
import {createTokens} from '../../src/transport/tokens.ts';

/** A page that gives t1, t2, … and counts how often it was asked. */
function page() {
  const counter = {asked: 0};
  const tokens = createTokens(() => Promise.resolve(`t${++counter.asked}`));
  return {counter, tokens};
}

/** A page that answers when the test says so. */
function patientPage() {
  const answers: ((token: string) => void)[] = [];
  const tokens = createTokens(() => new Promise<string>((resolve) => answers.push(resolve)));
  return {answers, tokens};
}

const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

test('a token given as text is used as it is, without the white space around it', async () => {
  assert.equal(await createTokens('eyJ.a.b').get(), 'eyJ.a.b');
  assert.equal(await createTokens(' eyJ.a.b\n').get(), 'eyJ.a.b');
});

test('the page is asked once, when the token is first needed, and not before', async () => {
  const {counter, tokens} = page();
  assert.equal(counter.asked, 0);
  assert.deepEqual([await tokens.get(), await tokens.get()], ['t1', 't1']);
  assert.equal(counter.asked, 1);
});

test('several that need the token at the same time ask the page once', async () => {
  const {answers, tokens} = patientPage();
  const all = Promise.all([tokens.get(), tokens.get(), tokens.get()]);
  assert.equal(answers.length, 1);
  answers[0]!('t1');
  assert.deepEqual(await all, ['t1', 't1', 't1']);
});

test('S2 after a refusal the page is asked for another token, which is used from then on', async () => {
  const {counter, tokens} = page();
  assert.equal(await tokens.renew(await tokens.get()), true);
  assert.equal(await tokens.get(), 't2');
  assert.equal(counter.asked, 2);
});

test('S2 the page is told which token was refused, until it has given another one', async () => {
  const told: (string | undefined)[] = [];
  const answers = ['t1', undefined, 't2', 't3'];
  const tokens = createTokens((refused) => {
    told.push(refused);
    return answers.shift()!;
  });
  await tokens.renew(await tokens.get());
  await tokens.get();
  await tokens.renew('t2');
  assert.deepEqual(told, [undefined, 't1', 't1', 't2']);
});

test('S2 a refusal of a token that was replaced meanwhile causes no question', async () => {
  const {counter, tokens} = page();
  const first = await tokens.get();
  await tokens.renew(first);
  assert.equal(await tokens.renew(first), true);
  assert.equal(counter.asked, 2);
});

test('S2 several that were refused with the same token at the same time ask the page once', async () => {
  const {counter, tokens} = page();
  const first = await tokens.get();
  assert.deepEqual(await Promise.all([tokens.renew(first), tokens.renew(first), tokens.renew(first)]), [
    true,
    true,
    true,
  ]);
  assert.equal(counter.asked, 2);
  assert.equal(await tokens.get(), 't2');
});

test('S2 a refusal while the page is still answering waits for that answer', async () => {
  const {answers, tokens} = patientPage();
  const first = tokens.get();
  answers[0]!('t1');
  const renewals = [tokens.renew(await first)];
  await settled();
  renewals.push(tokens.renew('t1'));
  await settled();
  assert.equal(answers.length, 2);
  answers[1]!('t2');
  assert.deepEqual(await Promise.all(renewals), [true, true]);
});

test('S2 a page that gives the refused token again has no other', async () => {
  assert.equal(await createTokens('t1').renew('t1'), false);
  assert.equal(await createTokens(() => 't1').renew('t1'), false);
});

test('a page that throws or rejects has no token, and is asked again the next time', async () => {
  const failures = [
    () => {
      throw new Error('the CRM is down');
    },
    () => Promise.reject(new Error('the CRM is down')),
  ];
  for (const fail of failures) {
    let asked = 0;
    const tokens = createTokens(() => (++asked === 1 ? fail() : 't1'));
    assert.equal(await tokens.get(), undefined);
    assert.equal(await tokens.get(), 't1');
    assert.equal(await tokens.renew('t1'), false);
  }
});

test('N8 a login page, an object or an empty text in place of a token is none', async () => {
  const answers: unknown[] = [
    '<!doctype html><title>Log in</title>',
    '',
    ' ',
    'two words',
    '令牌',
    'a\u0000b',
  ];
  for (const answer of [...answers, undefined, null, 5, {}, ['t'], new String('t')]) {
    assert.equal(await createTokens(() => answer as string).get(), undefined, String(answer));
    assert.equal(await createTokens(answer as string).get(), undefined, String(answer));
  }
});

test('a page that cannot give a token is not told as another token', async () => {
  let asked = 0;
  const tokens = createTokens(() => (++asked === 1 ? 't1' : ''));
  assert.equal(await tokens.renew(await tokens.get()), false);
});

function mockTimers(t: TestContext) {
  t.mock.timers.enable({apis: ['setTimeout']});
  return t.mock.timers;
}

test('a page that never answers has no token after ten seconds', async (t) => {
  const timers = mockTimers(t);
  const {answers, tokens} = patientPage();
  let got: unknown = 'nothing yet';
  const asked = tokens.get().then((token) => (got = token));
  timers.tick(9_999);
  await settled();
  assert.equal(got, 'nothing yet');
  timers.tick(1);
  await asked;
  assert.equal(got, undefined);
  const again = tokens.get();
  assert.equal(answers.length, 2);
  answers[1]!('t2');
  assert.equal(await again, 't2');
});

test('an answer that comes too late is not taken for the answer to a later question', async (t) => {
  const timers = mockTimers(t);
  const {answers, tokens} = patientPage();
  const late = tokens.get();
  timers.tick(10_000);
  assert.equal(await late, undefined);
  const again = tokens.get();
  answers[0]!('t1');
  answers[1]!('t2');
  assert.equal(await again, 't2');
});
