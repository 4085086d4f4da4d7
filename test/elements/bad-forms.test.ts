import {expect} from '@open-wc/testing';
import {sendKeys} from '@web/test-runner-commands';

import {openCard, ring, type Card} from '../rig/card.ts';
import {part, press, rendered, type, until, words} from '../rig/dom.ts';
import {notice} from '../rig/frames.ts';

/** What a call system may answer for definitions, and the fields that can be made of it. */
const answers: readonly [what: string, fields: unknown, names: readonly string[]][] = [
  ['null', null, ['a', 'b']],
  ['a number', 7, ['a', 'b']],
  ['a text', 'nonsense', ['a', 'b']],
  ['an object', {name: 'a'}, ['a', 'b']],
  ['an empty list', [], ['a', 'b']],
  ['a list of nothing that is a field', [null, 7, 'a', [], [{name: 'x'}]], ['a', 'b']],
  ['fields without a name', [{type: 'text'}, {name: ''}, {name: '  '}, {name: null}, {name: {}}], ['a', 'b']],
  ['a number for a name', [{name: 7}, {name: 'a'}], ['7', 'a']],
  ['one name twice', [{name: 'a', type: 'textarea'}, {name: 'a', type: 'number'}, {name: 'b'}], ['a', 'b']],
  ['JSON text of a list', '[{"name":"a"}]', ['a']],
  [
    'names that mean something to JavaScript',
    [{name: '__proto__'}, {name: 'constructor'}, {name: 'hasOwnProperty'}, {name: 'toString'}],
    ['__proto__', 'constructor', 'hasOwnProperty', 'toString'],
  ],
  [
    'nonsense in everything but the name',
    [
      {
        name: 'a',
        type: '__proto__',
        options: 7,
        required: 'x',
        min: {},
        max: [],
        pattern: '[',
        default: {},
        help: 1,
        group: [],
      },
    ],
    ['a'],
  ],
  [
    'choices with nothing to choose',
    [
      {name: 'a', type: 'select', required: true},
      {name: 'b', type: 'radio', options: [{}]},
    ],
    ['a', 'b'],
  ],
];

describe('whatever the form is made of', () => {
  let card: Card;

  afterEach(() => card.leave());

  for (const [what, fields, names] of answers) {
    it(`shows what can be made of it, and saves: ${what}`, async () => {
      card = await openCard({form: {fields}, values: '{"a":"1","b":"2"}'});
      expect(card.names).to.deep.equal(names);
      type(card.control(names[0]!), '9');
      const sent = new Map(Object.entries(JSON.parse(await card.saved()) as object));
      expect(sent.get(names[0]!)).to.equal('9');
      expect(sent.get('b')).to.equal('2');
      expect(({} as {polluted?: unknown}).polluted).to.equal(undefined);
      expect(card.draft.size).to.equal(0);
    });
  }

  it('shows what is on record and no field where the page says that the form has none', async () => {
    card = await openCard({fields: [{name: 'a'}], values: '{"a":"1"}'});
    card.pop.fields = [];
    await until(card.pop, () => card.names.length === 0);
    expect(card.words).to.contain('Also on record a 1');
    expect(card.words).to.not.contain('cannot be read');
  });

  it('saves a field that is called __proto__ like any other', async () => {
    card = await openCard({
      form: {fields: [{name: '__proto__'}, {name: 'b'}]},
      values: '{"__proto__":{"polluted":1}}',
    });
    expect(card.control('__proto__').value).to.equal('{"polluted":1}');
    type(card.control('b'), 'x');
    expect(await card.saved()).to.equal('{"__proto__":{"polluted":1},"b":"x"}');
    type(card.control('__proto__'), 'y');
    expect(await card.saved()).to.equal('{"__proto__":"y","b":"x"}');
    expect(({} as {polluted?: unknown}).polluted).to.equal(undefined);
  });

  it('shows 500 fields and can be typed in; more than that are kept and sent', async () => {
    const fields = Array.from({length: 600}, (_, i) => ({name: `f${i}`}));
    const values = Object.fromEntries(fields.map(({name}) => [name, name]));
    card = await openCard({fields, values});
    expect(card.names).to.have.lengthOf(500);
    expect(card.words).to.contain('Also on record f500 f500');
    card.control('f499').focus();
    await sendKeys({press: 'End'});
    await sendKeys({type: '!'});
    expect(await card.saved()).to.equal(JSON.stringify({...values, f499: 'f499!'}));
  });

  for (const fieldType of ['select', 'radio', 'multiselect'] as const) {
    it(`shows 10,000 options of a ${fieldType} and takes the last of them`, async () => {
      const options = Array.from({length: 10_000}, (_, i) => `o${i}`);
      card = await openCard({fields: [{name: 'many', type: fieldType, options}], values: {}});
      const control = card.control('many');
      if (fieldType === 'multiselect') card.choice('many', 'o9999').click();
      else {
        control.value = 'o9999';
        control.dispatchEvent(new Event('change', {bubbles: true}));
      }
      expect(JSON.parse(await card.saved())).to.deep.equal({
        many: fieldType === 'multiselect' ? ['o9999'] : 'o9999',
      });
    });
  }

  it('shows options that are doubled, empty or of the wrong kind once, as text', async () => {
    const options = [
      'a',
      'a',
      '',
      null,
      7,
      true,
      {},
      {value: 'b', label: '<b>B</b>'},
      {label: 'no value'},
      ['c'],
    ];
    card = await openCard({form: {fields: [{name: 'x', type: 'select', options}]}, values: {}});
    const shown = [...card.control<HTMLSelectElement>('x').options].map(({value, text}) => [value, text]);
    expect(shown).to.deep.equal([
      ['', '—'],
      ['a', 'a'],
      ['7', '7'],
      ['b', '<b>B</b>'],
    ]);
  });

  it('shows hostile names and values as text, and leaves them as they are', async () => {
    const record = JSON.stringify({
      '<img src=x onerror=alert(1)>': '<script>',
      '\u202eevil': 'a\u202eb',
      '"': "'",
    });
    card = await openCard({
      form: {
        fields: [...Object.keys(JSON.parse(record) as object), 'x'].map((name) => ({
          name,
          group: '<b>G</b>',
          help: '<i>h</i>',
        })),
      },
      values: record,
    });
    expect(card.pop.renderRoot.querySelectorAll('img, script, b, i')).to.have.lengthOf(0);
    expect(card.names).to.deep.equal(['<img src=x onerror=alert(1)>', 'evil', '"', 'x']);
    type(card.control('x'), '1');
    expect(await card.saved()).to.equal(`${record.slice(0, -1)},"x":"1"}`);
  });

  it('keeps lone surrogates in names and values, whatever is done to the rest', async () => {
    const record = String.raw`{"a\ud800":"x\udc00","b":"\ud800"}`;
    card = await openCard({values: record});
    const typed = String.fromCharCode(0xd83d);
    type(card.control('b'), typed);
    expect(await card.saved()).to.equal(String.raw`{"a\ud800":"x\udc00","b":"\ud83d"}`);
  });

  it('sends a lone surrogate that stands on record unescaped as the same one', async () => {
    card = await openCard({values: `{"a":"x${String.fromCharCode(0xd800)}","b":""}`});
    type(card.control('b'), 'y');
    expect(JSON.parse(await card.saved())).to.deep.equal({a: 'x\ud800', b: 'y'});
  });

  for (const values of ['{"a":', '[]', '"x"', 'nonsense', '7']) {
    it(`says that the values on record cannot be read, shows them, and saves: ${values}`, async () => {
      card = await openCard({fields: [{name: 'a'}], values});
      const form = card.words;
      expect(form).to.contain('The values on record could not be read. Saving puts yours in their place.');
      expect(form).to.contain(values);
      type(card.control('a'), 'x');
      expect(await card.saved()).to.equal('{"a":"x"}');
    });
  }

  it('takes 1 MB of text: typed on, switched away from, and sent', async () => {
    card = await openCard({fields: [{name: '长文本', type: 'textarea'}], values: {}});
    const text = `${'长文"\\'.repeat(50)}\n`.repeat(2_500);
    expect(new Blob([text]).size).to.be.above(1_000_000);
    type(card.control('长文本'), text);
    await card.say(ring({}, {sessionId: 'b'}));
    card.pop.renderRoot.querySelector<HTMLElement>('[role=tab]')!.click();
    await rendered(card.pop);
    card.control('长文本').focus();
    await sendKeys({type: '!'});
    const {length} = card.control('长文本').value;
    expect(length).to.equal(text.length + 1);
    expect((JSON.parse(await card.saved()) as {长文本: string}).长文本).to.have.lengthOf(length);
    expect(card.draft.size).to.equal(0);
  });

  it('shows 1 MB of text that stands on record', async () => {
    const text = '长'.repeat(200_000);
    card = await openCard({fields: [{name: 'a'}, {name: 'b'}], values: {a: text, other: text}});
    expect(card.control('a').value).to.equal(text);
    type(card.control('b'), 'x');
    expect(await card.saved()).to.equal(JSON.stringify({a: text, other: text, b: 'x'}));
  });

  it('takes call statuses and quality checks that are nonsense for none', async () => {
    for (const projects of [
      null,
      7,
      [],
      [null],
      [{id: 1}],
      [{id: 1, inspections: '{', statuses: 7}],
      {id: 1},
    ]) {
      card = await openCard({form: {fields: [{name: 'a'}], projects}, values: {}});
      expect(card.names).to.deep.equal(['a']);
      card.leave();
    }
  });

  it('shows the form where the project has no number', async () => {
    card = await openCard({quiet: true, fields: [{name: 'defined'}]});
    await card.say(notice(2), ring({a: 'x'}, {project_id: {}}));
    expect(card.names).to.deep.equal(['a']);
    expect(card.line.questions()).to.equal(0);
    press(card.pop, 'submit');
    expect((await card.line.next()).params['fields']).to.equal('{"a":"x"}');
  });

  it('is there for a call whose record cannot be read, and says why it cannot be saved', async () => {
    card = await openCard({quiet: true});
    await card.say(notice(2), {...ring(), info: '{broken'});
    expect(words(part(card.pop, 'fault'))).to.equal('The customer record could not be read.');
    press(card.pop, 'submit');
    await until(card.pop, () => card.spoken === 'The call has no customer number.');
    expect(card.line.asked).to.have.lengthOf(0);
  });
});
