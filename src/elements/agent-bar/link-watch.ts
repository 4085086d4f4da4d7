/** Follows the link of a session over time: what the bar shows of it, and when there is something to say. */
import {linkView, type LinkView} from '../../session/link-view.ts';
import type {Session} from '../../session/session.ts';

/** A shorter loss is not likely to have cost a call (ms). */
const costly = 5_000;

export interface LinkNews {
  /** Another view than was spoken of last. */
  readonly view?: LinkView | undefined;
  /** From when to when calls may have been missed: the call system does not tell again of those that it could not bring. */
  readonly missed?: readonly [from: number, to: number] | undefined;
}

export class LinkWatch {
  view: LinkView = 'closed';
  #spokenOf: LinkView | undefined;
  /** Since when an idle agent has been out of reach; infinite when it costs no call. */
  #lost: number | undefined;

  /** Another session follows. */
  reset() {
    this.#lost = undefined;
  }

  /** Looks at the link again. */
  look(session: Session | undefined): LinkNews {
    this.view = session ? linkView(session.$link.get(), session.now(), isKnown(session)) : 'closed';
    if (!session) return {};
    const isNews = this.view !== 'connecting' && this.view !== this.#spokenOf;
    if (isNews) this.#spokenOf = this.view;
    return {view: isNews ? this.view : undefined, missed: this.#account(session)};
  }

  #account({$agent, $link, now}: Session): LinkNews['missed'] {
    const {since} = $link.get();
    const [from, to] = [this.#lost, now()];
    this.#lost = since;
    if (since !== undefined)
      this.#lost = this.view !== 'elsewhere' && $agent.get().status === 'idle' ? (from ?? since) : Infinity;
    else if (from !== undefined && to - from >= costly && this.view === 'live') return [from, to];
    return undefined;
  }
}

/** Whether the call system has said anything that the bar shows. */
export const isKnown = ({$agent}: Session): boolean => $agent.get().status !== 'unknown';
