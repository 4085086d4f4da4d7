import {expect} from '@open-wc/testing';
import {emulateMedia, sendKeys, setViewport} from '@web/test-runner-commands';

import '../../src/elements/agent-bar/agent-bar.ts';
import type {Session} from '../../src/connect.ts';
import type {AgentBar} from '../../src/elements/agent-bar/agent-bar.ts';
import {expectAccessible, leave, part, press, rendered, until, words} from '../rig/dom.ts';
import {notice} from '../rig/frames.ts';
import {createLine, type Line} from '../rig/line.ts';
import {en} from '../../src/strings/en.ts';
import {zhCN} from '../../src/strings/zh-CN.ts';

describe('the report that an agent hands to whoever helps', () => {
  let line: Line;
  let bar: AgentBar;

  beforeEach(async () => {
    document.documentElement.lang = 'en';
    line = createLine();
    bar = document.createElement('agent-bar');
    bar.session = line.session;
    document.body.append(bar);
    await until(bar, () => bar.getAttribute('link') === 'open');
    line.say(notice(1));
    await until(bar, () => panel() !== null && line.session.$agent.get().status === 'idle');
  });

  afterEach(async () => {
    line.session.close();
    leave(bar);
    await setViewport({width: 800, height: 600});
    await emulateMedia({colorScheme: 'light'});
  });

  const panel = () => bar.renderRoot.querySelector<HTMLElement>('#report');
  const isOpen = () => panel()!.matches(':popover-open');
  const focused = () => bar.shadowRoot?.activeElement?.getAttribute('part');

  async function open() {
    press(bar, 'link');
    await until(bar, () => focused() === 'copy-report');
    await until(bar, () => part(bar, 'copy-report').getAttribute('aria-busy') === 'false');
  }

  it('is two presses away by keyboard, and Escape leads back to the light', async () => {
    part(bar, 'link').focus();
    await sendKeys({press: 'Enter'});
    await until(bar, () => focused() === 'copy-report');
    expect(words(panel()!)).to.contain(en.dialogs.reportText);
    await sendKeys({press: 'Escape'});
    await until(bar, () => !isOpen());
    expect(focused()).to.equal('link');
    expect(panel()!.textContent.trim()).to.equal('');
  });

  it('is a light of a size that can be pressed, however narrow the bar', async () => {
    for (const width of [320, 480, 800, 1400]) {
      await setViewport({width, height: 600});
      await rendered(bar);
      const {width: wide, height: high} = part(bar, 'link').getBoundingClientRect();
      expect(Math.min(wide, high), String(width)).to.be.at.least(24);
    }
  });

  for (const [lang, strings] of [
    ['en', en.dialogs],
    ['zh-CN', zhCN.dialogs],
  ] as const)
    for (const colorScheme of ['light', 'dark'] as const)
      it(`is readable and stays within 320 px, before and after copying by hand, ${lang}, ${colorScheme}`, async () => {
        await emulateMedia({colorScheme});
        await setViewport({width: 320, height: 640});
        document.documentElement.lang = lang;
        document.documentElement.style.colorScheme = colorScheme;
        document.body.style.background = 'canvas';
        await open();
        expect(words(part(bar, 'copy-report'))).to.equal(strings.copyReport);
        await expectAccessible(bar);
        await withoutClipboard(async () => {
          press(bar, 'copy-report');
          await until(bar, () => !part(bar, 'report-text').hidden);
        });
        expect(words(panel()!)).to.contain(strings.reportByHand);
        await expectAccessible(bar);
        const {left, right, bottom} = panel()!.getBoundingClientRect();
        expect(left).to.be.at.least(0);
        expect(right).to.be.at.most(320);
        expect(bottom).to.be.at.most(640);
        expect(panel()!.scrollWidth).to.be.at.most(panel()!.clientWidth);
        document.documentElement.style.colorScheme = '';
        document.body.style.background = '';
      });

  it('is selected as a whole where the page has no clipboard, as on plain http', async () => {
    await open();
    await withoutClipboard(async () => {
      press(bar, 'copy-report');
      await until(bar, () => !part(bar, 'report-text').hidden);
    });
    await until(bar, () => focused() === 'report-text');
    const text = part<HTMLTextAreaElement>(bar, 'report-text');
    expect([text.selectionStart, text.selectionEnd]).to.deep.equal([0, text.value.length]);
    expect(text.readOnly).to.equal(true);
    const report = JSON.parse(text.value) as Awaited<ReturnType<Session['diagnostics']>>;
    expect(report.status).to.equal('idle');
    expect(report.link).to.deep.equal({state: 'open'});
    expect(report.happenings.map(({kind}) => kind)).to.include.members(['link', 'frames', 'agent']);
  });

  it('tells how things stand when it is opened, not when it was first', async () => {
    for (const [number, status] of [
      [2, 'busy'],
      [3, 'wrap-up'],
    ] as const) {
      line.say(notice(number));
      await until(bar, () => line.session.$agent.get().status === status);
      await open();
      await withoutClipboard(async () => {
        press(bar, 'copy-report');
        await until(bar, () => !part(bar, 'report-text').hidden);
      });
      const {value} = part<HTMLTextAreaElement>(bar, 'report-text');
      expect((JSON.parse(value) as {status: string}).status).to.equal(status);
      await sendKeys({press: 'Escape'});
      await until(bar, () => !isOpen());
    }
  });

  it('is not offered before there is a session, and the panel says what is waited for', async () => {
    const early = document.createElement('agent-bar');
    document.body.append(early);
    await until(early, () => early.renderRoot.querySelector('#report') !== null);
    press(early, 'link');
    await until(early, () => early.renderRoot.querySelector('#report p') !== null);
    expect(early.renderRoot.querySelector('[part=copy-report]')).to.equal(null);
    leave(early);
  });

  it('breaks nothing where the session has none', async () => {
    const {diagnostics: _, ...session} = line.session;
    bar.session = session as Session;
    await rendered(bar);
    press(bar, 'link');
    await until(bar, () => focused() === 'copy-report');
    press(bar, 'copy-report');
    await rendered(bar);
    expect(part(bar, 'copy-report').getAttribute('aria-busy')).to.equal('true');
  });
});

/** As a page without a secure context finds the browser. */
async function withoutClipboard(act: () => Promise<void>) {
  Object.defineProperty(navigator, 'clipboard', {value: undefined, configurable: true});
  try {
    await act();
  } finally {
    Reflect.deleteProperty(navigator, 'clipboard');
  }
}
