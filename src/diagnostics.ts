/** Where the record of a session meets browser and page. A file of its own, so that the bar need not wait for it. */
import {createRecorder, type Recorder} from './session/recorder.ts';
import type {State} from './session/state.ts';
import {version} from './version.ts';

export function recordOf(state: State, now: () => number, sleeps: () => number): Recorder {
  return createRecorder(state, {
    now,
    sleeps,
    page: globalThis.window,
    surroundings: () => ({
      version,
      userAgent: globalThis.navigator?.userAgent ?? '',
      timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      visible: !globalThis.document?.hidden,
      online: globalThis.navigator?.onLine ?? true,
      secure: globalThis.isSecureContext ?? false,
    }),
  });
}
