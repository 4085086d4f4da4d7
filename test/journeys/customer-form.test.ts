import {expect} from '@open-wc/testing';
import {sendKeys} from '@web/test-runner-commands';

import '../../src/index.ts';
import {connect, type Session} from '../../src/connect.ts';
import type {AgentBar} from '../../src/elements/agent-bar/agent-bar.ts';
import {callSystem, type CallSystemUnderTest} from '../rig/call-system.ts';
import {leave, part, press, type, until, words} from '../rig/dom.ts';
import {Form} from '../rig/form.ts';

const wang = '5bc8fbbc-bde5-4099-8164-d8399f767c45';
const documented = 'beeb8dda-87fb-4f7d-aa60-a4dee98e2e08';
const withoutForm = '5f2dd97f-1cfb-40f6-a827-688de6a16a3b';

const path = '/admin/agent/submit';

interface Submit {
  readonly sessionId: string;
  readonly info_uuid: string;
  readonly fields: string;
  readonly status?: number;
  readonly inspection?: string;
}

describe('the customer form, against the simulated call system', () => {
  let system: CallSystemUnderTest;
  let session: Session;
  let bar: AgentBar;
  let form: Form;

  beforeEach(async () => {
    document.documentElement.lang = 'en';
    system = await callSystem({tick: 0, campaign: false});
    session = connect({
      server: system.url,
      extno: '1003',
      token: () => system.token('1003'),
      drafts: 'memory',
      timeout: 600,
    });
    bar = document.createElement('agent-bar');
    bar.session = session;
    form = new Form(document.createElement('screen-pop'), session);
    document.body.append(bar, form.pop);
    await status('signed-out');
    press(bar, 'sign-in');
    await status('idle');
  });

  afterEach(async () => {
    leave(bar, form.pop);
    await system.stop();
  });

  const status = (name: string) => until(bar, () => bar.getAttribute('status') === name);
  const submits = async () => (await system.state<{submits: readonly Submit[]}>()).submits;
  const line = () => words(part(form.pop, 'draft'));

  const front = () => form.pop.renderRoot.querySelector('[part=caller]')?.textContent.trim();

  async function ring(uuid: string, more: object = {}) {
    await system.order('call', {extno: '1003', uuid, ...more});
    await until(form.pop, () => session.$call.get()?.customer.uuid === uuid);
    const {name, telephone} = session.$call.get()!.customer;
    await until(form.pop, () => front() === (name || telephone));
    await until(form.pop, () => !form.words.includes('on its way'));
  }

  async function saved() {
    const yes = new Promise((resolve) => bar.addEventListener('agent-saved', resolve, {once: true}));
    press(form.pop, 'submit');
    await yes;
  }

  async function troubled(text: string) {
    press(form.pop, 'submit');
    await until(form.pop, () => form.trouble.includes(text));
  }

  it('is filled in by keyboard, saved in the documented shape, and there again with the customer’s next call', async () => {
    await ring(wang);
    expect(form.names.slice(0, 3)).to.deep.equal(['年龄', '公司', '客户编号']);
    expect(form.control('公司').value).to.equal('示例贸易有限公司');
    form.control('客户编号').focus();
    await sendKeys({type: 'VP-0042'});
    form.choice('意向', '低').click();
    form.choice('多选框', '13').click();
    form.control('长文本').focus();
    await sendKeys({press: 'End'});
    await sendKeys({press: 'Enter'});
    await sendKeys({type: '客户说:"下周再打"。'});
    const select = form.control<HTMLSelectElement>('Call status');
    select.focus();
    await sendKeys({press: 'End'});
    expect(select.selectedOptions[0]?.text).to.equal('需回访');
    await sendKeys({down: 'Control'});
    await sendKeys({press: 'Enter'});
    await sendKeys({up: 'Control'});
    await until(form.pop, () => form.draft.size === 0);
    const [submit] = await submits();
    expect(submit!.fields).to.equal(
      '{"年龄":"39","公司":"示例贸易有限公司","意向":"低","下拉框":"3","多选框":["11","13"],"长文本":"上次来电询问续保价格。\\n客户说:\\"下周再打\\"。","客户编号":"VP-0042"}',
    );
    expect([submit!.info_uuid, submit!.status, submit!.inspection]).to.deep.equal([wang, 5, undefined]);

    await system.order('hang-up', {extno: '1003'});
    await status('wrap-up');
    await saved();
    await status('idle');
    await ring(wang);
    expect(form.control('客户编号').value).to.equal('VP-0042');
    expect(form.control<HTMLSelectElement>('Call status').value).to.equal('5');
  });

  it('gives the documents’ example back as it came when only one word was written', async () => {
    await ring(documented);
    type(form.control('长文本'), '好');
    form.choice('意向', '高').click();
    await saved();
    const [submit] = await submits();
    expect(submit!.fields).to.equal(
      '{"年龄":"39","多选2":["张三", "李四"],"下拉框":"3","多选框":["11"],"长文本":"好","意向":"高"}',
    );
  });

  it('is made from the values of a project without one, and gives them back unchanged', async () => {
    await ring(withoutForm);
    expect(form.names).to.deep.equal(['来源', '备注', '渠道', 'Quality check']);
    type(form.control('备注'), '新备注');
    await saved();
    const [submit] = await submits();
    expect(submit!.fields).to.equal('{"来源":"线下活动","备注":"新备注","渠道":["微信","电话"]}');
  });

  it('ends the after-call work and takes the next call: save and next call', async () => {
    await ring(wang);
    type(form.control('长文本'), '好');
    await system.order('set', {campaign: true});
    await system.order('hang-up', {extno: '1003'});
    await status('wrap-up');
    await until(form.pop, () => part(form.pop, 'submit-next').ariaDisabled === 'false');
    press(form.pop, 'submit-next');
    await status('busy');
    await until(form.pop, () => session.$calls.get().length === 2 && form.names.length > 0);
    expect(await submits()).to.have.lengthOf(1);
    expect(form.draft.size).to.equal(0);
  });

  it('shows the call system’s own reason, keeps every word, and saves once the field is mended', async () => {
    // The page's form knows less than the call system's.
    form.pop.fields = [
      {name: '年龄', type: 'number'},
      {name: '长文本', type: 'textarea'},
    ];
    await ring(wang);
    type(form.control('长文本'), '很长的话');
    type(form.control('年龄'), '130');
    await troubled('“字段「年龄」不能大于 120”');
    expect(form.trouble).to.match(/Your text is kept\.$/);
    expect(form.control('长文本').value).to.equal('很长的话');
    expect(await submits()).to.have.lengthOf(0);
    type(form.control('年龄'), '30');
    await saved();
    await until(form.pop, () => form.trouble === '');
    expect(
      (await submits()).map(({fields}) => (JSON.parse(fields) as {长文本: string}).长文本),
    ).to.deep.equal(['很长的话']);
  });

  it('waits for a slow answer, and D4 sends nothing twice meanwhile', async () => {
    await ring(wang);
    type(form.control('长文本'), '慢');
    await system.order('fail', {path, delay: 300});
    for (let i = 0; i < 3; i += 1) press(form.pop, 'submit');
    await until(form.pop, () => words(part(form.pop, 'submit')).startsWith('Saving …'));
    type(form.control('长文本'), '慢慢来');
    await until(form.pop, () => words(part(form.pop, 'submit')).startsWith('Save '));
    expect(form.control('长文本').value).to.equal('慢慢来');
    expect(form.draft.get('field:长文本')).to.equal('慢慢来');
    const sent = (await submits()).map(({fields}) => (JSON.parse(fields) as {长文本: string}).长文本);
    expect(sent).to.deep.equal(['慢']);
  });

  for (const [what, fault, said, stored] of [
    [
      'D3 whose answer never comes, though it was stored',
      {stall: 'headers', afterEffect: true},
      'Not confirmed in time.',
      1,
    ],
    ['D3 whose answer stops half-way', {stall: 'body'}, 'Not confirmed in time.', 0],
    ['whose connection ends', {drop: true}, 'The call system cannot be reached.', 0],
    [
      'that a login page answers (N8)',
      {status: 200, body: '<html>Welcome</html>'},
      'Something other than the call system answered.',
      0,
    ],
    [
      'that the call system refuses',
      {code: 7, msg: '坐席已在别处签入'},
      'The call system refused. “坐席已在别处签入”',
      0,
    ],
    ['that fails', {status: 500, body: 'x'}, 'The call system has a problem.', 0],
    [
      'that a busy system puts off (S5)',
      {status: 429, body: '', headers: {'retry-after': '2'}},
      'The call system is busy. Wait 2 s.',
      0,
    ],
  ] as const) {
    it(`keeps every word of a save ${what}, and saves by hand`, async () => {
      await ring(wang);
      type(form.control('长文本'), '很长的话');
      await system.order('fail', {path, ...fault});
      await troubled(said);
      expect(form.control('长文本').value).to.equal('很长的话');
      expect(form.draft.get('field:长文本')).to.equal('很长的话');
      expect(line()).to.not.contain('Saved');
      expect(await submits()).to.have.lengthOf(stored);
      await saved();
      expect(await submits()).to.have.lengthOf(stored + 1);
      await until(form.pop, () => line().startsWith('Saved · '));
    });
  }

  it('D2 saves with a new token by itself when the old one has expired', async () => {
    await ring(wang);
    type(form.control('长文本'), '好');
    await system.order('expire', {extno: '1003'});
    await saved();
    expect(await submits()).to.have.lengthOf(1);
  });

  it('keeps the card and its words through a cut, a reconnect and whatever the statuses say', async () => {
    await ring(wang);
    type(form.control('长文本'), '很长的话');
    const links: string[] = [];
    bar.addEventListener('agent-link', (event) => links.push(event.link));
    await system.order('cut', {extno: '1003'});
    await until(bar, () => links.at(-1) === 'open');
    await system.order('hang-up', {extno: '1003'});
    await status('wrap-up');
    for (const [number, name] of [
      [1, 'idle'],
      [0, 'signed-out'],
      [3, 'wrap-up'],
    ] as const) {
      await system.order('frame', {
        extno: '1003',
        text: JSON.stringify({method: 'notice', status: number, time: '00:00:01'}),
      });
      await status(name);
      expect(form.control('长文本').value).to.equal('很长的话');
    }
    press(form.pop, 'submit');
    await until(form.pop, () => form.fields.length === 0);
    expect(await submits()).to.have.lengthOf(1);
  });

  it('D7 has a card for a call that arrives during unfinished after-call work, and saves each to its own', async () => {
    await ring(wang);
    type(form.control('长文本'), '王的话');
    await system.order('hang-up', {extno: '1003'});
    await status('wrap-up');
    await ring(documented, {force: true});
    type(form.control('长文本'), '另一位');
    form.choice('意向', '高').click();
    await saved();
    const [first] = form.pop.renderRoot.querySelectorAll<HTMLElement>('[role=tab]');
    expect(words(first!)).to.match(/^王建国 .* unsaved$/);
    first!.click();
    await until(form.pop, () => form.control('长文本').value === '王的话');
    await saved();
    await until(form.pop, () => form.pop.renderRoot.querySelectorAll('[role=tab]').length === 0);
    const texts = (await submits()).map(({info_uuid, fields}) => [
      info_uuid,
      (JSON.parse(fields) as {长文本: string}).长文本,
    ]);
    expect(texts).to.deep.equal([
      [documented, '另一位'],
      [wang, '王的话'],
    ]);
  });

  it('shows definitions that come late without disturbing who types', async () => {
    await system.order('fail', {path: '/admin/crm/fields', delay: 300});
    await system.order('call', {extno: '1003', uuid: wang});
    await until(form.pop, () => form.names.length > 0);
    expect(form.words).to.match(/^The form is on its way/);
    form.control('长文本').focus();
    await sendKeys({press: 'End'});
    await sendKeys({type: '一'});
    await until(form.pop, () => form.names.includes('客户编号'));
    await sendKeys({type: '二'});
    expect(form.control('长文本').localName).to.equal('textarea');
    expect(form.control('长文本').value).to.equal('上次来电询问续保价格。一二');
    await saved();
  });

  it('shows the definitions that an administrator has changed, with the next session', async () => {
    await system.order('define', {
      project_id: 1,
      fields: [{name: '新字段', type: 'select', options: ['一', '二']}],
    });
    await ring(wang);
    expect(form.names).to.deep.equal(['新字段', 'Call status', 'Quality check']);
    expect(form.words).to.contain('Also on record').and.to.contain('示例贸易有限公司');
  });

  for (const fields of [7, 'nonsense', [null, {}], {name: 'x'}]) {
    it(`shows the values when the definitions are nonsense: ${JSON.stringify(fields)}`, async () => {
      await system.order('define', {project_id: 1, fields});
      await ring(wang);
      expect(form.names.slice(0, 3)).to.deep.equal(['年龄', '公司', '意向']);
      type(form.control('公司'), '新公司');
      await saved();
      expect((await submits())[0]!.fields).to.contain('"公司":"新公司"');
    });
  }

  it('says so when the definitions cannot be had, and saves all the same', async () => {
    await system.order('fail', {path: '/admin/crm/fields', times: 9, status: 500, body: 'x'});
    await ring(wang);
    expect(form.words).to.match(/^The call system did not give the form\./);
    type(form.control('公司'), '新公司');
    await saved();
    expect(await submits()).to.have.lengthOf(1);
  });
});
