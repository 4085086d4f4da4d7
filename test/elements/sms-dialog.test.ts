import {expect} from '@open-wc/testing';
import {sendKeys} from '@web/test-runner-commands';

import '../../src/index.ts';
import type {AgentBar} from '../../src/elements/agent-bar/agent-bar.ts';
import type {SmsDialog} from '../../src/elements/sms-dialog/sms-dialog.ts';
import {expectAccessible, label, leave, part, press, rendered, type, until, words} from '../rig/dom.ts';
import {info, notice} from '../rig/frames.ts';
import {createLine, type Line} from '../rig/line.ts';

describe('<sms-dialog>', () => {
  let line: Line;
  let bar: AgentBar;
  let sms: SmsDialog;

  beforeEach(async () => {
    document.documentElement.lang = 'en';
    line = createLine();
    bar = document.createElement('agent-bar');
    bar.session = line.session;
    sms = document.createElement('sms-dialog');
    document.body.append(bar, sms);
    await until(bar, () => bar.getAttribute('link') === 'open');
    line.say(notice(2));
    line.say(info());
    await rendered(bar);
  });

  afterEach(() => leave(bar, sms));

  const dialog = () => part<HTMLDialogElement>(sms, 'dialog');
  const text = () => part<HTMLTextAreaElement>(sms, 'text');
  const to = () => part<HTMLInputElement>(sms, 'to');

  async function open() {
    press(bar, 'sms');
    (await line.next()).answer({code: 0, msg: 'success', data: '您好'});
    await until(sms, () => text().value === '您好');
  }

  it('passes the accessibility audit, also while it says what is wrong', async () => {
    await open();
    await expectAccessible(sms);
    type(text(), '');
    press(sms, 'send');
    await until(sms, () => text().ariaInvalid === 'true');
    await expectAccessible(sms);
  });

  it('opens from the bar with the caller’s number and the call system’s text, ready to be changed', async () => {
    await open();
    expect(dialog().open).to.equal(true);
    expect(to().value).to.equal('123456');
    expect(sms.shadowRoot?.activeElement?.getAttribute('part')).to.equal('text');
  });

  it('never overwrites what was begun while the call system’s text was on its way', async () => {
    press(bar, 'sms');
    const request = await line.next();
    type(text(), 'my own words');
    request.answer({code: 0, msg: 'success', data: 'a template'});
    await rendered(sms);
    expect(text().value).to.equal('my own words');
  });

  it('lets the agent write when the call system has no text or refuses to give one', async () => {
    press(bar, 'sms');
    (await line.next()).answer({code: 3, msg: 'no template', data: null});
    await rendered(sms);
    expect(dialog().open).to.equal(true);
    type(text(), 'hello');
    press(sms, 'send');
    expect((await line.next()).params).to.deep.equal({telephone: '123456', msg: 'hello'});
  });

  it('counts characters and SMS as they are typed', async () => {
    await open();
    for (const [written, count] of [
      ['', '0 characters · 0 SMS (160 each)'],
      ['a'.repeat(160), '160 characters · 1 SMS (160 each)'],
      ['a'.repeat(161), '161 characters · 2 SMS (153 each)'],
      ['汉'.repeat(71), '71 characters · 2 SMS (67 each)'],
    ] as const) {
      type(text(), written);
      await sms.updateComplete;
      expect(words(part(sms, 'count'))).to.equal(count);
    }
  });

  it('sends, closes, tells the page, and says so to a screen reader', async () => {
    const told: string[] = [];
    document.addEventListener('agent-sms-sent', (event) => told.push(event.telephone), {once: true});
    await open();
    press(sms, 'send');
    const request = await line.next();
    expect(request.path).to.equal('/admin/sms_api/send');
    expect(request.params).to.deep.equal({telephone: '123456', msg: '您好'});
    await rendered(sms);
    expect(label(sms, 'send')).to.equal('Sending …');
    request.answer();
    await until(sms, () => !dialog().open);
    expect(told).to.deep.equal(['123456']);
    expect(sms.renderRoot.querySelector('[role=status]')?.textContent).to.equal('SMS sent to 123456');
  });

  it('sends once for a double press and for Ctrl+Enter after it (D4)', async () => {
    await open();
    press(sms, 'send');
    press(sms, 'send');
    text().focus();
    await sendKeys({down: 'Control'});
    await sendKeys({press: 'Enter'});
    await sendKeys({up: 'Control'});
    await line.next();
    expect(line.asked).to.have.lengthOf(1);
  });

  it('keeps the text and says the server’s reason when it is refused', async () => {
    await open();
    const long = '长'.repeat(5000);
    type(text(), long);
    press(sms, 'send');
    (await line.next()).answer({code: 9, msg: '短信内容过长', data: null});
    await until(sms, () => !part(sms, 'fault').hidden);
    expect(words(part(sms, 'fault')))
      .to.contain('短信内容过长')
      .and.to.contain('Your text is kept.');
    expect(text().value).to.equal(long);
    expect(part(bar, 'fault').hidden).to.equal(true);
  });

  it('asks for text and number before it sends', async () => {
    await open();
    type(text(), '  ');
    press(sms, 'send');
    await until(sms, () => words(part(sms, 'fault')).includes('Write the text first.'));
    type(text(), 'hello');
    type(to(), 'Anna');
    press(sms, 'send');
    await until(sms, () => words(part(sms, 'fault')).includes('A number has digits'));
    expect(line.asked).to.have.lengthOf(0);
  });

  it('keeps an unsent text for its number when it is closed, and gives another number its own', async () => {
    await open();
    type(text(), 'half a sentence');
    press(sms, 'cancel');
    await until(sms, () => !dialog().open);
    press(bar, 'sms');
    await until(sms, () => dialog().open);
    expect(text().value).to.equal('half a sentence');
    expect(line.asked).to.have.lengthOf(0);
    sms.close();
    await until(sms, () => !dialog().open);
    sms.show({to: '777'});
    (await line.next()).answer({code: 0, msg: 'success', data: 'template'});
    await until(sms, () => text().value === 'template');
  });

  const call = (sessionId: string, telephone: string) => line.say(info({sessionId, info: {telephone}}));

  async function cancel() {
    press(sms, 'cancel');
    await until(sms, () => !dialog().open);
  }

  for (const telephone of ['123456', '600', ''])
    it(`F1 asks for the text of the next call, from ${telephone || 'a withheld number'} too`, async () => {
      call('one', telephone);
      await rendered(bar);
      press(bar, 'sms');
      (await line.next()).answer({code: 0, msg: 'success', data: 'Order 1 is ready'});
      await until(sms, () => text().value === 'Order 1 is ready');
      await cancel();
      call('two', telephone);
      await rendered(bar);
      press(bar, 'sms');
      const request = await line.next();
      expect(to().value).to.equal(telephone);
      expect(text().value).to.equal('');
      request.answer({code: 0, msg: 'success', data: 'Order 2 is ready'});
      await until(sms, () => text().value === 'Order 2 is ready');
    });

  it('F1 keeps what the agent has written for its call, with the number, and for no other call', async () => {
    call('one', '');
    await rendered(bar);
    press(bar, 'sms');
    (await line.next()).answer({code: 0, msg: 'success', data: 'Dear customer'});
    await until(sms, () => text().value === 'Dear customer');
    type(text(), 'Dear Anna');
    type(to(), '777');
    await cancel();
    press(bar, 'sms');
    await until(sms, () => text().value === 'Dear Anna');
    expect(to().value).to.equal('777');
    await cancel();
    call('two', '');
    await rendered(bar);
    press(bar, 'sms');
    (await line.next()).answer({code: 3, msg: 'no template'});
    await rendered(sms);
    expect([to().value, text().value]).to.deep.equal(['', '']);
    expect(line.asked).to.have.lengthOf(0);
  });

  it('F1 lets a slow answer reach neither a closed dialog nor the next call', async () => {
    press(bar, 'sms');
    const slow = await line.next();
    await cancel();
    call('two', '123456');
    await rendered(bar);
    press(bar, 'sms');
    await until(sms, () => dialog().open);
    slow.answer({code: 0, msg: 'success', data: 'for the call before'});
    const own = await line.next();
    await rendered(sms);
    expect(text().value).to.equal('');
    own.answer({code: 0, msg: 'success', data: 'for this call'});
    await until(sms, () => text().value === 'for this call');
  });

  it('F1 keeps what was written without a call for its number, and for none where there is none', async () => {
    line.say(notice(0));
    await rendered(bar);
    sms.show({to: '777', text: 'Meet at 5'});
    await until(sms, () => dialog().open);
    type(text(), 'Meet at 6');
    await cancel();
    sms.show({to: '888', text: 'Hello'});
    await until(sms, () => text().value === 'Hello');
    await cancel();
    sms.show({to: '777'});
    await until(sms, () => text().value === 'Meet at 6');
    expect(line.asked).to.have.lengthOf(0);
  });

  it('closes with Escape and gives the keyboard back', async () => {
    part(bar, 'announcement').focus();
    await open();
    await sendKeys({press: 'Escape'});
    await until(sms, () => !dialog().open);
    expect(sms.open).to.equal(false);
    expect(bar.shadowRoot?.activeElement?.getAttribute('part')).to.equal('announcement');
  });

  it('leaves it to the page that opens a form of its own', async () => {
    bar.addEventListener('agent-compose', (event) => event.preventDefault(), {once: true});
    press(bar, 'sms');
    await rendered(sms);
    expect(sms.open).to.equal(false);
  });
});
