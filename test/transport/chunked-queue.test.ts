import assert from 'node:assert/strict';
import {test} from 'node:test';

import {createChunkedQueue} from '../../src/transport/socket/chunked-queue.ts';

/** A clock by hand, and something that takes one millisecond of it for each thing. */
function fixture(handle: (one: number) => void = () => undefined) {
  const handled: number[] = [];
  let time = 0;
  const take = createChunkedQueue(
    (one: number) => {
      time += 1;
      handled.push(one);
      handle(one);
    },
    () => time,
  );
  return {
    handled,
    take,
    /** The task is over, and some time goes by. */
    quiet: () =>
      new Promise<void>((resolve) => {
        time += 20;
        setTimeout(resolve, 1);
      }),
    nextTask: () =>
      new Promise<void>((resolve) => {
        const {port1, port2} = new MessageChannel();
        const hear = () => {
          port1.close();
          resolve();
        };
        port1.addEventListener('message', hear, {once: true});
        port1.start();
        port2.postMessage(undefined);
      }),
  };
}

const numbers = (count: number) => Array.from({length: count}, (_, i) => i);

test('S14 what comes after quiet is handled at once, however much came before', async () => {
  const {handled, take, quiet} = fixture();
  for (const one of numbers(100)) {
    await quiet();
    take(one);
    assert.equal(handled.length, one + 1);
  }
});

test('S14 a flood in one task leaves the page free after a few milliseconds, and is handled to its end in its order', async () => {
  const {handled, take, nextTask} = fixture();
  for (const one of numbers(100)) take(one);
  const lengths = [handled.length];
  while (handled.length < 100) {
    await nextTask();
    lengths.push(handled.length);
  }
  for (const [i, length] of lengths.entries())
    assert.ok(length - (lengths[i - 1] ?? 0) <= 10, lengths.join());
  assert.deepEqual(handled, numbers(100));
});

test('S14 what comes while others wait is handled after them', async () => {
  const {handled, take, nextTask} = fixture();
  for (const one of numbers(30)) take(one);
  await nextTask();
  take(30);
  while (handled.length < 31) await nextTask();
  assert.deepEqual(handled, numbers(31));
});

test('H10 one that fails takes no other with it', async () => {
  const {handled, take, nextTask} = fixture((one) => {
    if (one === 3) throw new Error('3');
  });
  for (const one of numbers(3)) take(one);
  assert.throws(() => take(3));
  for (const one of numbers(40).slice(4)) take(one);
  while (handled.length < 40) await nextTask();
  assert.deepEqual(handled, numbers(40));
});
