/** Marks the element classes of this package, so that several copies of it recognise each other's elements. */
const ours = Symbol.for('agent-bar');

/** Defines a custom element. The first copy of the package on a page wins; a foreign element of that name is reported. */
export function define(name: string, element: CustomElementConstructor) {
  const existing = globalThis.customElements?.get(name);
  Reflect.set(element, ours, true);
  if (!existing) globalThis.customElements?.define(name, element);
  else if (!(ours in existing))
    // oxlint-disable-next-line no-console -- for the page's author; there is no element that could show it
    console.error(
      `agent-bar: another script has defined <${name}>; a subclass of ours can have another name`,
    );
}
