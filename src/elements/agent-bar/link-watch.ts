/** Follows the link of a session over time: its view in the bar, and what to announce. */
import {linkView, type LinkView} from '../../session/link-view.ts';
import type {Session} from '../../session/session.ts';

/** A call is unlikely to have been missed in a shorter loss (ms). */
const minMissedTime = 5_000;

export interface LinkNews {
  /** The new view, if it has changed since the last announcement. */
  readonly view?: LinkView | undefined;
  /** When calls may have been missed: the call system does not report them again. */
  readonly missed?: readonly [from: number, to: number] | undefined;
}

export class LinkWatch {
  view: LinkView = 'closed';
  #announced: LinkView | undefined;
  /** Since when an idle agent could not be reached; infinite when no call can have been missed. */
  #lost: number | undefined;

  /** Prepares for another session. */
  reset() {
    this.#lost = undefined;
  }

  /** Reads the current link. */
  update(session: Session | undefined): LinkNews {
    this.view = session ? linkView(session.$link.get(), session.now(), isKnown(session)) : 'closed';
    if (!session) return {};
    const isNews = this.view !== 'connecting' && this.view !== this.#announced;
    if (isNews) this.#announced = this.view;
    return {view: isNews ? this.view : undefined, missed: this.#missed(session)};
  }

  #missed({$agent, $link, now}: Session): LinkNews['missed'] {
    const {since} = $link.get();
    const [from, to] = [this.#lost, now()];
    this.#lost = since;
    if (since !== undefined)
      this.#lost = this.view !== 'elsewhere' && $agent.get().status === 'idle' ? (from ?? since) : Infinity;
    else if (from !== undefined && to - from >= minMissedTime && this.view === 'live') return [from, to];
    return undefined;
  }
}

/** Whether the agent's status is known. */
export const isKnown = ({$agent}: Session): boolean => $agent.get().status !== 'unknown';
