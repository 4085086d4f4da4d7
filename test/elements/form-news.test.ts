import {expect} from '@open-wc/testing';
import {sendKeys} from '@web/test-runner-commands';

import type {FieldInput} from '../../src/protocol/customer-form/field-definitions.ts';
import {openCard, ring, type Card} from '../rig/card.ts';
import {part, rendered, type, until, words} from '../rig/dom.ts';
import type {Asked} from '../rig/line.ts';

const fields: readonly FieldInput[] = [
  {name: '公司', group: '基本信息'},
  {name: '年龄', type: 'number', group: '基本信息'},
  {name: '意向', type: 'select', options: ['高', '低'], group: '跟进'},
  {name: '长文本', type: 'textarea', group: '跟进'},
];

describe('what arrives while the agent types', () => {
  let card: Card;

  afterEach(() => card.leave());

  async function answer(data: unknown, code = 0, status = 200) {
    for (const _ of ['fields', 'grid']) {
      const question: Asked = await card.line.nextQuestion();
      if (question.path === '/admin/crm/fields') question.answer({code, msg: '没有权限', data}, status);
      else question.answer({code: 0, msg: 'success', data: []});
    }
    await until(card.pop, () => !card.words.includes('on its way'));
  }

  const cursor = () => (card.focused as HTMLInputElement).selectionStart;

  describe('definitions that come late', () => {
    beforeEach(async () => {
      card = await openCard({form: 'asked', values: {长文本: '旧', 年龄: '39', 意向: '高'}});
    });

    it('leave the words, the cursor and the keyboard where they are', async () => {
      expect(card.words).to.match(/^The form is on its way …/);
      card.control('长文本').focus();
      await sendKeys({type: '新的话'});
      await sendKeys({press: 'ArrowLeft'});
      await answer(fields);
      expect(card.names).to.deep.equal(fields.map(({name}) => name));
      expect(card.focused === card.control('长文本')).to.equal(true);
      expect(cursor()).to.equal(card.control('长文本').value.length - 1);
      await sendKeys({type: '!'});
      expect(card.control('长文本').value).to.contain('新的!话');
      expect(card.control('年龄').value).to.equal('39');
      expect(card.draft.get('field:长文本')).to.equal(card.control('长文本').value);
    });

    it('show written words in a control that can hold them', async () => {
      type(card.control('年龄'), 'about forty');
      type(card.control('意向'), '很高');
      await answer(fields);
      expect(card.control('年龄').value).to.equal('about forty');
      expect(card.control('意向').value).to.equal('很高');
      expect(await card.saved()).to.equal('{"长文本":"旧","年龄":"about forty","意向":"很高"}');
    });

    it('do not come when the call system refuses: the form is made from the values, and no word is said', async () => {
      type(card.control('长文本'), '新');
      await answer(null, 7);
      expect(card.words).to.match(/^长文本/);
      expect(card.control('长文本').value).to.equal('新');
    });

    it('do not come when the call system fails: the form is made from the values, and says so', async () => {
      type(card.control('长文本'), '新');
      await answer(null, 0, 500);
      expect(card.words).to.match(/^The call system did not give the form\./);
      expect(card.control('长文本').value).to.equal('新');
      expect(await card.saved()).to.equal('{"长文本":"新","年龄":"39","意向":"高"}');
    });
  });

  it('a form that is not to be had is not asked for again and again', async () => {
    card = await openCard({form: 'asked', values: {a: 'x'}});
    await answer(null, 0, 500);
    const asked = card.line.questions();
    for (let i = 0; i < 5; i += 1) await card.say(ring({a: 'x'}));
    expect(card.line.questions()).to.equal(asked);
  });

  it('the form of a project is asked for once, however many calls it has', async () => {
    card = await openCard({fields, values: {}});
    await card.say(ring({}, {sessionId: 'b'}), ring({}, {sessionId: 'c'}));
    expect(card.line.questions()).to.equal(1);
  });

  it('news of the customer fill what nobody has touched and leave what was written', async () => {
    card = await openCard({fields, values: {公司: 'A', 年龄: '39'}});
    type(card.control('公司'), 'mine');
    card.control('长文本').focus();
    await sendKeys({type: 'half'});
    await card.say(ring({公司: 'B', 年龄: '40', 长文本: 'theirs', 新: 'x'}));
    expect(['公司', '年龄', '长文本'].map((name) => card.control(name).value)).to.deep.equal([
      'mine',
      '40',
      'half',
    ]);
    expect(card.focused === card.control('长文本')).to.equal(true);
    expect(await card.saved()).to.equal('{"公司":"mine","年龄":"40","长文本":"half","新":"x"}');
  });

  it('news of the customer with other values keep the keyboard in its field, where values make the form', async () => {
    card = await openCard({values: {a: '1', b: '2'}});
    card.control('a').focus();
    await sendKeys({type: 'x'});
    await card.say(ring({before: '0', a: '1', b: '2'}));
    await sendKeys({type: 'y'});
    expect(card.names).to.deep.equal(['before', 'a', 'b']);
    expect(card.names.map((name) => card.control(name).value)).to.deep.equal(['0', '1xy', '2']);
    expect(card.focused === card.control('a')).to.equal(true);
  });

  it('another language changes the words of the page and nothing that was typed', async () => {
    card = await openCard({fields, values: {年龄: '39'}});
    type(card.control('公司'), '示例');
    const age = card.control('年龄');
    age.focus();
    await sendKeys({press: 'Delete'});
    await sendKeys({type: '1e'});
    expect(age.validity.badInput).to.equal(true);
    await sendKeys({press: 'Tab'});
    await until(card.pop, () => card.problem('年龄') === 'Enter a number, such as 12.5.');
    age.focus();
    document.documentElement.lang = 'zh-CN';
    await until(card.pop, () => words(part(card.pop, 'submit')).startsWith('保存'));
    expect(card.problem('年龄')).to.equal('请输入数字,例如 12.5。');
    expect(card.focused === age).to.equal(true);
    expect(card.control('年龄') === age).to.equal(true);
    expect(age.validity.badInput).to.equal(true);
    expect(card.control('公司').value).to.equal('示例');
  });

  describe('another tab that edits the same call (T9)', () => {
    /** A minute ahead: the clocks of two tabs need not agree. */
    const edits = (text: string, at = card.line.session.now() + 60_000) => {
      const call = card.line.session.$calls.get()[0]!;
      card.line.session.restore({
        call,
        draft: {
          edits: [{key: 'field:公司', value: text, at, by: 'another', from: at, seen: {}}],
          replaced: [],
          letGo: {},
          elsewhere: true,
        },
      });
      return rendered(card.pop);
    };

    beforeEach(async () => {
      card = await openCard({fields, values: {公司: 'A'}});
    });

    it('shows its words, and says where they came from', async () => {
      await edits('theirs');
      expect(card.control('公司').value).to.equal('theirs');
      expect(words(part(card.pop, 'card'))).to.contain('This call is also edited in another tab.');
    });

    it('keeps the agent’s own words beside it, to take back or to let go', async () => {
      type(card.control('公司'), 'mine');
      await edits('theirs');
      expect(card.control('公司').value).to.equal('theirs');
      const [take] = card.field('公司').querySelectorAll('button');
      expect(words(card.field('公司'))).to.contain('Another tab replaced: “mine”');
      take!.click();
      await until(card.pop, () => card.control('公司').value === 'mine');
      expect(card.field('公司').querySelectorAll('button')).to.have.lengthOf(0);
      expect(await card.saved()).to.equal('{"公司":"mine"}');
    });

    it('lets the agent’s own words go when told so', async () => {
      type(card.control('公司'), 'mine');
      await edits('theirs');
      card.field('公司').querySelectorAll('button')[1]!.click();
      await until(card.pop, () => card.field('公司').querySelectorAll('button').length === 0);
      expect(await card.saved()).to.equal('{"公司":"theirs"}');
    });

    it('keeps the text under the agent’s hands, and offers the other one beside it', async () => {
      card.control('公司').focus();
      await sendKeys({press: 'End'});
      await sendKeys({type: 'm'});
      await edits('theirs');
      await until(card.pop, () => words(card.field('公司')).includes('Another tab replaced: “theirs”'));
      expect(words(card.field('公司'))).to.not.contain('“Am”');
      await sendKeys({type: 'ine'});
      expect(card.control('公司').value).to.equal('Amine');
      expect(card.draft.get('field:公司')).to.equal('Amine');
      card.field('公司').querySelector('button')!.click();
      await until(card.pop, () => card.control('公司').value === 'theirs');
      expect(await card.saved()).to.equal('{"公司":"theirs"}');
      expect(card.draft.size).to.equal(0);
    });
  });
});
