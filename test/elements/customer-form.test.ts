import {expect} from '@open-wc/testing';

import type {FieldInput, FieldType} from '../../src/protocol/customer-form/field-definitions.ts';
import {openCard, type Card} from '../rig/card.ts';
import {part, words} from '../rig/dom.ts';

/** What is on record, and the control that a person gets for it. */
const controls: readonly [type: FieldType, value: string, tag: string, shown: string][] = [
  ['text', '示例贸易有限公司', 'input text', '示例贸易有限公司'],
  ['textarea', 'one\ntwo', 'textarea textarea', 'one\ntwo'],
  ['number', '39', 'input number', '39'],
  ['number', '-1.50', 'input number', '-1.50'],
  ['date', '2021-08-30', 'input date', '2021-08-30'],
  ['datetime', '2021-08-30 14:13:08', 'input datetime-local', '2021-08-30T14:13:08'],
  ['datetime', '2021-08-30T14:13', 'input datetime-local', '2021-08-30T14:13'],
  ['tel', '+49 30 23125001', 'input tel', '+49 30 23125001'],
  ['email', 'anna@example.com', 'input email', 'anna@example.com'],
  ['select', '2', 'select select-one', '2'],
];

const options = ['1', '2', '3'];

describe('the customer form', () => {
  let card: Card;

  afterEach(() => card.leave());

  for (const [type, value, tag, shown] of controls) {
    it(`gives a ${type} its native control with what is on record: ${JSON.stringify(value)}`, async () => {
      card = await openCard({fields: [{name: '字段', type, options}], values: {字段: value}});
      const control = card.control('字段');
      expect(`${control.localName} ${control.type}`).to.equal(tag);
      expect(control.value).to.equal(shown);
      expect(control.name).to.equal('字段');
      expect(control.labels?.length).to.equal(1);
      expect(words(control.labels![0]!)).to.equal('字段');
    });
  }

  it('gives a choice of one its radio buttons, the recorded one on, and one for none', async () => {
    card = await openCard({fields: [{name: '意向', type: 'radio', options}], values: {意向: '2'}});
    expect(card.field('意向').localName).to.equal('fieldset');
    expect(card.controls('意向').map(({type, value}) => `${type} ${value}`)).to.deep.equal([
      'radio ',
      ...options.map((option) => `radio ${option}`),
    ]);
    expect(card.choice('意向', '2').checked).to.equal(true);
    expect(words(card.field('意向'))).to.equal('意向 — 1 2 3');
  });

  it('gives a choice of several its checkboxes, the recorded ones on', async () => {
    const fields: FieldInput[] = [{name: '多选', type: 'multiselect', options}];
    card = await openCard({fields, values: {多选: ['1', '3']}});
    expect(card.field('多选').localName).to.equal('fieldset');
    const boxes = card.controls('多选') as readonly HTMLInputElement[];
    expect(boxes.map(({type, value, checked}) => `${type} ${value} ${checked}`)).to.deep.equal([
      'checkbox 1 true',
      'checkbox 2 false',
      'checkbox 3 true',
    ]);
  });

  it('lets options have words of their own, and shows those', async () => {
    const labelled = [
      {value: '1', label: 'Low'},
      {value: '2', label: 'High'},
    ];
    card = await openCard({
      fields: [
        {name: 'Level', type: 'select', options: labelled},
        {name: 'Mood', type: 'radio', required: true, options: labelled},
      ],
      values: {Level: '2'},
    });
    expect(card.control<HTMLSelectElement>('Level').selectedOptions[0]?.text).to.equal('High');
    expect(words(card.field('Mood'))).to.equal('Mood* Low High');
  });

  it('makes a list to pull down of more than twelve radio buttons', async () => {
    const many = Array.from({length: 13}, (_, i) => `${i}`);
    card = await openCard({
      fields: [
        {name: 'A dozen', type: 'radio', required: true, options: many.slice(1)},
        {name: 'More', type: 'radio', options: many},
      ],
    });
    expect(card.controls('A dozen')).to.have.lengthOf(12);
    expect(card.control('More').localName).to.equal('select');
  });

  it('hands the rules of a field to the browser: required, limits and pattern', async () => {
    card = await openCard({
      fields: [
        {name: 'Age', type: 'number', required: true, min: 1, max: 120},
        {name: 'Born', type: 'date', min: '1900-01-01', max: '2025-12-31'},
        {name: 'Call', type: 'datetime', min: '2021-08-30 08:00:00'},
        {name: 'Code', pattern: '[A-Z]{2}'},
      ],
    });
    const {required, min, max, validity, step} = card.control('Age');
    expect({required, min, max, missing: validity.valueMissing}).to.deep.equal({
      required: true,
      min: '1',
      max: '120',
      missing: true,
    });
    expect(step).to.equal('any');
    expect([card.control('Born').min, card.control('Born').max]).to.deep.equal(['1900-01-01', '2025-12-31']);
    expect(card.control('Call').min).to.equal('2021-08-30T08:00:00');
    expect(card.control('Code').pattern).to.equal('[A-Z]{2}');
    expect(card.field('Age').querySelector('[title="required"]')?.textContent).to.equal('*');
    expect(card.field('Code').querySelector('[title]') === null).to.equal(true);
  });

  it('puts the help of a field below it and gives it to a screen reader', async () => {
    card = await openCard({
      fields: [
        {name: 'Code', help: 'Two letters'},
        {name: 'Size', type: 'radio', options, help: 'In metres'},
      ],
    });
    expect(words(card.field('Code'))).to.equal('Code Two letters');
    for (const describing of [card.control('Code'), card.field('Size')]) {
      const ids = describing.getAttribute('aria-describedby')!.split(' ');
      const texts = ids.map((id) => card.pop.shadowRoot?.getElementById(id)?.textContent);
      expect(texts).to.deep.equal([describing === card.field('Size') ? 'In metres' : 'Two letters', '']);
    }
  });

  it('shows the default where nothing is on record, and only there', async () => {
    const fields: FieldInput[] = [
      {name: 'New', default: 'x'},
      {name: 'Known', default: 'x'},
      {name: 'Empty', default: 'x'},
      {name: 'One', type: 'radio', options, default: '2'},
      {name: 'Several', type: 'multiselect', options, default: ['1', '3']},
    ];
    card = await openCard({fields, values: {Known: 'y', Empty: ''}});
    expect(['New', 'Known', 'Empty'].map((name) => card.control(name).value)).to.deep.equal(['x', 'y', '']);
    expect(card.choice('One', '2').checked).to.equal(true);
    expect(options.filter((value) => card.choice('Several', value).checked)).to.deep.equal(['1', '3']);
    expect(card.draft.size).to.equal(0);
  });

  it('puts the fields of a group together under its name, and all of them in their order', async () => {
    card = await openCard({
      fields: [
        {name: 'Comment', group: 'Follow-up'},
        {name: 'Name', group: 'Person', order: 2},
        {name: 'Free'},
        {name: 'Company', group: 'Person', order: 1},
      ],
    });
    const groups = [...part(card.pop, 'form').querySelectorAll<HTMLElement>('fieldset.group')];
    expect(groups.map(words)).to.deep.equal(['Person Company Name', 'Follow-up Comment']);
    expect(card.names).to.deep.equal(['Company', 'Name', 'Comment', 'Free']);
  });

  it('offers call status and quality check where the call system has words for them', async () => {
    const projects = [
      {id: 2, inspections: '["other"]'},
      {id: '1', inspections: '["未质检","质检合格"]', statuses: '["未呼叫","已接通"]'},
    ];
    card = await openCard({form: {fields: [{name: 'Name'}], projects}, values: {}});
    expect(card.names).to.deep.equal(['Name', 'Call status', 'Quality check']);
    const shown = (name: string) => card.control<HTMLSelectElement>(name).selectedOptions[0]?.text;
    expect([shown('Call status'), shown('Quality check')]).to.deep.equal(['未呼叫', '—']);
  });

  it('is made from the values where the project has no definitions', async () => {
    card = await openCard({values: {来源: '线下活动', 渠道: ['微信', '电话'], 长文本: 'a\nb'}});
    expect(card.names).to.deep.equal(['来源', '渠道', '长文本']);
    expect(card.controls('渠道').map(({type, value}) => `${type} ${value}`)).to.deep.equal([
      'checkbox 微信',
      'checkbox 电话',
    ]);
    expect(card.control('长文本').localName).to.equal('textarea');
  });

  it('shows what no field is for, so that the agent can read it', async () => {
    card = await openCard({
      fields: [{name: 'Name'}],
      values: {Name: 'x', 旧编号: '17', 旧列表: ['a', 'b'], 空: ''},
    });
    expect(card.names).to.deep.equal(['Name']);
    expect(card.words).to.equal('Name Also on record 旧编号 17 旧列表 a, b 空 —');
  });

  it('says that a call has no form when there is neither a definition nor a value', async () => {
    card = await openCard();
    expect(card.words).to.equal('This call has no form.');
  });

  it('carries the parts that a page can style', async () => {
    card = await openCard({fields: [{name: 'A'}, {name: 'B', type: 'radio', options}], values: {}});
    for (const {localName, part: parts} of [...card.fields, ...card.controls('A'), ...card.controls('B')])
      expect([localName, ...parts]).to.satisfy(
        ([tag, ...names]: string[]) => names.join() === (tag === 'input' ? 'control' : 'field'),
      );
    expect(part(card.pop, 'form').localName).to.equal('form');
  });
});
