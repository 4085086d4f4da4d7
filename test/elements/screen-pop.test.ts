import {expect} from '@open-wc/testing';

import '../../src/index.ts';
import type {AgentBar} from '../../src/elements/agent-bar/agent-bar.ts';
import type {ScreenPop} from '../../src/elements/screen-pop/screen-pop.ts';
import {expectAccessible, leave, part, press, rendered, until, words} from '../rig/dom.ts';
import {info, notice} from '../rig/frames.ts';
import {createLine, type Line} from '../rig/line.ts';

describe('<screen-pop>', () => {
  let line: Line;
  let bar: AgentBar;
  let pop: ScreenPop;

  beforeEach(async () => {
    document.documentElement.lang = 'en';
    line = createLine();
    pop = document.createElement('screen-pop');
    pop.textContent = 'No call at the moment';
    bar = document.createElement('agent-bar');
    bar.session = line.session;
    document.body.append(pop, bar);
    await until(bar, () => bar.getAttribute('link') === 'open');
  });

  afterEach(() => leave(bar, pop));

  async function say(...frames: unknown[]) {
    for (const frame of frames) line.say(frame);
    await rendered(pop);
  }

  /** What each field says, and what stands or is chosen in it. */
  function fields() {
    return [...pop.renderRoot.querySelectorAll<HTMLElement>('[part=field]')].map((field) => {
      const controls = [...field.querySelectorAll<HTMLInputElement>('[part=control]')];
      const chosen = controls.filter(({type, checked}) => type !== 'checkbox' || checked);
      return [words(field)].concat(chosen.map(({value}) => value));
    });
  }

  it('passes the accessibility audit with and without a call, in both languages and schemes', async () => {
    await expectAccessible(pop);
    await say(notice(2), info({info: {name: '王建国'}}));
    document.body.style.background = 'Canvas';
    for (const scheme of ['light', 'dark']) {
      for (const lang of ['en', 'zh-CN']) {
        document.documentElement.lang = lang;
        document.documentElement.style.colorScheme = scheme;
        await rendered(pop);
        await expectAccessible(pop);
      }
    }
    document.documentElement.style.colorScheme = '';
  });

  it('shows the page’s own words while there is no call', () => {
    expect(words(pop)).to.equal('No call at the moment');
    expect(pop.renderRoot.querySelectorAll('[part=card]')).to.have.lengthOf(0);
  });

  it('shows who is calling in the microtasks of the frame’s own task', async () => {
    line.say(info({info: {name: '王建国'}}));
    await Promise.resolve();
    await pop.updateComplete;
    expect(words(part(pop, 'caller'))).to.equal('王建国');
  });

  it('shows the number, the city, the record and every submitted value of the documents’ example', async () => {
    await say(notice(2), info());
    expect(words(part(pop, 'caller'))).to.equal('123456');
    expect(words(part(pop, 'city'))).to.equal('北京-北京');
    const profile = words(part(pop, 'profile'));
    for (const value of [
      'beeb8dda-87fb-4f7d-aa60-a4dee98e2e08',
      '1001',
      '2021-08-30 14:13:08',
      '2021-08-26 18:17:52',
    ]) {
      expect(profile).to.contain(value);
    }
    expect(fields()).to.deep.equal([
      ['年龄', '39'],
      ['多选2 张三 李四', '张三', '李四'],
      ['下拉框', '3'],
      ['多选框 11', '11'],
      ['长文本', ''],
    ]);
  });

  it('says how long the call has lasted and that it is over, and keeps the card through after-call work', async () => {
    await say(notice(2), info());
    expect(words(part(pop, 'card')))
      .to.contain('On the call')
      .and.to.contain('00:00');
    await until(pop, () => words(part(pop, 'card')).includes('00:01'));
    await say(notice(3));
    expect(words(part(pop, 'card')))
      .to.contain('After the call')
      .and.to.contain('00:01');
    await say(notice(1));
    expect(words(pop)).to.equal('No call at the moment');
  });

  it('shows hold, third parties and the blacklist on the card', async () => {
    await say(notice(2), info());
    press(bar, 'hold');
    (await line.next()).answer();
    await until(pop, () => words(part(pop, 'card')).includes('On hold'));
    void line.session.send({type: 'blacklist'});
    (await line.next()).answer();
    await until(pop, () => pop.renderRoot.querySelector('[part=badge]') !== null);
    expect(words(part(pop, 'badge'))).to.equal('Blacklisted');
  });

  it('keeps the call when its details cannot be read, and says so (P8)', async () => {
    await say(notice(2), {...info(), info: '{broken'});
    expect(words(part(pop, 'card')))
      .to.contain('Name unknown')
      .and.to.contain('北京-北京');
    expect(words(part(pop, 'fault'))).to.equal('The customer record could not be read.');
    await say(info({sessionId: 'b', info: {fields: '{"a":', name: 'Anna'}}));
    expect(words(part(pop, 'card')))
      .to.contain('Anna')
      .and.to.contain('The values on record could not be read.');
  });

  it('shows hostile values as text, 500 of them in the form and a hundred more below it (P9, X1)', async () => {
    const values = `{"__proto__":"p","constructor":{"a":1},"<img src=x onerror=alert(1)>":"<script>","\u202eevil":"a\u202eb",${Array.from({length: 10_000}, (_, i) => `"k${i}":"v"`).join()}}`;
    await say(notice(2), info({info: {name: '<b>x</b>', fields: values}}));
    expect(words(part(pop, 'caller'))).to.equal('<b>x</b>');
    expect(pop.renderRoot.querySelectorAll('img, script, b')).to.have.lengthOf(0);
    expect(fields()).to.have.lengthOf(500);
    expect(fields().slice(0, 4)).to.deep.equal([
      ['__proto__', 'p'],
      ['constructor', '{"a":1}'],
      ['<img src=x onerror=alert(1)>', '<script>'],
      ['evil', 'a\u202eb'],
    ]);
    expect(words(part(pop, 'form')))
      .to.contain('k595 v')
      .and.to.not.contain('k596 v');
    expect(words(part(pop, 'form'))).to.contain('9404 more are kept as they are.');
    expect(({} as {polluted?: unknown}).polluted).to.equal(undefined);
  });

  it('stays away when the page shows the call itself', async () => {
    document.addEventListener('agent-call', (event) => event.preventDefault(), {once: true});
    await say(notice(2), info());
    expect(words(pop)).to.equal('No call at the moment');
  });

  describe('pop-url', () => {
    const {open} = window;
    let opened: [url: string, name: string | undefined][];
    let blocked: boolean;
    let sessionId: string;

    beforeEach(async () => {
      opened = [];
      blocked = false;
      sessionId = crypto.randomUUID();
      window.open = (_, name) => {
        const page = {
          opener: window,
          location: {
            set href(url: string) {
              opened.push([url, name]);
            },
          },
        };
        return blocked ? null : (page as unknown as Window);
      };
      pop.popUrl = 'https://crm.example.com/c?tel={telephone}&id={uuid}&n={name}&x={unknown}';
      await pop.updateComplete;
    });

    afterEach(() => {
      window.open = open;
    });

    it('opens once per call, in one named window, with values that cannot add parameters', async () => {
      await say(notice(2), info({sessionId, info: {name: 'A&id=1 "<汉>'}}));
      await say(info({sessionId, info: {name: 'changed'}}), notice(3));
      expect(opened).to.deep.equal([
        [
          'https://crm.example.com/c?tel=123456&id=beeb8dda-87fb-4f7d-aa60-a4dee98e2e08&n=A%26id%3D1%20%22%3C%E6%B1%89%3E&x=',
          'agent-bar-pop',
        ],
      ]);
    });

    it('opens once per call, whichever card shows it', async () => {
      await say(notice(2), info({sessionId}));
      const again = document.createElement('screen-pop');
      again.popUrl = pop.popUrl;
      pop.replaceWith(again);
      await rendered(again);
      expect(words(part(again, 'caller'))).to.equal('123456');
      expect(opened).to.have.lengthOf(1);
      again.remove();
    });

    it('shows a link when the browser blocks the window', async () => {
      blocked = true;
      await say(notice(2), info({sessionId}));
      const link = pop.renderRoot.querySelector('a')!;
      expect(link.href).to.contain('tel=123456');
      expect(words(link)).to.equal('Open the customer’s page');
    });

    it('opens nothing but http and https (X2)', async () => {
      pop.popUrl = 'javascript:alert({telephone})';
      await say(notice(2), info({sessionId}));
      expect(opened).to.deep.equal([]);
      expect(pop.renderRoot.querySelectorAll('a')).to.have.lengthOf(0);
    });

    for (const [template, told] of [
      ['https://crm.example.com/{city}/edit', {city: '..'}],
      ['https://crm.example.com/a/{name}/{city}', {city: '.', name: '..'}],
      ['https://crm.example.com{name}/c', {name: '.evil.example'}],
      ['https://crm.example.com:{uuid}/', {uuid: '8443'}],
      ['https://{name}/', {name: 'x'}],
      ['//{city}/c', {city: 'y'}],
      ['/{name}/{city}', {name: '', city: 'evil.example'}],
      ['{name}/{uuid}/evil', {name: '', uuid: ''}],
      ['https://{name}:{uuid}@crm.example.com/', {name: 'a', uuid: 'b'}],
    ] as const)
      it(`F45 opens nothing where ${JSON.stringify(told)} decides in ${template} who is asked or for which path`, async () => {
        pop.popUrl = template;
        await say(notice(2), info({sessionId, ...told, info: told}));
        expect(part(pop, 'card').isConnected).to.equal(true);
        expect(opened).to.deep.equal([]);
        expect(pop.renderRoot.querySelectorAll('a')).to.have.lengthOf(0);
      });

    it('F45 takes any value for a value, half a character and none included', async () => {
      pop.popUrl = 'https://crm.example.com/{city}/{name}/{project_id}/c?t={telephone}';
      await say(
        notice(2),
        info({sessionId, city: '', info: {name: '../a?b#\ud83d', telephone: '..', project_id: 0}}),
      );
      expect(opened).to.deep.equal([
        ['https://crm.example.com//..%2Fa%3Fb%23%EF%BF%BD/0/c?t=..', 'agent-bar-pop'],
      ]);
    });

    it('opens nothing for a call that the page shows itself', async () => {
      document.addEventListener('agent-call', (event) => event.preventDefault(), {once: true});
      await say(notice(2), info({sessionId}));
      expect(opened).to.deep.equal([]);
    });
  });
});
