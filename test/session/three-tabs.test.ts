import assert from 'node:assert/strict';
import {test} from 'node:test';
import * as fc from 'fast-check';
import {
  editOf,
  emptyDraft,
  fieldKey,
  withoutReplaced,
  type Draft,
  type Edit,
} from '../../src/session/drafts/drafts.ts';
import type {StoredCall} from '../../src/session/drafts/drafting.ts';
import {talking, type Fixture} from './fakes.ts';
import {callOf, replaced, words} from './forms.ts';

const notes = fieldKey('长文本');
const pages = [0, 1, 2] as const;

const draftOf = ({session}: Fixture): Draft => session.$drafts.get().get('a') ?? emptyDraft;

/** What one page tells the others of its call; nothing is shared between pages. */
function kept({fixture, told}: Tab): StoredCall {
  const draft = draftOf(fixture);
  const gone = told.replaced.filter((edit) => !draft.replaced.includes(edit));
  return structuredClone({call: callOf(fixture.session, 'a'), draft, gone});
}

/** A page with its field: what arrives is in the session at once, and on the screen with the next look. */
interface Tab {
  readonly fixture: Fixture;
  /** The edit that the field shows. */
  shown: Edit | null;
  /** What the others were told last. */
  told: Draft;
  /** The text that is being written here, until something else shows. */
  writing: string;
  /** What is on its way to this page, from each of the others in order. */
  readonly mail: readonly StoredCall[][];
}

function look(tab: Tab) {
  const edit = editOf(draftOf(tab.fixture), notes);
  if (edit?.at !== tab.shown?.at || edit?.by !== tab.shown?.by) tab.writing = '';
  tab.shown = edit ?? null;
}

const step = fc.oneof(
  {weight: 3, arbitrary: fc.record({type: fc.constantFrom(...pages), pass: fc.nat(3)})},
  {weight: 2, arbitrary: fc.record({look: fc.constantFrom(...pages)})},
  {weight: 1, arbitrary: fc.record({drop: fc.constantFrom(...pages)})},
  {weight: 2, arbitrary: fc.record({tell: fc.constantFrom(...pages)})},
  {weight: 3, arbitrary: fc.record({hear: fc.constantFrom(...pages), of: fc.constantFrom(...pages)})},
);

test('T9 whatever three pages type, before or after they see of each other, no text vanishes and all end alike', () => {
  fc.assert(
    fc.property(fc.array(step, {maxLength: 60}), fc.nat(5), fc.nat(5), (steps, second, third) => {
      const tabs: readonly Tab[] = pages.map(() => ({
        fixture: talking(),
        shown: null,
        told: emptyDraft,
        writing: '',
        mail: pages.map(() => []),
      }));
      tabs[1]!.fixture.pass(second);
      tabs[2]!.fixture.pass(third);
      /** Texts as they stand after their last key, and what was on the screen when they were begun. */
      const texts = new Map<string, string>();
      const overwritten = new Set<string>();
      const dropped = new Set<string>();
      const tell = (from: number) => {
        const tab = tabs[from]!;
        for (const to of pages) if (to !== from) tabs[to]!.mail[from]!.push(kept(tab));
        tab.told = draftOf(tab.fixture);
      };
      const hear = (to: number, from: number) => {
        const news = tabs[to]!.mail[from]!.shift();
        if (news) tabs[to]!.fixture.session.restore(news);
      };
      for (const [i, one] of steps.entries()) {
        if ('look' in one) look(tabs[one.look]!);
        else if ('tell' in one) tell(one.tell);
        else if ('hear' in one) hear(one.hear, one.of);
        else if ('drop' in one) {
          const {fixture} = tabs[one.drop]!;
          const [offered] = draftOf(fixture).replaced;
          if (!offered) continue;
          dropped.add(String(offered.value));
          fixture.session.redraft('a', (draft) => withoutReplaced(draft, offered));
        } else {
          const tab = tabs[one.type]!;
          tab.fixture.pass(one.pass);
          // A key goes on with what stands in the field; what stood there of others is overwritten knowingly.
          const before = tab.writing;
          if (tab.shown && !before) overwritten.add(String(tab.shown.value));
          const text = `${before || `${one.type}:`}${i % 10}`;
          texts.delete(before);
          texts.set(text, before);
          tab.fixture.session.edit('a', notes, text, tab.shown);
          tab.writing = text;
          const edit = editOf(draftOf(tab.fixture), notes);
          if (edit?.value === text) tab.shown = edit;
        }
      }
      for (let round = 0; round < 4; round += 1) {
        for (const from of pages) tell(from);
        for (const to of pages)
          for (const from of pages) while (tabs[to]!.mail[from]!.length > 0) hear(to, from);
      }
      const [a, ...others] = tabs.map(({fixture}) => fixture.session);
      for (const other of others) {
        assert.deepEqual(words(other, 'a'), words(a!, 'a'));
        assert.deepEqual(new Set(replaced(other, 'a')), new Set(replaced(a!, 'a')));
      }
      const found = new Set([...Object.values(words(a!, 'a') ?? {}), ...replaced(a!, 'a')]);
      for (const text of texts.keys())
        assert.ok(found.has(text) || overwritten.has(text) || dropped.has(text), `“${text}” has vanished`);
      for (const text of dropped) assert.ok(!replaced(a!, 'a').includes(text), `“${text}” is back`);
      for (const text of replaced(a!, 'a'))
        assert.ok(texts.has(String(text)), `“${String(text)}” is half a text`);
    }),
    {numRuns: 2000},
  );
});
