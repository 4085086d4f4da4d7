import assert from 'node:assert/strict';
import {test} from 'node:test';
import * as fc from 'fast-check';
import {commandTypes, type Command} from '../../src/protocol/commands.ts';
import type {FaultCode} from '../../src/protocol/faults.ts';
import {createLookups} from '../../src/session/data-nodes/lookups.ts';
import {createRecorder} from '../../src/session/diagnostics/recorder.ts';
import {maxEntries} from '../../src/session/diagnostics/journal.ts';
import type {DataNode} from '../../src/protocol/data-nodes/data-nodes.ts';
import type {NodeReply} from '../../src/transport/http/data-node.ts';
import {version} from '../../src/version.ts';
import packageJson from '../../package.json' with {type: 'json'};
import {fixture, info, monday, no, notice, settled, talking, yes, type Fixture} from './fakes.ts';
import {callSystem, connected, link} from './real.ts';
import {pageLifecycle} from '../../src/transport/page-lifecycle.ts';

/** What happened, in short: the kind and its codes. */
async function told({session}: Fixture): Promise<string[]> {
  const {happenings} = await session.diagnostics();
  return happenings.map((one) =>
    Object.entries(one)
      .filter(([name]) => name !== 'at' && name !== 'until')
      .map(([, value]: [string, unknown]) => (typeof value === 'string' ? value : JSON.stringify(value)))
      .join(' '),
  );
}

test('an operator reads what happened in its order: the link, the calls, and what became of each command', async () => {
  const rig = fixture();
  await settled();
  rig.link({state: 'open'});
  rig.hear(notice('idle'), notice('busy'), info('a'));
  const hold = rig.session.send({type: 'hold'});
  rig.pass(340);
  await rig.posted[0]?.answer({ok: false, fault: {code: 'server-error', status: 502}});
  await hold;
  void rig.session.send({type: 'meeting', tel: 'nobody'});
  await settled();
  rig.hear(notice('wrap-up'));
  rig.link({state: 'waiting', since: monday, fault: {code: 'unreachable'}});
  rig.session.setDraftPersistence('memory');
  assert.deepEqual(await told(rig), [
    'link connecting',
    'drafts starting',
    'link open',
    'frames {"status":2,"call":1}',
    'agent idle',
    'agent busy',
    'call talking',
    'command hold false server-error 502 340',
    'command meeting false bad-input number-characters 0',
    'frames {"status":1}',
    'agent wrap-up',
    'call wrap-up',
    'link waiting unreachable',
    'drafts memory',
  ]);
});

test('an operator reads how things stand now, and with which version, browser and time zone', async () => {
  const rig = talking();
  await settled();
  void rig.session.send({type: 'hold'});
  rig.session.edit('a', 'field:公司', 'ours');
  rig.pass(5_000);
  rig.link({state: 'open', since: monday, checking: true});
  const {userAgent, happenings: _, ...report} = await rig.session.diagnostics();
  assert.equal(typeof userAgent, 'string');
  assert.deepEqual(report, {
    at: new Date(monday + 5_000).toISOString(),
    since: new Date(monday).toISOString(),
    version: packageJson.version,
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    visible: true,
    online: true,
    secure: false,
    link: {state: 'open', checking: true, since: new Date(monday).toISOString()},
    status: 'busy',
    pending: ['hold'],
    keeping: 'starting',
    calls: 1,
    unsaved: 1,
    announcements: 0,
    nodeFaults: 0,
    frames: {status: 2, call: 1},
    sleeps: 0,
    listenerErrors: report.listenerErrors,
    gone: 0,
  });
  assert.equal(version, packageJson.version);
});

test('the report is plain data', async () => {
  const rig = talking();
  const report = await rig.session.diagnostics();
  assert.deepEqual(JSON.parse(JSON.stringify(report)), report);
  assert.deepEqual(structuredClone(report), report);
});

test('a night of dialling is two lines with how often and until when, not a list that pushes out the evening', async () => {
  const rig = talking();
  await settled();
  rig.link({state: 'open'});
  for (let dial = 0; dial < 5_000; dial += 1) {
    rig.link({state: 'waiting', since: monday, fault: {code: 'unreachable'}});
    rig.pass(4_000);
    rig.link({state: 'connecting', since: monday, fault: {code: 'unreachable'}});
    rig.pass(1_000);
  }
  rig.link({state: 'open'});
  const {happenings, gone} = await rig.session.diagnostics();
  assert.equal(gone, 0);
  const dialling = happenings.filter((one) => one.kind === 'link' && one.state !== 'open');
  assert.deepEqual(
    dialling.map(({times = 1}) => times),
    [1, 5_000, 5_000],
  );
  assert.equal(dialling[1]?.until, new Date(monday + 4_999 * 5_000).toISOString());
});

test('a burst of 10,000 frames is one line, a day of notices few, and every frame is counted', async () => {
  const rig = fixture();
  await settled();
  for (let frame = 0; frame < 10_000; frame += 1) rig.hear(frame % 2 ? notice('idle') : 'no frame');
  for (let call = 0; call < 1_000; call += 1) rig.hear(info(`call ${call}`));
  const burst = (await rig.session.diagnostics()).happenings;
  assert.deepEqual(
    burst.map(({kind, times = 1}) => [kind, times]),
    [
      ['link', 1],
      ['drafts', 1],
      ['frames', 1],
      ['agent', 1],
      ['call', 1_000],
    ],
  );
  for (let tick = 0; tick < 6_000; tick += 1) {
    rig.pass(5_000);
    rig.hear(notice('idle'));
    if (tick % 1_000 === 0) await rig.session.send({type: 'meeting', tel: ''});
  }
  const {happenings, frames} = await rig.session.diagnostics();
  assert.ok(happenings.length < 25);
  const counted = happenings.flatMap((one) => (one.kind === 'frames' ? Object.entries(one.counts) : []));
  const sum = (kind: string) =>
    counted.reduce((all, [counts, count]) => all + (counts === kind ? count : 0), 0);
  assert.deepEqual({status: sum('status'), 'not-json': sum('not-json'), call: sum('call')}, frames);
});

test('the list is capped, and says how many older things it has left out', async () => {
  const rig = fixture();
  await settled();
  for (let turn = 0; turn < maxEntries; turn += 1) {
    rig.pass(2_000);
    rig.session.setDraftPersistence(turn % 2 ? 'memory' : 'browser');
    rig.pass(2_000);
    await rig.session.send({type: turn % 2 ? 'meeting' : 'sms', tel: '', telephone: '', msg: ''});
  }
  const {happenings, gone} = await rig.session.diagnostics();
  assert.equal(happenings.length, maxEntries);
  assert.equal(gone, 2 + 2 * maxEntries - maxEntries);
});

test('two commands that are answered the other way round are told with their own times', async () => {
  const rig = talking();
  await settled();
  const [first, second] = (['hold', 'next-call'] as const).map((type) => rig.session.send({type}));
  rig.pass(100);
  await rig.posted[1]?.answer(no);
  rig.pass(900);
  await rig.posted[0]?.answer(yes);
  await Promise.all([first, second]);
  assert.deepEqual((await told(rig)).slice(-2), [
    'command next-call false refused 200 100',
    'command hold true 1000',
  ]);
});

test('H10 a listener of the page that throws is counted', async (t) => {
  const rig = fixture();
  const before = (await rig.session.diagnostics()).listenerErrors;
  const thrown: unknown[] = [];
  const handlers = process.listeners('uncaughtException');
  process.removeAllListeners('uncaughtException');
  process.on('uncaughtException', (error) => thrown.push(error));
  t.after(() => {
    process.removeAllListeners('uncaughtException');
    for (const handler of handlers) process.on('uncaughtException', handler);
  });
  rig.session.$agent.listen(() => {
    throw new Error('theirs');
  });
  rig.hear(notice('idle'));
  await settled();
  assert.equal(thrown.length, 1);
  assert.equal((await rig.session.diagnostics()).listenerErrors, before + 1);
});

test('a closed session still says what happened, and watches nothing more', async () => {
  const rig = talking();
  await settled();
  rig.link({state: 'closed'});
  rig.session.close();
  await settled();
  rig.hear(notice('idle'));
  assert.equal((await told(rig)).at(-1), 'link closed');
});

test('an operator reads which data node failed, by its place in the set-up, and why', async () => {
  const replies: NodeReply[] = [
    {ok: false, reason: 'status', status: 503},
    {ok: true, text: '{"code":0}'},
    {ok: true, text: '<html>Log in</html>'},
  ];
  const rig = fixture({
    lookups: (state) =>
      createLookups(state, {
        page: undefined,
        tabs: {broadcast: () => undefined, claim: async () => true},
        afterPaint: setImmediate,
        ask: async () => replies.shift()!,
      }),
  });
  await settled();
  const url = 'https://crm.example.com/';
  rig.session.useDataNodes([
    {name: 'Tickets', kind: 'json', url, outputs: ['of Tickets']},
    {name: 'Orders', kind: 'json', url, outputs: []},
    {name: 'CRM', kind: 'system', url},
    {name: 'Bills', kind: 'json', url, params: {ticket: '${of Tickets}'}, outputs: ['of Bills']},
    {name: 'Wrong', kind: 'json', outputs: ['of Wrong']},
  ] as unknown as readonly DataNode[]);
  rig.hear(notice('busy'), info('a'));
  for (let turn = 0; turn < 5; turn += 1) await settled();
  const {happenings, nodeFaults} = await rig.session.diagnostics();
  const nodes = happenings.flatMap((one) => (one.kind === 'node' ? [one] : []));
  assert.deepEqual(
    nodes.map(({at: _at, kind: _kind, ...facts}) => facts).toSorted((a, b) => a.node - b.node),
    [
      {node: 1, outcome: 'status', status: 503},
      {node: 2, outcome: 'ready'},
      {node: 3, outcome: 'not-understood'},
      {node: 4, outcome: 'depends'},
      {node: 5, outcome: 'set-up', problem: 'missing'},
    ],
  );
  assert.equal(nodeFaults, 1);
});

test('Z4 an operator reads when the page was hidden, frozen, put away or without a network, and how often the computer slept', async () => {
  const page = new EventTarget();
  const surroundings = {version, userAgent: 'a browser', timeZone: 'UTC', online: true, secure: true};
  let visible = false;
  const rig = fixture({
    recorder: (state) =>
      createRecorder(state, {
        now: () => monday,
        sleeps: () => 3,
        page: pageLifecycle(page, () => visible),
        surroundings: () => ({...surroundings, visible}),
      }),
  });
  await settled();
  const happens = (type: string) => page.dispatchEvent(new Event(type));
  happens('visibilitychange');
  visible = true;
  for (const type of ['freeze', 'resume', 'pagehide', 'pageshow', 'offline', 'online', 'visibilitychange'])
    happens(type);
  const pages = async () => (await told(rig)).filter((one) => one.startsWith('page '));
  const moments = ['hidden', 'frozen', 'thawed', 'left', 'shown', 'offline', 'online', 'visible'];
  assert.deepEqual(
    await pages(),
    moments.map((moment) => `page ${moment}`),
  );
  assert.equal((await rig.session.diagnostics()).sleeps, 3);
  rig.session.close();
  await settled();
  happens('freeze');
  assert.equal((await pages()).length, moments.length);
});

test('S2 an operator reads when the page was asked for a token and had none', async (t) => {
  const system = await callSystem(t);
  let token = '';
  const session = connected(t, {server: system.url, extno: '1003', token: () => token});
  await link(session, 'waiting');
  token = system.token('1003');
  session.retry();
  await link(session, 'open');
  const report = await session.diagnostics();
  const asked = report.happenings.filter(({kind}) => kind === 'token');
  assert.deepEqual(
    asked.map((one) => one.kind === 'token' && one.given),
    [false, true],
  );
  assert.ok(!JSON.stringify(report).includes(token));
});

const canary = 'Canaria 13987654321 tok-canary';
const codes: readonly FaultCode[] = ['refused', 'csp', 'unauthorized', 'not-understood', 'bad-data-nodes'];
const fault = fc.record({
  code: fc.constantFrom(...codes),
  reason: fc.constant(canary),
  node: fc.constant(canary),
  key: fc.constant(canary),
  detail: fc.constant(canary),
  status: fc.constantFrom(200, 401, canary as unknown as number, 13987654321),
});
const said = fc.oneof(fc.constantFrom<unknown>(canary, 0, 1, 2, 3, '00:00:05', 'a'), fc.jsonValue());
const anyFrame = fc.oneof(
  fc.constant(canary),
  fc
    .record(
      {
        method: fc.constantFrom('notice', 'message', 'info', canary),
        status: said,
        time: said,
        msg: fc.constant(canary),
        sessionId: fc.oneof(said, fc.uuid()),
        city: fc.constant(canary),
        extno: fc.constant(canary),
        info: fc.oneof(
          said,
          fc.record({
            uuid: fc.constant(canary),
            name: fc.constant(canary),
            telephone: fc.constant(canary),
            fields: fc.constant(JSON.stringify({[canary]: canary})),
          }),
        ),
        [canary]: fc.constant(canary),
      },
      {requiredKeys: ['method']},
    )
    .map((its) => JSON.stringify(its)),
);
const step = fc.oneof(
  anyFrame.map((frame) => ({frame})),
  fault.map((its) => ({link: its})),
  fc
    .record({
      type: fc.constantFrom<string>(...commandTypes, canary),
      tel: fc.constant(canary),
      telephone: fc.constantFrom('13987654321', canary),
      msg: fc.constant(canary),
      infoUuid: fc.constant(canary),
      values: fc.dictionary(fc.constant(canary), fc.constant(canary)),
      answer: fc.oneof(fault, fc.constant(undefined)),
    })
    .map((command) => ({command})),
  fc.constantFrom('公司', canary).map((name) => ({edit: name})),
);

test('X7 whatever frames, commands, faults and words come, nothing of them stands in the report', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, {maxLength: 40}), async (steps) => {
      const rig = talking(canary);
      await settled();
      for (const one of steps) {
        if ('frame' in one) rig.hear(one.frame);
        else if ('link' in one) rig.link({state: 'refused', fault: one.link});
        else if ('edit' in one) rig.session.edit(canary, `field:${one.edit}`, canary);
        else {
          const {answer, ...command} = one.command;
          const sent = rig.posted.length;
          void rig.session.send(command as unknown as Command).catch(() => undefined);
          if (rig.posted.length > sent)
            await rig.posted.at(-1)?.answer(answer ? {ok: false, fault: answer} : {ok: true, data: canary});
        }
      }
      await settled();
      const report = JSON.stringify(await rig.session.diagnostics());
      for (const word of [canary, 'Canaria', '13987654321', 'tok-canary', '公司'])
        assert.ok(!report.includes(word), report);
    }),
    {numRuns: 300},
  );
});
