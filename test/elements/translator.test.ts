/** Scripts that change our text, as translators of pages do: they wrap it, replace it, and answer late. */
import {expect} from '@open-wc/testing';

import {openCard, ring, type Card} from '../rig/card.ts';
import {info, notice} from '../rig/frames.ts';
import {part, press, rendered, type, until, words} from '../rig/dom.ts';

type Change = (text: Text) => void;

const wrapped: Change = (text) => {
  const font = document.createElement('font');
  text.replaceWith(font);
  font.append(text);
};

const replaced: Change = (text) => {
  const font = document.createElement('font');
  font.textContent = `[${text.data.trim()}]`;
  text.replaceWith(font);
};

/** Takes the place of all that is in the element, comments too. */
const overwritten: Change = (text) => {
  const {parentElement} = text;
  if (parentElement?.childElementCount === 0) parentElement.textContent = `[${text.data.trim()}]`;
};

function change(roots: readonly (ShadowRoot | null)[], how: Change) {
  for (const root of roots) {
    const walker = document.createTreeWalker(root!, NodeFilter.SHOW_TEXT);
    const texts: Text[] = [];
    while (walker.nextNode()) texts.push(walker.currentNode as Text);
    for (const text of texts)
      if (text.data.trim() && !text.parentElement?.closest('style, option, textarea')) how(text);
  }
}

describe('a script that changes our text', () => {
  let card: Card;

  beforeEach(async () => {
    card = await openCard({fields: [{name: 'note'}], quiet: true});
  });

  afterEach(() => card.leave());

  const roots = () => [card.bar.shadowRoot, card.pop.shadowRoot];
  const note = () => card.pop.renderRoot.querySelector<HTMLInputElement>('#form [part=control]')!;
  const caller = () => words(part(card.pop, 'caller'));

  for (const [name, how] of Object.entries({wrapped, replaced, overwritten}))
    it(`F2 never makes bar, head, form and what is saved speak of two calls: ${name}`, async () => {
      await card.say(notice(2), ring({note: 'of Anna'}, {sessionId: 'a', name: 'Anna'}));
      change(roots(), how);
      await card.say(ring({note: 'of Bea'}, {sessionId: 'b', name: 'Bea'}));
      expect(caller()).to.equal('Bea');
      expect(words(part(card.bar, 'bar')))
        .to.contain('Bea')
        .and.not.contain('Anna');
      expect(words(part(card.pop, 'profile')))
        .to.contain('customer of b')
        .and.not.contain('customer of a');
      expect(note().value).to.equal('of Bea');
      change(roots(), how);
      await card.say(
        info({sessionId: 'b', city: '', info: {name: 'Bea Lin', uuid: 'customer of b', fields: '{}'}}),
      );
      expect(caller()).to.equal('Bea Lin');
      type(note(), 'bought two');
      const request = await card.save();
      expect(request.params).to.include({fields: '{"note":"bought two"}', info_uuid: 'customer of b'});
      await until(card.pop, () => words(part(card.pop, 'submit')).includes('Saving'));
      request.answer();
      await until(card.pop, () => !words(part(card.pop, 'submit')).includes('Saving'));
    });

  for (const [name, how] of Object.entries({wrapped, replaced, overwritten}))
    it(`F2 leaves no status and no question for good: ${name}`, async () => {
      await card.say(notice(2), ring({}, {name: 'Anna'}));
      expect(words(part(card.bar, 'status'))).to.match(/^Busy/);
      press(card.bar, 'blacklist');
      await until(card.bar, () => part<HTMLDialogElement>(card.bar, 'confirm-dialog').open);
      change(roots(), how);
      part<HTMLDialogElement>(card.bar, 'confirm-dialog').close();
      await card.say(notice(3));
      expect(words(part(card.bar, 'status'))).to.match(/^Wrap-up 00:\d\d$/);
      change(roots(), how);
      await card.say(notice(2), ring({}, {sessionId: 'b', name: 'Bea'}));
      expect(words(part(card.bar, 'status'))).to.match(/^Busy 00:\d\d$/);
      press(card.bar, 'blacklist');
      const dialog = part<HTMLDialogElement>(card.bar, 'confirm-dialog');
      await until(card.bar, () => dialog.open);
      expect(words(dialog)).to.contain('Bea').and.not.contain('Anna');
      dialog.close();
      await until(card.bar, () => /^Busy 00:0[6-9]$/.test(words(part(card.bar, 'status'))));
    });

  it('F2 reaches with a late answer nothing that speaks of the next call', async () => {
    await card.say(notice(2), ring({}, {sessionId: 'a', name: 'Anna'}));
    const late = [
      part(card.pop, 'caller'),
      part(card.bar, 'status'),
      part(card.bar, 'bar').querySelector('b')!,
    ]
      .map((element) => element.querySelector<HTMLElement>('bdi, .word') ?? element)
      .map((element) => () => (element.textContent = 'Anna, translated'));
    await card.say(notice(3));
    await card.say(notice(2), ring({}, {sessionId: 'b', name: 'Bea'}));
    for (const answer of late) answer();
    await rendered(card.pop);
    expect(caller()).to.equal('Bea');
    expect(words(part(card.bar, 'bar'))).to.not.contain('Anna');
  });

  it('F2 is told to leave the words of all elements alone', async () => {
    const elements = [
      card.bar,
      card.pop,
      document.createElement('sms-dialog'),
      document.createElement('callback-settings'),
    ];
    document.body.append(...elements.slice(2));
    await card.say(notice(2), ring());
    for (const element of elements) {
      await rendered(element);
      const inside = [...element.renderRoot.children].filter(
        (one) => !['SLOT', 'STYLE'].includes(one.tagName),
      );
      expect(inside.length).to.be.greaterThan(0);
      for (const root of inside)
        expect(root.getAttribute('translate'), root.outerHTML.slice(0, 90)).to.equal('no');
    }
    for (const element of elements.slice(2)) element.remove();
  });
});
