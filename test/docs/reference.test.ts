import assert from 'node:assert/strict';
import {readdirSync} from 'node:fs';
import {test} from 'node:test';

import {accounts} from '../../demo/call-system/callbacks/accounts.ts';
import {callContent, importContent} from '../../demo/call-system/callbacks/contents.ts';
import * as refusals from '../../demo/call-system/callbacks/refusals.ts';
import {operations} from '../../demo/call-system/console-operations.ts';
import {endpoints} from '../../demo/call-system/lookups/endpoints.ts';
import {variants} from '../../demo/call-system/lookups/variants.ts';
import {customers} from '../../demo/call-system/customers.ts';
import {routes} from '../../demo/call-system/routes.ts';
import {defaults} from '../../demo/call-system/settings.ts';
import {connect} from '../../src/connect.ts';
import {CallbackSavedEvent} from '../../src/elements/callback-settings/callback-saved-event.ts';
import * as events from '../../src/elements/shared/events.ts';
import {usualHotkeys} from '../../src/elements/agent-bar/hotkeys.ts';
import {commandTypes} from '../../src/protocol/commands.ts';
import {callVariables} from '../../src/protocol/data-nodes/templates.ts';
import {codeIn, listed, read, root, tableOf, type Document} from './markdown.ts';
import {en, type Strings} from '../../src/strings/en.ts';
import {zhCN} from '../../src/strings/zh-CN.ts';

const sourceTexts = readdirSync(`${root}src`, {recursive: true, encoding: 'utf8'})
  .filter((file) => file.endsWith('.ts'))
  .map((file) => read(`src/${file}`));

/** The file that declares something, wherever it is. */
function sourceOf(declaration: RegExp): string {
  const [source, ...others] = sourceTexts.filter((text) => declaration.test(text));
  assert.ok(source && others.length === 0, String(declaration));
  return source;
}

interface Named {
  readonly name: string;
}

interface Declaration extends Named {
  readonly tagName?: string;
  readonly attributes?: readonly Named[];
  readonly events?: readonly Named[];
  readonly cssParts?: readonly Named[];
  readonly slots?: readonly Named[];
}

const manifest = JSON.parse(read('custom-elements.json')) as {
  modules: readonly {declarations?: readonly Declaration[]}[];
};
const elements = manifest.modules
  .flatMap(({declarations = []}) => declarations)
  .filter(({tagName}) => tagName !== undefined);

const readmes: readonly (readonly [Document, Strings])[] = [
  ['README.md', en],
  ['README.zh-CN.md', zhCN],
];
const api = 'docs/api.md';

function same(documented: Iterable<string>, actual: Iterable<string>) {
  assert.deepEqual([...documented].toSorted(), [...actual].toSorted());
}

const names = (list: readonly Named[] = []) => list.map(({name}) => name);

test('there are four elements to read about', () => {
  same(names(elements.map(({tagName}) => ({name: tagName!}))), [
    'agent-bar',
    'callback-settings',
    'screen-pop',
    'sms-dialog',
  ]);
});

for (const {tagName, attributes, cssParts, slots} of elements) {
  for (const [readme] of readmes) {
    test(`${readme} lists the attributes of <${tagName}>, and no others`, () => {
      same(listed(readme, `attributes ${tagName}`), names(attributes));
    });
  }

  test(`the reference lists the parts of <${tagName}>, and no others`, () => {
    same(listed(api, `parts ${tagName}`), names(cssParts));
  });

  if (!slots) continue;
  test(`the reference lists the slots of <${tagName}>, and no others`, () => {
    const documented = tableOf(api, `slots ${tagName}`).map(([cell = '']) => codeIn(cell)[0] ?? '');
    same(documented, names(slots));
  });
}

const dispatched = new Map(
  Object.values({...events, CallbackSavedEvent} as unknown as Record<
    string,
    new (
      ...args: unknown[]
    ) => Event
  >).map((EventClass) => {
    const event = new EventClass({customer: {fields: []}}, {});
    return [event.type, event];
  }),
);

/** Who fires an event, as the READMEs call them. */
const sources: Readonly<Record<string, string>> = {
  bar: 'agent-bar',
  card: 'screen-pop',
  dialog: 'sms-dialog',
  settings: 'callback-settings',
  电话条: 'agent-bar',
  卡片: 'screen-pop',
  短信: 'sms-dialog',
  回调设置: 'callback-settings',
};

for (const [readme] of readmes) {
  test(`${readme} lists the events, where they come from, and no others`, () => {
    const fired = elements.flatMap(({tagName = '', events: list}) =>
      names(list).map((name) => `${name} ${tagName}`),
    );
    const documented = tableOf(readme, 'events').flatMap(([name = '', from = '']) =>
      from.split(/, |、/).map((one) => `${codeIn(name)[0]} ${sources[one]}`),
    );
    same(documented, fired);
  });

  test(`${readme} says what each event carries and whether it can be cancelled`, () => {
    for (const [name = '', , fields = '', cancelable = ''] of tableOf(readme, 'events')) {
      const event = dispatched.get(codeIn(name)[0]!) ?? new Event('close');
      const carried = Object.keys(event).filter((key) => key !== 'isTrusted' && key !== 'session');
      same(codeIn(fields), carried);
      assert.equal(/^(yes:|是：)/.test(cancelable), event.cancelable, name);
    }
  });

  test(`${readme} lists the commands, and no others`, () => {
    const documented = listed(readme, 'commands').map((code) => /type: '([\w-]+)'/.exec(code)?.[1] ?? code);
    same(documented, commandTypes);
  });

  test(`${readme} names every store of a session`, () => {
    const stores = read(readme).match(/(?<=`)\$\w+(?=`)/g) ?? [];
    same(
      new Set(stores),
      sessionMembers().filter((name) => name.startsWith('$')),
    );
  });

  test(`${readme} names the usual hot keys`, () => {
    for (const pair of usualHotkeys.split(' '))
      assert.match(read(readme), new RegExp(`\\b${pair.split('=')[1]}\\b`), pair);
  });
}

for (const [readme, {fault}] of readmes) {
  test(`${readme} has every fault with the very words that the agent reads`, () => {
    // Punctuation is full-width in one of them and may be half-width in the other.
    const plain = (words: string) => words.normalize('NFKC').trim();
    const documented = tableOf(readme, 'faults').map(([code = '', words = '']) => [
      codeIn(code)[0],
      plain(words),
    ]);
    const space = readme === 'README.md' ? ' ' : '';
    const spoken = Object.entries(fault).map(([code, words]) => [code, plain(words.join(space))]);
    assert.deepEqual(Object.fromEntries(documented), Object.fromEntries(spoken));
    assert.ok(read(readme).includes(`“${fault.cancelled[0]}”`), 'what the dialogs say');
  });
}

test('the reference lists the custom properties that the style sheets read, and no others', () => {
  const used = sourceTexts.join('').match(/(?<=var\(\s*)--agent-bar-[a-z-]+/g);
  same(listed(api, 'custom properties'), new Set(used));
});

function sessionMembers(): readonly string[] {
  const session = connect({server: 'nowhere', token: ''});
  session.close();
  return Object.keys(session);
}

test('the reference lists what a session has, and nothing else', () => {
  same(
    listed(api, 'session').map((name) => name.replace(/\(.*/, '')),
    sessionMembers(),
  );
});

/** The fields of an interface, without those it extends. */
function fieldsOf(name: string): readonly string[] {
  const declaration = new RegExp(`interface ${name}\\b[^{]*\\{([^]*?)\\n\\}`);
  const [, body = ''] = declaration.exec(sourceOf(declaration)) ?? [];
  return [...body.matchAll(/^ {2}readonly (\w+)/gm)].map(([, field = '']) => field);
}

const form = 'docs/customer-form.md';
const nodes = 'docs/data-nodes.md';

for (const [page, table, ...interfaces] of [
  [api, 'options', 'ConnectOptions'],
  [api, 'fault fields', 'Fault'],
  [api, 'call fields', 'Call', 'IncomingCall'],
  [api, 'customer fields', 'Customer'],
  [api, 'credentials fields', 'CallbackCredentials'],
  [api, 'callback fields', 'CallbackSetup'],
  [api, 'draft fields', 'Draft'],
  [api, 'edit fields', 'Edit'],
  [api, 'report fields', 'Diagnostics', 'Surroundings'],
  [form, 'field definition', 'FieldInput'],
  [nodes, 'data node', 'DataNode'],
  [nodes, 'profile fields', 'Profile'],
  [nodes, 'node fields', 'NodeState'],
] as const) {
  test(`${page} lists the ${table}, and no others`, () => {
    same(listed(page, table), interfaces.flatMap(fieldsOf));
  });
}

test('the reference lists the kinds of happenings, and no others', () => {
  const kinds = sourceOf(/type Happening =/).matchAll(/kind: '(\w+)';/g);
  same(listed(api, 'happenings'), new Set([...kinds].map(([, kind = '']) => kind)));
});

test(`${form} lists the types of fields, and no others`, () => {
  const [, union = ''] = /type FieldType =([^;]*);/.exec(sourceOf(/type FieldType =/)) ?? [];
  const types = union.match(/[a-z]+/g) ?? [];
  assert.ok(types.length > 0);
  same(
    tableOf(form, 'field types').flatMap(([cell = '']) => codeIn(cell)),
    types,
  );
});

test(`${form} quotes the card in its own words`, () => {
  const text = read(form);
  for (const words of [en.card.unprotected, en.card.save, en.card.saveNext])
    assert.ok(text.includes(words), words);
  assert.match(en.card.draftKept('10:41'), /draft kept 10:41/);
  assert.match(en.card.restored('10:41'), /Restored from 10:41/);
});

test(`${nodes} lists the variables of a call, and no others`, () => {
  same(listed(nodes, 'call variables'), callVariables);
});

test(`${nodes} has the very words that the agent reads`, () => {
  const said = (table: string) =>
    Object.fromEntries(tableOf(nodes, table).map(([code = '', words = '']) => [codeIn(code)[0], words]));
  assert.deepEqual(said('node problems'), en.card.nodeProblem);
  const {'set-up': setUp, depends, ...failures} = said('node failures');
  assert.deepEqual(failures, en.card.nodeFailed);
  assert.equal(depends, en.card.nodeDepends('CRM'));
  assert.match(setUp ?? '', /sentences/);
  const quoted = en.card.badNode('Orders, headers.X-Team', en.card.nodeProblem['header-value']);
  assert.ok(read(nodes).includes(`“${quoted}”`));
});

test('the page about the simulated call system lists its options, paths, operations and settings', () => {
  const page = 'docs/call-system.md';
  const help = /const help = `([^]*?)`;/.exec(read('demo/call-system/main.ts'))?.[1] ?? '';
  same(
    listed(page, 'program options').map((option) => option.split(' ')[0]!),
    help.match(/^ {2}--[\w-]+/gm)?.map((option) => option.trim()) ?? [],
  );
  same(listed(page, 'routes'), Object.keys(routes));
  same(listed(page, 'operations'), [...Object.keys(operations), 'down']);
  const [, settings = ''] = tableOf(page, 'operations').find(([name]) => name === '`set`') ?? [];
  same(codeIn(settings), Object.keys(defaults));
});

test('the page about the simulated call system lists its lookups, their variants and outputs', () => {
  const page = 'docs/call-system.md';
  same(listed(page, 'lookups'), Object.keys(endpoints));
  same(listed(page, 'variants'), variants);
  for (const [path = '', asks = '', answers = ''] of tableOf(page, 'lookups')) {
    const {headers, params, outputs} = endpoints[codeIn(path)[0]!]!;
    same(codeIn(answers), outputs);
    for (const name of [...headers, ...params]) assert.ok(codeIn(asks).includes(name), name);
  }
});

test('the page about pushed calls lists the fields, counts and codes of the simulated call system', () => {
  const page = 'docs/callbacks.md';
  const cells = (table: string) => tableOf(page, table).flatMap(([cell = '']) => codeIn(cell));
  const customer = customers[0]!;
  const call = {sessionId: '', customer, began: new Date(), ended: new Date(), agents: [], parties: []};
  const account = accounts[0]!;
  same(cells('call'), Object.keys(callContent({...call, held: false, inspection: ''}, 1, account)));
  const {import_mark: mark} = importContent('', {total: 0, blacklisted: 0, repeated: 0});
  same(cells('import'), Object.keys(mark));
  const {urlRefused, wrongFormat, ...others} = refusals;
  const refused = [
    urlRefused(10001),
    urlRefused(100001),
    wrongFormat('', ''),
    ...Object.values(others).map((refuse) => refuse()),
  ];
  same(
    cells('codes'),
    refused.map(({code}) => String(code)),
  );
});
