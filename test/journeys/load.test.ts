import {expect} from '@open-wc/testing';

import {openCard, ring, type Card} from '../rig/card.ts';
import {part, rendered, type, until, words} from '../rig/dom.ts';
import {info, message, notice} from '../rig/frames.ts';

/** All that the elements have in the page, comments too. */
function nodesIn(root: Node): number {
  const inside = root instanceof Element && root.shadowRoot ? nodesIn(root.shadowRoot) : 0;
  return [...root.childNodes].reduce((sum, child) => sum + 1 + nodesIn(child), inside);
}

/** One call from its ring to its end, with an announcement. */
const whole = (number: number) => [
  notice(2),
  info({sessionId: `call ${number}`, info: {uuid: `customer ${number}`, name: `Caller ${number}`}}),
  message(`Announcement ${number}`),
  notice(3),
  notice(1),
];

describe('a page on which a flood of frames comes down', () => {
  let card: Card;

  // It is loaded late, and hands the frames on.
  before(() => import('../../src/transport/socket/liveness.ts'));
  beforeEach(async () => {
    card = await openCard({quiet: true, fields: [{name: '年龄', type: 'number'}]});
    await rendered(card.pop);
  });
  afterEach(() => card.leave());

  const cards = () => card.pop.renderRoot.querySelectorAll('form[part=form]').length;
  const tabs = () => card.pop.renderRoot.querySelectorAll('[role=tab]').length;

  it('paints while 10,000 frames that came in one task are handled, and ends with the last values (S14)', async () => {
    let paints = 0;
    let over = false;
    const count = () => {
      paints += 1;
      if (!over) requestAnimationFrame(count);
    };
    requestAnimationFrame(count);
    const frames = Array.from({length: 2_000}, (_, number) => whole(number)).flat();
    for (const frame of frames) card.line.say(frame);
    const {status: heard = 0} = card.session.$frames.get();
    expect(heard).to.be.below(3_000);
    card.line.say(notice(2));
    card.line.say(ring({年龄: '41'}, {sessionId: 'last', name: 'Wang'}));
    await until(card.pop, () => card.pop.renderRoot.textContent.includes('Wang'));
    over = true;
    expect(paints).to.be.at.least(3);
    expect(card.session.$frames.get()).to.deep.equal({status: 6_001, call: 2_001, notice: 2_000});
    expect(card.session.$agent.get().status).to.equal('busy');
    expect(card.control('年龄').value).to.equal('41');
    await until(card.bar, () => part(card.bar, 'announcement').textContent.includes('Announcement 1999'));
    expect(card.session.$notices.get()).to.have.lengthOf(50);
    expect(card.session.$calls.get()).to.have.lengthOf(300);
    expect(words(part(card.bar, 'status'))).to.contain('Busy');
  });

  it('makes neither a form nor a card for each of 2,000 calls that all seem to go on (S14)', async () => {
    await card.say(notice(2));
    for (let number = 0; number < 2_000; number += 1) {
      card.line.say(ring({年龄: String(number)}, {sessionId: `call ${number}`, name: `Caller ${number}`}));
      if (number % 100 === 99) await rendered(card.pop);
    }
    await until(card.pop, () => words(part(card.pop, 'caller')) === 'Caller 1999');
    expect(tabs()).to.equal(20);
    expect(cards()).to.be.at.most(9);
    expect(card.control('年龄').value).to.equal('1999');
  });

  it('keeps the form of a call with unsaved words, however many calls come after it (S14 D7)', async () => {
    await card.say(notice(2), ring({年龄: '1'}, {sessionId: 'mine', name: 'Mine'}));
    type(card.control('年龄'), '42');
    const mine = card.control('年龄');
    for (let number = 0; number < 30; number += 1) {
      await card.say(ring({年龄: '2'}, {sessionId: `call ${number}`, name: `Caller ${number}`}));
      (card.pop.renderRoot.querySelector('[role=tab]:last-child') as HTMLElement).click();
      await rendered(card.pop);
    }
    (card.pop.renderRoot.querySelector('[role=tab]') as HTMLElement).click();
    await until(card.pop, () => words(part(card.pop, 'caller')) === 'Mine');
    expect(card.control('年龄')).to.equal(mine);
    expect(mine.value).to.equal('42');
  });

  it('has as many nodes in it after a thousand calls as after a hundred (S14)', async () => {
    const after = async (from: number, to: number) => {
      for (let number = from; number < to; number += 1) {
        for (const frame of whole(number)) card.line.say(frame);
        if (number % 10 === 0) await rendered(card.pop);
      }
      await card.say(notice(2), ring({}, {sessionId: `shown ${to}`, name: 'Wang'}));
      await until(card.pop, () => card.pop.renderRoot.textContent.includes('Wang'));
      await card.say(notice(3), notice(1));
      await until(card.bar, () => card.bar.getAttribute('status') === 'idle');
      return nodesIn(card.bar) + nodesIn(card.pop);
    };
    const nodes = await after(0, 100);
    expect(await after(100, 1_000)).to.equal(nodes);
  });
});

describe('a form whose fields change again and again', () => {
  let card: Card;
  beforeEach(async () => (card = await openCard({values: {年龄: '41'}})));
  afterEach(() => card.leave());

  it('leaves nothing behind in the page, and keeps what is typed (S14)', async () => {
    const names = ['年龄', '公司', '意向', '长文本', '下拉框'];
    const show = async (turn: number) => {
      card.pop.fields = names.filter((_, i) => i === 0 || (turn + i) % 3 > 0).map((name) => ({name}));
      await rendered(card.pop);
    };
    await show(0);
    type(card.control('年龄'), '42');
    await show(3);
    const typed = card.control('年龄');
    const nodes = nodesIn(card.pop);
    for (let turn = 4; turn <= 303; turn += 1) await show(turn);
    expect(nodesIn(card.pop)).to.equal(nodes);
    expect(card.control('年龄')).to.equal(typed);
    expect(typed.value).to.equal('42');
  });
});
