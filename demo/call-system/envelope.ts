import type {Refusal} from './refusal.ts';

/** What goes back over HTTP. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly contentType: string;
  readonly body: string;
  /** Done when the answer is on its way, for what would cut it off. */
  readonly afterwards?: () => void;
}

export function json(body: unknown, status = 200): Answer {
  return {status, contentType: 'application/json; charset=utf-8', body: JSON.stringify(body)};
}

/** Whether an answer of the API says that the command was carried out. */
export const succeeded = ({body}: Answer): boolean => /^\{(?:"msg":"success",)?"code":0,/.test(body);

/** The order of the keys is the order of the published examples. */
export const success = (data: unknown = 1): Answer => json({msg: 'success', code: 0, data});

export const list = (rows: readonly unknown[], count: number): Answer =>
  json({msg: 'success', code: 0, data: rows, count});

export const failure = (code: number, msg: string, status = 200): Answer =>
  json({code, msg, data: null}, status);

export const refused = (refusal: Refusal, language: 'zh' | 'en' = 'zh'): Answer =>
  failure(refusal.code, refusal[language], refusal.status);

export const tokenRefused = (): Answer => failure(401, '登录已失效,请重新登录', 401);
