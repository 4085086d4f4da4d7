import assert from 'node:assert/strict';
import {once} from 'node:events';
import {get} from 'node:http';
import {test, type TestContext} from 'node:test';
import type {CallSystem} from '../../demo/call-system/call-system.ts';
import type {Variant} from '../../demo/call-system/lookups/variants.ts';
import {asked, askCustomer, customerPath, factsOf, ordersPath, ticketsPath} from './lookups.ts';
import {operate, quietSystem} from './support.ts';

/** A system whose lookups all answer in this way, and each lookup with its true answer. */
async function answering(
  t: TestContext,
  variant: Variant,
): Promise<{
  system: CallSystem;
  lookups: {ask: (init?: RequestInit) => Promise<Response>; truth: Record<string, unknown>}[];
}> {
  const system = await quietSystem(t);
  const lookups = [];
  for (const ask of Object.values(asked)) {
    const truth = await factsOf(ask(system));
    lookups.push({ask: (init?: RequestInit) => ask(system, init), truth});
  }
  system.answerLookups({variant});
  return {system, lookups};
}

/** How the body is wrong, by what would have been right. */
const bodies: Partial<Record<Variant, (truth: Record<string, unknown>) => unknown>> = {
  array: (truth) => [truth],
  nested: (truth) => Object.fromEntries(Object.entries(truth).map(([name, value]) => [name, {value}])),
  'outputs-missing': (truth) => Object.fromEntries(Object.entries(truth).slice(0, 1)),
  '5-mb': (truth) => ({...truth, padding: 'x'.repeat(5 * 1024 * 1024)}),
};

for (const [variant, expected] of Object.entries(bodies)) {
  test(`every lookup can answer wrongly: ${variant}`, async (t) => {
    const {lookups} = await answering(t, variant as Variant);
    for (const {ask, truth} of lookups) {
      const response = await ask();
      assert.equal(response.status, 200);
      assert.deepEqual(await response.json(), expected(truth));
    }
  });
}

test('an HTTP error is answered in the place of the truth', async (t) => {
  for (const status of [500, 404] as const) {
    const {lookups} = await answering(t, `error-${status}`);
    for (const {ask} of lookups) assert.equal((await ask()).status, status);
  }
});

test('a web page or nothing at all is answered with status 200', async (t) => {
  const page = await answering(t, 'web-page');
  for (const {ask} of page.lookups) {
    const response = await ask();
    assert.equal(response.status, 200);
    assert.match(response.headers.get('content-type') ?? '', /^text\/html/);
    assert.match(await response.text(), /^<!doctype html>/);
  }
  const empty = await answering(t, 'empty');
  for (const {ask} of empty.lookups) {
    const response = await ask();
    assert.deepEqual([response.status, await response.text()], [200, '']);
  }
});

test('the customer lookup can write its numbers as a text and as a boolean', async (t) => {
  const system = await quietSystem(t);
  const truth = await factsOf(askCustomer(system));
  system.answerLookups({path: customerPath, variant: 'vip-text'});
  assert.deepEqual(await factsOf(askCustomer(system)), {...truth, isVip: '1'});
  system.answerLookups({path: customerPath, variant: 'black-boolean'});
  assert.deepEqual(await factsOf(askCustomer(system)), {...truth, isblack: true});
});

test('a slow lookup answers the truth, late by as much as was ordered', async (t) => {
  const {system, lookups} = await answering(t, 'normal');
  system.answerLookups({variant: 'slow', ms: 80});
  for (const {ask, truth} of lookups) {
    const before = performance.now();
    assert.deepEqual(await factsOf(ask()), truth);
    assert.ok(performance.now() - before >= 75);
  }
});

test('a lookup that never answers leaves the connection open until somebody gives up', async (t) => {
  const {lookups} = await answering(t, 'no-answer');
  for (const {ask} of lookups) {
    await assert.rejects(ask({signal: AbortSignal.timeout(80)}), {name: 'TimeoutError'});
  }
});

test('a lookup that is redirected ends at another origin, where strange things are said', async (t) => {
  const {system, lookups} = await answering(t, 'redirect');
  for (const {ask} of lookups) {
    const refused = await ask({redirect: 'manual'});
    assert.equal(refused.status, 307);
    const target = new URL(refused.headers.get('location') ?? '');
    assert.notEqual(target.origin, new URL(system.url).origin);
    const followed = await ask();
    assert.equal(followed.url, target.href);
    const said = (await followed.json()) as Record<string, unknown>;
    assert.deepEqual([...new Set(Object.values(said))], ['elsewhere']);
  }
  assert.equal(system.state().requests['/lookups/elsewhere']?.requests, lookups.length);
});

test('a connection is reset after the beginning of an answer', async (t) => {
  const {system, lookups} = await answering(t, 'reset');
  for (const {ask} of lookups) await assert.rejects(ask().then((response) => response.text()));
  const [response] = await once(get(`${system.url}${customerPath}?tel=123456`), 'response');
  const [error] = await once(response.resume(), 'error');
  assert.equal(error.code, 'ECONNRESET');
});

test('a variant is chosen for one lookup or for all, and stays until the next, a mending or a reset', async (t) => {
  const system = await quietSystem(t);
  const chosen = (): string[] => system.state().lookups.map(({variant}) => variant);
  await operate(system, 'answer-lookups', {variant: 'error-500'});
  assert.deepEqual(chosen(), ['error-500', 'error-500', 'error-500']);
  await operate(system, 'answer-lookups', {path: ordersPath, variant: 'slow', ms: 7});
  assert.deepEqual(chosen(), ['error-500', 'slow', 'error-500']);
  assert.equal(system.state().lookups[1]?.ms, 7);
  assert.equal((await askCustomer(system)).status, 500);
  assert.equal((await askCustomer(system)).status, 500);
  system.mend({path: '/login'});
  system.mend({path: customerPath});
  assert.deepEqual(chosen(), ['normal', 'slow', 'error-500']);
  system.mend();
  assert.deepEqual(chosen(), ['normal', 'normal', 'normal']);
  await askCustomer(system);
  system.answerLookups({path: ticketsPath, variant: 'empty'});
  system.reset();
  assert.deepEqual(
    system.state().lookups.map(({variant, requests}) => [variant, requests]),
    [
      ['normal', 0],
      ['normal', 0],
      ['normal', 0],
    ],
  );
});

test('a variant that is unknown, or not for that lookup, is refused and changes nothing', async (t) => {
  const system = await quietSystem(t);
  const wrong: unknown[] = [
    {},
    {variant: 'dance'},
    {variant: 'constructor'},
    {variant: 'empty', path: '/login'},
    {variant: 'vip-text'},
    {variant: 'black-boolean', path: ordersPath},
    {variant: 'slow', ms: -1},
    {variant: 'empty', ms: 5},
    {variant: 'empty', colour: 'red'},
  ];
  for (const params of wrong) {
    const answer = await operate(system, 'answer-lookups', params);
    assert.equal(answer.status, 400, JSON.stringify(params));
    assert.ok(answer.msg);
  }
  assert.ok(system.state().lookups.every(({variant}) => variant === 'normal'));
});

test('the journal tells who was asked about, what was answered and that it was a lie, without tokens', async (t) => {
  const system = await quietSystem(t);
  await askCustomer(system);
  await operate(system, 'answer-lookups', {path: customerPath, variant: '5-mb'});
  await askCustomer(system);
  await askCustomer(system, '123456', {headers: {authorization: system.token('1001')}});
  const events = await fetch(`${system.url}/console/events`);
  const reader = events.body!.getReader();
  const decoder = new TextDecoder();
  let told = '';
  while (!/event: log\ndata: .*\n\n/.test(told)) {
    told += decoder.decode((await reader.read()).value, {stream: true});
  }
  await reader.cancel();
  const log = JSON.parse(/event: log\ndata: (.*)/.exec(told)![1]!) as {
    title: string;
    detail: string;
    failed: boolean;
  }[];
  const lookups = log.filter(({title}) => title === `GET ${customerPath}`);
  assert.deepEqual(
    lookups.map(({failed}) => failed),
    [false, true, true],
  );
  assert.match(lookups[0]!.detail, /^tel=13800138000 → 200 \{"isVip":1/);
  assert.match(lookups[1]!.detail, /^tel=13800138000 → 5-mb → 200 \{.*xxx/);
  assert.ok(lookups[1]!.detail.length < 500);
  assert.match(lookups[2]!.detail, /^400 /);
  assert.doesNotMatch(told, /eyJ/);
});
