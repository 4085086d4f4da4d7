import {expect} from '@open-wc/testing';
import {executeServerCommand, setViewport} from '@web/test-runner-commands';

import '../../src/index.ts';
import type {CallbackSettings} from '../../src/elements/callback-settings/callback-settings.ts';
import {callbackServer, field, problem, saved, trouble, type CallbackServer} from '../rig/callbacks.ts';
import {expectAccessible, leave, part, press, rendered, type, until} from '../rig/dom.ts';

const long = 'Donaudampfschifffahrtsgesellschaftskapitän'.repeat(3);
const address = `https://crm.example.com/${long}`;

describe('the callback settings', () => {
  let server: CallbackServer;
  let form: CallbackSettings;

  async function enter(lang: string) {
    document.documentElement.lang = lang;
    server = await callbackServer();
    form = document.createElement('callback-settings');
    form.server = server.url;
    document.body.append(form);
    await form.updateComplete;
  }

  afterEach(async () => {
    leave(form);
    await server.stop();
    document.documentElement.style.colorScheme = '';
    await setViewport({width: 800, height: 600});
    await executeServerCommand('cdp', {method: 'Emulation.setEmulatedMedia', params: {features: []}});
  });

  /** What a supervisor sees, one after the other. */
  const states: readonly [name: string, enter: () => Promise<unknown>][] = [
    ['nobody signed in', () => rendered(form)],
    [
      'somebody signed in',
      () => {
        form.credentials = {userSn: `SYSUSER|${long}`, apiKey: 'MUOm4NH1'};
        return until(form, () => form.renderRoot.textContent.includes(long));
      },
    ],
    [
      'wrong',
      () => {
        type(field(form, 'task-callback-url'), `me@${long}`);
        press(form, 'save');
        return until(
          form,
          () => problem(form, 'callback-url') !== '' && problem(form, 'task-callback-url') !== '',
        );
      },
    ],
    [
      'unsaved and on',
      () => {
        type(field(form, 'callback-url'), address);
        type(field(form, 'task-callback-url'), address);
        press(form, 'open-callback');
        return until(form, () => trouble(form) === '');
      },
    ],
    [
      'saving',
      async () => {
        await server.answer({hold: true});
        press(form, 'save');
        await server.arrived(1);
        await rendered(form);
      },
    ],
    [
      'saved',
      async () => {
        await server.release();
        await until(form, () => /^(Saved|已保存)/.test(saved(form)));
      },
    ],
    [
      'refused',
      async () => {
        await server.answer({body: JSON.stringify({code: 20007, msg: long})});
        press(form, 'save');
        await until(form, () => trouble(form).includes(long));
      },
    ],
  ];

  for (const scheme of ['light', 'dark']) {
    for (const lang of ['en', 'zh-CN']) {
      it(`pass the accessibility audit in each state, ${scheme}, ${lang}`, async () => {
        await enter(lang);
        document.documentElement.style.colorScheme = scheme;
        document.body.style.background = 'Canvas';
        for (const [, reach] of states) {
          await reach();
          await expectAccessible(form);
        }
      });
    }
  }

  for (const lang of ['en', 'zh-CN']) {
    it(`stay within 320 px in each state, ${lang}`, async () => {
      await setViewport({width: 320, height: 700});
      await enter(lang);
      const tooWide: string[] = [];
      for (const [name, reach] of states) {
        await reach();
        const {scrollWidth, clientWidth} = document.scrollingElement!;
        if (scrollWidth > clientWidth) tooWide.push(`${name}: page ${scrollWidth}`);
        const box = part(form, 'form').getBoundingClientRect();
        for (const element of part(form, 'form').querySelectorAll('p, h2, label, input, button, bdi')) {
          const {left, right, width} = element.getBoundingClientRect();
          if (width > 0 && (left < box.left || right > box.right + 0.5))
            tooWide.push(`${name}: ${element.localName} ${right}`);
        }
      }
      expect(tooWide).to.deep.equal([]);
    });
  }

  it('give every control at least 24 × 24 px to hit', async () => {
    await enter('en');
    for (const name of ['open-callback', 'callback-url', 'task-callback-url', 'save']) {
      const {offsetWidth, offsetHeight} = part(form, name);
      expect(Math.min(offsetWidth, offsetHeight), name).to.be.at.least(24);
    }
  });

  it('show on and off by place and shape in forced colours too', async () => {
    await executeServerCommand('cdp', {
      method: 'Emulation.setEmulatedMedia',
      params: {features: [{name: 'forced-colors', value: 'active'}]},
    });
    await enter('en');
    const knob = () => {
      const {left, right, backgroundColor} = getComputedStyle(part(form, 'open-callback'), '::before');
      return {isRight: parseFloat(left) > parseFloat(right), backgroundColor};
    };
    const off = knob();
    press(form, 'open-callback');
    await rendered(form);
    const on = knob();
    expect([off.isRight, on.isRight]).to.deep.equal([false, true]);
    expect(on.backgroundColor).to.not.equal(off.backgroundColor);
  });
});
