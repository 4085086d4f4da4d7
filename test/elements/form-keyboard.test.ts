import {expect} from '@open-wc/testing';
import {executeServerCommand, sendKeys, setViewport} from '@web/test-runner-commands';

import type {FieldInput} from '../../src/protocol/customer-form/field-definitions.ts';
import {openCard, ring, type Card} from '../rig/card.ts';
import {rendered, until} from '../rig/dom.ts';
import {notice} from '../rig/frames.ts';

const options = ['1', '2', '3'];
const fields: readonly FieldInput[] = [
  {name: 'Name'},
  {name: 'Mood', type: 'radio', required: true, options, default: '1'},
  {name: 'Several', type: 'multiselect', options: ['a', 'b']},
  {name: 'Level', type: 'select', options},
  {name: 'Comment', type: 'textarea'},
];

describe('the customer form by keyboard', () => {
  let card: Card;

  beforeEach(async () => {
    card = await openCard({fields, values: {}});
  });

  afterEach(async () => {
    card.leave();
    await setViewport({width: 800, height: 600});
  });

  const keys = async (...names: readonly string[]) => {
    for (const name of names) await sendKeys({press: name});
  };

  const at = () => {
    const control = card.focused as HTMLInputElement;
    return [control.name || control.getAttribute('part'), control.type === 'checkbox' ? control.value : '']
      .join(' ')
      .trim();
  };

  it('goes from field to field with Tab, one stop for a radio group, and on to both buttons', async () => {
    card.control('Name').focus();
    const stops = [at()];
    for (let i = 0; i < 7; i += 1) {
      await keys('Tab');
      stops.push(at());
    }
    expect(stops).to.deep.equal([
      'Name',
      'Mood',
      'Several a',
      'Several b',
      'Level',
      'Comment',
      'submit',
      'submit-next',
    ]);
  });

  for (const [width, height] of [
    [400, 400],
    [360, 640],
    [1280, 720],
  ] as const)
    it(`never hides the field that has the keyboard behind the foot of the card, ${width} × ${height}`, async () => {
      card.leave();
      const many = Array.from({length: 40}, (_, i): FieldInput => ({name: `Field ${i}`}));
      card = await openCard({fields: [...many, ...fields], values: {}});
      await setViewport({width, height});
      card.control('Field 0').focus();
      const hidden: string[] = [];
      for (let i = 0; i < 44; i += 1) {
        await rendered(card.pop);
        const {left, right, top, bottom} = card.focused!.getBoundingClientRect();
        for (const y of [top + 4, bottom - 4]) {
          const seen = card.pop.shadowRoot?.elementFromPoint((left + right) / 2, y);
          if (seen !== card.focused) hidden.push(at());
        }
        await keys('Tab');
      }
      expect(hidden).to.deep.equal([]);
    });

  it('chooses with the arrow keys, the space bar and the first letter', async () => {
    card.choice('Mood', '1').focus();
    await keys('ArrowDown', 'Tab', 'Space', 'Tab', 'Space', 'Space', 'Tab');
    await sendKeys({type: '3'});
    expect(Object.fromEntries(card.draft)).to.deep.equal({
      'field:Mood': '2',
      'field:Several': ['a'],
      'field:Level': '3',
    });
    expect(await card.saved()).to.equal('{"Mood":"2","Several":["a"],"Level":"3"}');
  });

  it('saves with Enter from a field of one line', async () => {
    card.control('Name').focus();
    await sendKeys({type: '王建国'});
    await keys('Enter');
    const request = await card.line.next();
    expect(request.path).to.equal('/admin/agent/submit');
    expect(request.params['fields']).to.equal('{"Name":"王建国","Mood":"1"}');
  });

  it('begins a line with Enter in a field of several, and saves from there with Ctrl+Enter', async () => {
    card.control('Comment').focus();
    await sendKeys({type: 'one'});
    await keys('Enter');
    await sendKeys({type: 'two'});
    await rendered(card.pop);
    expect(card.line.asked).to.have.lengthOf(0);
    await sendKeys({down: 'Control'});
    await keys('Enter');
    await sendKeys({up: 'Control'});
    expect((await card.line.next()).params['fields']).to.equal('{"Mood":"1","Comment":"one\\ntwo"}');
  });

  it('saves with Cmd+Enter too', async () => {
    card.choice('Several', 'a').focus();
    await keys('Space');
    await sendKeys({down: 'Meta'});
    await keys('Enter');
    await sendKeys({up: 'Meta'});
    expect((await card.line.next()).params['fields']).to.equal('{"Mood":"1","Several":["a"]}');
  });

  it('keeps the keyboard in its field while it saves and after the call system’s yes', async () => {
    card.control('Name').focus();
    await sendKeys({type: 'x'});
    await keys('Enter');
    const request = await card.line.next();
    expect(card.focused === card.control('Name')).to.equal(true);
    request.answer();
    await until(card.pop, () => card.draft.size === 0);
    expect(card.focused === card.control('Name')).to.equal(true);
    await sendKeys({type: 'y'});
    expect(card.control('Name').value).to.equal('xy');
  });

  it('gives the keyboard a place when the card leaves with it', async () => {
    await card.say(notice(3));
    card.control('Name').focus();
    await keys('Enter');
    (await card.line.next()).answer();
    await until(card.pop, () => card.fields.length === 0);
    expect(card.focused?.textContent).to.equal('Saved: 123456');
    await card.say(notice(2), ring({}, {sessionId: 'b'}));
    expect(card.names).to.have.lengthOf(5);
  });

  describe('with an input method', () => {
    const cdp = (method: string, params: object) => executeServerCommand('cdp', {method, params});
    /** An input method takes the key and tells the page only that it has. */
    const processed = async (code: string, modifiers = 0) => {
      await cdp('Input.dispatchKeyEvent', {
        type: 'rawKeyDown',
        key: 'Process',
        code,
        windowsVirtualKeyCode: 229,
        modifiers,
      });
      await cdp('Input.dispatchKeyEvent', {type: 'keyUp', key: 'Process', code, windowsVirtualKeyCode: 229});
    };

    for (const name of ['Name', 'Comment']) {
      it(`does not save when Enter chooses a word in ${name}, and drafts what is being composed`, async () => {
        card.control(name).focus();
        await cdp('Input.imeSetComposition', {text: 'wang', selectionStart: 4, selectionEnd: 4});
        expect(card.draft.get(`field:${name}`)).to.equal('wang');
        await processed('Enter');
        await processed('Enter', 2);
        card.control(name).dispatchEvent(
          new KeyboardEvent('keydown', {
            key: 'Enter',
            ctrlKey: true,
            isComposing: true,
            bubbles: true,
            composed: true,
          }),
        );
        await cdp('Input.insertText', {text: '王'});
        await rendered(card.pop);
        expect(card.line.asked).to.have.lengthOf(0);
        expect(card.control(name).value).to.equal('王');
        expect(card.draft.get(`field:${name}`)).to.equal('王');
      });
    }

    it('leaves a word that is being composed alone when the server has news', async () => {
      card.control('Name').focus();
      await cdp('Input.imeSetComposition', {text: 'wang', selectionStart: 4, selectionEnd: 4});
      await card.say(ring({Name: 'theirs', Level: '2'}), notice(3));
      await cdp('Input.imeSetComposition', {text: 'wangj', selectionStart: 5, selectionEnd: 5});
      await cdp('Input.insertText', {text: '王建'});
      expect(card.control('Name').value).to.equal('王建');
      expect(card.control<HTMLSelectElement>('Level').value).to.equal('2');
    });
  });
});
