/** Opens a page for each call, from the template `pop-url`: once per call, in one window. */
import type {ReactiveController, ReactiveElement} from 'lit';

import {urlFrom} from '../../protocol/url-template.ts';
import type {Call} from '../../session/calls/calls.ts';
import type {SessionController} from '../shared/session-controller.ts';

/** Calls whose page was opened, by any element. */
const openedCalls = new Set<string>();

/** Hidden tabs wait this long, so that a visible tab opens the page (ms). */
const hiddenTabDelay = 300;

/** `undefined` when the filled template is not an allowed http(s) URL. */
function popUrl(template: string, call: Call): string | undefined {
  const {customer, sessionId, extno, city} = call;
  const values: Record<string, string | number | undefined> = {
    telephone: customer.telephone,
    uuid: customer.uuid,
    name: customer.name,
    city,
    sessionId,
    extno,
    project_id: customer.projectId,
    task_id: customer.taskId,
  };
  const valueOf = (name: string) => String((Object.hasOwn(values, name) ? values[name] : undefined) ?? '');
  return urlFrom(template, /\{(\w+)\}/g, valueOf, document.baseURI)?.href;
}

/**
 * Opens the URL in the window for all calls. Returns whether the browser allowed it. `opener` is removed, so that the
 * opened page cannot navigate our tab. Therefore a window with a page of another origin cannot be reused.
 */
function openPage(url: string): boolean {
  try {
    const target = window.open('', 'agent-bar-pop');
    if (!target) return false;
    target.opener = null;
    target.location.href = url;
    return true;
  } catch {
    return false;
  }
}

export class PopPage implements ReactiveController {
  readonly #host: ReactiveElement;
  readonly #agent: SessionController;
  readonly #template: () => string;
  #blocked: {readonly sessionId: string; readonly url: string} | undefined;

  constructor(host: ReactiveElement, agent: SessionController, template: () => string) {
    this.#host = host;
    this.#agent = agent;
    this.#template = template;
    host.addController(this);
  }

  /** The URL of a call's page that the browser has blocked. */
  linkOf({sessionId}: Call): string | undefined {
    return this.#blocked?.sessionId === sessionId ? this.#blocked.url : undefined;
  }

  hostUpdated() {
    const call = this.#agent.session?.$call.get();
    const template = this.#template();
    if (!call || call.hidden || call.restored || !template || openedCalls.has(call.sessionId)) return;
    openedCalls.add(call.sessionId);
    const url = popUrl(template, call);
    if (url) void this.#open(call.sessionId, url);
  }

  /** Of several tabs only one opens the page, preferably a visible one. */
  async #open(sessionId: string, url: string) {
    if (document.hidden) await new Promise((resolve) => setTimeout(resolve, hiddenTabDelay));
    const first = await this.#agent.session?.claim(`page ${sessionId}`);
    if (!first || openPage(url)) return;
    this.#blocked = {sessionId, url};
    this.#host.requestUpdate();
  }
}
