import assert from 'node:assert/strict';
import {createHash} from 'node:crypto';
import {test} from 'node:test';
import {once} from 'node:events';
import {WebSocket} from 'ws';
import {listen, monitorUrl, refusedHandshake} from './listening.ts';
import {post, quietSystem, read, type Envelope} from './support.ts';
import {tokenRefusedExample} from './examples.ts';

const serialNumber = 'SN-20210830-0001';
const md5 = (text: string): string => createHash('md5').update(text).digest('hex');

interface Session {
  role: string;
  access_token: string;
}

async function login(url: string, params: Record<string, string>): Promise<Envelope & {data: Session}> {
  const answer = await read(await post(`${url}/login`, params));
  return {...answer, data: answer.data as Session};
}

function claims(token: string, part: number): Record<string, unknown> {
  return JSON.parse(Buffer.from(token.split('.')[part] ?? '', 'base64url').toString());
}

async function captcha(url: string): Promise<string> {
  const response = await fetch(`${url}/verifyCode`);
  assert.equal(response.headers.get('content-type'), 'image/svg+xml');
  return [...(await response.text()).matchAll(/>(\w)<\/text>/g)].map(([, letter]) => letter).join('');
}

test('a program signs in with the MD5 of the password and the serial number', async (t) => {
  const system = await quietSystem(t);
  const answer = await login(system.url, {name: '1001', passwd: md5('123456'), verifyCode: serialNumber});
  assert.equal(answer.code, 0);
  assert.equal(answer.data.role, 'agent');
  await listen(t, system, answer.data.access_token);
});

test('the token is a JSON Web Token with its times in milliseconds, good for twelve hours', async (t) => {
  const system = await quietSystem(t);
  const {data} = await login(system.url, {name: 'admin', passwd: md5('admin888'), verifyCode: serialNumber});
  assert.equal(data.role, 'admin');
  assert.equal(claims(data.access_token, 0).alg, 'HS256');
  const {iat, exp} = claims(data.access_token, 1);
  assert.ok(Math.abs(Number(iat) - Date.now()) < 60_000);
  assert.equal(Number(exp) - Number(iat), 12 * 60 * 60 * 1000);
});

test('a person signs in with the text of the picture, which is good for one try', async (t) => {
  const system = await quietSystem(t);
  const verifyCode = await captcha(system.url);
  const params = {name: '1002', passwd: md5('123456').toUpperCase(), verifyCode: verifyCode.toLowerCase()};
  assert.equal((await login(system.url, params)).code, 0);
  assert.notEqual((await login(system.url, params)).code, 0);
});

test('a wrong password, name or captcha, and a missing one, are refused with a sentence', async (t) => {
  const {url} = await quietSystem(t);
  const good = {name: '1001', passwd: md5('123456'), verifyCode: serialNumber};
  for (const wrong of [
    {passwd: md5('1234567')},
    {passwd: '123456'},
    {name: 'nobody'},
    {verifyCode: 'AAAA'},
    {name: ''},
  ]) {
    const answer = await login(url, {...good, ...wrong});
    assert.notEqual(answer.code, 0);
    assert.match(answer.msg, /\p{Script=Han}/u);
    assert.equal(answer.data, null);
  }
});

test('a socket without a good token is refused with 401 before it opens', async (t) => {
  const system = await quietSystem(t);
  for (const token of ['', 'none', `${system.token('1001')}x`, `token=${system.token('1001')}`]) {
    const refusal = await refusedHandshake(monitorUrl(system, token));
    assert.deepEqual(refusal, {status: 401, body: tokenRefusedExample});
  }
});

test('an administrator has no monitor socket, and there is none on other paths', async (t) => {
  const system = await quietSystem(t);
  assert.equal((await refusedHandshake(monitorUrl(system, system.token('admin')))).status, 403);
  const other = monitorUrl(system, system.token('1001')).replace('/agent/monitor', '/agent/other');
  assert.equal((await refusedHandshake(other)).status, 404);
});

test('a token of another system is worth nothing', async (t) => {
  const [one, two] = [await quietSystem(t), await quietSystem(t)];
  assert.equal((await refusedHandshake(monitorUrl(one, two.token('1001')))).status, 401);
});

test('a token runs out: its socket closes with 4401 and its commands are refused', async (t) => {
  const system = await quietSystem(t, {tokenLife: 40});
  const token = system.token('1001');
  const socket = new WebSocket(monitorUrl(system, token));
  const [code] = await once(socket, 'close');
  assert.equal(code, 4401);
  const answer = await read(await post(`${system.url}/admin/agent/getMsg`, {}, {access_token: token}));
  assert.equal(answer.status, 401);
});

test('tokens that are taken back close the sockets of that agent only, and signing in gives a good one', async (t) => {
  const system = await quietSystem(t);
  const [first, second] = [system.token('1001'), system.token('1002')];
  const heard = await listen(t, system, first);
  const other = await listen(t, system, second);
  const closed = heard.closed();
  assert.deepEqual(system.expire({extno: '1001'}), {tokens: 1, sockets: 1});
  assert.equal((await closed).code, 4401);
  assert.equal((await refusedHandshake(monitorUrl(system, first))).status, 401);
  assert.equal(other.socket.readyState, WebSocket.OPEN);
  const {data} = await login(system.url, {name: '1001', passwd: md5('123456'), verifyCode: serialNumber});
  await listen(t, system, data.access_token);
});
