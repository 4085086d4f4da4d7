/** Properties as frameworks set them, whatever their types say. */
import {expect} from '@open-wc/testing';

import '../../src/index.ts';
import type {AgentBar} from '../../src/elements/agent-bar/agent-bar.ts';
import {leave, part, rendered, until} from '../rig/dom.ts';
import {createLine} from '../rig/line.ts';

const values = [
  true,
  false,
  '',
  null,
  undefined,
  7,
  {a: 1},
  [],
  Object.create(null),
  () => ({}),
  Symbol('s'),
];

const properties = {
  'agent-bar': ['server', 'monitor', 'extno', 'hotkeys', 'scope', 'session', 'dataNodes'],
  'screen-pop': ['popUrl', 'fields', 'wrapUpReminder'],
  'sms-dialog': ['open', 'to', 'text'],
  'callback-settings': ['server', 'credentials', 'settings'],
} as const;

describe('properties', () => {
  beforeEach(() => {
    document.documentElement.lang = 'en';
  });

  for (const [tag, names] of Object.entries(properties))
    for (const name of names)
      it(`F13 <${tag}> renders whatever ${name} is`, async () => {
        for (const value of values) {
          const element = document.createElement(tag) as AgentBar;
          if (tag === 'agent-bar') Object.assign(element, {token: 'a-token', tabs: 'own', drafts: 'memory'});
          if (tag === 'sms-dialog') Object.assign(element, {open: true});
          Object.assign(element, {[name]: value});
          document.body.append(element);
          await element.updateComplete;
          expect(element.renderRoot.childElementCount, typeof value).to.be.greaterThan(0);
          leave(element);
        }
      });

  for (const [value, key] of [
    [true, 'F8'],
    ['', 'F8'],
    ['next-call=F10', 'F10'],
    [false, null],
    [null, null],
    [undefined, null],
    [8, null],
    [{'next-call': 'F8'}, null],
  ] as const)
    it(`F13 hotkeys = ${JSON.stringify(value)} gives "Next call" ${key ?? 'no key'}`, async () => {
      const {session} = createLine();
      const bar = document.createElement('agent-bar');
      Object.assign(bar, {session, hotkeys: value});
      document.body.append(bar);
      await until(bar, () => bar.getAttribute('link') === 'open');
      await rendered(bar);
      expect(part(bar, 'next-call').getAttribute('aria-keyshortcuts')).to.equal(key);
      leave(bar);
    });
});
