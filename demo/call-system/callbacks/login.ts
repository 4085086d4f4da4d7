import {stamp} from '../clock.ts';
import {access, accessAccount, accountNamed, type Account} from './accounts.ts';
import type {Key, Keys} from './keys.ts';
import type {Signed} from './parameters.ts';
import {wrongAccount, wrongClient, wrongFormat} from './refusals.ts';
import {md5} from './sign.ts';

const window = 5 * 60_000;

/** Local time, as the call system writes it everywhere; a day that no calendar has is none. */
function momentOf(timestamp: string): number {
  const moment = new Date(timestamp.replace(' ', 'T'));
  if (Number.isNaN(moment.getTime()) || stamp(moment) !== timestamp) {
    throw wrongFormat('timestamp 应为 Y-m-d H:i:s', 'timestamp is Y-m-d H:i:s');
  }
  return moment.getTime();
}

function byPassword(signed: Signed): Account {
  if (signed.text('from') !== '2') throw wrongClient();
  signed.checkUrl();
  const account = accountNamed(signed.text('username'));
  if (account?.user.password !== signed.text('password')) throw wrongAccount();
  return account;
}

function byAccessId(signed: Signed): Account {
  if (signed.text('from') !== '1') throw wrongClient();
  const id = signed.text('api_access_id');
  const timestamp = signed.text('timestamp');
  if (Math.abs(momentOf(timestamp) - Date.now()) > window) {
    throw wrongAccount('timestamp 与服务器时间相差超过 5 分钟', 'timestamp is more than 5 minutes off');
  }
  if (id !== access.id || signed.text('sign') !== md5(id + access.secret + timestamp)) {
    throw wrongAccount('api_access_id 或 sign 错误', 'Wrong api_access_id or sign');
  }
  return accessAccount;
}

/** A person signs in with name and password, a program with its access id and a signature. */
export function login(keys: Keys, life: number, signed: Signed): object {
  const account = signed.has('api_access_id') ? byAccessId(signed) : byPassword(signed);
  return answerFor(account, keys.issue(account, life));
}

const answerFor = ({userSn, user}: Account, {apiKey, expires}: Key): object => ({
  user_sn: userSn,
  user_name: user.fullName,
  api_key: apiKey,
  api_key_expire: Math.floor(expires / 1000),
});
