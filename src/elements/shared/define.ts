import {version} from '../../version.ts';

/** What all our classes have: the version, so that copies of this package know each other's elements. */
const ours = Symbol.for('agent-bar');

/** The first copy on a page stays. Where the name is taken by somebody else's element, the console says so. */
export function define(name: string, element: CustomElementConstructor) {
  const there = globalThis.customElements?.get(name);
  Reflect.set(element, ours, version);
  if (!there) globalThis.customElements?.define(name, element);
  else if (Reflect.get(there, ours) !== version)
    // oxlint-disable-next-line no-console -- it is for the page's author, and there is no element of ours to say it in
    console.error(
      `agent-bar: another script or version has defined <${name}>; a subclass of ours can have another name`,
    );
}
