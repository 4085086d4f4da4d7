/** Keys while an input method is composing, as the browser itself gives them. */
import {expect} from '@open-wc/testing';
import {executeServerCommand} from '@web/test-runner-commands';

import {leave, part, press, pressMeeting, until} from '../rig/dom.ts';
import {openCard, type Card} from '../rig/card.ts';

const cdp = (method: string, params: object) => executeServerCommand('cdp', {method, params});
const ctrl = 2;

/** Presses Enter. While something is composed, the browser says so with the key. */
async function enter(modifiers: number) {
  const key = {key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 13, modifiers};
  await cdp('Input.dispatchKeyEvent', {type: 'keyDown', text: '\r', ...key});
  await cdp('Input.dispatchKeyEvent', {type: 'keyUp', ...key});
}

/** Composes in a field, tries to send it by Enter, and then sends it. */
async function composeIn(field: HTMLElement, modifiers: number) {
  field.focus();
  await cdp('Input.imeSetComposition', {text: 'ni3', selectionStart: 3, selectionEnd: 3});
  let composing = false;
  field.addEventListener('keydown', (event) => (composing = event.isComposing), {once: true});
  await enter(modifiers);
  expect(composing).to.equal(true);
  // As Safari tells it: the code alone, after the composition.
  const safari = {
    key: 'Enter',
    keyCode: 229,
    ctrlKey: modifiers === ctrl,
    bubbles: true,
    composed: true,
    cancelable: true,
  };
  expect(field.dispatchEvent(new KeyboardEvent('keydown', safari))).to.equal(false);
  await cdp('Input.insertText', {text: '你'});
}

describe('an input method', () => {
  let card: Card;

  beforeEach(async () => {
    card = await openCard({fields: [{name: 'note'}]});
  });

  afterEach(() => card.leave());

  for (const [name, modifiers] of [
    ['Enter', 0],
    ['Ctrl+Enter', ctrl],
  ] as const) {
    it(`F3 sends no half-written form by ${name}`, async () => {
      await composeIn(card.control('note'), modifiers);
      expect(card.line.asked).to.deep.equal([]);
      await enter(modifiers);
      expect((await card.line.next()).params['fields']).to.equal('{"note":"你"}');
    });

    it(`F3 adds no half-written number by ${name}`, async () => {
      await pressMeeting(card.bar);
      const field = part<HTMLInputElement>(card.bar, 'meeting-tel');
      await composeIn(field, modifiers);
      expect(part(card.bar, 'meeting-dialog').querySelector('.wrong')).to.have.property('hidden', true);
      expect(card.line.asked).to.deep.equal([]);
    });

    it(`F3 saves no half-written callback address by ${name}`, async () => {
      const settings = document.createElement('callback-settings');
      document.body.append(settings);
      await settings.updateComplete;
      await composeIn(part(settings, 'callback-url'), modifiers);
      await settings.updateComplete;
      expect(part(settings, 'fault').hidden).to.equal(true);
      await enter(0);
      await until(settings, () => !part(settings, 'fault').hidden);
      leave(settings);
    });
  }

  it('F3 sends no half-written SMS by Ctrl+Enter', async () => {
    const sms = document.createElement('sms-dialog');
    document.body.append(sms);
    press(card.bar, 'sms');
    (await card.line.next()).answer({code: 3, msg: 'no template'});
    await until(sms, () => sms.open);
    await composeIn(part(sms, 'text'), ctrl);
    await sms.updateComplete;
    expect(card.line.asked).to.deep.equal([]);
    await enter(ctrl);
    expect((await card.line.next()).params['msg']).to.equal('你');
    leave(sms);
  });
});
