import {expect} from '@open-wc/testing';

import '../../src/index.ts';
import type {AgentBar} from '../../src/elements/agent-bar/agent-bar.ts';
import type {ScreenPop} from '../../src/elements/screen-pop/screen-pop.ts';
import type {SmsDialog} from '../../src/elements/sms-dialog/sms-dialog.ts';
import {callSystem, type CallSystemUnderTest} from '../rig/call-system.ts';
import {label, leave, part, possible, press, type, until, words, pressMeeting} from '../rig/dom.ts';

describe('an agent’s shift in a CRM page, against the simulated call system', () => {
  let system: CallSystemUnderTest;
  let bar: AgentBar;
  let pop: ScreenPop;
  let sms: SmsDialog;

  beforeEach(async () => {
    document.documentElement.lang = 'zh-CN';
    system = await callSystem({tick: 0});
    [bar, pop, sms] = (['agent-bar', 'screen-pop', 'sms-dialog'] as const).map((tag) =>
      document.createElement(tag),
    ) as unknown as [AgentBar, ScreenPop, SmsDialog];
    Object.assign(bar, {server: system.url, extno: '1003', token: () => system.token('1003')});
    document.body.append(bar, pop, sms);
    await status('signed-out');
  });

  afterEach(async () => {
    leave(bar, pop, sms);
    await system.stop();
  });

  const status = (name: string) => until(bar, () => bar.getAttribute('status') === name);

  async function takeCall() {
    press(bar, 'sign-in');
    await status('idle');
    press(bar, 'next-call');
    await until(
      bar,
      () => bar.getAttribute('status') === 'busy' && pop.renderRoot.querySelector('[part=card]') !== null,
    );
  }

  it('signs in, waits, takes a call, holds, adds a party, writes an SMS, ends, goes on, blacklists, signs out', async () => {
    expect(words(part(bar, 'sign-in'))).to.equal('签入 1003');
    await takeCall();
    expect(words(part(pop, 'caller'))).to.not.equal('');
    const caller = words(part(pop, 'caller'));
    await until(bar, () => words(part(bar, 'bar')).includes(caller));

    press(bar, 'hold');
    await until(bar, () => label(bar, 'hold') === '恢复通话');
    await until(pop, () => words(part(pop, 'card')).includes('保持中'));
    press(bar, 'hold');
    await until(bar, () => label(bar, 'hold') === '保持');

    await pressMeeting(bar);
    type(part<HTMLInputElement>(bar, 'meeting-tel'), '13900139000');
    press(bar, 'meeting-add');
    await until(bar, () => words(part(pop, 'card')).includes('与 13900139000'));

    press(bar, 'sms');
    const text = part<HTMLTextAreaElement>(sms, 'text');
    await until(sms, () => text.value !== '');
    type(text, `${text.value} 谢谢!`);
    press(sms, 'send');
    await until(sms, () => !sms.open);
    const sent = (await system.state<{outbox: {msg: string}[]}>()).outbox;
    expect(sent.map(({msg}) => msg)).to.deep.equal([text.value || sent[0]?.msg]);

    await system.order('hang-up', {extno: '1003'});
    await status('wrap-up');
    await until(pop, () => words(part(pop, 'card')).includes('通话已结束'));
    expect(words(part(pop, 'card'))).to.contain(caller);

    press(bar, 'next-call');
    await status('busy');
    await until(
      pop,
      () => ![undefined, caller].includes(pop.renderRoot.querySelector('[part=caller]')?.textContent),
    );
    press(bar, 'blacklist');
    await until(bar, () => part<HTMLDialogElement>(bar, 'confirm-dialog').open);
    press(bar, 'confirm');
    await until(pop, () => words(part(pop, 'card')).includes('黑名单'));
    await until(bar, () => !possible(bar, 'blacklist'));
    expect((await system.state<{blacklist: unknown[]}>()).blacklist).to.have.lengthOf(1);

    await system.order('hang-up', {extno: '1003'});
    await status('wrap-up');
    press(bar, 'sign-out');
    await status('signed-out');
    expect(label(bar, 'sign-in')).to.contain('签入').and.to.contain('1003');
  });

  it('reads announcements whenever there is time', async () => {
    await system.order('announce', {msg: '今天 18:00 系统维护'});
    await until(bar, () => part(bar, 'announcement').textContent.includes('今天 18:00 系统维护'));
  });

  it('goes on by itself after a cut, in the middle of a call, with the call still on the screen (N1)', async () => {
    await takeCall();
    const caller = words(part(pop, 'caller'));
    const links: string[] = [];
    bar.addEventListener('agent-link', ({link}) => links.push(link));
    await system.order('cut', {extno: '1003'});
    await until(bar, () => links.at(-1) === 'open');
    expect(words(part(pop, 'caller'))).to.equal(caller);
    await system.order('hang-up', {extno: '1003'});
    await status('wrap-up');
  });

  it('gets a new token by itself when the old one expires (S2)', async () => {
    const links: string[] = [];
    bar.addEventListener('agent-link', ({link}) => links.push(link));
    await system.order('expire', {extno: '1003'});
    await until(bar, () => links.at(-1) === 'open');
    expect(links).to.not.contain('refused');
    press(bar, 'sign-in');
    await status('idle');
  });

  it('says so when the token was renewed under a command, and never repeats it by itself', async () => {
    await system.order('fail', {
      path: '/admin/agent/logon',
      times: 1,
      status: 401,
      code: 401,
      msg: '登录已失效',
    });
    press(bar, 'sign-in');
    await until(bar, () => words(part(bar, 'fault')).includes('请再按一次'));
    expect(bar.getAttribute('status')).to.equal('signed-out');
    press(bar, 'sign-in');
    await status('idle');
    await until(bar, () => part(bar, 'fault').hidden === true);
  });

  it('refuses to sign out in the middle of a call, and says when it will be possible', async () => {
    await takeCall();
    press(bar, 'sign-out');
    await until(bar, () => bar.renderRoot.querySelector('.hint')?.textContent === '通话结束后可用。');
  });

  it('says the call system’s own reason when it refuses the third party, and keeps the number', async () => {
    await takeCall();
    await pressMeeting(bar);
    const field = part<HTMLInputElement>(bar, 'meeting-tel');
    type(field, '1001');
    press(bar, 'meeting-add');
    await until(bar, () => words(part(bar, 'meeting-dialog')).includes('“'));
    expect(field.value).to.equal('1001');
  });

  it('keeps a text of 5,000 characters that the call system refuses', async () => {
    await takeCall();
    press(bar, 'sms');
    const text = part<HTMLTextAreaElement>(sms, 'text');
    await until(sms, () => text.value !== '');
    type(text, '长'.repeat(5000));
    press(sms, 'send');
    await until(sms, () => !part(sms, 'fault').hidden);
    expect(words(part(sms, 'fault')))
      .to.contain('“')
      .and.to.contain('内容仍在这里。');
    expect(text.value).to.have.lengthOf(5000);
  });
});
