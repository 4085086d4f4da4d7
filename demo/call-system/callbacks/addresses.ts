import type {Account} from './accounts.ts';
import type {Signed} from './parameters.ts';
import {wrongFormat} from './refusals.ts';

/** Where is pushed to. Switched off, the addresses stay. */
export interface Addresses {
  readonly account: Account;
  readonly open: boolean;
  readonly callbackUrl: string;
  /** Empty: results of imports go nowhere. */
  readonly taskCallbackUrl: string;
}

function checkedUrl(name: string, text: string): string {
  const url = /^https?:\/\/[^\s\\]+$/i.test(text) && URL.canParse(text) ? new URL(text) : undefined;
  if (!url) {
    throw wrongFormat(
      `${name} 应以 http:// 或 https:// 开头,且不含空格`,
      `${name} begins with http:// or https:// and has no spaces`,
    );
  }
  if (url.username || url.password) {
    throw wrongFormat(`${name} 不能包含用户名和密码`, `${name} must not hold a user name and password`);
  }
  return text;
}

/** What `setCallback` asks for. The task address is optional: without it the earlier one stays, empty takes it away. */
export function addressesFrom(signed: Signed, account: Account, before: Addresses | undefined): Addresses {
  const open = signed.text('open_callback');
  if (open !== '0' && open !== '1')
    throw wrongFormat('open_callback 只能是 0 或 1', 'open_callback is 0 or 1');
  const taskUrl = signed.optional('task_callback_url');
  return {
    account,
    open: open === '1',
    callbackUrl: checkedUrl('callback_url', signed.text('callback_url')),
    taskCallbackUrl: taskUrl
      ? checkedUrl('task_callback_url', taskUrl)
      : (taskUrl ?? before?.taskCallbackUrl ?? ''),
  };
}
