import {ContextConsumer} from '@lit/context';
import type {ReactiveController, ReactiveElement} from 'lit';
import type {ReadableAtom} from 'nanostores';

import type {Command} from '../../protocol/commands.ts';
import {failed, type Outcome} from '../../protocol/faults.ts';
import type {Session} from '../../session/session.ts';
import {AgentRequestEvent} from './events.ts';
import {createFrameThrottle} from './frame-throttle.ts';
import {sessionContext} from './session-context.ts';

type Reads = (session: Session) => readonly ReadableAtom[];

/** Finds the session of its host, and updates the host when a store that it reads has changed. */
export class SessionController implements ReactiveController {
  /** Undefined until a provider has answered. */
  session: Session | undefined;

  readonly #host: ReactiveElement;
  readonly #reads: Reads;
  readonly #render: () => void;
  #stops: readonly (() => void)[] = [];

  constructor(host: ReactiveElement, reads: Reads, {consume = true} = {}) {
    this.#host = host;
    this.#reads = reads;
    this.#render = createFrameThrottle(() => host.requestUpdate());
    host.addController(this);
    if (consume)
      new ContextConsumer(host, {
        context: sessionContext,
        // A provider that is added closer to the host takes over.
        subscribe: true,
        callback: (session) => this.use(session),
      });
  }

  /** Sets the session, for the element that provides it: a provider does not answer its own request. */
  use(session: Session | undefined) {
    // A session of version 0.2.0 cannot be used.
    this.session = session?.commands && session;
    this.#listen();
    this.#host.requestUpdate();
  }

  /** Sends a command, unless the page cancels the event. Always settles. */
  async request(command: Command): Promise<Outcome> {
    const {type} = command;
    if (!this.session) return failed({code: 'closed', command: type});
    // A copy: a listener of the page may cancel the command, but not change it.
    if (!this.#host.dispatchEvent(new AgentRequestEvent(structuredClone(command))))
      return failed({code: 'cancelled', command: type});
    return this.session.send(command);
  }

  hostConnected() {
    this.#listen();
  }

  hostDisconnected() {
    this.#stopListening();
  }

  #stopListening() {
    for (const stop of this.#stops) stop();
    this.#stops = [];
  }

  #listen() {
    this.#stopListening();
    if (!this.session || !this.#host.isConnected) return;
    this.#stops = this.#reads(this.session).map(($store) =>
      $store.listen(() => {
        // A pending update will read this change too.
        if (!this.#host.isUpdatePending) this.#render();
      }),
    );
    this.#host.requestUpdate();
  }
}
