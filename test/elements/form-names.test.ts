/** Fields that are called like members of a form: to the form, which looks for names among its controls first. */
import {expect} from '@open-wc/testing';

import {openCard, ring, type Card} from '../rig/card.ts';
import {part, press, rendered, type, until, words} from '../rig/dom.ts';

/** Everything that an element answers to. */
function membersOf(element: object): readonly string[] {
  const names = new Set<string>();
  for (
    let one: object | null = element;
    one && one !== Object.prototype;
    one = Object.getPrototypeOf(one) as object | null
  )
    for (const name of Object.getOwnPropertyNames(one)) names.add(name);
  return [...names].filter((name) => name !== 'constructor');
}

const members = membersOf(document.createElement('form'));
const some = [
  'hidden',
  'matches',
  'id',
  'parentNode',
  'insertBefore',
  'querySelectorAll',
  'closest',
  'localName',
];

describe('a field that is called like a member of a form', () => {
  let card: Card;

  afterEach(() => card.leave());

  const shown = () =>
    [...card.pop.renderRoot.querySelectorAll('form')].filter((form) =>
      Element.prototype.checkVisibility.call(form),
    ).length;

  it(`F12 is a field like any other, whichever of ${members.length} members it is`, async () => {
    const fields = members.map((name) => ({name}));
    card = await openCard({fields, values: {nodeType: 'from the record'}});
    expect(card.names).to.deep.equal(members);
    expect(card.control('nodeType').value).to.equal('from the record');
    for (const name of some) {
      const field = card.control(name);
      for (const text of ['o', 'ow', 'own']) type(field, text);
    }
    await card.say(ring({}, {sessionId: 'b', name: 'Anna'}));
    expect(shown()).to.equal(1);
    expect(card.control('hidden').value).to.equal('');
    card.pop.renderRoot.querySelector<HTMLElement>('[role=tab]')!.click();
    await rendered(card.pop);
    expect(shown()).to.equal(1);
    expect(card.control('matches').value).to.equal('own');
    const before = location.href;
    const saved = JSON.parse(await card.saved()) as Record<string, string>;
    for (const name of some) expect(saved[name], name).to.equal('own');
    expect(location.href).to.equal(before);
  });

  for (const name of some)
    it(`F12 keeps what is written into a field of the page called ${name}, also inside a form of the page`, async () => {
      card = await openCard({fields: [{name: 'note'}]});
      const form = document.createElement('form');
      form.slot = 'fields';
      form.innerHTML = `<input name="${name}">`;
      const field = form.querySelector('input')!;
      card.pop.append(form);
      await rendered(card.pop);
      type(field, 'mine');
      expect([...card.draft.values()]).to.deep.equal(['mine']);
      expect(await card.saved()).to.equal(JSON.stringify({[name]: 'mine'}));
    });

  it('F12 of a form of the page around bar and card takes nothing from them', async () => {
    card = await openCard({fields: [{name: 'note', required: true}], lang: 'en'});
    const form = document.createElement('form');
    form.lang = 'zh-CN';
    card.bar.before(form);
    form.append(card.bar, card.pop);
    const inputs = membersOf(form).map((name) =>
      Object.assign(document.createElement('input'), {type: 'hidden', name}),
    );
    form.append(...inputs);
    await rendered(card.pop);
    await until(card.pop, () => words(part(card.pop, 'submit')).startsWith('保存'));
    const before = location.href;
    press(card.pop, 'submit');
    await until(card.pop, () => card.problem('note') !== '');
    expect(location.href).to.equal(before);
    Element.prototype.replaceWith.call(form, card.bar, card.pop);
  });
});
