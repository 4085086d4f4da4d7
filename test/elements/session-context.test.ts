import {expect} from '@open-wc/testing';

import '../../src/index.ts';
import type {AgentBar} from '../../src/elements/agent-bar/agent-bar.ts';
import type {ScreenPop} from '../../src/elements/screen-pop/screen-pop.ts';
import {leave, part, rendered, until, words} from '../rig/dom.ts';
import {info, notice} from '../rig/frames.ts';
import {createLine, type Line} from '../rig/line.ts';

describe('elements find their session', () => {
  const made: Element[] = [];

  beforeEach(() => {
    document.documentElement.lang = 'en';
  });

  afterEach(() => leave(...made.splice(0)));

  function barOf(line: Line, scope: 'page' | 'subtree' = 'page'): AgentBar {
    const bar = document.createElement('agent-bar');
    bar.scope = scope;
    bar.session = line.session;
    made.push(bar);
    return bar;
  }

  function popIn(parent: Element): ScreenPop {
    const pop = document.createElement('screen-pop');
    parent.append(pop);
    made.push(pop);
    return pop;
  }

  const shown = (pop: ScreenPop) => pop.renderRoot.textContent.replace(/\s+/g, ' ').trim();

  async function ring(line: Line, name: string) {
    line.say(notice(2));
    line.say(info({sessionId: name, info: {name}}));
    await new Promise(requestAnimationFrame);
  }

  it('on the page, when the bar comes after them', async () => {
    const pop = popIn(document.body);
    const line = createLine();
    document.body.append(barOf(line));
    await until(pop, () => line.sockets() === 1);
    await ring(line, 'Anna');
    await until(pop, () => shown(pop).includes('Anna'));
  });

  it('around them, for bars that keep to their subtree, and never a neighbour’s', async () => {
    const [left, right] = [createLine(), createLine()];
    const [leftBar, rightBar] = [barOf(left, 'subtree'), barOf(right, 'subtree')];
    document.body.append(leftBar, rightBar);
    const [leftPop, rightPop, outside] = [popIn(leftBar), popIn(rightBar), popIn(document.body)];
    await rendered(leftPop);
    await ring(left, 'Left');
    await ring(right, 'Right');
    await rendered(rightPop);
    expect(words(part(leftPop, 'caller'))).to.equal('Left');
    expect(words(part(rightPop, 'caller'))).to.equal('Right');
    expect(shown(outside)).to.not.match(/Left|Right/);
  });

  it('again after the page has moved them or the bar, with the same socket (H9)', async () => {
    const line = createLine();
    const bar = barOf(line);
    const pop = popIn(document.body);
    document.body.append(bar);
    await until(bar, () => bar.getAttribute('link') === 'open');
    await ring(line, 'Anna');
    const box = document.createElement('div');
    made.push(box);
    document.body.append(box);
    box.append(pop, bar);
    await rendered(pop);
    expect(line.sockets()).to.equal(1);
    expect(words(part(pop, 'caller'))).to.equal('Anna');
    line.say(notice(3));
    await until(pop, () => shown(pop).includes('After the call'));
  });

  it('in a bar that is built anew, once the old one has gone', async () => {
    const [before, after] = [createLine(), createLine()];
    const old = barOf(before);
    const pop = popIn(document.body);
    document.body.append(old);
    await rendered(pop);
    old.remove();
    document.body.append(barOf(after));
    await rendered(pop);
    await ring(after, 'New');
    await until(pop, () => shown(pop).includes('New'));
  });
});

describe('a bar that makes its own session', () => {
  let bar: AgentBar;
  const {WebSocket: RealWebSocket} = window;
  let sockets: {url: string; closed: boolean}[];

  beforeEach(() => {
    sockets = [];
    window.WebSocket = class extends EventTarget {
      readonly #entry: {url: string; closed: boolean};
      constructor(url: string) {
        super();
        this.#entry = {url, closed: false};
        sockets.push(this.#entry);
      }
      close() {
        this.#entry.closed = true;
      }
    } as unknown as typeof WebSocket;
    bar = document.createElement('agent-bar');
  });

  afterEach(() => {
    leave(bar);
    window.WebSocket = RealWebSocket;
  });

  it('waits for the page’s token, and says so', async () => {
    document.body.append(bar);
    await rendered(bar);
    expect(sockets).to.have.lengthOf(0);
    expect(words(part(bar, 'bar'))).to.contain('Waiting for this page to give access');
    bar.server = 'https://cc.example.com/cc/';
    bar.token = async () => 'the-token\n';
    await until(bar, () => sockets.length === 1);
    expect(sockets[0]?.url).to.equal('wss://cc.example.com/cc/agent/monitor?the-token');
  });

  it('connects anew for another server or agent, and only then', async () => {
    Object.assign(bar, {server: 'https://a.example.com', extno: '1001', token: 'x'});
    document.body.append(bar);
    await until(bar, () => sockets.length === 1);
    bar.hotkeys = '';
    bar.token = 'y';
    await rendered(bar);
    expect(sockets).to.have.lengthOf(1);
    bar.extno = '1002';
    await until(bar, () => sockets.length === 2);
    expect(sockets.map(({closed}) => closed)).to.deep.equal([true, false]);
  });

  it('N12 does not dial because the page has made another function for the token, as frameworks do with each render', async () => {
    const sources = [async () => 'x', async () => 'x'];
    let dials = 0;
    Object.assign(bar, {server: 'https://a.example.com', extno: '1001', token: sources[0]});
    document.body.append(bar);
    await until(bar, () => sockets.length === 1);
    const {session} = bar;
    const {retry} = session!;
    Object.assign(session!, {retry: () => ((dials += 1), retry())});
    bar.token = sources[1];
    await rendered(bar);
    expect(dials).to.equal(0);
    bar.token = 'y';
    await rendered(bar);
    expect(dials).to.equal(1);
  });

  it('closes its socket when the page has taken it away for good', async () => {
    Object.assign(bar, {server: 'https://a.example.com', token: 'x'});
    document.body.append(bar);
    await until(bar, () => sockets.length === 1);
    bar.remove();
    expect(sockets[0]?.closed).to.equal(false);
    await until(bar, () => sockets[0]?.closed === true);
  });

  for (const server of ['cc.example.com', 'ftp://cc.example.com', 'https://', 'javascript:alert(1)']) {
    it(`says what is wrong with the server address ${server}`, async () => {
      Object.assign(bar, {server, token: 'x'});
      document.body.append(bar);
      await rendered(bar);
      expect(words(part(bar, 'fault'))).to.contain('The address of the call system is not a web address.');
      expect(bar.getAttribute('link')).to.equal('refused');
      expect(sockets).to.have.lengthOf(0);
    });
  }
});
