import {expect} from '@open-wc/testing';
import {setViewport} from '@web/test-runner-commands';

import type {FieldInput} from '../../src/protocol/customer-form/field-definitions.ts';
import {openCard, ring, type Card} from '../rig/card.ts';
import {expectAccessible, part, press, rendered, type, until} from '../rig/dom.ts';
import {notice} from '../rig/frames.ts';

const options = ['高', '中', '低'];
const long = 'Donaudampfschifffahrtsgesellschaftskapitän'.repeat(3);

const fields: readonly FieldInput[] = [
  {name: '公司', group: '基本信息', required: true, help: '营业执照上的名称'},
  {name: '年龄', type: 'number', group: '基本信息'},
  {name: '出生日期', type: 'date', group: '基本信息'},
  {name: '回访时间', type: 'datetime', group: '跟进'},
  {name: '邮箱', type: 'email', group: '跟进'},
  {name: '意向', type: 'radio', required: true, options, group: '跟进'},
  {name: '下拉框', type: 'select', options: [...options, long], group: '跟进'},
  {name: '多选框', type: 'multiselect', options: [...options, long], help: long},
  {name: long, type: 'textarea'},
];
const projects = [{id: 1, inspections: '["未质检","质检合格"]', statuses: '["未呼叫","已接通"]'}];
const values = {公司: 'A', 年龄: 'thirty', 旧值: 'x', [`${long}2`]: long};

/** The states that an agent sees, one after the other. */
const states: readonly [name: string, enter: (card: Card) => Promise<unknown>][] = [
  ['without a form', (card) => card.say(notice(2), ring({}, {project_id: 'none'}))],
  ['with a form', (card) => card.say(ring(values))],
  [
    'unsaved',
    (card) => {
      type(card.control(long), '很长的话');
      return rendered(card.pop);
    },
  ],
  [
    'wrong',
    async (card) => {
      press(card.pop, 'submit');
      await until(card.pop, () => card.problem('意向') !== '');
    },
  ],
  [
    'saving',
    async (card) => {
      card.choice('意向', '高').click();
      await card.save();
      await rendered(card.pop);
    },
  ],
  [
    'refused',
    async (card) => {
      card.line.asked[0]!.answer({code: 5, msg: long, data: null});
      await until(card.pop, () => card.trouble !== '');
    },
  ],
  ['reminded', (card) => card.say(notice(3))],
  [
    'replaced from another tab',
    (card) => {
      const [call] = card.line.session.$calls.get();
      const edits = [
        {key: `field:${long}`, value: long, at: Infinity, by: 'another', from: 0, seen: {}},
      ] as const;
      card.line.session.restore({call: call!, draft: {edits, replaced: [], letGo: {}, elsewhere: true}});
      return rendered(card.pop);
    },
  ],
  ['two calls', (card) => card.say(notice(1), notice(2), ring(values, {sessionId: 'b', name: long}))],
  [
    'three calls',
    (card) => card.say(notice(3), notice(1), notice(2), ring('{"a":', {sessionId: 'c', name: 'Anna'})),
  ],
  [
    'asked',
    async (card) => {
      await card.say(notice(3));
      press(card.bar, 'sign-out');
      await until(card.pop, () => part<HTMLDialogElement>(card.pop, 'unsaved-dialog').open);
    },
  ],
];

describe('the card with its form', () => {
  let card: Card;

  const open = async (lang: string) => {
    card = await openCard({form: {fields, projects}, lang, quiet: true});
    card.pop.wrapUpReminder = 0.001;
  };

  afterEach(async () => {
    card.leave();
    await setViewport({width: 800, height: 600});
  });

  for (const scheme of ['light', 'dark']) {
    for (const lang of ['en', 'zh-CN']) {
      it(`passes the accessibility audit in each state, ${scheme}, ${lang}`, async () => {
        await open(lang);
        document.documentElement.style.colorScheme = scheme;
        document.body.style.background = 'Canvas';
        for (const [, enter] of states) {
          await enter(card);
          await expectAccessible(card.pop);
        }
      });
    }
  }

  for (const lang of ['en', 'zh-CN']) {
    it(`stays within 320 px in each state, ${lang}`, async () => {
      await setViewport({width: 320, height: 700});
      await open(lang);
      const tooWide: string[] = [];
      for (const [name, enter] of states) {
        await enter(card);
        const {scrollWidth, clientWidth} = document.scrollingElement!;
        if (scrollWidth > clientWidth) tooWide.push(`${name}: page ${scrollWidth}`);
        const box = part(card.pop, 'card').getBoundingClientRect();
        const inside = card.pop.renderRoot.querySelectorAll<HTMLElement>(
          'article :is(p, h2, h3, h4, dd, legend, label, input, select, textarea, button, .notice)',
        );
        for (const element of inside) {
          const {left, right, width} = element.getBoundingClientRect();
          // Tabs scroll in their own list.
          if (width === 0 || element.role === 'tab') continue;
          if (left < box.left || right > box.right + 0.5)
            tooWide.push(`${name}: ${element.localName} ${element.textContent.trim().slice(0, 30)} ${right}`);
        }
      }
      expect(tooWide).to.deep.equal([]);
    });
  }

  it('gives every control at least 24 × 24 px to hit', async () => {
    await open('en');
    for (const [, enter] of states.slice(0, -1)) await enter(card);
    const small = [
      ...part(card.pop, 'card').querySelectorAll<HTMLElement>(
        'button, input, select, textarea, label.choice',
      ),
    ]
      .filter((element) => !element.matches('.choice input'))
      .filter(
        (element) => element.checkVisibility() && Math.min(element.offsetWidth, element.offsetHeight) < 24,
      );
    expect(small.map(({outerHTML}) => outerHTML)).to.deep.equal([]);
  });

  it('shows wrong fields by more than colour, and a choice that is wrong as much as a text', async () => {
    await open('en');
    await card.say(notice(2), ring({}));
    press(card.pop, 'submit');
    await until(card.pop, () => card.problem('意向') !== '');
    for (const name of ['公司', '意向']) {
      const problem = card.field(name).querySelector<HTMLElement>('.problem')!;
      expect(problem.checkVisibility()).to.equal(true);
      expect(getComputedStyle(problem).color).to.not.equal(getComputedStyle(card.field('年龄')).color);
    }
  });
});
