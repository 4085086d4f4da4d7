import {expect} from '@open-wc/testing';
import {sendKeys} from '@web/test-runner-commands';

import type {FieldInput} from '../../src/protocol/customer-form/field-definitions.ts';
import {openCard, type Card} from '../rig/card.ts';
import {press, rendered, type, until} from '../rig/dom.ts';
import {en} from '../../src/strings/en.ts';
import {zhCN} from '../../src/strings/zh-CN.ts';

const options = ['1', '2'];

/** A field, what is typed into it, and which of our sentences says what is wrong. */
const wrongs: readonly [field: Omit<FieldInput, 'name'>, typed: string, en: string, zh: string][] = [
  [{required: true}, '', en.card.problem.missing, zhCN.card.problem.missing],
  [{type: 'textarea', required: true}, '', en.card.problem.missing, zhCN.card.problem.missing],
  [{type: 'select', required: true, options}, '', en.card.problem.missing, zhCN.card.problem.missing],
  [{type: 'radio', required: true, options}, '', en.card.problem.missing, zhCN.card.problem.missing],
  [{type: 'multiselect', required: true, options}, '', en.card.problem.unchosen, zhCN.card.problem.unchosen],
  [{type: 'number', min: 1}, '0', 'At least 1.', '不能小于 1。'],
  [{type: 'number', max: 120}, '120.5', 'At most 120.', '不能大于 120。'],
  [{type: 'date', min: '2021-08-30'}, '2021-08-29', 'At least 2021-08-30.', '不能小于 2021-08-30。'],
  [
    {type: 'datetime', max: '2021-08-30 14:00:00'},
    '2021-08-30T14:01',
    'At most 2021-08-30 14:00:00.',
    '不能大于 2021-08-30 14:00:00。',
  ],
  [{type: 'email'}, 'anna@', en.card.problem.email, zhCN.card.problem.email],
  [{pattern: '[A-Z]{2}-[0-9]{4}'}, 'VP-42', en.card.problem.pattern, zhCN.card.problem.pattern],
  [{type: 'tel', pattern: '[0-9]{11}'}, '110', en.card.problem.pattern, zhCN.card.problem.pattern],
];

describe('a form that cannot be sent yet', () => {
  let card: Card;

  afterEach(() => card.leave());

  for (const [lang, index] of [
    ['en', 2],
    ['zh-CN', 3],
  ] as const) {
    for (const wrong of wrongs) {
      const [field, typed] = wrong;
      it(`says beside the field what is wrong, in ${lang}: “${wrong[index]}” (${field.type ?? 'text'})`, async () => {
        card = await openCard({fields: [{name: '字段', ...field}], values: {}, lang});
        if (typed) type(card.control('字段'), typed);
        press(card.pop, 'submit');
        await until(card.pop, () => card.problem('字段') !== '');
        expect(card.problem('字段')).to.equal(wrong[index]);
        expect(card.trouble).to.contain('字段');
        expect(card.line.asked).to.have.lengthOf(0);
        expect(card.controls('字段').includes(card.focused as HTMLInputElement)).to.equal(true);
        expect(card.control('字段').form?.noValidate).to.equal(true);
      });
    }
  }

  it('gives the sentence to a screen reader with the field, and all wrong fields in one announcement', async () => {
    card = await openCard({
      fields: [
        {name: 'Fine'},
        {name: 'Code', required: true},
        {name: 'Mood', type: 'radio', required: true, options},
      ],
      values: {},
    });
    press(card.pop, 'submit');
    await until(card.pop, () => card.trouble !== '');
    expect(card.trouble).to.equal('Not saved. Please look at: Code, Mood');
    expect(card.control('Code').ariaInvalid).to.equal('true');
    for (const describing of [card.control('Code'), card.field('Mood')]) {
      const ids = describing.getAttribute('aria-describedby')!.split(' ');
      const texts = ids.map((id) => card.pop.shadowRoot?.getElementById(id));
      expect(texts.map((text) => !text?.hidden && text?.textContent).filter(Boolean)).to.deep.equal([
        'Fill this in.',
      ]);
    }
    expect(card.control('Fine').hasAttribute('aria-invalid')).to.equal(false);
  });

  it('goes to the first wrong field, in the order in which they stand', async () => {
    card = await openCard({
      fields: [
        {name: 'Late', required: true, order: 2},
        {name: 'Early', type: 'multiselect', required: true, options, order: 1},
      ],
      values: {},
    });
    press(card.pop, 'submit');
    await until(card.pop, () => card.trouble !== '');
    expect(card.focused === card.choice('Early', '1')).to.equal(true);
  });

  it('takes each sentence away as soon as its field is mended, and the announcement with the last', async () => {
    card = await openCard({
      fields: [
        {name: 'Code', required: true},
        {name: 'Mood', type: 'radio', required: true, options},
      ],
      values: {},
    });
    press(card.pop, 'submit');
    await until(card.pop, () => card.trouble !== '');
    type(card.control('Code'), 'x');
    await until(card.pop, () => card.trouble === 'Not saved. Please look at: Mood');
    expect(card.problem('Code')).to.equal('');
    expect(card.control('Code').hasAttribute('aria-invalid')).to.equal(false);
    expect(card.problem('Mood')).to.equal('Fill this in.');
    card.choice('Mood', '2').click();
    await until(card.pop, () => card.trouble === '');
    expect(card.problem('Mood')).to.equal('');
    expect(await card.saved()).to.equal('{"Code":"x","Mood":"2"}');
  });

  it('says at once that a field was left wrong, and nothing of one that is only empty still', async () => {
    card = await openCard({
      fields: [{name: 'Mail', type: 'email', required: true}, {name: 'Next'}],
      values: {},
    });
    card.control('Mail').focus();
    await sendKeys({press: 'Tab'});
    await rendered(card.pop);
    expect(card.problem('Mail')).to.equal('');
    card.control('Mail').focus();
    await sendKeys({type: 'anna@'});
    expect(card.problem('Mail')).to.equal('');
    await sendKeys({press: 'Tab'});
    await until(card.pop, () => card.problem('Mail') !== '');
    expect(card.focused === card.control('Next')).to.equal(true);
    expect(card.trouble).to.equal('');
  });

  it('never blocks what cannot be mended: values on record that break the rules of today are still the agent’s to change', async () => {
    card = await openCard({fields: [{name: 'Age', type: 'number', max: 120}], values: {Age: '130'}});
    press(card.pop, 'submit');
    await until(card.pop, () => card.problem('Age') === 'At most 120.');
    type(card.control('Age'), '');
    expect(await card.saved()).to.equal('{"Age":""}');
  });

  it('lets a choice of several that has nothing to choose be', async () => {
    card = await openCard({fields: [{name: 'Several', type: 'multiselect', required: true}], values: {}});
    expect(await card.saved()).to.equal('{}');
  });

  for (const [what, field, record, halves, problem, whole, sent] of [
    ['number', {type: 'number'}, '39', ['1', 'e'], 'Enter a number, such as 12.5.', '2', '1e2'],
    ['date', {type: 'date'}, '', ['0', '8'], 'Enter a whole date.', '302021', '2021-08-30'],
  ] as const) {
    it(`neither loses nor sends a half-typed ${what}`, async () => {
      const values = record ? {half: record} : {};
      card = await openCard({fields: [{name: 'half', ...field}, {name: 'other'}], values});
      const control = card.control('half');
      control.focus();
      if (record) control.select();
      for (const text of halves) await sendKeys({type: text});
      expect(control.validity.badInput).to.equal(true);
      await card.say();
      press(card.pop, 'submit');
      await until(card.pop, () => card.problem('half') === problem);
      expect(card.line.asked).to.have.lengthOf(0);
      expect(control.validity.badInput).to.equal(true);
      await sendKeys({type: whole});
      expect(control.value).to.equal(sent);
      expect(await card.saved()).to.equal(`{"half":"${sent}"}`);
    });
  }

  it('keeps in the draft what a number was when it could be read last', async () => {
    card = await openCard({fields: [{name: 'half', type: 'number'}], values: {}});
    card.control('half').focus();
    await sendKeys({type: '12'});
    await sendKeys({type: 'e'});
    expect(card.control('half').value).to.equal('');
    expect(card.draft.get('field:half')).to.equal('12');
  });
});
