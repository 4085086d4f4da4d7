/** The session that the bar creates from its attributes. */
import {connect, type ConnectOptions} from '../../connect.ts';
import type {Session} from '../../session/session.ts';

export class OwnSession {
  #made: {readonly session: Session; readonly key: string} | undefined;

  /** Returns the same session while only the token changes; otherwise closes it and creates a new one. */
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
