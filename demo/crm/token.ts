import {createHash} from 'node:crypto';

/** How this CRM's own server signs in at the call system: the page never sees any of it. */
export interface Account {
  name: string;
  password: string;
  serialNumber: string;
}

/** Something went wrong at the call system; the message is a sentence for the agent and holds no secret. */
export class CallSystemError extends Error {
  override name = 'CallSystemError' as const;
}

export async function fetchToken(callSystemUrl: string, account: Account): Promise<string> {
  const response = await fetch(`${callSystemUrl}/login`, {
    method: 'POST',
    headers: {access_token: ''},
    body: new URLSearchParams({
      name: account.name,
      passwd: createHash('md5').update(account.password).digest('hex'),
      verifyCode: account.serialNumber,
    }),
    redirect: 'error',
    signal: AbortSignal.timeout(5000),
  }).catch((cause: unknown) => {
    throw new CallSystemError(
      'The call system cannot be reached. The CRM itself works; try again in a moment.',
      {
        cause,
      },
    );
  });
  const answer: unknown = await response.json().catch(() => undefined);
  const token = tokenIn(answer);
  if (token === undefined) throw new CallSystemError(refusal(response.status, answer));
  return token;
}

function tokenIn(answer: unknown): string | undefined {
  if (!isObject(answer) || answer.code !== 0 || !isObject(answer.data)) return undefined;
  const token = answer.data.access_token;
  return typeof token === 'string' && token !== '' ? token : undefined;
}

function refusal(status: number, answer: unknown): string {
  if (isObject(answer) && typeof answer.msg === 'string' && answer.msg !== '') {
    return `The call system refused the sign-in: ${answer.msg}`;
  }
  return `The call system gave no token (it answered with status ${status}).`;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
