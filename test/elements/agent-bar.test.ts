import {expect} from '@open-wc/testing';
import {sendKeys, setViewport} from '@web/test-runner-commands';

import '../../src/index.ts';
import type {AgentBar} from '../../src/elements/agent-bar/agent-bar.ts';
import {
  expectAccessible,
  label,
  leave,
  part,
  possible,
  press,
  rendered,
  type,
  until,
  words,
  pressMeeting,
} from '../rig/dom.ts';
import {info, message, notice} from '../rig/frames.ts';
import {createLine, type Line} from '../rig/line.ts';

describe('<agent-bar>', () => {
  let line: Line;
  let bar: AgentBar;

  beforeEach(async () => {
    document.documentElement.lang = 'en';
    line = createLine();
    bar = document.createElement('agent-bar');
    bar.session = line.session;
    document.body.append(bar);
    await until(bar, () => bar.getAttribute('link') === 'open');
  });

  afterEach(() => {
    line.session.close();
    leave(bar);
    document.documentElement.style.colorScheme = '';
  });

  async function say(...frames: unknown[]) {
    for (const frame of frames) line.say(frame);
    await rendered(bar);
  }

  const strip = () => part(bar, 'fault');

  for (const scheme of ['light', 'dark']) {
    for (const lang of ['en', 'zh-CN']) {
      it(`passes the accessibility audit in each state, ${scheme}, ${lang}`, async () => {
        document.documentElement.lang = lang;
        document.documentElement.style.colorScheme = scheme;
        document.body.style.background = 'Canvas';
        await expectAccessible(bar);
        for (const status of [0, 1, 2, 3]) {
          await say(notice(status), ...(status === 2 ? [info()] : []), message(`Announcement ${status}`));
          await expectAccessible(bar);
        }
        press(bar, 'blacklist');
        const question = () => bar.renderRoot.querySelector<HTMLDialogElement>('[part=confirm-dialog]');
        await until(bar, () => question()?.open === true);
        await expectAccessible(bar);
        press(bar, 'cancel');
        await say(notice(2));
        await pressMeeting(bar);
        press(bar, 'meeting-add');
        await until(bar, () => part(bar, 'meeting-tel').ariaInvalid === 'true');
        await expectAccessible(bar);
        line.cut(4401);
        await until(bar, () => bar.getAttribute('link') === 'refused');
        await expectAccessible(bar);
      });
    }
  }

  it('says each state in words, in the language of the page, and follows a change of it', async () => {
    const seen: string[] = [];
    for (const status of [0, 1, 2, 3, 7]) {
      await say(notice(status));
      seen.push(
        `${bar.getAttribute('status')} ${words(part(bar, 'status'))
          .replace(/[\d:]+/, '')
          .trim()}`,
      );
    }
    expect(seen).to.deep.equal([
      'signed-out Signed out',
      'idle Idle',
      'busy Busy',
      'wrap-up Wrap-up',
      'unknown Unknown',
    ]);
    await say(notice(1));
    document.documentElement.lang = 'zh-CN';
    await until(bar, () => words(part(bar, 'status')).startsWith('空闲'));
    expect(words(part(bar, 'next-call'))).to.equal('下一个');
  });

  it('leaves the filled button to the card while there is one', async () => {
    const filled = () =>
      [...bar.renderRoot.querySelectorAll<HTMLElement>('.actions .filled:not([hidden])')].map(words);
    await say(notice(1));
    expect(filled()).to.deep.equal(['Next call']);
    await say(notice(2), info());
    expect(filled()).to.deep.equal([]);
    await say(notice(3));
    expect(filled()).to.deep.equal([]);
    await say(notice(1));
    expect(filled()).to.deep.equal(['Next call']);
  });

  it('shows the time that the server has counted and ticks on from there', async () => {
    await say(notice(1, '00:04:17'));
    expect(words(part(bar, 'timer'))).to.equal('04:17');
    await until(bar, () => words(part(bar, 'timer')) === '04:18');
    await say(notice(1, '26:00:01'));
    expect(words(part(bar, 'timer'))).to.equal('26:00:01');
  });

  it('shows dashes, not nonsense, for a time that cannot be read (P6)', async () => {
    for (const time of ['25:99:99', '', null, -5]) {
      await say({method: 'notice', status: 1, time});
      expect(words(part(bar, 'timer'))).to.equal('--:--');
    }
  });

  it('offers only what is possible in each state', async () => {
    const parts = ['sign-in', 'sign-out', 'next-call', 'hold', 'meeting', 'blacklist', 'sms'];
    const offered = () => parts.filter((name) => !part(bar, name).hidden && possible(bar, name));
    await say(notice(0));
    expect(offered()).to.deep.equal(['sign-in']);
    await say(notice(1));
    expect(offered()).to.deep.equal(['sign-out', 'next-call', 'sms']);
    await say(info(), notice(2));
    expect(offered()).to.deep.equal(['hold', 'meeting', 'blacklist', 'sms']);
    await say(notice(3));
    expect(offered()).to.deep.equal(['sign-out', 'next-call', 'blacklist', 'sms']);
  });

  it('says why a dimmed button cannot be used, to the eye and to a screen reader, and sends nothing', async () => {
    await say(notice(1));
    expect(part(bar, 'hold').title).to.contain('Possible during a call.');
    press(bar, 'hold');
    await bar.updateComplete;
    expect(bar.renderRoot.querySelector('.hint')?.textContent).to.equal('Possible during a call.');
    expect(bar.renderRoot.querySelector('[role=status]')?.textContent).to.equal('Possible during a call.');
    expect(line.asked).to.have.lengthOf(0);
  });

  it('sends one request for two presses (D4) and changes nothing before the answer', async () => {
    await say(notice(2), info());
    press(bar, 'hold');
    press(bar, 'hold');
    const request = await line.next();
    await bar.updateComplete;
    expect(line.asked).to.have.lengthOf(1);
    expect(part(bar, 'hold').ariaBusy).to.equal('true');
    expect(label(bar, 'hold')).to.equal('Hold');
    request.answer();
    await until(bar, () => label(bar, 'hold') === 'Resume');
    expect(part(bar, 'hold').ariaBusy).to.equal('false');
  });

  it('lets the page refuse a command', async () => {
    await say(notice(1));
    const types: string[] = [];
    bar.addEventListener('agent-request', (event) => {
      types.push(event.command.type);
      event.preventDefault();
    });
    press(bar, 'next-call');
    await bar.updateComplete;
    expect(types).to.deep.equal(['next-call']);
    expect(line.asked).to.have.lengthOf(0);
  });

  it('says the server’s own reason and what to do next, until it is dismissed or something works', async () => {
    await say(notice(2));
    press(bar, 'hold');
    (await line.next()).answer({code: 7, msg: '坐席不在通话中', data: null});
    await until(bar, () => !strip().hidden);
    expect(words(strip())).to.match(/^Hold: The call system refused\. “坐席不在通话中” Nothing was changed/);
    strip().querySelector('button')!.click();
    await until(bar, () => strip().hidden === true);
    press(bar, 'hold');
    (await line.next()).answer('<html>login</html>');
    await until(bar, () => words(strip()).includes('Something other than the call system answered'));
    press(bar, 'hold');
    (await line.next()).answer();
    await until(bar, () => strip().hidden === true);
  });

  it('asks for the third party’s number, keeps a wrong one, and says what is wrong beside it', async () => {
    await say(notice(2), info());
    await pressMeeting(bar);
    const field = part<HTMLInputElement>(bar, 'meeting-tel');
    const dialog = part<HTMLDialogElement>(bar, 'meeting-dialog');
    expect(bar.shadowRoot?.activeElement?.getAttribute('part')).to.equal('meeting-tel');
    type(field, '10x4');
    press(bar, 'meeting-add');
    await until(bar, () => field.ariaInvalid === 'true');
    expect(words(dialog)).to.contain('A number has digits, +, * and # only.');
    expect(field.value).to.equal('10x4');
    expect(line.asked).to.have.lengthOf(0);
    type(field, '010-8888 0000');
    press(bar, 'meeting-add');
    const request = await line.next();
    expect(request.params).to.deep.equal({tel: '01088880000'});
    request.answer({code: 5, msg: '号码占线', data: null});
    await until(bar, () => words(dialog).includes('号码占线'));
    expect(dialog.open).to.equal(true);
    expect(field.value).to.equal('010-8888 0000');
    expect(strip().hidden).to.equal(true);
    press(bar, 'meeting-add');
    (await line.next()).answer();
    await until(bar, () => !dialog.open);
    await until(bar, () => words(part(bar, 'bar')).includes('with 010-8888 0000'));
  });

  it('asks before it blacklists, and means the customer it asked about even when another call arrives', async () => {
    await say(notice(2), info({info: {name: '王建国'}}));
    press(bar, 'blacklist');
    await until(
      bar,
      () => bar.renderRoot.querySelector<HTMLDialogElement>('[part=confirm-dialog]')?.open === true,
    );
    const dialog = part<HTMLDialogElement>(bar, 'confirm-dialog');
    expect(words(dialog)).to.contain('王建国 will not reach anybody');
    press(bar, 'cancel');
    expect(line.asked).to.have.lengthOf(0);
    press(bar, 'blacklist');
    await until(bar, () => dialog.open);
    await say(info({sessionId: 'another', info: {uuid: 'other-uuid'}}));
    press(bar, 'confirm');
    expect((await line.next()).params).to.deep.equal({info_uuid: 'beeb8dda-87fb-4f7d-aa60-a4dee98e2e08'});
  });

  it('keeps announcements so that they can be read later, newest first, and counts the unread', async () => {
    await say(message('Line 2 is down'), message('<b>Line 2 is back</b>'));
    const bell = part(bar, 'announcement');
    expect(bell.textContent).to.contain('2 unread').and.to.contain('<b>Line 2 is back</b>');
    expect(bar.renderRoot.querySelector('[role=status]')?.textContent).to.equal('<b>Line 2 is back</b>');
    bell.click();
    const panel = bar.renderRoot.querySelector<HTMLElement>('#announcements')!;
    await until(bar, () => !bell.textContent.includes('unread'));
    expect([...panel.querySelectorAll('bdi')].map((item) => item.textContent)).to.deep.equal([
      '<b>Line 2 is back</b>',
      'Line 2 is down',
    ]);
  });

  it('reconnects by itself and keeps what it knew on the screen meanwhile (N1)', async () => {
    await say(notice(2, '00:01:00'), info({info: {name: '王建国'}}));
    const links: string[] = [];
    bar.addEventListener('agent-link', ({link}) => {
      links.push(link);
      expect(words(part(bar, 'bar')))
        .to.contain('Busy')
        .and.to.contain('王建国');
    });
    line.cut();
    await until(bar, () => links.at(-1) === 'open');
    expect(links).to.deep.equal(['waiting', 'connecting', 'open']);
    expect(strip().hidden).to.equal(true);
    expect(line.sockets()).to.equal(1);
  });

  it('says what to do when the token is refused, and tries again by hand', async () => {
    line.cut(4401);
    await until(bar, () => bar.getAttribute('link') === 'refused');
    expect(words(strip())).to.contain(
      'Your access has expired or is not accepted. Sign in to your CRM again.',
    );
    expect(possible(bar, 'sign-in')).to.equal(false);
    strip().querySelector('button')!.click();
    await until(bar, () => bar.getAttribute('link') === 'open');
    expect(strip().hidden).to.equal(true);
  });

  it('tells the page of each status, call, end, announcement and fault once', async () => {
    const told: string[] = [];
    for (const name of [
      'agent-status',
      'agent-call',
      'agent-call-end',
      'agent-notice',
      'agent-fault',
    ] as const) {
      bar.addEventListener(name, (event) => told.push(name + ('status' in event ? ` ${event.status}` : '')));
    }
    await say(notice(1), notice(1), info(), notice(2), info(), notice(2), notice(3), message('a'), info());
    press(bar, 'next-call');
    (await line.next()).answer({code: 1, msg: 'no', data: 0});
    await until(bar, () => !strip().hidden);
    expect(told).to.deep.equal([
      'agent-status idle',
      'agent-call',
      'agent-status busy',
      'agent-status wrap-up',
      'agent-call-end',
      'agent-notice',
      'agent-fault',
    ]);
  });

  it('is not harmed by a page that changes what it is given (H10)', async () => {
    bar.addEventListener('agent-call', ({call}) => Object.assign(call.customer, {name: 'changed'}));
    await say(notice(2), info({info: {name: '王建国'}}));
    expect(words(part(bar, 'bar')))
      .to.contain('王建国')
      .and.not.to.contain('changed');
  });

  it('keeps the keyboard’s place when sign-in gives way to next call', async () => {
    await say(notice(0));
    part(bar, 'sign-in').focus();
    press(bar, 'sign-in');
    (await line.next()).answer();
    await say(notice(1));
    expect(bar.shadowRoot?.activeElement?.getAttribute('part')).to.equal('next-call');
  });

  it('uses function keys when the page wants them', async () => {
    await say(notice(2));
    document.dispatchEvent(new KeyboardEvent('keydown', {key: 'F9'}));
    expect(line.asked).to.have.lengthOf(0);
    bar.hotkeys = '';
    await bar.updateComplete;
    expect(part(bar, 'hold').getAttribute('aria-keyshortcuts')).to.equal('F9');
    document.dispatchEvent(new KeyboardEvent('keydown', {key: 'F9'}));
    expect((await line.next()).path).to.equal('/admin/agent/hold');
    bar.hotkeys = 'next-call=F7 nonsense hold=x answer=F6 confirm=F6';
    await bar.updateComplete;
    expect(part(bar, 'hold').hasAttribute('aria-keyshortcuts')).to.equal(false);
    document.dispatchEvent(new KeyboardEvent('keydown', {key: 'F6'}));
    expect(line.asked).to.have.lengthOf(1);
  });

  for (const width of [320, 480, 768, 1280, 1920]) {
    it(`stays one line of 48 px and shows status, clock, caller and link at ${width} px`, async () => {
      await setViewport({width, height: 700});
      await say(
        notice(2, '01:02:03'),
        info({info: {name: '名字非常长的客户'.repeat(8)}}),
        message('公告'.repeat(80)),
      );
      const oneLine = part(bar, 'bar');
      expect(oneLine.offsetHeight).to.equal(48);
      expect(oneLine.scrollWidth).to.be.at.most(oneLine.clientWidth);
      for (const name of ['status', 'timer', 'link', 'hold', 'announcement']) {
        const {left, right, width: visible} = part(bar, name).getBoundingClientRect();
        expect(visible, name).to.be.above(0);
        expect(left, name).to.be.at.least(0);
        expect(right, name).to.be.at.most(width);
      }
      for (const frame of [notice(0), notice(1), notice(3, '10:00:00')]) {
        await say(frame);
        expect(oneLine.scrollWidth).to.be.at.most(oneLine.clientWidth);
        expect(part(bar, 'link').getBoundingClientRect().right).to.be.at.most(width);
      }
      await setViewport({width: 800, height: 600});
    });
  }

  it('never sticks out of its place, whatever it shows and how wide it is', async () => {
    await setViewport({width: 1400, height: 700});
    const box = document.createElement('div');
    bar.replaceWith(box);
    box.append(bar);
    const tooWide: string[] = [];
    for (const lang of ['en', 'zh-CN']) {
      document.documentElement.lang = lang;
      for (const [status, time] of [
        [0, '10:00:05'],
        [1, '00:04:17'],
        [2, '10:00:05'],
        [3, '10:00:05'],
      ] as const) {
        await say(
          notice(status, time),
          ...(status === 2 ? [info({sessionId: lang})] : []),
          message('Line 2 is back'),
        );
        const oneLine = part(bar, 'bar');
        for (let width = 320; width <= 1300; width += 20) {
          box.style.width = `${width}px`;
          if (oneLine.scrollWidth > oneLine.clientWidth)
            tooWide.push(`${lang} ${status} ${width}: ${oneLine.scrollWidth}`);
        }
      }
    }
    expect(tooWide).to.deep.equal([]);
    await setViewport({width: 800, height: 600});
    box.replaceWith(bar);
  });

  for (const width of [640, 500, 330])
    it(`F22 shows the words of its menu in a bar of ${width} px`, async () => {
      await setViewport({width: width + 16, height: 700});
      await say(notice(2), info());
      bar.renderRoot.querySelector<HTMLButtonElement>('.opens-more')!.click();
      const menu = bar.renderRoot.querySelector<HTMLElement>('#more:popover-open')!;
      const shown = [...menu.querySelectorAll<HTMLElement>('.label')].map((word) => {
        const {width: wide, height} = word.getBoundingClientRect();
        const {clipPath} = getComputedStyle(word);
        return wide > 20 && height > 12 && clipPath === 'none' ? words(word) : '';
      });
      expect(shown).to.deep.equal(['Add party', 'SMS', 'Blacklist', 'Sign out']);
      menu.hidePopover();
      await setViewport({width: 800, height: 600});
    });

  it('gives the keyboard back after a dialog that was opened from "more"', async () => {
    await setViewport({width: 400, height: 700});
    await say(notice(2), info());
    const more = bar.renderRoot.querySelector<HTMLButtonElement>('.opens-more')!;
    more.click();
    part(bar, 'meeting').focus();
    await pressMeeting(bar);
    part<HTMLDialogElement>(bar, 'meeting-dialog').close();
    expect(bar.shadowRoot?.activeElement?.className).to.equal('opens-more');
    await setViewport({width: 800, height: 600});
  });

  it('does not say a second time, outside, what went wrong in a dialog that was left with Escape', async () => {
    await say(notice(2), info());
    await pressMeeting(bar);
    type(part<HTMLInputElement>(bar, 'meeting-tel'), '1004');
    press(bar, 'meeting-add');
    (await line.next()).answer({code: 5, msg: '号码占线', data: null});
    const dialog = part<HTMLDialogElement>(bar, 'meeting-dialog');
    await until(bar, () => words(dialog).includes('号码占线'));
    const closed = new Promise((resolve) => dialog.addEventListener('close', resolve, {once: true}));
    await sendKeys({press: 'Escape'});
    await closed;
    await rendered(bar);
    expect(line.session.$fault.get()).to.equal(undefined);
    expect(strip().hidden).to.equal(true);
  });

  it('adds nobody to a call other than the one it was opened for', async () => {
    await say(notice(2), info({sessionId: 'one'}));
    await pressMeeting(bar);
    type(part<HTMLInputElement>(bar, 'meeting-tel'), '2001');
    await say(notice(3), notice(1), info({sessionId: 'two'}), notice(2));
    press(bar, 'meeting-add');
    await until(bar, () => words(part(bar, 'meeting-dialog')).includes('Possible during a call.'));
    expect(line.asked).to.have.lengthOf(0);
  });

  it('says that the connection was lost and that it is back, once each', async () => {
    const region = bar.renderRoot.querySelector('[role=status]')!;
    const heard = () => region.textContent.trim();
    const spoken: string[] = [];
    bar.addController({hostUpdated: () => void (spoken.at(-1) !== heard() && spoken.push(heard()))});
    // In a call: an idle agent may also hear of calls that were missed.
    await say(notice(2));
    line.reachable = false;
    line.cut();
    await until(bar, () => heard() === 'Reconnecting');
    line.reachable = true;
    line.cut();
    // A dial that failed asks REST why.
    (await line.next()).answer();
    await until(bar, () => heard() === 'Connected');
    expect(spoken.slice(-2)).to.deep.equal(['Reconnecting', 'Connected']);
  });

  it('goes on with a session that was given to it after a long time out of the page', async () => {
    await say(notice(1));
    bar.remove();
    await until(bar, () => bar.session === undefined);
    document.body.append(bar);
    await until(bar, () => bar.getAttribute('status') === 'idle');
    expect(line.sockets()).to.equal(1);
  });

  it('takes another session in place of the first, with announcements of its own to read', async () => {
    await say(message('first'));
    part(bar, 'announcement').click();
    await until(bar, () => !part(bar, 'announcement').textContent.includes('unread'));
    const other = createLine();
    bar.session = other.session;
    await rendered(bar);
    other.say(notice(1));
    other.say(message('second'));
    await until(bar, () => part(bar, 'announcement').textContent.includes('1 unread'));
    expect(bar.getAttribute('status')).to.equal('idle');
    other.session.close();
  });

  it('shows a session whose last command was a third party that failed', async () => {
    const failed = createLine();
    void failed.session.send({type: 'meeting', tel: 'x'});
    bar.session = failed.session;
    await rendered(bar);
    expect(words(strip())).to.contain('A number has digits, +, * and # only.');
    failed.session.close();
  });

  it('puts the other buttons behind "more" on a narrow page, and they work there', async () => {
    await setViewport({width: 400, height: 700});
    await say(notice(2), info());
    const more = bar.renderRoot.querySelector<HTMLButtonElement>('.opens-more')!;
    expect(part(bar, 'meeting').offsetWidth).to.equal(0);
    more.click();
    expect(words(part(bar, 'meeting'))).to.equal('Add party');
    expect(part(bar, 'meeting').getBoundingClientRect().right).to.be.at.most(400);
    await pressMeeting(bar);
    expect(part<HTMLDialogElement>(bar, 'meeting-dialog').open).to.equal(true);
    expect(bar.renderRoot.querySelectorAll('#more:popover-open')).to.have.lengthOf(0);
    await setViewport({width: 800, height: 600});
  });

  it('renders a burst about once per animation frame and ends with the last word (S14)', async () => {
    let renders = 0;
    let frames = 0;
    let counting = true;
    bar.addController({hostUpdated: () => void renders++});
    const count = () => {
      frames++;
      if (counting) requestAnimationFrame(count);
    };
    requestAnimationFrame(count);
    const {scheduler} = window as unknown as {
      scheduler: {postTask(task: () => void, how: object): Promise<void>};
    };
    for (let i = 1; i <= 3000; i++) {
      const frame = i % 3 ? notice(1 + (i % 2), `00:00:${10 + (i % 50)}`) : message(`Announcement ${i}`);
      await scheduler.postTask(() => line.say(frame), {priority: 'user-blocking'});
    }
    await until(bar, () => part(bar, 'announcement').textContent.includes('Announcement 3000'));
    counting = false;
    expect(renders).to.be.at.least(2);
    expect(renders).to.be.at.most(frames * 1.2 + 5);
    expect(part(bar, 'announcement').textContent).to.contain('50 announcements');
  });

  it('brings its own SMS dialog when the page has none', async () => {
    await say(notice(2), info());
    press(bar, 'sms');
    (await line.next()).answer({code: 0, msg: 'success', data: 'Hello'});
    const dialog = bar.renderRoot.querySelector('sms-dialog')!;
    await until(dialog, () => dialog.text === 'Hello');
    expect(dialog.to).to.equal('123456');
    dialog.close();
    await dialog.updateComplete;
    press(bar, 'sms');
    await until(dialog, () => dialog.open);
    expect(bar.renderRoot.querySelectorAll('sms-dialog')).to.have.lengthOf(1);
  });
});
