/** Follows key strokes into a field until their letters have been painted. */

export interface KeyStroke {
  /** From the key to the end of all that the page does at once. */
  readonly work: number;
  /** From the key to the frame that shows the letter. */
  readonly painted: number;
}

export const strokes: KeyStroke[] = [];

export function watchTyping() {
  let key = 0;
  let begun = 0;
  window.addEventListener('keydown', ({timeStamp}) => (key = timeStamp), {capture: true});
  window.addEventListener('beforeinput', () => (begun = performance.now()), {capture: true});
  window.addEventListener(
    'input',
    () => {
      // A task of its own comes after every listener and every promise of this one.
      const channel = new MessageChannel();
      const done = {work: 0};
      channel.port1.addEventListener('message', () => (done.work = performance.now() - begun), {once: true});
      channel.port1.start();
      channel.port2.postMessage(0);
      const at = key;
      requestAnimationFrame(() => {
        const next = new MessageChannel();
        next.port1.addEventListener(
          'message',
          () => strokes.push({work: done.work, painted: performance.now() - at}),
          {once: true},
        );
        next.port1.start();
        next.port2.postMessage(0);
      });
    },
    {capture: true},
  );
}
