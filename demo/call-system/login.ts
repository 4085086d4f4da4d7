import type {Captchas} from './captchas.ts';
import {success, type Answer} from './envelope.ts';
import {text, type Params} from './params.ts';
import {Refusal} from './refusal.ts';
import type {Tokens} from './tokens.ts';
import {passwordHash, serialNumber, userNamed} from './users.ts';

/** Persons prove themselves with the captcha's text beside the password, programs with the serial number. */
export function login(tokens: Tokens, captchas: Captchas, tokenLife: number, params: Params): Answer {
  const name = text(params, 'name');
  const hash = text(params, 'passwd').toLowerCase();
  const verifyCode = text(params, 'verifyCode');
  if (verifyCode !== serialNumber && !captchas.use(verifyCode)) {
    throw new Refusal('验证码或序列号错误', 'Wrong captcha or serial number');
  }
  const user = userNamed(name);
  if (!user || passwordHash(user) !== hash) throw new Refusal('用户名或密码错误', 'Wrong name or password');
  return success({role: user.role, access_token: tokens.issue(user, tokenLife)});
}
