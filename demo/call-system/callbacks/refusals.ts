import {Refusal} from '../refusal.ts';

/** The two codes that the documents give for a refused `url`: page 9.1 says the longer one, the code table the shorter. */
export type UrlRefusal = 10001 | 100001;

const refusal = (code: number, zh: string, en: string): Refusal => new Refusal(zh, en, {code});

export const urlRefused = (code: UrlRefusal): Refusal =>
  refusal(
    code,
    '防劫持字符串 url 错误,请检查参数顺序与转义',
    'The anti-hijack string url is wrong: check the order of the parameters and their escaping',
  );
export const wrongMethod = (): Refusal =>
  refusal(20001, '传输方式错误,只接受 POST', 'Wrong transport method: only POST is accepted');
export const wrongFormat = (zh: string, en: string): Refusal =>
  refusal(20002, `数据格式错误:${zh}`, `Wrong data format: ${en}`);
export const wrongClient = (): Refusal =>
  refusal(
    20003,
    '客户端类型 from 错误:账号登录为 2,密钥登录为 1',
    'Wrong client type: from is 2 with a user name, and 1 with an access id',
  );
export const wrongAccount = (zh = '用户名或密码错误', en = 'Wrong user name or password'): Refusal =>
  refusal(20004, zh, en);
export const keyInvalid = (): Refusal =>
  refusal(20005, 'api_key 无效,请重新登录', 'This api_key is not valid');
export const keyExpired = (): Refusal =>
  refusal(20006, 'api_key 已过期,请重新登录', 'This api_key has expired');
export const notAllowed = (): Refusal =>
  refusal(20007, '没有权限设置回调地址', 'Not allowed to set the callback addresses');
