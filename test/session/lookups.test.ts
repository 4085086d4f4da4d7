import assert from 'node:assert/strict';
import {test} from 'node:test';
import * as fc from 'fast-check';

import type {NodeRequest} from '../../src/protocol/data-nodes/requests.ts';
import type {DataNode} from '../../src/protocol/data-nodes/data-nodes.ts';
import {createLookups} from '../../src/session/data-nodes/lookups.ts';
import type {Profile} from '../../src/session/data-nodes/profile.ts';
import type {NodeReply} from '../../src/transport/http/data-node.ts';
import {obstacle} from '../../src/session/commands/availability.ts';
import {fixture, info, notice, settled, type Fixture} from './fakes.ts';
import {write} from './forms.ts';

interface Question extends NodeRequest {
  readonly signal: AbortSignal;
  readonly timeout: number;
  answer(body: unknown): Promise<void>;
  fail(reply: Exclude<NodeReply, {ok: true}>['reason']): Promise<void>;
}

interface Harness extends Fixture {
  /** What nodes were asked, in order. */
  readonly questions: readonly Question[];
  /** The paths of those that are open. */
  open(): readonly string[];
  /** The open question to a path. */
  question(path: string): Question;
}

const at = (path: string) => `https://crm.example.com/${path}`;
const pathOf = ({url}: NodeRequest) => new URL(url).pathname.slice(1);

/** A node that reads some outputs and gives one of its own name. */
const node = (name: string, ...reads: readonly string[]): DataNode => ({
  name,
  kind: 'json',
  url: at(name),
  params: Object.fromEntries(reads.map((variable) => [variable, `\${${variable}}`])),
  outputs: [`of ${name}`],
});

const crm: DataNode = {name: 'CRM', kind: 'system', url: at('CRM')};

/** All that has been said has had its effect, and what waits for a paint has run. */
async function turn() {
  await settled();
  await settled();
}

/** A session whose data nodes are the test. */
async function harness(...nodes: readonly unknown[]): Promise<Harness> {
  const questions: Question[] = [];
  const open = new Set<Question>();
  const made = fixture({
    lookups: (state, tabs) =>
      createLookups(state, {
        tabs,
        page: undefined,
        afterPaint: setImmediate,
        ask: (request, {signal, timeout}) =>
          new Promise((resolve) => {
            const end = async (reply: NodeReply) => {
              open.delete(question);
              resolve(reply);
              await turn();
            };
            const question: Question = {
              ...request,
              signal,
              timeout,
              answer: (body) => end({ok: true, text: typeof body === 'string' ? body : JSON.stringify(body)}),
              fail: (reason) => end({ok: false, reason}),
            };
            questions.push(question);
            open.add(question);
          }),
      }),
  });
  made.session.useDataNodes(nodes as readonly DataNode[]);
  await turn();
  const all = () => [...open];
  return {
    ...made,
    questions,
    open: () => all().map(pathOf),
    question(path) {
      const found = all().find((one) => pathOf(one) === path);
      if (!found) throw new Error(`${path} is not asked`);
      return found;
    },
  };
}

async function call({hear}: Fixture, sessionId = 'a', customer: object = {}) {
  hear(notice('idle'), notice('busy'), info(sessionId, customer));
  await turn();
}

const profileOf = ({session}: Fixture, sessionId = 'a'): Profile => {
  const profile = session.$profiles.get().get(sessionId);
  if (!profile) throw new Error(`Nobody was asked about ${sessionId}`);
  return profile;
};

/** How the nodes stand, such as `CRM failed late`. */
const states = (made: Fixture, sessionId = 'a'): readonly string[] =>
  profileOf(made, sessionId).nodes.map(({name, state, failure}) =>
    [name, state, failure?.reason, failure && 'node' in failure ? failure.node : '']
      .filter(Boolean)
      .join(' '),
  );

test('independent nodes are asked side by side when a call arrives, one that reads an output after it', async () => {
  const made = await harness(crm, node('B'), node('C', 'of B', 'vipLevel'));
  assert.deepEqual(made.open(), []);
  await call(made);
  assert.deepEqual(made.open(), ['CRM', 'B']);
  assert.deepEqual(states(made), ['CRM asking', 'B asking', 'C waiting']);
  assert.deepEqual(profileOf(made).rows, [
    ['of B', undefined],
    ['of C', undefined],
  ]);
  await made.question('B').answer({'of B': 'b'});
  assert.deepEqual(made.open(), ['CRM']);
  await made.question('CRM').answer({isVip: 1, vipLevel: 'gold'});
  assert.equal(made.question('C').body, '{"of B":"b","vipLevel":"gold"}');
  await made.question('C').answer({'of C': 3});
  assert.deepEqual(states(made), ['CRM ready', 'B ready', 'C ready']);
  const {badges, rows} = profileOf(made);
  assert.deepEqual(badges, {vip: true, vipLevel: 'gold', userLabel: '', blacklisted: false});
  assert.deepEqual(rows, [
    ['of B', 'b'],
    ['of C', '3'],
  ]);
});

test('the variables of the call are filled in, and what it does not have is empty', async () => {
  const names = ['ivr_customer_number', 'sessionId', 'extno', 'city', 'project_id', 'task_id', 'info_uuid'];
  const made = await harness(node('B', ...names));
  await call(made, 'a', {telephone: '+86 139', project_id: undefined, task_id: 7});
  assert.deepEqual(JSON.parse(made.question('B').body!), {
    ivr_customer_number: '+86 139',
    sessionId: 'a',
    extno: '1003',
    city: '北京-北京',
    project_id: '',
    task_id: '7',
    info_uuid: 'customer of a',
  });
});

test('a node waits five seconds, or as long as its set-up says', async () => {
  const made = await harness(node('B'), {...node('C'), timeout: 700});
  await call(made);
  assert.deepEqual(
    made.questions.map(({timeout}) => timeout),
    [5_000, 700],
  );
});

test('a failed node takes along those that read its outputs, and nothing else', async () => {
  const made = await harness(node('A'), node('B', 'of A'), node('C', 'of B'), node('D'));
  await call(made);
  await made.question('A').fail('late');
  await made.question('D').answer({'of D': 'd'});
  assert.deepEqual(states(made), ['A failed late', 'B failed depends A', 'C failed depends B', 'D ready']);
  assert.equal(made.questions.length, 2);
});

test('HTML, arrays and nested answers fail their node', async () => {
  for (const body of ['<p>Log in</p>', [], {'of A': {b: 1}}]) {
    const made = await harness(node('A'));
    await call(made);
    await made.question('A').answer(body);
    assert.deepEqual(states(made), ['A failed not-understood']);
  }
});

test('a node that a failed one was needed for is asked when that one has answered at another try', async () => {
  const made = await harness(node('A'), node('B', 'of A'), node('C'));
  await call(made);
  await made.question('A').fail('unreachable');
  await made.question('C').answer({'of C': 'c'});
  made.session.askAgain('a', 'A');
  await turn();
  assert.deepEqual(states(made), ['A asking', 'B waiting', 'C ready']);
  assert.equal(profileOf(made).nodes[0]?.retry, 'pending');
  await made.question('A').answer({'of A': 'a'});
  await made.question('B').answer({'of B': 'b'});
  assert.deepEqual(states(made), ['A ready', 'B ready', 'C ready']);
  assert.equal(made.questions.length, 4);
});

test('only what failed by itself is asked again, and nothing twice at once', async () => {
  const made = await harness(node('A'), node('B', 'of A'), node('C'), {...node('D'), url: 'tel:1'});
  await call(made);
  await made.question('A').fail('status');
  for (const name of ['B', 'C', 'D', 'nobody']) made.session.askAgain('a', name);
  made.session.askAgain('another call', 'A');
  await turn();
  assert.equal(made.questions.length, 2);
  made.session.askAgain('a', 'A');
  made.session.askAgain('a', 'A');
  await turn();
  assert.equal(made.questions.length, 3);
});

test('an output that the answer lacks is reported, and who reads it is not asked', async () => {
  const made = await harness({...node('A'), outputs: ['x', 'y']}, node('B', 'y'), node('C', 'x'));
  await call(made);
  await made.question('A').answer({x: 'is there'});
  assert.deepEqual(profileOf(made).nodes[0]?.missing, ['y']);
  assert.deepEqual(states(made), ['A ready', 'B failed depends A', 'C asking']);
  assert.deepEqual(profileOf(made).rows.slice(0, 2), [
    ['x', 'is there'],
    ['y', ''],
  ]);
});

test('what a system interface leaves out is empty for who reads it', async () => {
  const made = await harness(crm, node('B', 'vipLevel'));
  await call(made);
  await made.question('CRM').answer({});
  assert.equal(made.question('B').body, '{"vipLevel":""}');
});

test('isblack true blacklists nobody and is reported as unreadable; 1 does, and the button knows', async () => {
  const made = await harness(crm);
  await call(made);
  await made.question('CRM').answer({isblack: true});
  assert.deepEqual(profileOf(made).nodes[0]?.unreadable, ['isblack']);
  assert.equal(obstacle('blacklist', made.session), undefined);
  await call(made, 'b');
  await made.question('CRM').answer({isblack: '1'});
  assert.equal(profileOf(made, 'b').badges.blacklisted, true);
  assert.equal(made.session.$call.get()?.blacklisted, true);
  assert.equal(obstacle('blacklist', made.session), 'blacklisted');
});

test('P12 a second frame of the same call asks nobody again, during the call and after it', async () => {
  const made = await harness(crm);
  await call(made);
  await made.question('CRM').answer({userLabel: 'old friend'});
  made.hear(info('a', {name: 'news'}), notice('wrap-up'), info('a'));
  await turn();
  assert.equal(made.questions.length, 1);
  assert.equal(profileOf(made).badges.userLabel, 'old friend');
});

test('each call has its own answers, and the current one is in $profile', async () => {
  const made = await harness(crm);
  await call(made, 'a', {telephone: '1'});
  made.hear(info('b', {telephone: '2'}));
  await turn();
  const [first, second] = made.questions;
  await second!.answer({userLabel: 'second'});
  await first!.answer({userLabel: 'first'});
  assert.equal(first!.url, `${at('CRM')}?tel=1`);
  assert.equal(profileOf(made, 'a').badges.userLabel, 'first');
  assert.equal(made.session.$profile.get(), profileOf(made, 'b'));
  assert.equal(made.session.$profile.get()?.badges.userLabel, 'second');
});

test('S12 an answer for a call that has gone is dropped, its request ends, and its results go with it', async () => {
  const made = await harness(crm, node('B'));
  await call(made);
  const [first, second] = made.questions;
  await second!.answer({'of B': 'b'});
  made.hear(notice('wrap-up'), notice('idle'));
  assert.equal(first!.signal.aborted, true);
  assert.equal(made.session.$profile.get(), undefined);
  await first!.answer({isblack: 1});
  assert.equal(made.session.$profiles.get().size, 0);
  assert.equal(made.session.$calls.get()[0]?.blacklisted, false);
});

test('a call with unsaved words keeps its results', async () => {
  const made = await harness(crm);
  await call(made);
  write(made.session, 'a', '年龄', '40');
  await made.question('CRM').answer({userLabel: 'x'});
  made.hear(notice('wrap-up'), notice('idle'));
  assert.equal(profileOf(made).badges.userLabel, 'x');
});

test('a call without a number is not asked about where the number is read', async () => {
  const made = await harness(crm, node('B', 'city'));
  await call(made, 'a', {telephone: ''});
  assert.deepEqual(states(made), ['CRM failed no-number', 'B asking']);
});

test('an answer with a line break is not sent in a header', async () => {
  const made = await harness(node('A'), {...node('B'), headers: {'X-A': '${of A}x'}}, node('C', 'of B'));
  await call(made);
  await made.question('A').answer({'of A': 'a\r\nX-Admin: 1'});
  await turn();
  assert.deepEqual(states(made), ['A ready', 'B failed not-sendable', 'C failed depends B']);
});

test('P7 what other systems say is made safe to show, and passed on unchanged', async () => {
  const made = await harness(crm, node('B'), node('C', 'of B'));
  await call(made);
  const text = `\u202eevil\u0007${'x'.repeat(1000)}`;
  await made.question('CRM').answer({userLabel: text});
  await made.question('B').answer({'of B': text});
  const {badges, rows} = profileOf(made);
  for (const shown of [badges.userLabel, rows[0]?.[1]]) {
    assert.equal(shown?.length, 500);
    assert.match(shown, /^evilx+…$/);
  }
  assert.deepEqual(JSON.parse(made.question('C').body!), {'of B': text});
});

test('a node that is set up wrongly is reported, and leaves other nodes and calls alone', async () => {
  const made = await harness({...node('A'), url: 'ftp://a/'}, node('B', 'of A'), node('C'));
  assert.deepEqual(made.session.$nodeFaults.get(), [
    {code: 'bad-data-nodes', node: 'A', key: 'url', problem: 'url'},
  ]);
  await call(made);
  assert.deepEqual(states(made), ['A failed set-up', 'B failed depends A', 'C asking']);
  assert.deepEqual(
    profileOf(made).rows.map(([label]) => label),
    ['of B', 'of C'],
  );
  assert.equal(made.session.$fault.get(), undefined);
});

test('nodes that come during a call are asked about it, later ones only about later calls', async () => {
  const made = await harness();
  await call(made);
  assert.equal(made.session.$profiles.get().size, 0);
  made.session.useDataNodes([node('A')]);
  made.session.useDataNodes(JSON.stringify([node('A')]));
  await turn();
  assert.deepEqual(made.open(), ['A']);
  made.session.useDataNodes([node('B')]);
  await turn();
  await call(made, 'b');
  assert.deepEqual(made.open(), ['A', 'B']);
  made.session.useDataNodes([]);
  await turn();
  await call(made, 'c');
  assert.equal(made.questions.length, 2);
});

test('a call that comes back after a reload is asked about', async () => {
  const before = await harness();
  await call(before);
  write(before.session, 'a', '年龄', '40');
  const made = await harness(crm);
  made.session.restore({
    call: before.session.$calls.get()[0]!,
    draft: before.session.$drafts.get().get('a')!,
  });
  await turn();
  assert.deepEqual(made.open(), ['CRM']);
});

test('a closed session asks nobody and drops what comes', async () => {
  const made = await harness(crm);
  await call(made);
  const [question] = made.questions;
  made.session.close();
  await turn();
  assert.equal(question!.signal.aborted, true);
  await question!.answer({isVip: 1});
  made.hear(info('b'));
  await turn();
  assert.equal(made.questions.length, 1);
  assert.equal(made.session.$profile.get(), undefined);
});

test('in whatever order answers, failures and new tries come, every node ends once what it reads is there', async () => {
  const nodes = [
    node('A'),
    node('B', 'of A'),
    node('C', 'of A', 'of B'),
    node('D'),
    node('E', 'of D', 'of C'),
  ];
  const reads: Readonly<Record<string, readonly string[]>> = {
    A: [],
    B: ['A'],
    C: ['A', 'B'],
    D: [],
    E: ['D', 'C'],
  };
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({place: fc.nat(4), act: fc.constantFrom('yes', 'no', 'again')})),
      async (steps) => {
        const made = await harness(...nodes);
        await call(made);
        for (const {place, act} of steps) {
          const open = made.open();
          const path = open[place % Math.max(1, open.length)];
          if (act === 'again') made.session.askAgain('a', nodes[place]!.name);
          else if (path)
            await (act === 'yes'
              ? made.question(path).answer({[`of ${path}`]: 'x'})
              : made.question(path).fail('late'));
          await turn();
          const now = new Map(profileOf(made).nodes.map(({name, state}) => [name, state]));
          for (const [name, state] of now) {
            const needed = reads[name]!.map((other) => now.get(other));
            if (state === 'asking' || state === 'ready') assert.ok(needed.every((its) => its === 'ready'));
            if (state === 'waiting') assert.ok(needed.some((its) => its === 'asking' || its === 'waiting'));
          }
          assert.equal(new Set(made.open()).size, made.open().length, 'nobody is asked twice at once');
        }
        for (let path = made.open()[0]; path; path = made.open()[0])
          await made.question(path).answer({[`of ${path}`]: 'x'});
        assert.ok(profileOf(made).nodes.every(({state}) => state === 'ready' || state === 'failed'));
      },
    ),
    {numRuns: 30},
  );
});

test('T1 a node is asked again by the tab that had asked it, and by another one when that tab is gone', async () => {
  const told: unknown[] = [];
  const asked: string[] = [];
  const others = {free: false};
  const {session, hear} = fixture({
    lookups: (state) =>
      createLookups(state, {
        tabs: {
          claim: async () => others.free,
          broadcast: (event) => told.push(event),
        },
        page: undefined,
        afterPaint: setImmediate,
        ask: (request) => {
          asked.push(pathOf(request));
          return new Promise(() => undefined);
        },
      }),
  });
  session.useDataNodes([crm]);
  hear(notice('idle'), notice('busy'), info('a'));
  await turn();
  session.askAgain('a', 'CRM');
  await turn();
  assert.deepEqual([told, asked], [[{kind: 'ask-again', sessionId: 'a', node: 'CRM'}], []]);
  others.free = true;
  session.askAgain('a', 'CRM');
  await turn();
  assert.deepEqual(
    [told.filter((news) => (news as {kind: string}).kind === 'ask-again').length, asked],
    [1, ['CRM']],
  );
});
