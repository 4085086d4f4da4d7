/** Elements in every kind of place that a page has for them. */
import {expect} from '@open-wc/testing';
import {setViewport} from '@web/test-runner-commands';

import {openCard, type Card} from '../rig/card.ts';
import {rendered} from '../rig/dom.ts';

/** An `i` stands for the element, everything else is around it. */
const places: Readonly<Record<string, string>> = {
  'a flex row': '<div style="display: flex"><i class="here"></i></div>',
  'a flex row beside a logo':
    '<div style="display: flex"><b style="flex: none; width: 60px">Logo</b><i class="here"></i></div>',
  'a flex row of an inline-flex':
    '<div style="display: inline-flex; max-width: 100%"><i class="here"></i></div>',
  'a centred flex column':
    '<div style="display: flex; flex-direction: column; align-items: center"><i class="here"></i></div>',
  'a grid column as wide as its content':
    '<div style="display: grid; grid-template-columns: auto"><i class="here"></i></div>',
  'a table cell': '<table><tr><td class="here"></td></tr></table>',
  'a table cell beside another': '<table><tr><td>Name</td><td class="here"></td></tr></table>',
  'a float': '<div style="float: left" class="here"></div>',
  'an inline-block': '<div style="display: inline-block" class="here"></div>',
  'display: table': '<div style="display: table" class="here"></div>',
  'position: fixed': '<div style="position: fixed; top: 0" class="here"></div>',
  'position: absolute': '<div style="position: absolute; top: 0" class="here"></div>',
  'width: fit-content': '<div style="width: fit-content" class="here"></div>',
  'a block': '<div class="here"></div>',
  'a flex row in a column of 300 px': '<div style="width: 300px; display: flex"><i class="here"></i></div>',
  'a float in a column of 300 px':
    '<div style="width: 300px"><div style="float: left" class="here"></div></div>',
  'a column of 240 px': '<div style="width: 240px" class="here"></div>',
};

/** How the element itself is placed. */
const styles = [
  '',
  'float: left',
  'position: fixed; top: 0',
  'display: inline-block',
  'display: table',
  'flex: 1',
];

describe('a place in a page', () => {
  let card: Card;

  beforeEach(async () => {
    card = await openCard({fields: [{name: 'note'}]});
  });

  afterEach(async () => {
    card.leave();
    await setViewport({width: 800, height: 600});
  });

  for (const width of [375, 1280])
    it(`F11 gives bar, card and callback settings a usable width at ${width} px, and never more than there is`, async () => {
      await setViewport({width, height: 700});
      const elements = [card.bar, card.pop, document.createElement('callback-settings')];
      const wrong: string[] = [];
      for (const [place, markup] of Object.entries(places)) {
        const box = document.createElement('div');
        box.innerHTML = markup;
        document.body.append(box);
        const here = box.querySelector<HTMLElement>('.here')!;
        const parent = here.localName === 'i' ? here.parentElement! : here;
        for (const element of elements)
          for (const style of styles) {
            if (here.localName === 'i') here.replaceWith(element);
            else here.append(element);
            element.style.cssText = style;
            await rendered(element);
            const {width: has, right} = element.getBoundingClientRect();
            const room = style.includes('fixed') ? width : parent.getBoundingClientRect().width + 1;
            const least = place.includes('240') ? 239 : 280;
            if (has < least || has > room || right > width || document.documentElement.scrollWidth > width)
              wrong.push(`${element.localName} {${style}} in ${place}: ${has} of ${room}, to ${right}`);
            if (here.localName === 'i') element.replaceWith(here);
          }
        box.remove();
      }
      for (const element of elements) element.style.cssText = '';
      expect(wrong).to.deep.equal([]);
    });
});
