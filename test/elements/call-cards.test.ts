import {expect} from '@open-wc/testing';
import {sendKeys} from '@web/test-runner-commands';

import type {FieldInput} from '../../src/protocol/customer-form/field-definitions.ts';
import {openCard, ring, type Card} from '../rig/card.ts';
import {part, press, rendered, type, until, words} from '../rig/dom.ts';
import {notice} from '../rig/frames.ts';

const fields: readonly FieldInput[] = [
  {name: 'Name'},
  {name: 'Age', type: 'number'},
  {name: 'Comment', type: 'textarea'},
  {name: 'Born', type: 'date'},
];

describe('several calls at once', () => {
  let card: Card;

  beforeEach(async () => {
    card = await openCard({fields, quiet: true});
    await card.say(notice(2), ring({Comment: 'first'}, {sessionId: 'a', name: '王建国'}));
  });

  afterEach(() => card.leave());

  const another = (sessionId: string, name: string, values = {}) => ring(values, {sessionId, name});
  const tabs = () => [...card.pop.renderRoot.querySelectorAll<HTMLElement>('[role=tab]')];
  const front = () => words(part(card.pop, 'caller'));
  const selected = () => tabs().findIndex((tab) => tab.ariaSelected === 'true');

  async function choose(index: number) {
    tabs()[index]!.click();
    await rendered(card.pop);
  }

  it('have no tabs while there is only one', () => {
    expect(tabs()).to.have.lengthOf(0);
    expect(card.pop.renderRoot.querySelector('[role=tabpanel]') === null).to.equal(true);
  });

  it('D7 have a card each: the newest is in front, and nothing of the other one is overwritten', async () => {
    type(card.control('Comment'), 'what I wrote');
    await card.say(another('b', 'Anna', {Comment: 'second'}));
    expect(front()).to.equal('Anna');
    expect(card.control('Comment').value).to.equal('second');
    await choose(0);
    expect(front()).to.equal('王建国');
    expect(card.control('Comment').value).to.equal('what I wrote');
  });

  it('are a list of tabs that a screen reader understands: who, how long, and what is not saved', async () => {
    type(card.control('Name'), 'x');
    await card.say(another('b', 'Anna'));
    const [list] = card.pop.renderRoot.querySelectorAll<HTMLElement>('[role=tablist]');
    expect(list?.ariaLabel).to.equal('Calls');
    expect(tabs().map(words)).to.satisfy(
      ([first, second]: string[]) =>
        /^王建国 00:0\d unsaved$/.test(first ?? '') && /^Anna 00:0\d$/.test(second ?? ''),
    );
    expect(tabs().map((tab) => [tab.ariaSelected, tab.tabIndex])).to.deep.equal([
      ['false', -1],
      ['true', 0],
    ]);
    const panel = card.pop.shadowRoot!.getElementById(tabs()[1]!.getAttribute('aria-controls')!)!;
    expect(panel.role).to.equal('tabpanel');
    expect(
      card.pop.shadowRoot!.getElementById(panel.getAttribute('aria-labelledby')!) === tabs()[1],
    ).to.equal(true);
    expect(panel.contains(card.field('Name'))).to.equal(true);
  });

  it('are gone through with the arrow keys, Home and End, and the keyboard stays in the list', async () => {
    await card.say(another('b', 'Anna'), another('c', '李秀英'));
    tabs()[2]!.focus();
    const seen: string[] = [];
    for (const key of ['ArrowRight', 'ArrowRight', 'ArrowLeft', 'ArrowLeft', 'Home', 'End']) {
      await sendKeys({press: key});
      await rendered(card.pop);
      expect(card.focused === tabs()[selected()]).to.equal(true);
      seen.push(front());
    }
    expect(seen).to.deep.equal(['王建国', 'Anna', '王建国', '李秀英', '王建国', '李秀英']);
    await sendKeys({press: 'Tab'});
    expect(card.focused === card.control('Name')).to.equal(true);
  });

  it('go on counting in every tab', async () => {
    await card.say(another('b', 'Anna'));
    await until(card.pop, () => tabs().every((tab) => !words(tab).includes('00:00')));
  });

  it('lose the unsaved mark with the words', async () => {
    type(card.control('Name'), 'x');
    await card.say(another('b', 'Anna'));
    await choose(0);
    await card.saved();
    await rendered(card.pop);
    expect(tabs().map(words).join(' ')).to.not.contain('unsaved');
    expect(front()).to.equal('王建国');
  });

  it('keep the cursor, the marked text and the undo of the form that was left', async () => {
    await card.say(another('b', 'Anna'));
    await choose(0);
    const comment = card.control('Comment');
    comment.focus();
    await sendKeys({press: 'End'});
    await sendKeys({type: ' and more'});
    comment.setSelectionRange(2, 4);
    await choose(1);
    await choose(0);
    expect(card.control('Comment') === comment).to.equal(true);
    expect([comment.selectionStart, comment.selectionEnd]).to.deep.equal([2, 4]);
    comment.focus();
    await sendKeys({down: 'Control'});
    await sendKeys({press: 'z'});
    await sendKeys({up: 'Control'});
    expect(comment.value).to.equal('first');
    expect(card.draft.size).to.equal(0);
  });

  it('keep a half-typed number', async () => {
    await card.say(another('b', 'Anna'));
    await choose(0);
    card.control('Age').focus();
    await sendKeys({type: '1e'});
    await choose(1);
    expect(card.control('Age').validity.badInput).to.equal(false);
    await choose(0);
    expect(card.control('Age').validity.badInput).to.equal(true);
    card.control('Age').focus();
    await sendKeys({press: 'End'});
    await sendKeys({type: '2'});
    expect(card.draft.get('field:Age')).to.equal('1e2');
  });

  for (const [what, field, typed] of [
    ['unsaved words', 'Comment', ' and'],
    ['a half-typed date', 'Born', '08'],
  ] as const) {
    it(`do not come before a form with ${what} that has the keyboard, and are announced`, async () => {
      const control = card.control(field);
      control.focus();
      await sendKeys({type: typed});
      await card.say(another('b', 'Anna'));
      expect(front()).to.equal('王建国');
      expect(card.focused === control).to.equal(true);
      expect(card.spoken).to.equal('New call: Anna');
      expect(tabs().map(words)[1]).to.match(/^Anna/);
      await choose(1);
      expect(front()).to.equal('Anna');
    });
  }

  it('leave when they are finished and saved, and the other card stays in front as it is', async () => {
    type(card.control('Comment'), 'what I wrote');
    await card.say(notice(3), notice(1), notice(2), another('b', 'Anna'));
    await choose(0);
    await card.saved();
    await until(card.pop, () => tabs().length === 0);
    expect(front()).to.equal('Anna');
    expect(card.spoken).to.equal('Saved: 王建国');
  });

  it('are not called new a second time when the one that came after has left', async () => {
    type(card.control('Comment'), 'mine');
    await card.say(notice(3), notice(1), notice(2), another('b', 'Anna'));
    type(card.control('Name'), 'hers');
    await card.say(notice(3), notice(1), notice(2), another('c', '李秀英'), notice(3));
    await choose(0);
    card.control('Comment').focus();
    const before = card.spoken;
    await card.say(notice(1));
    expect(tabs()).to.have.lengthOf(2);
    expect(card.spoken).to.equal(before);
    expect(front()).to.equal('王建国');
    expect(card.focused === card.control('Comment')).to.equal(true);
  });

  it('are not brought to the front by a neighbour that leaves', async () => {
    type(card.control('Comment'), 'mine');
    await card.say(notice(3), notice(1), notice(2), another('b', 'Anna'));
    type(card.control('Name'), 'hers');
    await card.say(notice(3), notice(1), notice(2), another('c', '李秀英'), notice(3));
    await choose(0);
    await card.say(notice(1));
    expect(front()).to.equal('王建国');
  });

  it('D7 save each its own words to its own call', async () => {
    type(card.control('Comment'), 'mine');
    await card.say(another('b', 'Anna'));
    type(card.control('Comment'), 'hers');
    const hers = await card.save();
    await choose(0);
    press(card.pop, 'submit');
    await until(card.pop, () => card.line.asked.length === 2);
    const mine = card.line.asked[1]!;
    expect(
      [hers, mine].map(({params}) => [params['sessionId'], params['info_uuid'], params['fields']]),
    ).to.deep.equal([
      ['b', 'customer of b', '{"Comment":"hers"}'],
      ['a', 'customer of a', '{"Comment":"mine"}'],
    ]);
    mine.answer();
    hers.answer({code: 5, msg: '没有权限', data: null});
    await until(card.pop, () => words(part(card.pop, 'draft')).startsWith('Saved'));
    expect(card.trouble).to.equal('');
    await choose(1);
    expect(card.trouble).to.contain('没有权限');
    expect(card.control('Comment').value).to.equal('hers');
  });

  it('show what is wrong only in the card that it is about', async () => {
    card.pop.fields = [{name: 'Code', required: true}];
    await rendered(card.pop);
    await card.say(another('b', 'Anna'));
    press(card.pop, 'submit');
    await until(card.pop, () => card.trouble !== '');
    await choose(0);
    expect(card.trouble).to.equal('');
    expect(card.problem('Code')).to.equal('');
    await choose(1);
    expect(card.problem('Code')).to.equal('Fill this in.');
  });
});
