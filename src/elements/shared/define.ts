import {version} from '../../version.ts';

/** Marks our element classes, with their version, so that copies of this package recognize each other's elements. */
const ours = Symbol.for('agent-bar');

/** Defines an element. The first definition on a page stays; another one than ours is reported on the console. */
export function define(name: string, element: CustomElementConstructor) {
  const existing = globalThis.customElements?.get(name);
  Reflect.set(element, ours, version);
  if (!existing) globalThis.customElements?.define(name, element);
  else if (Reflect.get(existing, ours) !== version)
    // oxlint-disable-next-line no-console -- it is for the page's author, and there is no element of ours to show it
    console.error(`agent-bar: another script has defined <${name}>`);
}
