import {expect} from '@open-wc/testing';
import {atom, type WritableAtom} from 'nanostores';

import '../../src/elements/agent-bar/agent-bar.ts';
import type {Session} from '../../src/connect.ts';
import type {AgentBar} from '../../src/elements/agent-bar/agent-bar.ts';
import type {Link} from '../../src/protocol/link.ts';
import {expectAccessible, leave, part, possible, rendered, words} from '../rig/dom.ts';
import {notice} from '../rig/frames.ts';
import {createLine, type Line} from '../rig/line.ts';

/** Half past ten and five seconds, where the tests run. */
const halfPastTen = new Date(2026, 1, 2, 10, 30, 5).getTime();

describe('what an agent is told of the link', () => {
  let line: Line;
  let bar: AgentBar;
  let $link: WritableAtom<Link>;
  let now: number;
  let retries: number;

  beforeEach(async () => {
    document.documentElement.lang = 'en';
    now = halfPastTen;
    retries = 0;
    $link = atom<Link>({state: 'open'});
    line = createLine();
    const session: Session = {...line.session, $link, now: () => now, retry: () => (retries += 1)};
    bar = document.createElement('agent-bar');
    bar.session = session;
    document.body.append(bar);
    await rendered(bar);
    line.say(notice(1));
    await rendered(bar);
  });

  afterEach(() => {
    line.session.close();
    leave(bar);
  });

  async function link(next: Link, passed = 0) {
    now = halfPastTen + passed;
    $link.set(next);
    bar.requestUpdate();
    await rendered(bar);
  }

  const light = () => part(bar, 'link');
  const strip = () => part(bar, 'fault');
  const spoken = () => bar.renderRoot.querySelector('[role=status]')!.textContent.trim();
  const stale = () => part(bar, 'status').hasAttribute('data-stale');
  const since = halfPastTen;

  it('says nothing of a loss that is shorter than a second (N1 N11 N12)', async () => {
    const before = [light().title, spoken(), stale()];
    for (const [state, passed] of [
      ['waiting', 10],
      ['connecting', 500],
      ['connecting', 999],
    ] as const) {
      await link({state, since, fault: {code: 'unreachable'}}, passed);
      expect([light().title, spoken(), stale()]).to.deep.equal(before);
      expect(strip().hidden).to.equal(true);
      expect(bar.getAttribute('link')).to.equal(state);
    }
  });

  it('keeps what it knew and says of when it is, as soon as a loss lasts a second (N1)', async () => {
    await link({state: 'waiting', since, retryAt: since + 3_000}, 1_000);
    expect(light().title).to.equal('Reconnecting since 10:30:05 · next try in 2 s');
    expect(words(strip())).to.equal(
      'Reconnecting. Calls may be missed. What you see is as of 10:30:05. Try now',
    );
    expect(strip().classList.contains('reconnecting')).to.equal(true);
    expect(stale()).to.equal(true);
    expect(words(part(bar, 'status'))).to.contain('Idle');
    expect(possible(bar, 'next-call')).to.equal(true);
    expect(spoken()).to.equal('Reconnecting');
    await expectAccessible(bar);
  });

  it('says that it is offline and for how long after ten seconds, and tries when it is asked to (N5)', async () => {
    await link({state: 'waiting', since, retryAt: since + 75_000, fault: {code: 'unreachable'}}, 72_000);
    expect(light().title).to.equal('Offline for 01:12 · next try in 3 s');
    expect(words(strip())).to.equal(
      'The call system cannot be reached. Check your network. What is on the screen is kept. Calls may be missed. What you see is as of 10:30:05. Try now',
    );
    expect(spoken()).to.equal('Offline');
    strip().querySelector('button')!.click();
    expect(retries).to.equal(1);
    await link({state: 'open'}, 73_000);
    expect([light().title, strip().hidden, stale()]).to.deep.equal(['Connected', true, false]);
    await expectAccessible(bar);
  });

  const hint = () => words(bar.renderRoot.querySelector('.hint')!);

  it('says once between which moments an idle agent may have missed calls (P16)', async () => {
    await link({state: 'waiting', since}, 2_000);
    await link({state: 'connecting', since: since + 1_000}, 4_000);
    await link({state: 'open'}, 73_000);
    const missed = 'Calls may have been missed from 10:30:05 to 10:31:18: look into the call records.';
    expect([hint(), spoken()]).to.deep.equal([missed, missed]);
    await expectAccessible(bar);
    await link({state: 'waiting', since: since + 80_000}, 82_000);
    await link({state: 'open'}, 83_000);
    expect(spoken()).to.equal('Connected');
  });

  it('says so in Chinese, and also after a silence that was noticed late (P16)', async () => {
    document.documentElement.lang = 'zh-CN';
    await link({state: 'connecting', since}, 12_500);
    await link({state: 'open'}, 12_600);
    expect(hint()).to.equal('10:30:05 至 10:30:17 可能错过来电,请查看通话记录。');
  });

  const cheap: Readonly<Record<string, () => Promise<void>>> = {
    'shorter than five seconds': () => link({state: 'waiting', since}, 4_000),
    'of an agent in a call': async () => {
      line.say(notice(2));
      await link({state: 'waiting', since}, 70_000);
    },
    'that had another place ring': async () => {
      await link({state: 'refused', since, fault: {code: 'in-use'}}, 5);
      await link({state: 'connecting', since}, 70_000);
    },
  };
  for (const [name, loss] of Object.entries(cheap)) {
    it(`says that it is connected, and of no missed calls, after a loss ${name} (P16)`, async () => {
      await loss();
      await link({state: 'open'}, name.startsWith('shorter') ? 4_500 : 73_000);
      expect([hint(), spoken()]).to.deep.equal(['', 'Connected']);
    });
  }

  it('says nothing of missed calls when the page ends the session (P16)', async () => {
    await link({state: 'waiting', since}, 70_000);
    await link({state: 'closed'}, 73_000);
    expect(hint()).to.equal('');
  });

  it('says that it checks a link that is silent, and forbids nothing (N2 N7)', async () => {
    await link({state: 'open', checking: true});
    expect(light().title).to.equal('Checking the connection');
    expect(strip().hidden).to.equal(true);
    expect(stale()).to.equal(false);
    expect(possible(bar, 'next-call')).to.equal(true);
  });

  it('does not shout when a long silence has just been noticed and the new dial is under way (N2)', async () => {
    await link({state: 'connecting', since}, 12_500);
    expect(light().title).to.contain('Reconnecting since 10:30:05');
  });

  it('stays amber while a link opens and dies again and again (N12)', async () => {
    const fault = {code: 'unstable'} as const;
    for (const [state, passed] of [
      ['waiting', 9_000],
      ['connecting', 9_500],
      ['open', 9_600],
    ] as const) {
      await link({state, since, fault}, passed);
      expect(light().classList.contains('reconnecting')).to.equal(true);
      expect(words(strip())).to.contain('The connection breaks again and again.');
    }
  });

  it('says that the agent uses the bar elsewhere, and takes it back only when asked (S4)', async () => {
    await link({state: 'refused', since, fault: {code: 'in-use'}}, 5);
    expect(light().title).to.equal('In use elsewhere');
    expect(words(strip())).to.equal(
      'You use the phone bar in another place. Calls are shown there. Use here',
    );
    expect(retries).to.equal(0);
    strip().querySelector('button')!.click();
    expect(retries).to.equal(1);
    await expectAccessible(bar);
  });

  it('says what to do when the page is set up wrongly, or access has expired (N14 S2)', async () => {
    await link({state: 'refused', since, fault: {code: 'no-socket'}});
    expect(light().title).to.equal('Misconfigured');
    expect(words(strip())).to.contain('The live connection is blocked. Tell your administrator.');
    await link({state: 'refused', since, fault: {code: 'unauthorized'}});
    expect(light().title).to.equal('Access expired');
    expect(words(strip())).to.contain('Sign in to your CRM again.');
  });

  it('speaks Chinese where the page does (S4 N5)', async () => {
    document.documentElement.lang = 'zh-CN';
    await link({state: 'refused', since, fault: {code: 'in-use'}});
    expect(words(strip())).to.contain('您正在别处使用电话条。').and.to.contain('在此使用');
    await link({state: 'waiting', since}, 12_000);
    expect(light().title).to.equal('已断线 00:12');
    expect(words(strip())).to.contain('屏幕内容截至 10:30:05');
  });
});
