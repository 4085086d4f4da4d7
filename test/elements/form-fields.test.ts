import {expect} from '@open-wc/testing';
import {sendKeys} from '@web/test-runner-commands';

import type {FieldInput} from '../../src/protocol/customer-form/field-definitions.ts';
import type {Call} from '../../src/session/calls/calls.ts';
import {openCard, ring, type Card, type CardOptions} from '../rig/card.ts';
import {part, rendered, type, until, words} from '../rig/dom.ts';
import {notice} from '../rig/frames.ts';

/** A page's own control: a name, a value, an event for each edit. */
class StarRating extends HTMLElement {
  value: unknown = '';
  get name() {
    return this.getAttribute('name') ?? '';
  }
  rate(value: unknown) {
    this.value = value;
    this.dispatchEvent(new Event('input', {bubbles: true}));
  }
}
customElements.define('star-rating', StarRating);

const theirs: readonly FieldInput[] = [{name: '公司'}, {name: '满意度', type: 'number'}];

describe('a form that the page has a hand in', () => {
  let card: Card;

  afterEach(() => card.leave());

  const open = async (options: CardOptions = {}) => {
    card = await openCard({fields: theirs, values: {公司: 'A', 满意度: '4'}, ...options});
  };

  const shown = (text: string) => card.words.includes(text);

  describe('by `fields`', () => {
    for (const [how, set] of [
      ['a list', (pop) => (pop.fields = [{name: 'Mine', required: true}])],
      ['JSON text', (pop) => (pop.fields = '[{"name":"Mine","required":true}]')],
      ['an attribute', (pop) => pop.setAttribute('fields', '[{"name":"Mine","required":true}]')],
      ['a function', (pop) => (pop.fields = () => [{name: 'Mine', required: true}])],
    ] as const satisfies readonly (readonly [string, (pop: Card['pop']) => unknown])[]) {
      it(`shows the page’s own in place of the call system’s: ${how}`, async () => {
        await open();
        set(card.pop);
        await until(card.pop, () => card.names.includes('Mine'));
        expect(card.names).to.deep.equal(['Mine']);
        expect(card.control('Mine').required).to.equal(true);
        type(card.control('Mine'), 'x');
        expect(await card.saved()).to.equal('{"公司":"A","满意度":"4","Mine":"x"}');
      });
    }

    it('lets a function choose by the call, and leave a call to the call system', async () => {
      await open();
      card.pop.fields = ({customer}: Call) =>
        customer.name === 'Anna' ? [{name: `For ${customer.name}`}] : undefined;
      await rendered(card.pop);
      expect(card.names).to.deep.equal(['公司', '满意度']);
      await card.say(ring({}, {sessionId: 'b', name: 'Anna'}));
      expect(card.names).to.deep.equal(['For Anna']);
    });

    it('is not harmed by a function that changes the call it is given (H10)', async () => {
      await open();
      card.pop.fields = (call: Call) => {
        Object.assign(call.customer, {name: 'changed', fieldsText: ''});
        return undefined;
      };
      await rendered(card.pop);
      card.pop.requestUpdate();
      await rendered(card.pop);
      expect(words(part(card.pop, 'caller'))).to.equal('123456');
      expect(await card.saved()).to.equal('{"公司":"A","满意度":"4"}');
    });

    for (const [what, given] of [
      ['JSON that is cut off', '[{"name":'],
      ['a text that is no list', '{"name":"x"}'],
      ['a list of nothing that has a name', [{}, null, 7]],
      ['a number', 7],
      [
        'a function that throws',
        () => {
          throw new Error('page is broken');
        },
      ],
      ['a function that gives nonsense', () => 'nonsense'],
    ] as const) {
      it(`says that it cannot be read, and shows the call system’s: ${what}`, async () => {
        await open();
        card.pop.fields = given as never;
        await until(card.pop, () =>
          shown('This page gave a form that cannot be read; tell your administrator.'),
        );
        expect(card.names).to.deep.equal(['公司', '满意度']);
        type(card.control('满意度'), '5');
        expect(await card.saved()).to.equal('{"公司":"A","满意度":"5"}');
      });
    }

    it('gives the call system’s form back when the page takes its own away', async () => {
      await open();
      card.pop.setAttribute('fields', '[{"name":"Mine"}]');
      await until(card.pop, () => card.names.includes('Mine'));
      card.pop.removeAttribute('fields');
      await until(card.pop, () => card.names.includes('公司'));
      expect(card.names).to.deep.equal(['公司', '满意度']);
      expect(shown('cannot be read')).to.equal(false);
    });

    it('keeps what was written when the page changes its mind under the agent’s hands', async () => {
      await open();
      card.control('公司').focus();
      await sendKeys({type: 'x'});
      const written = card.control('公司').value;
      card.pop.fields = [
        {name: 'New', group: 'G'},
        {name: '公司', group: 'G', type: 'textarea'},
      ];
      await until(card.pop, () => card.names.includes('New'));
      expect(card.control('公司').value).to.equal(written);
      expect(card.focused === card.control('公司')).to.equal(true);
    });
  });

  describe('by the slot `fields`', () => {
    const add = (html: string) => {
      card.pop.insertAdjacentHTML('beforeend', html);
      return rendered(card.pop);
    };
    const own = <E extends Element = HTMLInputElement>(selector: string) =>
      card.pop.querySelector<E>(selector)!;

    it('fills a native control from the record, drafts what is written, and saves it', async () => {
      await open({values: {公司: 'A', 备注: '旧'}});
      await add('<label slot="fields">Note <input name="备注"></label>');
      expect(own('[name=备注]').value).to.equal('旧');
      own('[name=备注]').focus();
      await sendKeys({press: 'End'});
      await sendKeys({type: '话'});
      expect(card.draft.get('field:备注')).to.equal('旧话');
      await until(card.pop, () => words(part(card.pop, 'draft')) !== '');
      expect(await card.saved()).to.equal('{"公司":"A","备注":"旧话"}');
    });

    it('takes native controls of every kind', async () => {
      await open({values: {select: 'b', radio: '2', boxes: ['x', 'z'], many: ['p', 'q']}});
      await add(`<fieldset slot="fields">
        <select name="select"><option>a<option>b</select>
        <input type="radio" name="radio" value="1"><input type="radio" name="radio" value="2">
        <input type="checkbox" name="boxes" value="x"><input type="checkbox" name="boxes" value="y"><input type="checkbox" name="boxes" value="z">
        <select name="many" multiple><option>p<option>q<option>r</select>
        <textarea name="text"></textarea><input type="file" name="radio"><button name="select">x</button>
      </fieldset>`);
      expect(own<HTMLSelectElement>('[name=select]').value).to.equal('b');
      expect(own('[value="2"]').checked).to.equal(true);
      expect(
        [...card.pop.querySelectorAll<HTMLInputElement>('[name=boxes]')].map(({checked}) => checked),
      ).to.deep.equal([true, false, true]);
      own('[value="1"]').click();
      own('[value=y]').click();
      const [, , last] = own<HTMLSelectElement>('[name=many]').options;
      last!.selected = true;
      own('[name=many]').dispatchEvent(new Event('change', {bubbles: true}));
      type(own('[name=text]'), 'new');
      expect(await card.saved()).to.equal(
        '{"select":"b","radio":"1","boxes":["x","y","z"],"many":["p","q","r"],"text":"new"}',
      );
    });

    it('takes a custom element, alone or inside a label, with a text or a list', async () => {
      await open({values: {stars: '4', tags: ['a', 'b']}});
      await add(
        '<star-rating slot="fields" name="stars"></star-rating><label slot="fields"><star-rating name="tags"></star-rating></label>',
      );
      const [stars, tags] = [own<StarRating>('[name=stars]'), own<StarRating>('[name=tags]')];
      expect([stars.value, tags.value]).to.deep.equal(['4', ['a', 'b']]);
      stars.rate(5);
      tags.rate(['a', 'c']);
      expect(card.draft.get('field:stars')).to.equal('5');
      expect(await card.saved()).to.equal('{"stars":"5","tags":["a","c"]}');
      expect(card.draft.size).to.equal(0);
    });

    it('fills a custom element that is defined only later', async () => {
      await open({values: {late: '4'}});
      await add('<late-rating slot="fields" name="late"></late-rating>');
      expect(await card.saved()).to.equal('{"late":"4"}');
      customElements.define('late-rating', class extends StarRating {});
      await until(card.pop, () => own<StarRating>('late-rating').value === '4');
    });

    it('belongs to the card in front, and gives back its own to each', async () => {
      await open({values: {备注: 'first'}});
      await add('<input slot="fields" name="备注" aria-label="Note">');
      type(own('[name=备注]'), 'written');
      await card.say(ring({备注: 'second'}, {sessionId: 'b'}));
      await until(card.pop, () => own('[name=备注]').value === 'second');
      expect(card.draft.get('field:备注')).to.equal('written');
      const [tab] = card.pop.renderRoot.querySelectorAll<HTMLElement>('[role=tab]');
      tab!.click();
      await until(card.pop, () => own('[name=备注]').value === 'written');
      expect(await card.saved()).to.equal('{"备注":"written"}');
    });

    it('finds its name inside a page that uses `data-key` for itself', async () => {
      await open({values: {备注: ''}});
      const page = document.createElement('main');
      page.dataset['key'] = 'field:other';
      card.pop.replaceWith(page);
      page.append(card.pop);
      await add('<input slot="fields" name="备注" aria-label="Note">');
      type(own('[name=备注]'), 'x');
      expect([...card.draft]).to.deep.equal([['field:备注', 'x']]);
      page.remove();
    });
  });

  describe('by a slot `field-{name}`', () => {
    it('shows the page’s control in place of the field’s own, with the field’s name and help', async () => {
      await open({fields: [{name: '满意度', type: 'number', help: 'One to five'}, {name: '公司'}]});
      card.pop.innerHTML = '<star-rating slot="field-满意度" tabindex="0"></star-rating>';
      const rating = card.pop.querySelector<StarRating>('star-rating')!;
      await until(card.pop, () => rating.value === '4');
      expect(words(card.field('满意度'))).to.equal('满意度 One to five');
      expect(card.control('满意度').offsetParent === null).to.equal(true);
      rating.rate('5');
      expect(card.draft.get('field:满意度')).to.equal('5');
      expect(await card.saved()).to.equal('{"公司":"A","满意度":"5"}');
    });

    it('holds a native control to the page’s own rules, and says so beside the field', async () => {
      await open({fields: [{name: '公司'}]});
      card.pop.innerHTML = '<input slot="field-公司" required maxlength="9" aria-label="公司">';
      const input = card.pop.querySelector('input')!;
      await until(card.pop, () => input.value === 'A');
      type(input, '');
      part(card.pop, 'submit').click();
      await until(card.pop, () => card.problem('公司') === 'Fill this in.');
      expect(document.activeElement === input).to.equal(true);
      expect(card.line.asked).to.have.lengthOf(0);
    });

    it('gives the field its own control back when the page takes its away', async () => {
      await open();
      card.pop.innerHTML = '<input slot="field-公司" aria-label="公司">';
      const input = card.pop.querySelector('input')!;
      await until(card.pop, () => input.value === 'A');
      type(input, 'AB');
      input.remove();
      await until(card.pop, () => card.control('公司').value === 'AB');
      expect(await card.saved()).to.equal('{"公司":"AB","满意度":"4"}');
    });
  });

  it('leaves a form of the page’s own in the card to the page', async () => {
    await open();
    card.pop.innerHTML = '<form slot="details"><input name="search"><button>Find</button></form>';
    let submitted = 0;
    document.addEventListener(
      'submit',
      (event) => {
        submitted += event.defaultPrevented ? 0 : 1;
        event.preventDefault();
      },
      {once: true},
    );
    card.pop.querySelector('input')!.focus();
    await sendKeys({press: 'Enter'});
    await rendered(card.pop);
    expect(submitted).to.equal(1);
    expect(card.line.asked).to.have.lengthOf(0);
  });

  it('shows the page’s details and actions in every card', async () => {
    await open();
    card.pop.innerHTML = '<p slot="details">Contract 17</p><button slot="actions">Archive</button>';
    await card.say(notice(3), notice(1), notice(2), ring({}, {sessionId: 'b'}));
    for (const element of card.pop.children) expect(element.checkVisibility()).to.equal(true);
  });
});
