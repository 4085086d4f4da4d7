import type {Call} from '../calls.ts';
import {Refusal} from '../refusal.ts';
import type {Addresses} from './addresses.ts';
import {callContent, importContent, type ImportCounts} from './contents.ts';
import {Keys} from './keys.ts';
import {Pushes, type Push, type PushesParts, type PushLine} from './pushes.ts';

export interface CallbackState {
  /** Absent: nobody has set any. */
  readonly addresses?: {
    readonly open: boolean;
    readonly callbackUrl: string;
    readonly taskCallbackUrl: string;
  };
  /** Calls that are over and not pushed yet. */
  readonly waiting: number;
  readonly pushes: readonly PushLine[];
}

/** Where calls and imports are reported to, and the reports. */
export class Callbacks {
  readonly keys = new Keys();
  readonly #parts: PushesParts;
  readonly #pushes: Pushes;
  /** Calls whose time to be pushed has not come, with what stops it. */
  readonly #waiting = new Map<Call, () => void>();
  #addresses: Addresses | undefined;
  #lastRecord = 0;

  constructor(parts: PushesParts) {
    this.#parts = parts;
    this.#pushes = new Pushes(parts);
  }

  get addresses(): Addresses | undefined {
    return this.#addresses;
  }

  set(addresses: Addresses): void {
    this.#addresses = addresses;
    this.#parts.changed();
  }

  /** The call is pushed some time later; what is set then decides whether and where to. */
  callEnded(call: Call): void {
    const {settings, timers} = this.#parts;
    const since = Date.now() - (call.ended?.getTime() ?? Date.now());
    const stop = timers.after(Math.max(0, settings.pushDelay - since), () => this.#pushCall(call));
    this.#waiting.set(call, stop);
  }

  /** Takes up a changed delay for the calls that wait. */
  reschedule(): void {
    for (const [call, stop] of this.#waiting) {
      stop();
      this.callEnded(call);
    }
  }

  importEnded(sn: string, result: ImportCounts | string): void {
    const url = this.#addresses?.taskCallbackUrl;
    if (!url) throw new Refusal('还没有设置导入回调地址', 'No task_callback_url has been set');
    this.#push({kind: 'import', sn, url, body: JSON.stringify(importContent(sn, result))});
  }

  /** The last push once more, as a call system does that has missed the answer. */
  again(): void {
    const {last} = this.#pushes;
    if (!last) throw new Refusal('还没有推送过', 'Nothing has been pushed yet');
    this.#push(last);
  }

  state(): CallbackState {
    const {open, callbackUrl, taskCallbackUrl} = this.#addresses ?? {};
    return {
      ...(callbackUrl === undefined
        ? {}
        : {addresses: {open: open === true, callbackUrl, taskCallbackUrl: taskCallbackUrl ?? ''}}),
      waiting: this.#waiting.size,
      pushes: this.#pushes.lines(),
    };
  }

  end(): void {
    this.#pushes.end();
  }

  #pushCall(call: Call): void {
    this.#waiting.delete(call);
    if (this.#addresses?.open) {
      const {account, callbackUrl} = this.#addresses;
      this.#lastRecord += 1;
      const body = JSON.stringify(callContent(call, this.#lastRecord, account));
      this.#push({kind: 'call', sn: call.sessionId, url: callbackUrl, body});
    }
    this.#parts.changed();
  }

  #push(push: Push): void {
    this.#pushes.push(push);
    this.#parts.changed();
  }
}
