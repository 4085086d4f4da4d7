import assert from 'node:assert/strict';
import type {ServerResponse} from 'node:http';
import {test, type TestContext} from 'node:test';

import type {
  CallbackChange,
  CallbackOutcome,
} from '../../src/protocol/callback-settings/callback-settings.ts';
import {createCallbacks, type CredentialsSource} from '../../src/transport/http/callback-settings.ts';
import type {Encoding, HttpOptions} from '../../src/transport/http/http.ts';
import {endless, nobody, serve} from './http-server.ts';
import {paramsOf, serveCallbacks} from './set-callback.ts';

const known = {userSn: 'SYSUSER|cb31d43bc89487492bb0e0dd720705e0', apiKey: 'MUOm4NH1', userName: '王主管'};
const change: CallbackChange = {
  open: true,
  callbackUrl: 'http://120.78.227.216:81/api/testPush',
  taskCallbackUrl: 'https://crm.example.com/导入?a=1&b="📞"',
};

interface Save extends Partial<HttpOptions> {
  readonly credentials?: CredentialsSource;
  readonly encoding?: Encoding;
}

function save(server: string, options: Save = {}): Promise<CallbackOutcome> {
  const {credentials = known, encoding = 'json', timeout = 2_000, fetch} = options;
  return createCallbacks(credentials, {timeout, fetch}).save(change, {server, encoding});
}

/** Saves at a server that answers like this. */
async function saveAt(t: TestContext, answer: (response: ServerResponse) => void, options?: Save) {
  const server = await serveCallbacks(t, answer);
  return {outcome: await save(server.url, options), server};
}

const fault = (of: object) => ({ok: false, fault: of});

for (const encoding of ['json', 'form'] as const) {
  test(`a server that checks order and signature takes the settings as ${encoding}`, async (t) => {
    const server = await serveCallbacks(t);
    assert.deepEqual(await save(server.url, {encoding}), {ok: true});
    const [asked] = server.asked;
    assert.deepEqual(Object.entries(paramsOf(asked!)).slice(0, -1), [
      ['user_sn', known.userSn],
      ['api_key', known.apiKey],
      ['open_callback', '1'],
      ['callback_url', change.callbackUrl],
      ['task_callback_url', change.taskCallbackUrl],
    ]);
    assert.match(Object.entries(paramsOf(asked!)).at(-1)!.join(), /^url,[0-9a-f]{8}$/);
    assert.equal(asked!.headers.cookie, undefined);
    assert.equal(server.asked.length, 1);
  });
}

test('the JSON body of the document’s example, byte for byte', async (t) => {
  const server = await serveCallbacks(t);
  const callbacks = createCallbacks(known, {timeout: 2_000, fetch: undefined});
  const {callbackUrl} = change;
  await callbacks.save({open: false, callbackUrl}, {server: server.url, encoding: 'json'});
  assert.equal(
    server.asked[0]!.body,
    `{"user_sn":"${known.userSn}","api_key":"MUOm4NH1","open_callback":"0","callback_url":"${callbackUrl}","url":"ef333344"}`,
  );
});

test('the page’s function is asked once for several saves, and not before it is needed', async (t) => {
  const server = await serveCallbacks(t);
  let asked = 0;
  const callbacks = createCallbacks(() => ((asked += 1), Promise.resolve(known)), {
    timeout: 2_000,
    fetch: undefined,
  });
  assert.equal(asked, 0);
  assert.equal(await callbacks.person(), '王主管');
  for (let i = 0; i < 2; i += 1)
    assert.deepEqual(await callbacks.save(change, {server: server.url, encoding: 'json'}), {ok: true});
  assert.equal(asked, 1);
});

for (const code of [20005, 20006]) {
  test(`S2 after ${code} the function is asked again and the save is tried once more`, async (t) => {
    const server = await serveCallbacks(t, (response, asked) => {
      const isNew = paramsOf(asked)['api_key'] === 'key2';
      response.end(JSON.stringify({code: isNew ? 0 : code}));
    });
    let asked = 0;
    const credentials = () => ({...known, apiKey: `key${(asked += 1)}`});
    assert.deepEqual(await save(server.url, {credentials}), {ok: true});
    assert.equal(asked, 2);
    assert.deepEqual(
      server.asked.map((one) => paramsOf(one)['api_key']),
      ['key1', 'key2'],
    );
  });
}

test('S2 a second key that is refused too is told, and no third is asked for', async (t) => {
  let asked = 0;
  const credentials = () => ({...known, apiKey: `key${(asked += 1)}`});
  const {outcome, server} = await saveAt(t, (response) => response.end('{"code":20006}'), {credentials});
  assert.deepEqual(outcome, fault({code: 'refused', answer: 20006, status: 200}));
  assert.deepEqual([asked, server.asked.length], [2, 2]);
});

test('S2 credentials that are the same again are not tried again', async (t) => {
  for (const credentials of [known, () => ({...known})]) {
    const {outcome, server} = await saveAt(t, (response) => response.end('{"code":20006}'), {credentials});
    assert.deepEqual(outcome, fault({code: 'refused', answer: 20006, status: 200}));
    assert.equal(server.asked.length, 1);
  }
});

test('S2 a function that fails the second time leaves the call system’s refusal', async (t) => {
  let asked = 0;
  const credentials = () => ((asked += 1) === 1 ? known : Promise.reject(new Error('the CRM is down')));
  const {outcome, server} = await saveAt(t, (response) => response.end('{"code":20006}'), {credentials});
  assert.deepEqual(outcome, fault({code: 'refused', answer: 20006, status: 200}));
  assert.equal(server.asked.length, 1);
});

test('no other refusal is tried again', async (t) => {
  for (const code of [10001, 100001, 20001, 20002, 20003, 20004, 20007, 30001, 30006, 7]) {
    let asked = 0;
    const credentials = () => ({...known, apiKey: `key${(asked += 1)}`});
    const answer = (response: ServerResponse) => response.end(JSON.stringify({code}));
    const {outcome, server} = await saveAt(t, answer, {credentials});
    assert.deepEqual(outcome, fault({code: 'refused', answer: code, status: 200}));
    assert.deepEqual([asked, server.asked.length], [1, 1]);
  }
});

const noCredentials: Readonly<Record<string, unknown>> = {
  throws: () => {
    throw new Error('MUOm4NH1');
  },
  rejects: () => Promise.reject(new Error('MUOm4NH1')),
  'gives a login page': () => '<!doctype html><form>Log in</form>',
  'gives nothing': () => undefined,
  'gives a list': () => [known],
  'gives no key': () => ({userSn: known.userSn}),
  'gives an empty key': () => ({...known, apiKey: ' '}),
  'gives a page as key': () => ({...known, apiKey: '<p>Log in</p>\n<p>again</p>'}),
  'gives no user': () => ({apiKey: known.apiKey}),
  'gives an object as user': () => ({...known, userSn: {}}),
  'gives what throws when it is read': () => ({
    get userSn() {
      throw new Error('MUOm4NH1');
    },
  }),
};

for (const [what, credentials] of Object.entries(noCredentials)) {
  test(`N8 a function that ${what} is told, and nothing is sent`, async (t) => {
    const source = credentials as CredentialsSource;
    const {outcome, server} = await saveAt(t, (response) => response.end('{"code":0}'), {
      credentials: source,
    });
    assert.deepEqual(outcome, fault({code: 'no-credentials'}));
    assert.equal(server.asked.length, 0);
    assert.equal(await createCallbacks(source, {timeout: 1, fetch: undefined}).person(), '');
  });
}

test('a function that never answers is told after ten seconds, and nothing is sent', async (t) => {
  t.mock.timers.enable({apis: ['setTimeout']});
  const server = await serveCallbacks(t);
  const pending = save(server.url, {credentials: () => new Promise(() => undefined)});
  t.mock.timers.tick(10_000);
  assert.deepEqual(await pending, fault({code: 'no-credentials'}));
  assert.equal(server.asked.length, 0);
});

test('numbers as user and key are used, and the user is shown by name or else by number', async () => {
  const person = (given: object) => createCallbacks(given as never, {timeout: 1, fetch: undefined}).person();
  assert.equal(await person({userSn: 17, apiKey: 12345678}), '17');
  assert.equal(await person({...known, userName: ' Anna\u202e '}), 'Anna');
  assert.equal(await person({...known, userName: {}}), known.userSn);
});

test('a server’s address that could not be read is told, and the page is not asked', async () => {
  const credentials = () => assert.fail('asked');
  assert.deepEqual(await save('cc.example.com', {credentials}), fault({code: 'bad-server'}));
});

test('N8 a page, a list, nothing or five megabytes in place of an answer are not understood', async (t) => {
  for (const text of ['<!doctype html>', '[]', '', `{"code":0,"msg":"${'x'.repeat(5_000_000)}"}`]) {
    const {outcome, server} = await saveAt(t, (response) => response.end(text));
    assert.deepEqual(outcome, fault({code: 'not-understood', status: 200}));
    assert.equal(server.asked.length, 1);
  }
});

test('F48 of an answer without end no more is read than fits, and it is not understood', async (t) => {
  const {answer, sent, ended} = endless();
  const {outcome, server} = await saveAt(t, answer, {timeout: 10_000});
  assert.deepEqual(outcome, fault({code: 'not-understood', status: 200}));
  await ended;
  assert.ok(sent() < 32 * 1024 * 1024, `${sent()} bytes`);
  assert.equal(server.asked.length, 1);
});

test('S6 an answer that never begins, or stops half-way, is not confirmed after the time-out', async (t) => {
  const answers = [
    () => undefined,
    (response: ServerResponse) => void response.writeHead(200).write('{"code"'),
  ];
  for (const answer of answers) {
    const {outcome, server} = await saveAt(t, answer, {timeout: 200});
    assert.deepEqual(outcome, fault({code: 'not-confirmed'}));
    assert.equal(server.asked.length, 1);
  }
});

test('N15 a connection that dies is told, and the settings are not sent again', async (t) => {
  const {outcome, server} = await saveAt(t, (response) => response.socket?.destroy());
  assert.deepEqual(outcome, fault({code: 'unreachable'}));
  assert.equal(server.asked.length, 1);
  assert.deepEqual(await save(await nobody()), fault({code: 'unreachable'}));
});

test('S5 S7 errors of the server are told with their wait', async (t) => {
  for (const [status, code] of [
    [500, 'server-error'],
    [404, 'not-found'],
    [403, 'forbidden'],
    [401, 'unauthorized'],
  ] as const) {
    const {outcome} = await saveAt(t, (response) => response.writeHead(status).end('<h1>nginx</h1>'));
    assert.deepEqual(outcome, fault({code, status}));
  }
  const {outcome} = await saveAt(t, (response) => response.writeHead(503, {'retry-after': '7'}).end());
  assert.deepEqual(outcome, fault({code: 'overloaded', status: 503, retryAfter: 7}));
});

test('X3 a redirect carries the key nowhere and is no yes', async (t) => {
  for (const status of [301, 302, 303, 307, 308]) {
    const other = await serve(t, (response) => response.end('{"code":0}'));
    const location = `${other.url.replace('127.0.0.1', 'localhost')}/collect`;
    const {outcome} = await saveAt(t, (response) => response.writeHead(status, {location}).end());
    assert.equal(outcome.ok, false);
    assert.equal(other.asked.length, 0);
  }
});

test('X7 no fault holds the key, the user or the addresses, even when the server repeats them', async (t) => {
  const apiKey = 'canary$&.*';
  const credentials = {...known, apiKey};
  const answers: ((response: ServerResponse) => void)[] = [
    (response) => response.end(JSON.stringify({code: 20006, msg: `key ${apiKey} is over, ${apiKey}`})),
    (response) => response.writeHead(500).end(`<p>${apiKey}</p>`),
    (response) => response.end(`<p>${apiKey}</p>`),
    (response) => void response.socket?.destroy(),
    () => undefined,
  ];
  for (const answer of answers) {
    const {outcome} = await saveAt(t, answer, {timeout: 200, credentials});
    assert.doesNotMatch(JSON.stringify(outcome), /canary|SYSUSER|http|testPush/);
  }
  const {outcome} = await saveAt(t, answers[0]!, {credentials});
  assert.ok(!outcome.ok && outcome.fault.reason === 'key … is over, …');
});

test('a fetch that misbehaves ends in a fault, never in a rejection', async () => {
  const fetches = [
    () => {
      throw new Error('no');
    },
    () => Promise.reject(new Error('no')),
    () => Promise.resolve({} as Response),
  ];
  for (const fetch of fetches)
    assert.deepEqual(await save('http://127.0.0.1', {fetch}), fault({code: 'unreachable'}));
});
