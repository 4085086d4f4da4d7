/**
 * `repeat` of lit-html, made to leave nothing behind: its versions 3.3.1 to 3.3.3 keep a comment node in the page
 * for each item that has gone (lit/lit#5298). With a version that does not, this changes nothing.
 */
import {nothing, type TemplateResult} from 'lit';
import {getCommittedValue, getDirectiveClass} from 'lit/directive-helpers.js';
import {directive, type ChildPart, type PartInfo} from 'lit/directive.js';
import {repeat, type ItemTemplate, type KeyFn, type RepeatDirective} from 'lit/directives/repeat.js';

const Repeat = getDirectiveClass(repeat([], () => nothing)) as new (part: PartInfo) => RepeatDirective;

type Items<T> = [Iterable<T>, KeyFn<T> | ItemTemplate<T>, ItemTemplate<T>];

class Each extends Repeat {
  override update<T>(part: ChildPart, items: Items<T>) {
    const before = endsOf(part);
    const result = super.update(part, items);
    const stay = new Set(endsOf(part));
    for (const end of before) if (!stay.has(end)) end?.remove();
    return result;
  }
}

/** The node behind each item; none before the first render. */
function endsOf(part: ChildPart): readonly (ChildNode | null)[] {
  const parts = getCommittedValue(part);
  return Array.isArray(parts) ? parts.map(({endNode}: ChildPart) => endNode as ChildNode | null) : [];
}

/** A template for each item. An item keeps its elements for as long as its key is there, wherever it moves to. */
export const each = directive(Each) as <T>(
  items: Iterable<T>,
  key: (item: T) => unknown,
  template: (item: T) => TemplateResult,
) => unknown;
