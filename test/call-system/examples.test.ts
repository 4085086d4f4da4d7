import assert from 'node:assert/strict';
import {test} from 'node:test';
import {
  commandAnswerExample,
  infoExample,
  messageExample,
  noticeExample,
  tokenRefusedExample,
} from './examples.ts';
import {type Frame} from './listening.ts';
import {fixture, documented, post, quietSystem, signedInDesk} from './support.ts';

const kinds = (value: object): Record<string, string> =>
  Object.fromEntries(Object.entries(value).map(([name, item]) => [name, typeof item]));

test('a notice has the keys and kinds of the published one, and counts the waiting time', async (t) => {
  const system = await quietSystem(t);
  const {heard} = await fixture(t, system);
  const notice = await heard.status(0);
  const example: Frame = JSON.parse(noticeExample);
  assert.deepEqual(Object.keys(notice), Object.keys(example));
  assert.deepEqual(kinds(notice), kinds(example));
  assert.match(notice.time ?? '', /^\d\d:\d\d:\d\d$/);
});

test('an announcement is the published message, byte for byte', async (t) => {
  const system = await quietSystem(t);
  const {heard} = await fixture(t, system);
  system.announce({msg: '公告内容'});
  const frame = await heard.next(({method}) => method === 'message');
  assert.equal(JSON.stringify(frame), messageExample);
});

test('the documented customer rings with the published frame in every value but the session', async (t) => {
  const system = await quietSystem(t);
  const agent = await signedInDesk(t, system, '1003');
  system.call({extno: '1003', uuid: documented});
  const frame = await agent.heard.info();
  const example: Frame = JSON.parse(infoExample);
  assert.deepEqual(Object.keys(frame), Object.keys(example));
  assert.deepEqual(Object.keys(frame.info ?? {}), Object.keys(example.info ?? {}));
  assert.deepEqual({...frame, sessionId: ''}, {...example, sessionId: ''});
  assert.match(frame.sessionId ?? '', /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
});

test('every customer rings with the keys and kinds of the published frame, and fields that are JSON text', async (t) => {
  const system = await quietSystem(t);
  const agent = await signedInDesk(t, system);
  const example: Frame = JSON.parse(infoExample);
  const telephones = new Set<unknown>();
  for (const {uuid} of system.state().customers) {
    system.call({extno: '1001', uuid, force: true});
    const {info = {}} = await agent.heard.info();
    assert.deepEqual(kinds(info), kinds(example.info ?? {}));
    assert.equal(typeof JSON.parse(String(info.fields)), 'object');
    telephones.add(info.telephone);
    system.hangUp({extno: '1001'});
  }
  assert.equal(telephones.size, 20);
});

test('a command is answered with the published bytes', async (t) => {
  const system = await quietSystem(t);
  const agent = await fixture(t, system);
  const response = await agent.raw('/admin/agent/logon', {extno: '1001'});
  assert.equal(await response.text(), commandAnswerExample);
  assert.match(response.headers.get('content-type') ?? '', /^application\/json/);
});

test('a request without a good token is answered with 401 and the sentence for it', async (t) => {
  const system = await quietSystem(t);
  for (const headers of [{}, {access_token: 'none'}, {access_token: `${system.token('1001')}x`}]) {
    const response = await post(`${system.url}/admin/agent/hold`, {}, headers);
    assert.equal(response.status, 401);
    assert.equal(await response.text(), tokenRefusedExample);
  }
});
