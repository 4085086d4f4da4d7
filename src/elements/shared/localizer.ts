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
    const lang = element.getAttribute('lang');
    if (lang) return lang;
  }
  return navigator.language;
}

function above(element: Element): Element | undefined {
  const parent = element.assignedSlot ?? element.parentNode;
  return parent instanceof ShadowRoot ? parent.host : parent instanceof Element ? parent : undefined;
}
