import {expect} from '@open-wc/testing';

import '../../src/index.ts';
import type {AgentBar} from '../../src/elements/agent-bar/agent-bar.ts';
import {callSystem, type CallSystemUnderTest} from '../rig/call-system.ts';
import {leave, part, press, until, words} from '../rig/dom.ts';

/** What the call system answers, and the words that the agent reads. */
const answers: readonly [name: string, fault: object, words: string][] = [
  [
    'a login page (N8)',
    {status: 200, body: '<html>Welcome</html>', contentType: 'text/html'},
    'Something other than the call system answered. Does your network ask you to log in?',
  ],
  [
    'JSON of another shape (S7)',
    {status: 200, body: '{"ok":true}'},
    'Something other than the call system answered.',
  ],
  ['an array', {status: 200, body: '[1,2]'}, 'Something other than the call system answered.'],
  ['half of its JSON', {status: 200, body: '{"code":0,'}, 'Something other than the call system answered.'],
  [
    'a refusal',
    {code: 7, msg: '坐席已在别处签入'},
    'The call system refused. “坐席已在别处签入” Nothing was changed.',
  ],
  ['403', {status: 403, body: ''}, 'You are not allowed to do this.'],
  ['404', {status: 404, body: 'nothing here'}, 'The call system does not know this command.'],
  ['429 (S5)', {status: 429, body: '', headers: {'retry-after': '86400'}}, 'The call system is busy.'],
  ['500', {status: 500, body: 'Internal Server Error'}, 'The call system has a problem.'],
  ['502 from a proxy', {status: 502, body: '<html>Bad Gateway</html>'}, 'The call system has a problem.'],
  ['nothing, and the connection ends', {drop: true}, 'The call system cannot be reached.'],
];

describe('whatever the call system answers', () => {
  let system: CallSystemUnderTest;
  let bar: AgentBar;

  beforeEach(async () => {
    document.documentElement.lang = 'en';
    system = await callSystem({tick: 0});
    bar = document.createElement('agent-bar');
    Object.assign(bar, {server: system.url, extno: '1003', token: await system.token('1003')});
    document.body.append(bar);
    await until(bar, () => bar.getAttribute('status') === 'signed-out');
  });

  afterEach(async () => {
    leave(bar);
    await system.stop();
  });

  const strip = () => words(part(bar, 'fault'));
  const path = '/admin/agent/logon';

  for (const [name, fault, said] of answers) {
    it(`says it in words and lets the agent try again: ${name}`, async () => {
      await system.order('fail', {path, times: 10, ...fault});
      press(bar, 'sign-in');
      await until(bar, () => strip().includes(said));
      expect(bar.getAttribute('status')).to.equal('signed-out');
      await system.order('mend');
      press(bar, 'sign-in');
      await until(bar, () => bar.getAttribute('status') === 'idle');
      await until(bar, () => part(bar, 'fault').hidden === true);
    });
  }

  it('takes an empty answer with 204 for a yes (S8)', async () => {
    await system.order('fail', {path, times: 1, status: 204, body: '', afterEffect: true});
    press(bar, 'sign-in');
    await until(bar, () => bar.getAttribute('status') === 'idle');
    expect(part(bar, 'fault').hidden).to.equal(true);
  });

  it('asks for a new sign-in when the only token there is was refused', async () => {
    await system.order('fail', {path, times: 1, status: 401, code: 401, msg: '登录已失效'});
    press(bar, 'sign-in');
    await until(bar, () => strip().includes('Your access has expired or is not accepted.'));
  });

  it('does not wait for ever for an answer whose body stalls, nor claims that nothing happened (S6, S10)', async () => {
    await system.order('fail', {path, times: 1, stall: 'body'});
    press(bar, 'sign-in');
    await until(bar, () => part(bar, 'sign-in').ariaBusy === 'true');
    await new Promise((resolve) => bar.addEventListener('agent-fault', resolve, {once: true}));
    await until(bar, () => strip().includes('Not confirmed in time. It may have worked'));
    expect(part(bar, 'sign-in').ariaBusy).to.equal('false');
    expect(part(bar, 'next-call').hidden).to.equal(false);
    press(bar, 'sign-in');
    await until(bar, () => bar.getAttribute('status') === 'idle');
    expect(part(bar, 'fault').hidden).to.equal(true);
  });

  it('sends a key of its own with each command where the page asks for keys (N15)', async () => {
    bar.setAttribute('idempotency', '');
    await bar.updateComplete;
    press(bar, 'sign-in');
    await until(bar, () => bar.getAttribute('status') === 'idle');
    type Counts = Record<string, {requests: number; idempotencyKeys: number} | undefined>;
    const {requests} = await system.state<{requests: Counts}>();
    expect(requests[path]).to.include({requests: 1, idempotencyKeys: 1});
  });

  it('takes the new status for the answer when the answer’s body stalls (S6, S12)', async () => {
    await system.order('fail', {path, times: 1, stall: 'body', afterEffect: true});
    press(bar, 'sign-in');
    await until(
      bar,
      () => bar.getAttribute('status') === 'idle' && part(bar, 'sign-in').ariaBusy === 'false',
    );
    expect(part(bar, 'fault').hidden).to.equal(true);
  });
});

describe('without a call system that can be used', () => {
  let bar: AgentBar;

  beforeEach(() => {
    document.documentElement.lang = 'en';
    bar = document.createElement('agent-bar');
  });

  afterEach(() => leave(bar));

  it('says that it cannot be reached and goes on trying (N5)', async () => {
    const system = await callSystem();
    await system.stop();
    Object.assign(bar, {server: system.url, extno: '1003', token: 'a-token'});
    document.body.append(bar);
    await bar.updateComplete;
    await until(bar, () =>
      words(part(bar, 'fault')).includes('The call system cannot be reached. Check your network.'),
    );
    expect(['waiting', 'connecting']).to.include(bar.getAttribute('link'));
    expect(words(part(bar, 'fault'))).to.contain('Try now');
    await until(bar, () =>
      /^Reconnecting since [\d:]{8} · (next try in [1-5] s|trying now)/.test(
        part(bar, 'link').textContent.trim(),
      ),
    );
  });

  it('says that the token is not accepted when it is wrong (S3)', async () => {
    const system = await callSystem();
    Object.assign(bar, {server: system.url, extno: '1003', token: 'wrong-token'});
    document.body.append(bar);
    await until(bar, () => bar.getAttribute('link') === 'refused');
    expect(words(part(bar, 'fault'))).to.contain('Your access has expired or is not accepted.');
    bar.token = await system.token('1003');
    await until(bar, () => bar.getAttribute('link') === 'open');
    expect(part(bar, 'fault').hidden).to.equal(true);
    await system.stop();
  });

  it('says that the page gave no token when its function fails, and asks again', async () => {
    const system = await callSystem();
    let asked = 0;
    const token = () => (++asked < 3 ? Promise.reject(new Error('CRM is down')) : system.token('1003'));
    Object.assign(bar, {server: system.url, extno: '1003', token});
    document.body.append(bar);
    await bar.updateComplete;
    await until(bar, () => words(part(bar, 'fault')).includes('The page could not get your access.'));
    await until(bar, () => bar.getAttribute('link') === 'open');
    await system.stop();
  });

  it('works with a server URL that has a path and a trailing slash', async () => {
    const system = await callSystem({basePath: '/cc'});
    Object.assign(bar, {server: `${system.url}/`, extno: '1003', token: () => system.token('1003')});
    document.body.append(bar);
    await until(bar, () => bar.getAttribute('status') === 'signed-out');
    press(bar, 'sign-in');
    await until(bar, () => bar.getAttribute('status') === 'idle');
    await system.stop();
  });

  it('works with JSON bodies', async () => {
    const system = await callSystem();
    Object.assign(bar, {
      server: system.url,
      extno: '1003',
      encoding: 'json',
      token: () => system.token('1003'),
    });
    document.body.append(bar);
    await until(bar, () => bar.getAttribute('status') === 'signed-out');
    press(bar, 'sign-in');
    await until(bar, () => bar.getAttribute('status') === 'idle');
    await system.stop();
  });
});
