import type {ReactiveController, ReactiveElement} from 'lit';
import {en, type Strings} from '../../strings/en.ts';
import {zhCN} from '../../strings/zh-CN.ts';

/** The strings of its host, in the language of the nearest `lang` around it, else the browser's. Follows changes. */
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
  for (let element: Element | undefined = host; element; element = above(element)) {
    const lang = Element.prototype.getAttribute.call(element, 'lang');
    if (lang) return lang;
  }
  return navigator.language;
}

/** The page may have a form around us, which answers to the names of its controls before its own members. */
function above(element: Element): Element | undefined {
  const parent =
    (Reflect.get(Element.prototype, 'assignedSlot', element) as Element | null) ??
    (Reflect.get(Node.prototype, 'parentNode', element) as Node | null);
  return parent instanceof ShadowRoot ? parent.host : parent instanceof Element ? parent : undefined;
}
