import {expect} from '@open-wc/testing';
import {sendKeys} from '@web/test-runner-commands';

import type {AgentSavedEvent} from '../../src/elements/shared/events.ts';
import type {FieldInput} from '../../src/protocol/customer-form/field-definitions.ts';
import {openCard, ring, type Card, type CardOptions} from '../rig/card.ts';
import {part, possible, press, rendered, type, until, words} from '../rig/dom.ts';
import {notice} from '../rig/frames.ts';

const fields: readonly FieldInput[] = [{name: '公司'}, {name: '长文本', type: 'textarea'}];

describe('saving the form', () => {
  let card: Card;

  async function open(options: CardOptions = {}) {
    card = await openCard({fields, values: {公司: 'A', 长文本: ''}, ...options});
    type(card.control('长文本'), '很长的话');
    await rendered(card.pop);
  }

  afterEach(() => card.leave());

  const draftLine = () => words(part(card.pop, 'draft'));
  const button = () => words(part(card.pop, 'submit'));
  const paths = () => card.line.asked.map(({path}) => path);

  it('says that it is under way, then that it is done, and claims nothing before', async () => {
    await open();
    const request = await card.save();
    await rendered(card.pop);
    expect(button()).to.equal('Saving … Ctrl ↵');
    expect(part(card.pop, 'submit').ariaBusy).to.equal('true');
    expect(draftLine()).to.not.contain('Saved');
    request.answer();
    await until(card.pop, () => button() === 'Save Ctrl ↵');
    expect(draftLine()).to.match(/^Saved · \d+:\d\d/);
    expect(card.spoken).to.equal('Saved: 123456');
    expect(card.draft.size).to.equal(0);
    expect(card.control('长文本').value).to.equal('很长的话');
  });

  it('D4 sends one request for a double click, for Enter and a click, and for a key that repeats', async () => {
    await open();
    part(card.pop, 'submit').click();
    part(card.pop, 'submit').click();
    card.control('公司').focus();
    for (let i = 0; i < 3; i += 1) await sendKeys({press: 'Enter'});
    await sendKeys({down: 'Control'});
    await sendKeys({press: 'Enter'});
    await sendKeys({up: 'Control'});
    await rendered(card.pop);
    expect(paths()).to.deep.equal(['/admin/agent/submit']);
    card.line.asked[0]!.answer();
    await until(card.pop, () => draftLine().startsWith('Saved'));
    press(card.pop, 'submit');
    await rendered(card.pop);
    expect(paths()).to.deep.equal([]);
  });

  it('saves again when something else was written since, however soon', async () => {
    await open();
    await card.saved();
    type(card.control('长文本'), '更长的话');
    expect(await card.saved()).to.equal('{"公司":"A","长文本":"更长的话"}');
  });

  it('saves the same again once the call is over: that ends the after-call work', async () => {
    await open();
    await card.saved();
    await card.say(notice(3));
    press(card.pop, 'submit');
    const request = await card.line.next();
    request.answer();
    await until(card.pop, () => card.fields.length === 0);
  });

  it('says the call system’s own reason beside the form, keeps every word, and tries again by hand', async () => {
    await open();
    (await card.save()).answer({code: 5, msg: '字段「公司」为必填项', data: null});
    await until(card.pop, () => card.trouble !== '');
    expect(card.trouble).to.equal(
      'The call system refused. “字段「公司」为必填项” Nothing was changed. Try again. Your text is kept.',
    );
    expect(part(card.bar, 'fault').hidden).to.equal(true);
    expect(card.control('长文本').value).to.equal('很长的话');
    expect(card.draft.get('field:长文本')).to.equal('很长的话');
    const again = await card.save();
    await rendered(card.pop);
    expect(card.trouble).to.equal('');
    again.answer();
    await until(card.pop, () => draftLine().startsWith('Saved'));
    expect(card.trouble).to.equal('');
  });

  it('D3 says that it is not confirmed when no answer comes in time, and keeps every word', async () => {
    await open({timeout: 50});
    await card.save();
    await until(card.pop, () => card.trouble !== '');
    expect(card.trouble).to.match(/^Not confirmed in time\. It may have worked.*Your text is kept\.$/);
    expect(card.draft.get('field:长文本')).to.equal('很长的话');
    expect(card.control('长文本').value).to.equal('很长的话');
    expect(possible(card.pop, 'submit')).to.equal(true);
  });

  it('says that something else answered, and keeps every word', async () => {
    await open();
    (await card.save()).answer('<html>Welcome</html>');
    await until(card.pop, () => card.trouble.includes('Does your network ask you to log in?'));
    expect(card.draft.get('field:长文本')).to.equal('很长的话');
  });

  it('D2 sends it once more with a new token, and asks to sign in when there is none', async () => {
    let tokens = ['old', 'new'];
    await open({token: () => tokens.shift() ?? Promise.reject(new Error('CRM is down'))});
    const [first, expired] = [await card.save(), {code: 401, msg: '登录已失效', data: null}];
    const again = new Promise((resolve) => setTimeout(resolve));
    first.answer(expired, 401);
    await again;
    const second = await card.line.next();
    expect(second.params).to.deep.equal(first.params);
    second.answer(expired, 401);
    await until(card.pop, () => card.trouble !== '');
    expect(card.trouble).to.contain('Sign in to your CRM again.').and.to.contain('Your text is kept.');
    expect(card.draft.get('field:长文本')).to.equal('很长的话');
    tokens = ['newest'];
    await card.saved();
    expect(card.draft.size).to.equal(0);
  });

  it('keeps what is typed while it is under way, and calls it unsaved after the yes', async () => {
    await open();
    const request = await card.save();
    card.control('长文本').focus();
    await sendKeys({press: 'End'});
    await sendKeys({type: '!'});
    expect(card.control('长文本').value).to.equal('很长的话!');
    request.answer();
    await until(card.pop, () => button() === 'Save Ctrl ↵');
    expect(card.control('长文本').value).to.equal('很长的话!');
    expect(draftLine()).to.not.contain('Saved');
    expect(await card.saved()).to.equal('{"公司":"A","长文本":"很长的话!"}');
  });

  it('keeps a form apart from the next call that begins before its answer', async () => {
    await open();
    await card.say(notice(3));
    const request = await card.save();
    await card.say(notice(1), notice(2), ring({公司: 'B'}, {sessionId: 'b', name: 'Anna'}));
    expect(card.control('公司').value).to.equal('B');
    request.answer();
    await until(card.pop, () => card.pop.renderRoot.querySelectorAll('[role=tab]').length === 0);
    expect(words(part(card.pop, 'caller'))).to.equal('Anna');
    expect(card.control('公司').value).to.equal('B');
    expect(draftLine()).to.equal('');
  });

  it('says why it cannot be saved when the call has no customer number', async () => {
    await open();
    await card.say(notice(3), notice(1), notice(2), ring({}, {sessionId: 'b', uuid: ''}));
    expect(possible(card.pop, 'submit')).to.equal(false);
    expect(part(card.pop, 'submit').title).to.equal('The call has no customer number.');
    press(card.pop, 'submit');
    await until(card.pop, () => card.spoken === 'The call has no customer number.');
    expect(paths()).to.deep.equal([]);
  });

  it('says so when the page does not allow it', async () => {
    await open();
    document.addEventListener('agent-request', (event) => event.preventDefault(), {once: true});
    press(card.pop, 'submit');
    await until(card.pop, () => card.trouble.includes('The page did not allow this.'));
    expect(paths()).to.deep.equal([]);
    expect(card.draft.size).to.equal(1);
  });

  it('tells the page of each save once, with the call and all values on record', async () => {
    await open({values: {公司: 'A', 旧: ['x', 'y']}});
    const told: AgentSavedEvent[] = [];
    document.addEventListener('agent-saved', (event) => told.push(event), {once: true});
    await card.saved();
    await rendered(card.pop);
    expect(told).to.have.lengthOf(1);
    expect(told[0]!.call.sessionId).to.equal('a');
    expect(told[0]!.values).to.deep.equal({公司: 'A', 旧: ['x', 'y'], 长文本: '很长的话'});
  });

  describe('and the next call', () => {
    it('is dimmed during the call and says when it will be possible', async () => {
      await open();
      expect(possible(card.pop, 'submit-next')).to.equal(false);
      expect(part(card.pop, 'submit-next').title).to.equal('Possible after the call.');
      press(card.pop, 'submit-next');
      await until(card.pop, () => card.spoken === 'Possible after the call.');
      expect(paths()).to.deep.equal([]);
    });

    it('sends the form, and asks for the next call after the yes', async () => {
      await open();
      await card.say(notice(3));
      expect(possible(card.pop, 'submit-next')).to.equal(true);
      press(card.pop, 'submit-next');
      press(card.pop, 'submit-next');
      const submit = await card.line.next();
      await rendered(card.pop);
      expect(paths()).to.deep.equal(['/admin/agent/submit']);
      submit.answer();
      const next = await card.line.next();
      expect(next.path).to.equal('/admin/agent/nextCall');
      next.answer();
      await until(card.pop, () => card.fields.length === 0);
      expect(card.done).to.equal('Saved: 123456');
      expect(paths()).to.deep.equal([]);
    });

    for (const [why, answer] of [
      ['the call system refuses the form', {code: 5, msg: 'no', data: null}],
      ['its answer is not understood', 'nonsense'],
    ] as const) {
      it(`does not ask for it when ${why}`, async () => {
        await open();
        await card.say(notice(3));
        press(card.pop, 'submit-next');
        (await card.line.next()).answer(answer);
        await until(card.pop, () => card.trouble !== '');
        await rendered(card.pop);
        expect(paths()).to.deep.equal([]);
        expect(card.draft.size).to.equal(1);
      });
    }

    it('does not ask for it when a field is wrong', async () => {
      card = await openCard({fields: [{name: 'Code', required: true}], values: {}});
      await card.say(notice(3));
      press(card.pop, 'submit-next');
      await until(card.pop, () => card.problem('Code') !== '');
      expect(paths()).to.deep.equal([]);
    });
  });
});
