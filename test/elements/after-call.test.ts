import {expect} from '@open-wc/testing';
import {sendKeys} from '@web/test-runner-commands';

import type {FieldInput} from '../../src/protocol/customer-form/field-definitions.ts';
import {openCard, ring, type Card} from '../rig/card.ts';
import {part, press, rendered, type, until, words} from '../rig/dom.ts';
import {notice} from '../rig/frames.ts';
import {en} from '../../src/strings/en.ts';

const fields: readonly FieldInput[] = [
  {name: '公司', required: true},
  {name: '长文本', type: 'textarea'},
];

describe('after-call work', () => {
  let card: Card;

  beforeEach(async () => {
    card = await openCard({fields, quiet: true});
    await card.say(notice(2), ring({公司: 'A'}, {sessionId: 'a', name: '王建国'}));
  });

  afterEach(() => card.leave());

  const clock = () => words(card.pop.renderRoot.querySelector<HTMLElement>('[role=timer]')!);
  const paths = () => card.line.asked.map(({path}) => path);
  const write = (text: string) => type(card.control('长文本'), text);

  it('counts from the end of the call, and says how long the call took', async () => {
    await until(card.pop, () => clock() === '00:01');
    await card.say(notice(3));
    expect(clock()).to.equal('00:00');
    expect(words(part(card.pop, 'card'))).to.contain('After the call · the call took 00:01');
    await until(card.pop, () => clock() === '00:01');
    expect(words(part(card.pop, 'card'))).to.contain('the call took 00:01');
  });

  it('reminds of the form after the time that the page has set, once by voice and as long as it takes by sight', async () => {
    card.pop.setAttribute('wrap-up-reminder', '1');
    await card.say(notice(3));
    const shown = () => words(part(card.pop, 'card')).includes('After-call work for');
    expect(shown()).to.equal(false);
    await until(card.pop, shown);
    expect(card.spoken).to.match(/^After-call work for .* Save the form when you are done\.$/);
    const before = card.spoken;
    await until(card.pop, () => clock() === '00:02');
    expect(shown()).to.equal(true);
    expect(card.spoken).to.equal(before);
  });

  for (const seconds of [0, -1]) {
    it(`reminds of nothing where the page has set ${seconds}`, async () => {
      card.pop.wrapUpReminder = seconds;
      await card.say(notice(3));
      await until(card.pop, () => clock() === '00:01');
      expect(words(part(card.pop, 'card'))).to.not.contain('After-call work for');
    });
  }

  it('says “1 minute” and “2 minutes”', () => {
    expect(en.card.reminder(1)).to.match(/^After-call work for 1 minute\./);
    expect(en.card.reminder(2)).to.match(/^After-call work for 2 minutes\./);
  });

  it('is never ended by a status while words are unsaved, whatever comes', async () => {
    write('很长的话');
    for (const status of [3, 1, 0, 1, 2, 3, 1, 7]) {
      await card.say(notice(status));
      expect(card.control('长文本').value).to.equal('很长的话');
    }
    await card.say(notice(1));
    await card.saved();
    await until(card.pop, () => card.fields.length === 0);
    expect(card.done).to.equal('Saved: 王建国');
  });

  it('is over with the next status where nothing is unsaved', async () => {
    await card.say(notice(3));
    expect(card.fields).to.have.lengthOf(2);
    await card.say(notice(1));
    expect(card.fields).to.have.lengthOf(0);
  });

  it('throws words away only when that is confirmed', async () => {
    write('x');
    await rendered(card.pop);
    expect(card.pop.renderRoot.querySelector('[part=discard]') === null).to.equal(true);
    await card.say(notice(3), notice(1));
    press(card.pop, 'discard');
    const dialog = part<HTMLDialogElement>(card.pop, 'unsaved-dialog');
    await until(card.pop, () => dialog.open);
    expect(words(dialog)).to.equal('Not saved What you wrote about 王建国 is not saved. Stay Discard');
    press(card.pop, 'stay');
    await until(card.pop, () => !dialog.open);
    expect(card.control('长文本').value).to.equal('x');
    press(card.pop, 'discard');
    await until(card.pop, () => dialog.open);
    press(card.pop, 'discard-words');
    await until(card.pop, () => card.fields.length === 0);
    expect(card.draft.size).to.equal(0);
    expect(paths()).to.deep.equal([]);
  });

  it('shows the record again in a form whose words were thrown away', async () => {
    write('x');
    type(card.control('公司'), 'B');
    await card.say(notice(3));
    press(card.pop, 'discard');
    await until(card.pop, () => part<HTMLDialogElement>(card.pop, 'unsaved-dialog').open);
    press(card.pop, 'discard-words');
    await until(card.pop, () => card.draft.size === 0);
    await rendered(card.pop);
    expect(card.fields.map((_, i) => card.control(card.names[i]!).value)).to.deep.equal(['A', '']);
  });

  it('says where words are kept: in this page only, when the browser keeps none (H14)', async () => {
    write('x');
    await rendered(card.pop);
    expect(words(part(card.pop, 'draft'))).to.equal(
      'This browser keeps no drafts: save before you leave the page.',
    );
  });

  describe('the question of the browser before the page is left', () => {
    const asks = () => {
      const leaving = new Event('beforeunload', {cancelable: true});
      window.dispatchEvent(leaving);
      return leaving.defaultPrevented;
    };

    it('comes only while words are unsaved', async () => {
      expect(asks()).to.equal(false);
      write('x');
      await rendered(card.pop);
      expect(asks()).to.equal(true);
      await card.saved();
      await rendered(card.pop);
      expect(asks()).to.equal(false);
    });

    it('comes for a call whose card is not in front, and no more when the words are thrown away', async () => {
      write('x');
      await card.say(notice(3), notice(1), notice(2), ring({}, {sessionId: 'b'}));
      expect(asks()).to.equal(true);
      card.line.session.discard('a');
      await rendered(card.pop);
      expect(asks()).to.equal(false);
    });

    it('does not come when the page has taken the card away', async () => {
      write('x');
      card.pop.remove();
      await rendered(card.bar);
      expect(asks()).to.equal(false);
    });
  });

  describe('the question before the next call', () => {
    const dialog = () => part<HTMLDialogElement>(card.pop, 'unsaved-dialog');

    beforeEach(async () => {
      write('很长的话');
      await card.say(notice(3));
      press(card.bar, 'next-call');
      await until(card.pop, () => dialog().open);
    });

    it('is put instead of the request, and begins at “Stay”', () => {
      expect(paths()).to.deep.equal([]);
      expect(words(dialog())).to.equal(
        'Not saved What you wrote about 王建国 is not saved. Stay Discard Save and next call',
      );
      expect(card.focused === part(card.pop, 'stay')).to.equal(true);
    });

    it('stay: nothing is sent and nothing is lost', async () => {
      await sendKeys({press: 'Enter'});
      await until(card.pop, () => !dialog().open);
      expect(paths()).to.deep.equal([]);
      expect(card.control('长文本').value).to.equal('很长的话');
      expect(card.draft.size).to.equal(1);
    });

    it('Escape means the same as “Stay”', async () => {
      await sendKeys({press: 'Escape'});
      await until(card.pop, () => !dialog().open);
      expect(paths()).to.deep.equal([]);
      expect(card.draft.size).to.equal(1);
    });

    it('save: the form goes first, the next call after the yes', async () => {
      press(card.pop, 'save-words');
      const submit = await card.line.next();
      expect(submit.path).to.equal('/admin/agent/submit');
      expect(paths()).to.have.lengthOf(1);
      submit.answer();
      const next = await card.line.next();
      expect(next.path).to.equal('/admin/agent/nextCall');
      next.answer();
      await until(card.pop, () => card.fields.length === 0);
    });

    it('save: without the yes there is no next call, and the card says why', async () => {
      press(card.pop, 'save-words');
      (await card.line.next()).answer({code: 5, msg: '没有权限', data: null});
      await until(card.pop, () => card.trouble.includes('没有权限'));
      expect(paths()).to.deep.equal([]);
      expect(card.draft.size).to.equal(1);
    });

    it('save: not with a field that is wrong; the card shows it', async () => {
      press(card.pop, 'stay');
      type(card.control('公司'), '');
      press(card.bar, 'next-call');
      await until(card.pop, () => dialog().open);
      press(card.pop, 'save-words');
      await until(card.pop, () => card.problem('公司') === 'Fill this in.');
      expect(card.focused === card.control('公司')).to.equal(true);
      expect(paths()).to.deep.equal([]);
    });

    it('discard: the words go, and the next call is asked for', async () => {
      press(card.pop, 'discard-words');
      const next = await card.line.next();
      expect(next.path).to.equal('/admin/agent/nextCall');
      expect(card.draft.size).to.equal(0);
      next.answer();
      await card.say(notice(1));
      await until(card.pop, () => card.fields.length === 0);
    });

    it('D4 a double click on an answer sends one request', async () => {
      press(card.pop, 'save-words');
      press(card.pop, 'save-words');
      (await card.line.next()).answer();
      (await card.line.next()).answer();
      await rendered(card.pop);
      expect(paths()).to.deep.equal([]);
    });
  });

  it('is not asked for a parked call before the next one: its card stays', async () => {
    write('x');
    await card.say(notice(3), notice(1), notice(2), ring({公司: 'B'}, {sessionId: 'b'}), notice(3));
    press(card.bar, 'next-call');
    const next = await card.line.next();
    expect(next.path).to.equal('/admin/agent/nextCall');
    next.answer();
    await card.say(notice(1));
    await until(card.pop, () => words(part(card.pop, 'caller')) === '王建国');
    expect(card.control('长文本').value).to.equal('x');
  });

  it('is asked for all calls before the agent signs out, and says that signing out erases', async () => {
    write('x');
    await card.say(notice(3), notice(1), notice(2), ring({公司: 'B'}, {sessionId: 'b', name: 'Anna'}));
    write('y');
    await card.say(notice(3));
    press(card.bar, 'sign-out');
    const dialog = part<HTMLDialogElement>(card.pop, 'unsaved-dialog');
    await until(card.pop, () => dialog.open);
    expect(words(dialog)).to.match(
      /^Not saved What you wrote about 王建国, Anna is not saved\. Signing out erases/,
    );
    press(card.pop, 'save-words');
    for (const path of ['/admin/agent/submit', '/admin/agent/submit', '/admin/agent/logout']) {
      const request = await card.line.next();
      expect(request.path).to.equal(path);
      request.answer();
    }
    await until(card.pop, () => card.fields.length === 0);
    expect(card.draft.size).to.equal(0);
  });

  it('is a matter of the page when it wants to ask for itself', async () => {
    write('x');
    await card.say(notice(3));
    const asked: string[] = [];
    document.addEventListener(
      'agent-unsaved',
      (event) => {
        event.preventDefault();
        asked.push(event.command, ...event.calls.map(({sessionId}) => sessionId));
      },
      {once: true},
    );
    press(card.bar, 'next-call');
    await rendered(card.pop);
    expect(asked).to.deep.equal(['next-call', 'a']);
    expect(part<HTMLDialogElement>(card.pop, 'unsaved-dialog').open).to.equal(false);
    expect(paths()).to.deep.equal([]);
  });
});
