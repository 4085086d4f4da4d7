import {expect} from '@open-wc/testing';

import '../../src/index.ts';
import type {AgentBar} from '../../src/elements/agent-bar/agent-bar.ts';
import type {ScreenPop} from '../../src/elements/screen-pop/screen-pop.ts';
import {callSystem, type CallSystemUnderTest} from '../rig/call-system.ts';
import {leave, part, until, words} from '../rig/dom.ts';
import {info, notice} from '../rig/frames.ts';

const deep = `${'['.repeat(5000)}${']'.repeat(5000)}`;

/** Frames that a broken or hostile call system could send, as text. */
const frames: readonly string[] = [
  ...['', ' ', 'null', '0', '[]', '{', '{}{}', '"text"', '<html></html>', '\u0000', '\ufeff'],
  ...['{"method":"unknown"}', '{"method":null}', '{"method":["notice"]}', '{"method":"__proto__"}'],
  ...[4, -1, 1.5, '"2x"', 'null', '{}', deep].map(
    (status) => `{"method":"notice","status":${status},"time":"00:00:01"}`,
  ),
  ...['"25:99:99"', '""', 'null', '7', '"-1:00:00"', deep].map(
    (time) => `{"method":"notice","status":1,"time":${time}}`,
  ),
  ...[
    'null',
    '{"a":1}',
    deep,
    `"${'长'.repeat(100_000)}"`,
    '"\\u202e\\u0000<img src=x onerror=alert(1)>"',
  ].map((msg) => `{"method":"message","msg":${msg}}`),
  ...['null', '"{"', '[]', '7', deep, '"\\ud800"'].map(
    (record) => `{"method":"info","sessionId":"bad","info":${record}}`,
  ),
  ...['"{"', '"[]"', 'null', '"{\\"__proto__\\":{\\"polluted\\":1}}"', `{"a":${deep}}`].map(
    (fields) =>
      `{"method":"info","sessionId":"odd","info":{"fields":${fields},"telephone":12345678901234567890}}`,
  ),
  '{"method":"info"}',
  `{"method":"info","sessionId":"${'x'.repeat(300_000)}"}`,
  `{"method":"message","msg":"${'x'.repeat(300_000)}"}`,
];

describe('whatever the call system sends', () => {
  let system: CallSystemUnderTest;
  let bar: AgentBar;
  let pop: ScreenPop;

  beforeEach(async () => {
    document.documentElement.lang = 'en';
    system = await callSystem({tick: 0});
    bar = document.createElement('agent-bar');
    pop = document.createElement('screen-pop');
    Object.assign(bar, {server: system.url, extno: '1003', token: () => system.token('1003')});
    document.body.append(bar, pop);
    await until(bar, () => bar.getAttribute('status') === 'signed-out');
  });

  afterEach(async () => {
    leave(bar, pop);
    await system.stop();
  });

  const send = (frame: object) => system.order('frame', {extno: '1003', ...frame});

  it('goes on over the same connection and shows the next good frame (P1–P9)', async () => {
    const links: string[] = [];
    bar.addEventListener('agent-link', ({link}) => links.push(link));
    for (const text of frames) await send({text});
    await send({base64: 'AAEC'});
    await send({text: JSON.stringify(notice(2, '00:00:09'))});
    await send({text: JSON.stringify(info({info: {name: '王建国'}}))});
    await until(pop, () => pop.renderRoot.querySelector('[part=caller]')?.textContent === '王建国');
    await until(bar, () => bar.getAttribute('status') === 'busy');
    expect(words(part(bar, 'timer'))).to.match(/^00:(09|1\d)$/);
    expect(links).to.deep.equal([]);
    expect(({} as {polluted?: unknown}).polluted).to.equal(undefined);
    expect(bar.renderRoot.querySelectorAll('img')).to.have.lengthOf(0);
    const counted = bar.session?.$frames.get();
    expect(counted?.['binary']).to.equal(1);
    expect(counted?.['unknown-method']).to.equal(4);
    expect(counted?.['too-long']).to.equal(1);
    expect(counted?.['no-session-id']).to.equal(2);
  });

  it('never says that an agent is ready whose state it did not understand (P5)', async () => {
    await send({text: JSON.stringify(notice(1))});
    await until(bar, () => bar.getAttribute('status') === 'idle');
    await send({text: '{"method":"notice","status":4,"time":"00:00:01"}'});
    await until(bar, () => bar.getAttribute('status') === 'unknown');
    expect(words(part(bar, 'status'))).to.equal('Unknown');
  });

  it('shows a call once that is told twice, and never brings back one that has ended (P12, P13)', async () => {
    const told: string[] = [];
    bar.addEventListener('agent-call', ({call}) => told.push(call.sessionId));
    const call = JSON.stringify(info({sessionId: 'once'}));
    for (const text of [
      call,
      JSON.stringify(notice(2)),
      call,
      JSON.stringify(notice(3)),
      JSON.stringify(notice(1)),
      call,
    ]) {
      await send({text});
    }
    await until(bar, () => bar.session?.$frames.get().call === 3);
    expect(told).to.deep.equal(['once']);
    await until(pop, () => pop.renderRoot.querySelectorAll('[part=card]').length === 0);
    expect(bar.session?.$calls.get().map(({phase}) => phase)).to.deep.equal(['closed']);
  });
});
