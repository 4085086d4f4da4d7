/** A request that is understood and not granted: a code, and a sentence for the person who asked. */
export class Refusal extends Error {
  readonly zh: string;
  readonly en: string;
  readonly code: number;
  readonly status: number;

  constructor(zh: string, en: string, {code = 1, status = 200}: {code?: number; status?: number} = {}) {
    super(`${zh} (${en})`);
    this.name = 'Refusal';
    this.zh = zh;
    this.en = en;
    this.code = code;
    this.status = status;
  }
}

/** A request that is not understood; the HTTP status says so as well. */
export function misunderstood(zh: string, en: string, status = 400): Refusal {
  return new Refusal(zh, en, {code: status, status});
}
