import {createHmac, randomBytes, randomUUID, timingSafeEqual} from 'node:crypto';
import type {User} from './users.ts';

export interface Ticket {
  readonly id: string;
  readonly user: User;
  /** Milliseconds, like `iat`: the call system does not follow the seconds of RFC 7519. */
  readonly exp: number;
}

const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const header = encoded({typ: 'JWT', alg: 'HS256'});

/** Access tokens: JSON Web Tokens that can also be taken back before they run out. */
export class Tokens {
  readonly #secret = randomBytes(32);
  readonly #valid = new Map<string, Ticket>();

  issue(user: User, life: number): string {
    const iat = Date.now();
    for (const [id, ticket] of this.#valid) if (ticket.exp <= iat) this.#valid.delete(id);
    const ticket = {id: randomUUID(), user, exp: Math.round(iat + life)};
    this.#valid.set(ticket.id, ticket);
    const payload = encoded({name: user.name, role: user.role, jti: ticket.id, iat, exp: ticket.exp});
    return `${header}.${payload}.${this.#sign(payload)}`;
  }

  verify(token: string): Ticket | undefined {
    const [head, payload, signature, ...rest] = token.split('.');
    if (head !== header || !payload || !signature || rest.length > 0) return undefined;
    const expected = Buffer.from(this.#sign(payload));
    const given = Buffer.from(signature);
    if (expected.length !== given.length || !timingSafeEqual(expected, given)) return undefined;
    const {jti}: {jti: string} = JSON.parse(Buffer.from(payload, 'base64url').toString());
    const ticket = this.#valid.get(jti);
    return ticket && ticket.exp > Date.now() ? ticket : undefined;
  }

  /** Takes back the tokens of one user, or all; answers how many that were. */
  revoke(name?: string): number {
    let revoked = 0;
    for (const [id, ticket] of this.#valid) {
      if (name !== undefined && ticket.user.name !== name) continue;
      this.#valid.delete(id);
      revoked += 1;
    }
    return revoked;
  }

  #sign(payload: string): string {
    return createHmac('sha256', this.#secret).update(`${header}.${payload}`).digest('base64url');
  }
}
