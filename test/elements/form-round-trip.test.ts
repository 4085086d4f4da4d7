import {expect} from '@open-wc/testing';
import {executeServerCommand, sendKeys} from '@web/test-runner-commands';

import type {FieldInput} from '../../src/protocol/customer-form/field-definitions.ts';
import {openCard, ring, type Card} from '../rig/card.ts';
import {part, type, until, words} from '../rig/dom.ts';

const options = ['11', '12', '13'];

/** What a field's own control would drop, cut or change. */
const misfits: readonly [what: string, field: Partial<FieldInput>, value: string, shownIn: string][] = [
  ['words in a number', {type: 'number'}, 'abc', 'text'],
  ['a number with a comma', {type: 'number'}, '1,5', 'text'],
  ['a number with spaces', {type: 'number'}, ' 39 ', 'text'],
  ['a date with slashes', {type: 'date'}, '2021/08/01', 'text'],
  ['a day that no calendar has', {type: 'date'}, '2021-02-30', 'text'],
  ['a date and time in words', {type: 'datetime'}, 'tomorrow at 9', 'text'],
  ['an e-mail address with spaces', {type: 'email'}, ' anna@example.com ', 'text'],
  ['two lines in a text', {type: 'text'}, 'one\ntwo', 'textarea'],
  ['two lines in a telephone number', {type: 'tel'}, '110\n119', 'textarea'],
  ['an option that is no longer offered', {type: 'select', options}, '99', 'select-one'],
  ['a choice that is no longer offered', {type: 'radio', options}, '99', 'radio'],
];

describe('what is on record survives the form', () => {
  let card: Card;

  afterEach(() => card.leave());

  for (const [what, field, value, shownIn] of misfits) {
    it(`shows ${what} in a control that can hold it, and saves it unchanged`, async () => {
      const record = JSON.stringify({字段: value, 备注: ''});
      card = await openCard({fields: [{name: '字段', ...field}, {name: '备注'}], values: record});
      const shown = card
        .controls('字段')
        .find((control) => control.type !== 'radio' || control.matches(':checked'));
      expect([shown?.type, shown?.value]).to.deep.equal([shownIn, value]);
      expect(await card.saved()).to.equal(record);
      type(card.control('备注'), 'x');
      expect(await card.saved()).to.equal(JSON.stringify({字段: value, 备注: 'x'}));
    });
  }

  it('shows several values of a field that takes one as a choice of several', async () => {
    const record = '{"城市":["北京","上海"]}';
    card = await openCard({fields: [{name: '城市'}], values: record});
    expect(card.controls('城市').map(({type: t, value}) => `${t} ${value}`)).to.deep.equal([
      'checkbox 北京',
      'checkbox 上海',
    ]);
    expect(await card.saved()).to.equal(record);
  });

  it('keeps the order in which several choices were recorded, and their repetitions, while nobody changes them', async () => {
    const record = '{"多选框":["13","11","13"],"a":""}';
    card = await openCard({
      fields: [{name: '多选框', type: 'multiselect', options}, {name: 'a'}],
      values: record,
    });
    card.choice('多选框', '12').click();
    card.choice('多选框', '12').click();
    type(card.control('a'), 'x');
    expect(await card.saved()).to.equal('{"多选框":["13","11","13"],"a":"x"}');
  });

  it('keeps carriage returns that a text area would turn into line feeds', async () => {
    const record = String.raw`{"长文本":"one\r\ntwo\rthree","a":""}`;
    card = await openCard({fields: [{name: '长文本', type: 'textarea'}, {name: 'a'}], values: record});
    expect(card.control('长文本').value).to.equal('one\ntwo\nthree');
    type(card.control('a'), 'x');
    expect(await card.saved()).to.equal(String.raw`{"长文本":"one\r\ntwo\rthree","a":"x"}`);
  });

  it('leaves a date and time in the way it was written until it is changed, and then writes it as documented', async () => {
    const record = '{"回访":"2021-08-30T14:13","a":""}';
    card = await openCard({fields: [{name: '回访', type: 'datetime'}, {name: 'a'}], values: record});
    type(card.control('a'), 'x');
    expect(await card.saved()).to.equal('{"回访":"2021-08-30T14:13","a":"x"}');
    type(card.control('回访'), '2021-08-30T15:00');
    expect(await card.saved()).to.equal('{"回访":"2021-08-30 15:00:00","a":"x"}');
  });

  it('sends the very characters of everything that was not edited', async () => {
    const record = String.raw`{ "年龄": 39.0, "大数":12345678901234567890 ,"空":null,"下拉框": "3", "对象":{"b": [1,  2]},"转义":"\u4e2d\/","长文本": ""}`;
    card = await openCard({
      fields: [
        {name: '长文本', type: 'textarea'},
        {name: '下拉框', type: 'select', options: ['3', '4']},
      ],
      values: record,
    });
    type(card.control('长文本'), '他说:"好"');
    expect(await card.saved()).to.equal(
      String.raw`{"年龄":39.0,"大数":12345678901234567890,"空":null,"下拉框":"3","对象":{"b": [1,  2]},"转义":"\u4e2d\/","长文本":"他说:\"好\""}`,
    );
  });

  it('shows values of other kinds as what they are in JSON, and leaves them their kind', async () => {
    const record = '{"number":39,"yes":true,"none":null,"object":{"a":1},"list":[1,null,"x"]}';
    card = await openCard({values: record});
    expect(['number', 'yes', 'none', 'object'].map((name) => card.control(name).value)).to.deep.equal([
      '39',
      'true',
      '',
      '{"a":1}',
    ]);
    expect(await card.saved()).to.equal(record);
  });

  it('sends a text for one value and a list for several, and adds what the record did not have', async () => {
    card = await openCard({
      fields: [
        {name: '公司'},
        {name: '年龄', type: 'number'},
        {name: '意向', type: 'radio', options},
        {name: '下拉框', type: 'select', options},
        {name: '多选框', type: 'multiselect', options},
        {name: '空'},
      ],
      values: {},
    });
    type(card.control('公司'), '示例');
    type(card.control('年龄'), '40');
    card.choice('意向', '12').click();
    card.control<HTMLSelectElement>('下拉框').value = '13';
    card.control('下拉框').dispatchEvent(new Event('change', {bubbles: true}));
    card.choice('多选框', '13').click();
    card.choice('多选框', '11').click();
    const request = await card.save();
    expect(request.params).to.deep.equal({
      info_uuid: 'customer of a',
      sessionId: 'a',
      fields: '{"公司":"示例","年龄":"40","意向":"12","下拉框":"13","多选框":["11","13"]}',
    });
  });

  it('sends the default of a field that has nothing on record, and an empty list for no choice at all', async () => {
    card = await openCard({
      fields: [
        {name: '意向', type: 'radio', options, default: '12'},
        {name: '多选框', type: 'multiselect', options},
      ],
      values: {多选框: ['11']},
    });
    card.choice('多选框', '11').click();
    expect(await card.saved()).to.equal('{"多选框":[],"意向":"12"}');
  });

  it('counts no number up when the page is scrolled over it', async () => {
    card = await openCard({fields: [{name: 'Age', type: 'number'}], values: {Age: '39'}});
    const below = document.createElement('div');
    below.style.height = '3000px';
    document.body.append(below);
    const age = card.control('Age');
    age.focus();
    const {left, top, width, height} = age.getBoundingClientRect();
    const scrolled = new Promise((resolve) => document.addEventListener('scrollend', resolve, {once: true}));
    const wheel = {type: 'mouseWheel', x: left + width / 2, y: top + height / 2, deltaX: 0, deltaY: 100};
    await executeServerCommand('cdp', {method: 'Input.dispatchMouseEvent', params: wheel});
    await scrolled;
    expect(age.value).to.equal('39');
    expect(card.draft.size).to.equal(0);
    await sendKeys({press: 'ArrowUp'});
    expect(age.value).to.equal('40');
    below.remove();
  });

  it('takes a word that was written and taken back for no edit', async () => {
    card = await openCard({fields: [{name: 'a'}], values: {a: 'x'}});
    type(card.control('a'), 'y');
    expect(card.draft.get('field:a')).to.equal('y');
    type(card.control('a'), 'x');
    expect(card.draft.size).to.equal(0);
  });

  it('leaves a field with a default empty once the agent has emptied it', async () => {
    card = await openCard({fields: [{name: 'a', default: 'x'}, {name: 'b'}], values: {}});
    type(card.control('a'), '');
    document.documentElement.lang = 'zh-CN';
    await until(card.pop, () => words(part(card.pop, 'submit')).startsWith('保存'));
    type(card.control('b'), 'y');
    expect(await card.saved()).to.equal('{"b":"y"}');
    expect(card.control('a').value).to.equal('');
  });

  it('sends call status and quality check beside the fields, and only when they were changed', async () => {
    const projects = [{id: 1, inspections: '["未质检","质检合格"]', statuses: '["未呼叫","已接通"]'}];
    card = await openCard({form: {fields: [{name: 'a'}], projects}, values: {a: ''}});
    const first = await card.save();
    expect(first.params).to.have.keys('info_uuid', 'sessionId', 'fields');
    first.answer();
    await until(card.pop, () => card.line.session.$progress.get().save === undefined);
    for (const [name, value] of [
      ['Call status', '1'],
      ['Quality check', '质检合格'],
    ] as const) {
      const select = card.control<HTMLSelectElement>(name);
      select.value = value;
      select.dispatchEvent(new Event('change', {bubbles: true}));
    }
    const request = await card.save();
    expect(request.params).to.deep.equal({
      info_uuid: 'customer of a',
      sessionId: 'a',
      fields: '{"a":""}',
      status: '1',
      inspection: '质检合格',
    });
    request.answer();
    await until(card.pop, () => card.draft.size === 0);
  });

  for (const [name, recorded] of [
    ['Call status', 1],
    ['Call status', 99],
  ] as const) {
    it(`shows a ${name} of ${recorded}, and never offers to take it away`, async () => {
      const projects = [{id: 1, statuses: '["未呼叫","已接通"]'}];
      card = await openCard({form: {fields: [{name: 'a'}], projects}, quiet: true});
      await card.say(ring({}, {status: recorded}));
      const select = card.control<HTMLSelectElement>(name);
      expect(select.value).to.equal(String(recorded));
      expect(select.selectedOptions[0]?.text).to.equal(recorded === 1 ? '已接通' : '99');
      expect([...select.options].map((option) => option.value)).to.not.contain('');
      expect(await card.saved()).to.equal('{}');
    });
  }
});
