import {randomInt} from 'node:crypto';
import type {Account} from './accounts.ts';
import {keyExpired, keyInvalid} from './refusals.ts';

export interface Key {
  readonly apiKey: string;
  /** Milliseconds, as everywhere but on the wire. */
  readonly expires: number;
}

const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789';
const newKey = (): string => Array.from({length: 8}, () => letters[randomInt(letters.length)]).join('');

/** The keys of the open interface: one for each account, since signing in again ends the earlier one. */
export class Keys {
  readonly #keys = new Map<Account, Key>();

  issue(account: Account, life: number): Key {
    const key = {apiKey: newKey(), expires: Date.now() + life};
    this.#keys.set(account, key);
    return key;
  }

  /** The account whose key this is; refuses a key that is unknown, replaced or past its time. */
  verify(userSn: string, apiKey: string): Account {
    const [account, key] = [...this.#keys].find(([known]) => known.userSn === userSn) ?? [];
    if (!account || key?.apiKey !== apiKey) throw keyInvalid();
    if (key.expires <= Date.now()) throw keyExpired();
    return account;
  }

  /** Lets all keys run out now; answers how many were still good. */
  expire(): number {
    const now = Date.now();
    const good = [...this.#keys].filter(([, {expires}]) => expires > now);
    for (const [account, key] of good) this.#keys.set(account, {...key, expires: now});
    return good.length;
  }
}
