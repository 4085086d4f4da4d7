/** The page that a call opens: a URL template filled from the call, once per call in one window. */
import type {ReactiveController, ReactiveElement} from 'lit';

import {urlFrom} from '../../protocol/url-template.ts';
import type {Call} from '../../session/calls/calls.ts';
import type {SessionController} from '../shared/session-controller.ts';

/** Calls whose page was opened, whichever card did it. */
const popped = new Set<string>();

/** So much sooner (ms) a tab that is seen opens the page of a call. */
const precedence = 300;

/** `undefined` when the template does not give an http(s) address that this call may open. */
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
 * Opens the window for all calls. Says whether the browser let it. The page in it never has ours as its opener, so it
 * can lead our tab nowhere; what we cannot reach any more for that, a page of another origin, gets a new window.
 */
function openPage(url: string): boolean {
  try {
    const opened = window.open('', 'agent-bar-pop');
    if (!opened) return false;
    opened.opener = null;
    opened.location.href = url;
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

  /** Where the page of a call is that the browser did not let open. */
  linkOf({sessionId}: Call): string | undefined {
    return this.#blocked?.sessionId === sessionId ? this.#blocked.url : undefined;
  }

  hostUpdated() {
    const call = this.#agent.session?.$call.get();
    const template = this.#template();
    if (!call || call.hidden || call.restored || !template || popped.has(call.sessionId)) return;
    popped.add(call.sessionId);
    const url = popUrl(template, call);
    if (url) void this.#open(call.sessionId, url);
  }

  /** Of several tabs one opens the page: that which the agent sees, if they see any. */
  async #open(sessionId: string, url: string) {
    if (document.hidden) await new Promise((resolve) => setTimeout(resolve, precedence));
    const first = await this.#agent.session?.claim(`page ${sessionId}`);
    if (!first || openPage(url)) return;
    this.#blocked = {sessionId, url};
    this.#host.requestUpdate();
  }
}
