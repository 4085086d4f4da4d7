import type {IncomingMessage} from 'node:http';
import {readParams} from '../body.ts';
import {json, type Answer} from '../envelope.ts';
import type {Exchange} from '../exchange.ts';
import {Refusal} from '../refusal.ts';
import {addressesFrom} from './addresses.ts';
import {login} from './login.ts';
import {signedParameters, type Signed} from './parameters.ts';
import {notAllowed, wrongFormat, wrongMethod} from './refusals.ts';

type Handler = (exchange: Exchange, signed: Signed) => object | undefined;

function setCallback({callbacks}: Exchange, signed: Signed): undefined {
  signed.checkUrl();
  const account = callbacks.keys.verify(signed.text('user_sn'), signed.text('api_key'));
  if (!account.maySet) throw notAllowed();
  callbacks.set(addressesFrom(signed, account, callbacks.addresses));
}

/** The open interface: no access token, but keys and signatures of its own. What a handler gives is the answer's data. */
export const openRoutes: Readonly<Record<string, Handler>> = {
  '/api/login': ({callbacks, settings}, signed) => login(callbacks.keys, settings.keyLife, signed),
  '/api/setCallback': setCallback,
};

/** Refusals stand in the body alone: the interface answers everything with HTTP 200. */
export async function answerOpen(
  request: IncomingMessage,
  path: string,
  exchange: Exchange,
): Promise<Answer> {
  try {
    if (request.method !== 'POST') throw wrongMethod();
    const params = await readParams(request).catch((error: unknown) => {
      throw error instanceof Refusal ? wrongFormat(error.zh, error.en) : error;
    });
    const data = openRoutes[path]!(exchange, signedParameters(params, exchange.settings.urlRefusal));
    return json({code: 0, msg: 'SUCCESS', ...(data === undefined ? {} : {data})});
  } catch (error) {
    if (error instanceof Refusal) return json({code: error.code, msg: error.zh});
    throw error;
  }
}
