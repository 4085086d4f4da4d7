/** Sending while the file for it may still be on its way: a press waits for it as it waits for its answer. */
import {failed} from './protocol/faults.ts';
import {within} from './transport/within.ts';
import type {createSending} from './session/sending.ts';

type CreateSending = typeof createSending;

export function lateSending(file: Promise<{readonly createSending: CreateSending}>): CreateSending {
  return (state, options) => {
    let sending: ReturnType<CreateSending> | undefined;
    const ready = file.then((late) => (sending = late.createSending(state, options)));
    return {
      async send(command) {
        if (sending) return sending.send(command);
        state.setProgress(command.type, 'pending');
        const there = await within(options.patience, ready);
        return there?.send(command) ?? state.settle(command.type, failed({code: 'unreachable'}));
      },
      agreed: (news) => void ready.then((late) => late.agreed(news)),
      saved: (news) => void ready.then((late) => late.saved(news)),
      close: () => sending?.close(),
    };
  };
}
