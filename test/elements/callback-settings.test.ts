import {expect} from '@open-wc/testing';
import {sendKeys, sendMouse, setViewport} from '@web/test-runner-commands';

import '../../src/index.ts';
import type {CallbackSettings} from '../../src/elements/callback-settings/callback-settings.ts';
import type {CallbackCredentials} from '../../src/protocol/callback-settings/callback-settings.ts';
import {
  callbackServer,
  field,
  problem,
  saved,
  trouble,
  type AddressPart,
  type CallbackServer,
} from '../rig/callbacks.ts';
import {label, leave, part, press, rendered, type, until, words} from '../rig/dom.ts';

const known: CallbackCredentials = {userSn: 'SYSUSER|cb31d43b', apiKey: 'MUOm4NH1'};
const address = 'http://120.78.227.216:81/api/testPush';
const taskAddress = 'https://crm.example.com/导入?a=1&b="2"';

describe('<callback-settings>', () => {
  let server: CallbackServer;
  let form: CallbackSettings;

  beforeEach(async () => {
    document.documentElement.lang = 'en';
    server = await callbackServer();
    form = document.createElement('callback-settings');
    form.server = server.url;
    form.credentials = known;
    document.body.append(form);
    await form.updateComplete;
  });

  afterEach(async () => {
    leave(form);
    await server.stop();
  });

  const enter = (name: AddressPart, text: string) => type(field(form, name), text);
  const open = () => part<HTMLInputElement>(form, 'open-callback');
  const isSaved = () => saved(form).startsWith('Saved');

  async function save() {
    press(form, 'save');
    await form.updateComplete;
    await until(form, () => label(form, 'save') === 'Save' && (isSaved() || trouble(form) !== ''));
  }

  it('saves without a bar on the page, and says when and what it means', async () => {
    enter('callback-url', address);
    enter('task-callback-url', taskAddress);
    open().click();
    await save();
    expect(saved(form)).to.match(/^Saved · \d{1,2}:\d\d.* · pushing is on$/);
    const [{url, ...sent} = {url: ''}] = await server.asked();
    expect(JSON.stringify(sent)).to.equal(
      JSON.stringify({
        user_sn: known.userSn,
        api_key: known.apiKey,
        open_callback: '1',
        callback_url: address,
        task_callback_url: taskAddress,
      }),
    );
    expect(url).to.match(/^[0-9a-f]{8}$/);
  });

  it('switched off keeps the addresses, and sends them', async () => {
    form.settings = {open: true, callbackUrl: address, taskCallbackUrl: taskAddress};
    await form.updateComplete;
    expect(open().checked).to.equal(true);
    open().click();
    await save();
    const [sent] = await server.asked();
    expect(sent).to.include({open_callback: '0', callback_url: address, task_callback_url: taskAddress});
    expect(field(form, 'callback-url').value).to.equal(address);
    expect(saved(form)).to.contain('pushing is off');
  });

  it('takes an address away only when it was known to be there', async () => {
    enter('callback-url', address);
    await save();
    enter('task-callback-url', taskAddress);
    await save();
    enter('task-callback-url', '');
    await save();
    const sent = (await server.asked()).map((params) => params['task_callback_url']);
    expect(sent).to.deep.equal([undefined, taskAddress, '']);
  });

  it('can send a form in place of JSON', async () => {
    form.encoding = 'form';
    enter('callback-url', address);
    await save();
    expect(isSaved()).to.equal(true);
  });

  it('tells the page, with plain data that the page may change', async () => {
    const told: unknown[] = [];
    document.addEventListener('callback-saved', ({settings}) => told.push({...settings}), {once: true});
    form.addEventListener(
      'callback-saved',
      ({settings}) => void setTimeout(() => ((settings as {callbackUrl: string}).callbackUrl = 'changed')),
      {once: true},
    );
    enter('callback-url', ` ${address}`);
    await save();
    expect(told).to.deep.equal([{open: false, callbackUrl: address, taskCallbackUrl: ''}]);
    expect(form.settings?.callbackUrl).to.equal(address);
    expect(field(form, 'callback-url').value).to.equal(address);
  });

  it('sends once for a double press and for Enter after it (D4)', async () => {
    await server.answer({hold: true});
    enter('callback-url', address);
    press(form, 'save');
    press(form, 'save');
    field(form, 'callback-url').focus();
    await sendKeys({press: 'Enter'});
    await server.arrived(1);
    expect(label(form, 'save')).to.equal('Saving …');
    await server.release();
    await until(form, isSaved);
    expect(await server.asked()).to.have.lengthOf(1);
  });

  it('what is changed while it saves is not said to be saved', async () => {
    await server.answer({hold: true});
    enter('callback-url', address);
    press(form, 'save');
    await server.arrived(1);
    enter('callback-url', `${address}/2`);
    await server.release();
    await until(form, () => label(form, 'save') === 'Save');
    expect(saved(form)).to.equal('Not saved yet');
    expect(field(form, 'callback-url').value).to.equal(`${address}/2`);
    expect(form.settings?.callbackUrl).to.equal(address);
  });

  it('what is taken back while it saves stays as it was entered last', async () => {
    form.settings = {open: false, callbackUrl: address, taskCallbackUrl: ''};
    await form.updateComplete;
    await server.answer({hold: true});
    enter('callback-url', `${address}/2`);
    press(form, 'save');
    await server.arrived(1);
    enter('callback-url', address);
    await server.release();
    await until(form, () => label(form, 'save') === 'Save');
    expect(field(form, 'callback-url').value).to.equal(address);
    expect(saved(form)).to.equal('Not saved yet');
  });

  const wrong: readonly [text: string, words: string][] = [
    ['', 'Enter the address. The call system wants it even while pushing is off.'],
    ['https://crm.example.com/a b', 'An address has no spaces or line breaks.'],
    ['ftp://crm.example.com', 'Begin with http:// or https://.'],
    ['crm.example.com', 'Begin with http:// or https://.'],
    ['https://', 'The name of the server is missing, as in https://crm.example.com/calls.'],
    ['https://me:secret@crm.example.com', 'Take out the user name and password: others could read them.'],
    [`https://crm.example.com/${'a'.repeat(3000)}`, 'An address has at most 2,000 characters.'],
    ['https://crm.example.com:99999', 'This is no web address. Check the server and the port.'],
  ];
  for (const [text, said] of wrong) {
    it(`says beside the field what is wrong and sends nothing: ${text.slice(0, 40) || 'nothing'}`, async () => {
      enter('callback-url', text);
      press(form, 'save');
      await until(form, () => problem(form, 'callback-url') !== '');
      expect(problem(form, 'callback-url')).to.equal(said);
      expect(trouble(form)).to.equal('Not saved. Please look at: Address for calls');
      const input = field(form, 'callback-url');
      expect(form.shadowRoot?.activeElement).to.equal(input);
      expect(input.ariaInvalid).to.equal('true');
      expect(input.getAttribute('aria-describedby')).to.contain('callback-url-problem');
      expect(input.value).to.equal(text);
      expect(await server.asked()).to.deep.equal([]);
      enter('callback-url', address);
      await until(form, () => problem(form, 'callback-url') === '' && trouble(form) === '');
      expect(input.ariaInvalid).to.equal(null);
    });
  }

  it('names both fields and goes to the first when both are wrong', async () => {
    enter('task-callback-url', 'nowhere');
    press(form, 'save');
    await until(form, () => trouble(form) !== '');
    expect(trouble(form)).to.equal(
      'Not saved. Please look at: Address for calls, Address for import results',
    );
    expect(form.shadowRoot?.activeElement).to.equal(field(form, 'callback-url'));
  });

  it('a press of the button counts even when the field that is left has something wrong', async () => {
    await setViewport({width: 320, height: 640});
    field(form, 'task-callback-url').focus();
    await sendKeys({type: 'nowhere'});
    const {x, y, width, height} = part(form, 'save').getBoundingClientRect();
    await sendMouse({type: 'click', position: [Math.round(x + width / 2), Math.round(y + height / 2)]});
    await until(form, () => trouble(form) !== '');
    expect(problem(form, 'task-callback-url')).to.equal('Begin with http:// or https://.');
    await setViewport({width: 800, height: 600});
  });

  it('an address that is left wrong says so at once, one that is left empty does not', async () => {
    field(form, 'callback-url').focus();
    await sendKeys({press: 'Tab'});
    await sendKeys({type: 'nowhere'});
    await sendKeys({press: 'Tab'});
    await until(form, () => problem(form, 'task-callback-url') !== '');
    expect(problem(form, 'callback-url')).to.equal('');
    expect(trouble(form)).to.equal('');
  });

  for (const width of [800, 375])
    it(`what is said beside a field moves nothing from under the pointer, at ${width} pixels`, async () => {
      form.style.width = `${width}px`;
      await rendered(form);
      const places = () =>
        ['task-callback-url', 'save'].map((name) => part(form, name).getBoundingClientRect().top);
      const before = places();
      enter('callback-url', 'https://crm.example.com/a b');
      field(form, 'callback-url').dispatchEvent(new Event('change'));
      await until(form, () => problem(form, 'callback-url') !== '');
      expect(places()).to.deep.equal(before);
    });

  it('keeps a space inside an address, and says that it cannot stand there', async () => {
    field(form, 'callback-url').focus();
    await sendKeys({type: 'https://crm.example.com/a b'});
    press(form, 'save');
    await until(form, () => problem(form, 'callback-url') !== '');
    expect(field(form, 'callback-url').value).to.equal('https://crm.example.com/a b');
    expect(problem(form, 'callback-url')).to.equal('An address has no spaces or line breaks.');
  });

  it('works by keyboard alone: switch, addresses, save', async () => {
    open().focus();
    await sendKeys({press: 'Space'});
    await sendKeys({press: 'Tab'});
    await sendKeys({type: address});
    await sendKeys({press: 'Tab'});
    await sendKeys({type: 'https://crm.example.com/imports'});
    await sendKeys({press: 'Tab'});
    expect(form.shadowRoot?.activeElement).to.equal(part(form, 'save'));
    await sendKeys({press: 'Enter'});
    await until(form, isSaved);
    expect((await server.asked())[0]).to.include({open_callback: '1', callback_url: address});
  });

  it('says that something is not saved yet, and asks before the page is left only then', async () => {
    const leaving = () => window.dispatchEvent(new Event('beforeunload', {cancelable: true}));
    expect(leaving()).to.equal(true);
    enter('callback-url', address);
    await until(form, () => saved(form) === 'Not saved yet');
    expect(leaving()).to.equal(false);
    await save();
    expect(leaving()).to.equal(true);
    enter('callback-url', `${address}/2`);
    await form.updateComplete;
    form.remove();
    expect(leaving()).to.equal(true);
  });

  it('news from the page fills the form, but never over what was entered', async () => {
    form.settings = {open: true, callbackUrl: address, taskCallbackUrl: ''};
    await form.updateComplete;
    expect([open().checked, field(form, 'callback-url').value]).to.deep.equal([true, address]);
    expect(saved(form)).to.equal('');
    enter('callback-url', 'https://crm.example.com/mine');
    await form.updateComplete;
    form.settings = {open: false, callbackUrl: 'https://crm.example.com/theirs', taskCallbackUrl: ''};
    await form.updateComplete;
    expect(field(form, 'callback-url').value).to.equal('https://crm.example.com/mine');
  });

  it('takes nothing from a page that gives nonsense', async () => {
    for (const nonsense of [null, {}, 'text', 5, {open: 1, callbackUrl: 5, taskCallbackUrl: {}}]) {
      form.settings = nonsense as never;
      form.server = nonsense as never;
      await form.updateComplete;
      expect([open().checked, field(form, 'callback-url').value]).to.deep.equal([false, '']);
    }
    enter('callback-url', address);
    await save();
    expect(trouble(form)).to.contain('The address of the call system is not a web address.');
  });

  it('follows the language of the page, also in what it says is wrong', async () => {
    await server.answer({body: '{"code":20007,"msg":"没有权限"}'});
    enter('callback-url', address);
    await save();
    expect(trouble(form)).to.contain('You have no permission').and.to.contain('“没有权限” (code 20007)');
    document.documentElement.lang = 'zh-CN';
    await until(form, () => label(form, 'save') === '保存');
    expect(trouble(form)).to.contain('您没有权限修改这些设置。');
    expect(words(form.renderRoot.querySelector('h2')!)).to.equal('回调设置');
  });

  it('speaks the save to a screen reader, each time', async () => {
    const spoken = () => form.renderRoot.querySelector('.spoken')!.textContent;
    enter('callback-url', address);
    await save();
    expect(spoken()).to.match(/^Saved/);
    await server.answer({hold: true});
    press(form, 'save');
    await server.arrived(2);
    await rendered(form);
    expect(spoken()).to.equal('');
    await server.release();
    await until(form, () => spoken() !== '');
  });
});
