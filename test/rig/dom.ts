/** How a person finds and uses what is on the page. */
import {expect} from '@open-wc/testing';
import 'axe-core/axe.min.js';
import type Axe from 'axe-core';
import type {ReactiveElement} from 'lit';

import type {AgentBar} from '../../src/elements/agent-bar/agent-bar.ts';
import {uncaught} from './trap.ts';

/** The element inside a shadow root that carries a part. */
export function part<E extends HTMLElement = HTMLElement>(host: ReactiveElement, name: string): E {
  const found = host.renderRoot.querySelector<E>(`[part~="${name}"]`);
  if (!found) throw new Error(`There is no part ${name}`);
  return found;
}

/** What a sighted person reads: hidden elements left out, white space folded. */
export function words(element: HTMLElement): string {
  return element.innerText.replace(/\s+/g, ' ').trim();
}

/** What a control is called, whether or not its word fits on the screen. */
export function label(host: ReactiveElement, name: string): string {
  return part(host, name).textContent.replace(/\s+/g, ' ').trim();
}

export function press(host: ReactiveElement, name: string) {
  part(host, name).click();
}

/** Opens the dialog for a third party. */
export async function pressMeeting(bar: ReactiveElement): Promise<void> {
  press(bar, 'meeting');
  const dialog = () => bar.renderRoot.querySelector<HTMLDialogElement>('[part=meeting-dialog]');
  await until(bar, () => dialog()?.open === true);
}

/** Types into a field as a keyboard would. */
export function type(field: HTMLInputElement | HTMLTextAreaElement, text: string) {
  field.value = text;
  field.dispatchEvent(new InputEvent('input', {bubbles: true, composed: true}));
}

/** Possible now, as far as script and screen reader can tell. */
export function possible(host: ReactiveElement, name: string): boolean {
  return part(host, name).getAttribute('aria-disabled') !== 'true';
}

/** Resolves when all that has been said is on the screen: after a burst that is the next frame. */
export async function rendered(host: ReactiveElement): Promise<void> {
  await frame();
  await frame();
  await host.updateComplete;
}

const frame = () =>
  new Promise((resolve) => {
    requestAnimationFrame(resolve);
  });

/** Resolves when the condition holds after some update of the element, and fails when it does not within 8 s. */
export async function until(host: ReactiveElement, condition: () => boolean): Promise<void> {
  const end = performance.now() + 8_000;
  while (!condition()) {
    if (performance.now() > end) throw new Error(`Waited in vain for ${String(condition)}`);
    await rendered(host);
  }
}

/** WCAG 2.2 AA, as far as a machine can judge it. */
export async function expectAccessible(element: Element): Promise<void> {
  const {axe} = window as unknown as {axe: typeof Axe};
  const {violations} = await axe.run(element, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    rules: {region: {enabled: false}, 'page-has-heading-one': {enabled: false}},
  });
  expect(violations.map(({id, nodes}) => `${id}: ${nodes.map(({html}) => html).join(' ')}`)).to.deep.equal(
    [],
  );
}

/** Takes an element away for good, and checks that nothing went wrong unheard. */
export function leave(...elements: (Element | undefined)[]) {
  for (const element of elements) element?.remove();
  (elements.find((element) => element?.localName === 'agent-bar') as AgentBar | undefined)?.session?.close();
  expect(uncaught()).to.deep.equal([]);
}
