import assert from 'node:assert/strict';
import {test, type TestContext} from 'node:test';
import {createHttp, type HttpOptions} from '../../src/transport/http/http.ts';
import {createRest, type Rest, type RestOptions} from '../../src/adapters/workbench/rest.ts';
import {createTokens} from '../../src/transport/tokens.ts';
import {commandAnswer} from '../examples.ts';
import {nobody, serve} from './http-server.ts';

function restAt(
  t: TestContext,
  base: string,
  {timeout = 2_000, fetch, ...options}: Partial<RestOptions & HttpOptions> = {},
): Rest {
  const rest = createRest({
    base,
    tokens: createTokens('eyJ.token'),
    tokenHeader: 'access_token',
    encoding: 'form',
    http: createHttp({timeout, fetch}),
    ...options,
  });
  t.after(() => rest.close());
  return rest;
}

const answering = (t: TestContext, body = commandAnswer) =>
  serve(t, (response) => response.setHeader('content-type', 'application/json').end(body));

const params = {tel: '+49 30', msg: '您好 a&b=c€'};

test('a command is a POST of a form, byte for byte', async (t) => {
  const {url, asked} = await answering(t);
  assert.deepEqual(await restAt(t, url).post('/admin/sms_api/send', params), {ok: true, data: 1});
  const [request] = asked;
  assert.equal(request?.method, 'POST');
  assert.equal(request.path, '/admin/sms_api/send');
  assert.equal(request.headers['content-type'], 'application/x-www-form-urlencoded;charset=UTF-8');
  assert.equal(request.body, 'tel=%2B49+30&msg=%E6%82%A8%E5%A5%BD+a%26b%3Dc%E2%82%AC');
});

test('a command can be a POST of JSON, byte for byte', async (t) => {
  const {url, asked} = await answering(t);
  await restAt(t, url, {encoding: 'json'}).post('/admin/sms_api/send', params);
  assert.equal(asked[0]?.headers['content-type'], 'application/json');
  assert.equal(asked[0].body, '{"tel":"+49 30","msg":"您好 a&b=c€"}');
});

test('a command without parameters has an empty form, or an empty object', async (t) => {
  const {url, asked} = await answering(t);
  await restAt(t, url).post('/admin/agent/hold', {});
  await restAt(t, url, {encoding: 'json'}).post('/admin/agent/hold', {});
  assert.deepEqual(
    asked.map(({body}) => body),
    ['', '{}'],
  );
});

test('the token goes in the header of the documents, or in the one the host names, and nowhere else', async (t) => {
  const {url, asked} = await answering(t);
  await restAt(t, url).post('/a', {});
  await restAt(t, url, {tokenHeader: 'X-Access-Token'}).post('/b', {});
  assert.equal(asked[0]?.headers['access_token'], 'eyJ.token');
  assert.equal(asked[1]?.headers['x-access-token'], 'eyJ.token');
  assert.equal(asked[1].headers['access_token'], undefined);
  for (const {path, body} of asked) assert.doesNotMatch(path + body, /eyJ/);
});

const uuid = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/;

test('N15 each intention has a key of its own, the same at every try, where the call system knows keys', async (t) => {
  const {url, asked} = await answering(t);
  const rest = restAt(t, url, {keyHeader: 'Idempotency-Key'});
  const [one, other] = [{}, {}];
  await rest.post('/admin/agent/hold', {}, one);
  await rest.post('/admin/agent/hold', {}, one);
  await rest.post('/admin/agent/hold', {}, other);
  await rest.post('/admin/crm/fields', {});
  const [first, again, second, question] = asked.map(({headers}) => headers['idempotency-key']);
  assert.match(String(first), uuid);
  assert.match(String(second), uuid);
  assert.equal(again, first);
  assert.notEqual(second, first);
  assert.equal(question, undefined);
});

test('N15 a key goes in the header that the host names, and without one nowhere', async (t) => {
  const {url, asked} = await answering(t);
  await restAt(t, url, {keyHeader: 'X-Request-Key'}).post('/a', {}, {});
  await restAt(t, url).post('/b', {}, {});
  assert.match(String(asked[0]?.headers['x-request-key']), uuid);
  for (const {headers} of asked) assert.equal(headers['idempotency-key'], undefined);
});

test('a path of the server’s address stands before the path of a command', async (t) => {
  const {url, asked} = await answering(t);
  await restAt(t, `${url}/cc`).post('/admin/agent/hold', {});
  assert.equal(asked[0]?.path, '/cc/admin/agent/hold');
});

test('a fetch of the host’s own is used in place of the global one', async (t) => {
  const seen: string[] = [];
  const fetch: typeof globalThis.fetch = (input) => {
    seen.push(input instanceof Request ? `${input.method} ${input.url}` : String(input));
    return Promise.resolve(new Response(commandAnswer));
  };
  const rest = restAt(t, 'http://cc.example.com', {fetch});
  assert.deepEqual(await rest.post('/admin/agent/hold', {}), {ok: true, data: 1});
  assert.deepEqual(seen, ['POST http://cc.example.com/admin/agent/hold']);
});

test('without a token nothing is sent', async (t) => {
  const {url, asked} = await answering(t);
  const rest = restAt(t, url, {tokens: createTokens('<!doctype html>')});
  assert.deepEqual(await rest.post('/a', {}), {ok: false, fault: {code: 'no-token'}});
  assert.equal(asked.length, 0);
});

test('S2 a refused token is renewed once and the command is left to the agent, not sent again', async (t) => {
  let given = 0;
  const {url, asked} = await serve(t, (response, {headers}) => {
    response.writeHead(headers['access_token'] === 't2' ? 200 : 401).end(commandAnswer);
  });
  const rest = restAt(t, url, {tokens: createTokens(() => `t${++given}`)});
  const refused = await rest.post('/admin/agent/hold', {});
  assert.equal(refused.ok ? '' : refused.fault.code, 'token-renewed');
  assert.equal(asked.length, 1);
  assert.deepEqual(await rest.post('/admin/agent/hold', {}), {ok: true, data: 1});
  assert.deepEqual([asked.length, given], [2, 2]);
});

test('S2 a refused token without another is told as such', async (t) => {
  const {url, asked} = await serve(t, (response) => response.writeHead(401).end());
  const outcome = await restAt(t, url).post('/admin/agent/hold', {});
  assert.deepEqual(outcome, {ok: false, fault: {code: 'unauthorized', status: 401}});
  assert.equal(asked.length, 1);
});

test('S2 commands that are refused together ask the page for one token', async (t) => {
  let given = 0;
  const {url} = await serve(t, (response) => response.writeHead(401).end());
  const rest = restAt(t, url, {tokens: createTokens(() => `t${++given}`)});
  const outcomes = await Promise.all([rest.post('/a', {}), rest.post('/b', {}), rest.post('/c', {})]);
  assert.deepEqual(
    outcomes.map((outcome) => !outcome.ok && outcome.fault.code),
    ['token-renewed', 'token-renewed', 'token-renewed'],
  );
  assert.equal(given, 2);
});

test('N5 no server at all is told as unreachable', async (t) => {
  const outcome = await restAt(t, await nobody()).post('/admin/agent/hold', {});
  assert.deepEqual(outcome, {ok: false, fault: {code: 'unreachable'}});
});

test('a header that cannot be sent or a fetch that misbehaves ends in a fault, never in a rejection', async (t) => {
  const {url} = await answering(t);
  const unreachable = {ok: false, fault: {code: 'unreachable'}};
  assert.deepEqual(await restAt(t, url, {tokenHeader: 'two words'}).post('/a', {}), unreachable);
  const fetches: (typeof globalThis.fetch)[] = [
    () => {
      throw new TypeError('blocked');
    },
    () => Promise.reject(new Error('blocked')),
    () => Promise.resolve(null as unknown as Response),
  ];
  for (const fetch of fetches) {
    assert.deepEqual(await restAt(t, url, {fetch}).post('/a', {}), unreachable);
  }
});
