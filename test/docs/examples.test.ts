import assert from 'node:assert/strict';
import {execFile, spawn} from 'node:child_process';
import {once} from 'node:events';
import {mkdirSync, rmSync, writeFileSync} from 'node:fs';
import {createServer} from 'node:http';
import {after, test, type TestContext} from 'node:test';
import {promisify} from 'node:util';

import {startCallSystem} from '../../demo/call-system/call-system.ts';
import {documents, example, examplesOf, root} from './markdown.ts';

/** Inside the checkout, so that packages are found. */
const folder = `${root}node_modules/.cache/agent-bar-docs-${process.pid}`;
mkdirSync(folder, {recursive: true});
after(() => rmSync(folder, {recursive: true}));

const run = promisify(execFile);

/** The package before it is built. */
const sources: Readonly<Record<string, string>> = {
  'agent-bar': `${root}src/index.ts`,
  'agent-bar/session': `${root}src/headless.ts`,
  'agent-bar/elements/screen-pop.js': `${root}src/elements/screen-pop/screen-pop.ts`,
};

const fromSources = (code: string) =>
  code.replace(/'(agent-bar[^']*)'/g, (said, name: string) => (sources[name] ? `'${sources[name]}'` : said));

function written(name: string, code: string): string {
  const file = `${folder}/${name}`;
  writeFileSync(file, code);
  return file;
}

/** Runs a program until the test is over, and collects what it prints. */
function started(t: TestContext, file: string): {said(words: string): Promise<void>; output(): string} {
  const child = spawn(process.execPath, ['--import', 'tsx', file], {cwd: root});
  t.after(() => child.kill());
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  }
  return {
    output: () => output,
    async said(words) {
      const late = AbortSignal.timeout(8_000);
      while (!output.includes(words)) {
        if (late.aborted) assert.fail(`“${words}” is not in: ${output}`);
        await pause(20);
      }
    },
  };
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' ? (address?.port ?? 0) : 0;
}

/** The answer of a server that has only just been started. */
async function answerOf(url: string): Promise<Response> {
  for (let tries = 0; tries < 100; tries += 1) {
    const answer = await fetch(url).catch(() => undefined);
    if (answer) return answer;
    await pause(50);
  }
  throw new Error(`${url} never answered`);
}

test('the token endpoint gives a token that the call system accepts, and a session in Node works with it', async (t) => {
  const callSystem = await startCallSystem({ringDelay: 10});
  t.after(() => callSystem.close());
  const port = await freePort();
  const fitted = (code: string) =>
    fromSources(code).replaceAll('http://127.0.0.1:8090', callSystem.url).replaceAll('3000', String(port));

  started(t, written('token.mjs', fitted(example('README.md', 'token-endpoint'))));
  const endpoint = `http://127.0.0.1:${port}/my-crm/agent-token`;
  const given = await answerOf(endpoint);
  assert.equal(given.headers.get('cache-control'), 'no-store');
  const answer = await fetch(`${callSystem.url}/admin/agent/getMsg`, {
    method: 'POST',
    headers: {access_token: await given.text()},
  });
  assert.equal(answer.status, 200);

  const session = started(t, written('session.mjs', fitted(example('README.md', 'session'))));
  await session.said('status idle');
  await session.said('call from ');
  await session.said('status busy');

  await callSystem.down();
  const refused = await fetch(endpoint);
  assert.equal(refused.status, 502);
  assert.match(await refused.text(), / /, 'a sentence, which the bar takes for no token');
});

test('the receiver keeps each pushed call once, thanks for each push, and says what is none', async (t) => {
  const callSystem = await startCallSystem({campaign: false, pushDelay: 10});
  t.after(() => callSystem.close());
  const port = await freePort();
  const fitted = (name: string) =>
    example('docs/callbacks.md', name)
      .replaceAll('http://127.0.0.1:8090', callSystem.url)
      .replaceAll('3001', String(port));
  const receiver = started(t, written('receiver.mjs', fitted('receiver')));
  const [path = ''] = /\/pushes\/[\w-]+/.exec(fitted('receiver')) ?? [];
  const address = `http://127.0.0.1:${port}${path}`;
  assert.equal((await answerOf(address)).status, 405);

  await run(process.execPath, [written('set-callback.mjs', fitted('set-callback'))]);
  callSystem.call({extno: '1003', telephone: '13800138000', force: true});
  callSystem.hangUp({extno: '1003'});
  await receiver.said('13800138000 王建国: 0 s with 李雪');

  const pushed = {
    sn: 'a-call',
    phone: '10086',
    name: 'Ann',
    disconnected_at: 'now',
    talktimes: 7,
    user_name: 'Bo',
  };
  const push = (body: string, to = address) => fetch(to, {method: 'POST', body});
  for (let times = 0; times < 2; times += 1) {
    assert.equal(await (await push(JSON.stringify(pushed))).text(), 'SUCCESS');
  }
  for (const [status, body] of [
    [400, ''],
    [400, '{"sn":'],
    [400, 'null'],
    [400, '{"sn":7}'],
    [413, 'x'.repeat(2_000_000)],
  ] as const) {
    assert.equal((await push(body)).status, status);
  }
  assert.equal((await push(JSON.stringify(pushed), `${address}-guessed`)).status, 404);
  await push(JSON.stringify({...pushed, sn: 'the-next-call', talktimes: 8}));
  await receiver.said('10086 Ann: 8 s with Bo');
  assert.equal(receiver.output().split('10086 Ann: 7 s with Bo').length, 2);
  assert.ok(callSystem.state().callbacks.pushes.every(({accepted}) => accepted));
});

test('the example of console operations orders a call, an announcement and faults', async (t) => {
  const callSystem = await startCallSystem({campaign: false});
  t.after(() => callSystem.close());
  const code = example('docs/call-system.md', 'console').replace('http://127.0.0.1:8090', callSystem.url);
  await run(process.execPath, [written('console.mjs', code)]);
  const {announcements, faults, agents, projects} = callSystem.state();
  assert.equal(announcements[0]?.msg, 'Maintenance at 18:00');
  assert.equal(faults[0]?.path, '/admin/agent/hold');
  assert.equal(agents.find(({extno}) => extno === '1003')?.status, 3);
  assert.deepEqual(
    projects.filter(({redefined}) => redefined).map(({id}) => id),
    [3],
  );
});

test('the example of a test passes', async () => {
  const code = example('CONTRIBUTING.md', 'node-test').replaceAll('../../src/', `${root}src/`);
  const file = written('an-example.test.ts', code);
  const {NODE_TEST_CONTEXT: _, ...env} = process.env;
  const {stdout} = await run(process.execPath, ['--import', 'tsx', '--test', file], {cwd: root, env});
  assert.match(stdout, /^# pass 1$/m);
});

test('the example of a signature prints the characters that it says', async () => {
  const code = example('docs/api.md', 'sign');
  const {stdout} = await run(process.execPath, ['--import', 'tsx', written('sign.mjs', fromSources(code))], {
    cwd: root,
  });
  assert.equal(stdout.trim(), /\/\/ (\w{8})\n/.exec(code)?.[1]);
});

test('importing the package on a server throws nothing', async () => {
  const file = written('imports.mjs', fromSources(example('README.md', 'imports')));
  await run(process.execPath, ['--import', 'tsx', file], {cwd: root});
});

test('the examples for bundlers and TypeScript have no type errors', async () => {
  const files = [
    written('imports.ts', `${example('README.md', 'imports')}void connect;\n`),
    written('types.ts', example('docs/api.md', 'types')),
    written('sign.ts', example('docs/api.md', 'sign')),
    written('events.ts', example('README.md', 'events')),
  ];
  const config = {
    extends: `${root}tsconfig.json`,
    compilerOptions: {
      paths: Object.fromEntries(Object.entries(sources).map(([name, file]) => [name, [file]])),
    },
    files: [...files, `${root}src/index.ts`],
    include: [],
  };
  const project = written('tsconfig.json', JSON.stringify(config));
  const compiler = `${root}node_modules/typescript7/bin/tsc`;
  await run(process.execPath, [compiler, '--noEmit', '-p', project]).catch(({stdout}: {stdout: string}) =>
    assert.fail(stdout),
  );
});

test('every way to import the package leads to a file that the build makes', async () => {
  const {exports} = (await import('../../package.json', {with: {type: 'json'}})).default;
  assert.deepEqual(
    ['.', './session', './elements/*.js'].map((name) => exports[name as keyof typeof exports]),
    ['index', 'headless', 'elements/*/*'].map((name) => ({
      types: `./dist/${name}.d.ts`,
      default: `./dist/${name}.js`,
    })),
  );
});

test('the nginx example keeps the token header and the socket', () => {
  const code = example('README.md', 'nginx');
  assert.match(code, /^underscores_in_headers on;$/m);
  for (const line of code.trim().split('\n')) assert.match(line.replace(/ #.*/, ''), /^$|[;{}]$/);
});

/** By document: who runs them is found by the name. */
const tested: Readonly<Record<string, readonly string[]>> = {
  'README.md': [
    'start',
    'test',
    'embed',
    'defined',
    'classic',
    'imports',
    'token-endpoint',
    'token-refused',
    'claim',
    'events',
    'session',
    'data-nodes',
    'callback-settings',
    'crm-log-out',
    'csp',
    'cors',
    'nginx',
  ],
  'CONTRIBUTING.md': ['first', 'commands', 'node-test'],
  'docs/api.md': ['sign', 'style', 'token-header', 'types'],
  'docs/customer-form.md': ['definitions', 'submit', 'fields', 'slots', 'own-form', 'form-style'],
  'docs/data-nodes.md': ['nodes'],
  'docs/security.md': ['masked', 'csp-nonce'],
  'docs/call-system.md': ['call-system', 'console'],
  'docs/callbacks.md': ['receiver', 'set-callback'],
};

test('there is no example that no test knows', () => {
  for (const document of documents) {
    const known = tested[document.replace('.zh-CN', '')] ?? [];
    assert.deepEqual(
      examplesOf(document).map(({name}) => name),
      known,
      document,
    );
  }
});
