/** The session that an element makes by its attributes. */
import {connect, type ConnectOptions} from '../../connect.ts';
import type {Session} from '../../session/session.ts';

export class OwnSession {
  #made: {readonly session: Session; readonly key: string} | undefined;

  /** The same session again as long as nothing but the token differs; otherwise the old one ends. */
  of(options: ConnectOptions): Session {
    const {token: _, ...settings} = options;
    const key = JSON.stringify(Object.values(settings));
    if (this.#made?.key !== key) {
      this.end();
      this.#made = {session: connect(options), key};
    }
    return this.#made.session;
  }

  end() {
    this.#made?.session.close();
    this.#made = undefined;
  }
}
