import {expect} from '@open-wc/testing';

import {openCard, type Card} from '../rig/card.ts';
import {expectAccessible, part, rendered, words} from '../rig/dom.ts';

describe('unsaved words that another version of the bar had kept', () => {
  let card: Card;

  beforeEach(async () => {
    card = await openCard({quiet: true});
  });

  afterEach(() => card.leave());

  const leftovers = () => card.pop.renderRoot.querySelector<HTMLDetailsElement>('[part=leftovers]');

  async function found(...texts: readonly string[]) {
    card.line.session.showLeftovers(texts);
    await rendered(card.pop);
  }

  it('are told of once by voice, and can be opened and copied, without a call (D9)', async () => {
    expect(leftovers()).to.equal(null);
    await found('公司: <b>Harbour</b>');
    const told = 'Another version of the phone bar has kept unsaved words of a call.';
    expect(card.spoken).to.equal(told);
    expect(words(leftovers()!.querySelector('summary')!)).to.equal(told);
    const text = leftovers()!.querySelector('pre')!;
    expect(text.checkVisibility()).to.equal(false);
    leftovers()!.querySelector('summary')!.click();
    await rendered(card.pop);
    expect(text.checkVisibility()).to.equal(true);
    getSelection()!.selectAllChildren(text);
    expect(text.textContent).to.equal('公司: <b>Harbour</b>');
    await expectAccessible(card.pop);
  });

  it('are under the card of a call, and leave with the agent (D9)', async () => {
    await found('one', 'two');
    expect(words(part(card.pop, 'leftovers'))).to.contain('of 2 calls');
    await found();
    expect(leftovers()).to.equal(null);
  });
});
