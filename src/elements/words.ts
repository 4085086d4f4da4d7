import type {ReactiveController, ReactiveElement} from 'lit';

import {en, type Strings} from '../strings/en.ts';
import {zhCN} from '../strings/zh-CN.ts';

/** The words of its host: the language of the nearest `lang` around it, else the browser's. Follows changes. */
export class Words implements ReactiveController {
  readonly #host: ReactiveElement;
  readonly #observer: MutationObserver;

  constructor(host: ReactiveElement) {
    this.#host = host;
    this.#observer = new MutationObserver(() => host.requestUpdate());
    host.addController(this);
  }

  get t(): Strings {
    return this.pick(en, zhCN);
  }

  /** Of words that stand in both languages, those of the host's. */
  pick<T>(english: T, chinese: T): T {
    return /^zh\b/i.test(languageOf(this.#host)) ? chinese : english;
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
