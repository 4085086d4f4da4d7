import {createHash} from 'node:crypto';
import {CallSystemError, signIn} from './call-system.ts';

/** How this CRM's own server signs in at the call system: the page never sees any of it. */
export interface Account {
  name: string;
  password: string;
  serialNumber: string;
}

export async function fetchToken(callSystemUrl: string, account: Account): Promise<string> {
  const {access_token: token} = await signIn(`${callSystemUrl}/login`, {
    headers: {access_token: ''},
    body: new URLSearchParams({
      name: account.name,
      passwd: createHash('md5').update(account.password).digest('hex'),
      verifyCode: account.serialNumber,
    }),
  });
  if (typeof token === 'string' && token !== '') return token;
  throw new CallSystemError('The call system gave no token.');
}
