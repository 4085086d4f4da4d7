/** Saves callback settings with credentials from the page. Works without a session: the form is for supervisors. */
import {
  callbackParams,
  callbackPath,
  parseCallbackAnswer,
  refusesKey,
  type CallbackChange,
  type CallbackCredentials,
  type CallbackOutcome,
} from '../../protocol/callback-settings/callback-settings.ts';
import {serverUrls} from '../../protocol/server-url.ts';
import {isRecord, readable} from '../../protocol/text.ts';
import {createCredentials, type CredentialsProvider} from '../credentials.ts';
import {createHttp, type Encoding, type HttpOptions} from './http.ts';

/** The credentials, or a function that returns them; called again when the key is refused, with the refused ones. */
export type CredentialsSource = CredentialsProvider<CallbackCredentials>;

/** Where the settings are sent. */
export interface CallbackServer {
  /** Base URL of the call system (http or https), with or without a path; empty for the page's origin. */
  readonly server: string;
  /** How the request body is written. */
  readonly encoding: Encoding;
}

export interface Callbacks {
  /** The display name of the settings' owner; empty when unknown. Never rejects. */
  person(): Promise<string>;
  /** Sends the settings, and once more with new credentials when the key was refused. Never rejects. */
  save(change: CallbackChange, server: CallbackServer): Promise<CallbackOutcome>;
}

export function createCallbacks(
  source: CredentialsSource,
  options: HttpOptions = {timeout: 8_000, fetch: undefined},
): Callbacks {
  const http = createHttp(options);
  const credentials = createCredentials(source, parseCredentials, same);

  async function send(
    base: string,
    change: CallbackChange,
    encoding: Encoding,
    signedBy: CallbackCredentials,
  ) {
    const params = callbackParams(change, signedBy);
    const answer = await http.post(`${base}${callbackPath}`, {params, encoding});
    return answer.ok ? withoutKey(parseCallbackAnswer(answer.data), signedBy) : answer;
  }

  return {
    async person() {
      const known = await credentials.get();
      return known?.userName || known?.userSn || '';
    },
    async save(change, {server, encoding}) {
      // oxlint-disable-next-line typescript/no-unnecessary-type-conversion -- pages without types also set numbers
      const base = serverUrls(String(server ?? ''), '', globalThis.location?.href)?.rest;
      if (base === undefined) return {ok: false, fault: {code: 'bad-server'}};
      const first = await credentials.get();
      if (!first) return {ok: false, fault: {code: 'no-credentials'}};
      const outcome = await send(base, change, encoding, first);
      if (outcome.ok || !refusesKey(outcome.fault) || !(await credentials.renew(first))) return outcome;
      const second = await credentials.get();
      return second ? send(base, change, encoding, second) : outcome;
    },
  };
}

const same = (a: CallbackCredentials | undefined, b: CallbackCredentials | undefined): boolean =>
  a?.userSn === b?.userSn && a?.apiKey === b?.apiKey;

/** `undefined` for anything else, such as the HTML of a login page. */
function parseCredentials(given: unknown): CallbackCredentials | undefined {
  if (!isRecord(given)) return undefined;
  const [userSn = '', apiKey = '', userName = ''] = ['userSn', 'apiKey', 'userName'].map((name) =>
    textOf(given[name]),
  );
  if (!/^[^\s\p{C}]{1,500}$/u.test(userSn) || !/^[\u0021-\u007e]{1,500}$/.test(apiKey)) return undefined;
  return {userSn, apiKey, userName: readable(userName, 100)};
}

const textOf = (value: unknown): string =>
  typeof value === 'string' || Number.isSafeInteger(value) ? String(value).trim() : '';

/** Removes the key from the server's message, because that is shown. */
function withoutKey(outcome: CallbackOutcome, {apiKey}: CallbackCredentials): CallbackOutcome {
  if (outcome.ok || outcome.fault.reason === undefined) return outcome;
  return {ok: false, fault: {...outcome.fault, reason: outcome.fault.reason.replaceAll(apiKey, '…')}};
}
