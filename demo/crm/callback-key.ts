import {createHash} from 'node:crypto';
import {CallSystemError, signIn} from './call-system.ts';

/** The access id of this CRM at the call system. Its secret never leaves this server. */
export interface Access {
  id: string;
  secret: string;
}

/** What the page may know: who is signed in, and a key that is good for some time. */
export interface CallbackKey {
  userSn: string;
  userName: string;
  apiKey: string;
}

export interface CallbackKeys {
  /** The key of everybody who uses this CRM; another one than `refused`, which the call system did not take. */
  get(refused?: string): Promise<CallbackKey>;
}

interface Kept {
  key: CallbackKey;
  expires: number;
}

/** A key that is about to end may have ended when it arrives. */
const margin = 60_000;

/** Keeps one key for all: each sign-in ends the key before it. */
export function createCallbackKeys(callSystemUrl: string, access: Access): CallbackKeys {
  let kept: Promise<Kept> | undefined;

  async function isGood(refused: string | undefined): Promise<boolean> {
    const {key, expires} = (await kept?.catch(() => undefined)) ?? {};
    return key !== undefined && key.apiKey !== refused && Number(expires) - margin > Date.now();
  }

  return {
    async get(refused) {
      const known = kept;
      // Whoever finds another question under way waits for that one.
      if (!(await isGood(refused)) && kept === known) kept = fetchKey(callSystemUrl, access);
      return (await kept!).key;
    },
  };
}

async function fetchKey(callSystemUrl: string, {id, secret}: Access): Promise<Kept> {
  const timestamp = localTime(new Date());
  const sign = createHash('md5')
    .update(id + secret + timestamp)
    .digest('hex');
  const {user_sn, user_name, api_key, api_key_expire} = await signIn(`${callSystemUrl}/api/login`, {
    headers: {'content-type': 'application/json'},
    body: JSON.stringify({api_access_id: id, from: 1, timestamp, sign}),
  });
  if (typeof user_sn !== 'string' || typeof api_key !== 'string') {
    throw new CallSystemError('The call system gave no key.');
  }
  return {
    key: {userSn: user_sn, userName: typeof user_name === 'string' ? user_name : '', apiKey: api_key},
    expires: Number(api_key_expire) * 1000 || 0,
  };
}

/** `Y-m-d H:i:s` in the zone of this server, which has to be that of the call system. */
function localTime(now: Date): string {
  const local = new Date(now.getTime() - now.getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 19).replace('T', ' ');
}
