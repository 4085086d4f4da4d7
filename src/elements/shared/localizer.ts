import type {ReactiveController, ReactiveElement} from 'lit';
import {en, type Strings} from '../../strings/en.ts';
import {zhCN} from '../../strings/zh-CN.ts';

/** The strings of its host, in the language of the nearest `lang` attribute, else of the browser. Follows changes. */
export class Localizer implements ReactiveController {
  readonly #host: ReactiveElement;
  readonly #observer: MutationObserver;

  constructor(host: ReactiveElement) {
    this.#host = host;
    this.#observer = new MutationObserver(() => host.requestUpdate());
    host.addController(this);
  }

  get t(): Strings {
    return /^zh\b/i.test(languageOf(this.#host)) ? zhCN : en;
  }

  hostConnected() {
    this.#observer.observe(document, {subtree: true, attributeFilter: ['lang']});
  }

  hostDisconnected() {
    this.#observer.disconnect();
  }
}

function languageOf(host: Element): string {
  for (let element: Element | undefined = host; element; element = parentOf(element)) {
    const lang = Element.prototype.getAttribute.call(element, 'lang');
    if (lang) return lang;
  }
  return navigator.language;
}

/** Reads members from the prototype: in a `form` around us, a control with the name `parentNode` would hide the member. */
function parentOf(element: Element): Element | undefined {
  const parent =
    (Reflect.get(Element.prototype, 'assignedSlot', element) as Element | null) ??
    (Reflect.get(Node.prototype, 'parentNode', element) as Node | null);
  return parent instanceof ShadowRoot ? parent.host : parent instanceof Element ? parent : undefined;
}
