import {expect} from '@open-wc/testing';

import '../../src/index.ts';
import type {AgentBar} from '../../src/elements/agent-bar/agent-bar.ts';
import type {ScreenPop} from '../../src/elements/screen-pop/screen-pop.ts';
import {callSystem, type CallSystemUnderTest} from '../rig/call-system.ts';
import {leave, part, press, until, words} from '../rig/dom.ts';
import {faultyLine, type FaultyLine} from '../rig/faulty-line.ts';

describe('an agent on a call whose network goes wrong', () => {
  let system: CallSystemUnderTest;
  let line: FaultyLine;
  let bar: AgentBar;
  let pop: ScreenPop;

  beforeEach(async () => {
    document.documentElement.lang = 'en';
    system = await callSystem({tick: 0});
    line = await faultyLine(system.url);
    bar = document.createElement('agent-bar');
    pop = document.createElement('screen-pop');
    Object.assign(bar, {server: line.url, extno: '1003', token: () => system.token('1003')});
    document.body.append(bar, pop);
    await until(bar, () => bar.getAttribute('status') === 'signed-out');
    press(bar, 'sign-in');
    await until(bar, () => bar.getAttribute('status') === 'idle');
    await system.order('call', {extno: '1003'});
    await until(bar, () => bar.getAttribute('status') === 'busy');
    await until(pop, () => pop.renderRoot.querySelector('[part=caller]') !== null);
  });

  afterEach(async () => {
    leave(bar, pop);
    await line.act('stop');
    await system.stop();
  });

  const light = () => part(bar, 'link').title;
  const opens = () =>
    new Promise<void>((resolve) => {
      const heard = ({link}: HTMLElementEventMap['agent-link']) => {
        if (link !== 'open') return;
        bar.removeEventListener('agent-link', heard);
        resolve();
      };
      bar.addEventListener('agent-link', heard);
    });

  it('keeps the call, and brings it once, when the connection is reset (N1)', async () => {
    const caller = words(part(pop, 'caller'));
    let calls = 0;
    bar.addEventListener('agent-call', () => (calls += 1));
    const back = opens();
    await line.act('reset');
    await back;
    await until(bar, () => light() === 'Connected');
    expect(words(part(pop, 'caller'))).to.equal(caller);
    expect(calls).to.equal(0);
    expect(part(bar, 'fault').hidden).to.equal(true);
  });

  it('says since when what it shows is, while the network is away, and is back when asked (N5)', async () => {
    await line.act('down');
    await until(bar, () => /^Reconnecting since \d\d:\d\d:\d\d/.test(light()));
    expect(words(part(bar, 'status'))).to.contain('Busy');
    expect(words(part(bar, 'fault'))).to.match(/What you see is as of \d\d:\d\d:\d\d\./);
    const back = opens();
    await line.act('up');
    part(bar, 'fault').querySelector('button')?.click();
    await back;
    await until(bar, () => light() === 'Connected' && part(bar, 'fault').hidden === true);
  });

  it('hears what the call system said meanwhile when only the network stood still (N7)', async () => {
    await line.set({hole: 'both'});
    await system.order('announce', {msg: 'Line 2 is back'});
    await line.set({});
    await until(bar, () => part(bar, 'announcement').textContent.includes('Line 2 is back'));
    expect(bar.getAttribute('link')).to.equal('open');
  });

  // Browsers themselves send a request again whose connection died before the answer; we do not.
  it('sends a command that is lost on its way not again by itself (N15)', async () => {
    await system.order('fail', {path: '/admin/agent/hold', delay: 60_000, times: 9});
    const arrived = async () => {
      const {requests} = await system.state<{requests: Record<string, {requests: number} | undefined>}>();
      return requests['/admin/agent/hold']?.requests ?? 0;
    };
    press(bar, 'hold');
    while ((await arrived()) < 1) await bar.updateComplete;
    await line.act('down');
    await until(bar, () => part(bar, 'hold').ariaBusy === 'false');
    const before = await arrived();
    const back = opens();
    await line.act('up');
    bar.session!.retry();
    await back;
    expect(words(part(bar, 'fault'))).to.contain('Hold: The call system cannot be reached.');
    expect(await arrived()).to.equal(before);
  });
});
