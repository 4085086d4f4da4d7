/** Follows a burst of frames until the last of them is in the DOM. */
import {root, shownName} from './roots.ts';
import {traffic} from './traffic.ts';

export interface BurstOrder {
  /** The name that is shown last; a page without a card is done with the last message. */
  readonly end: string;
  readonly length: number;
  readonly countRenders: boolean;
  /** Milliseconds after which it is given up. */
  readonly limit: number;
}

export interface BurstResult {
  /** From the first message event to the first animation frame that finds the last call in the DOM. */
  readonly shown: number;
  readonly finished: boolean;
  readonly frames: number;
  /** Zero: no task took more than 50 ms, which is where the browser begins to count. */
  readonly longestTask: number;
  readonly renders: {readonly bar: number; readonly card: number};
}

export async function startBurst({end, length, countRenders, limit}: BurstOrder): Promise<BurstResult> {
  Object.assign(traffic, {messages: 0, first: 0});
  const renders = {bar: 0, card: 0};
  const tasks: number[] = [];
  const long = new PerformanceObserver((list) =>
    tasks.push(...list.getEntries().map((task) => task.duration)),
  );
  long.observe({type: 'longtask'});
  const watching = countRenders ? (['bar', 'card'] as const).map((id) => watch(id, renders)) : [];

  let frames = 0;
  let shown = 0;
  const isOver = () => traffic.messages >= length && (!root('card') || shownName() === end);
  const finished = await new Promise<boolean>((resolve) => {
    const look = () => {
      if (traffic.first) {
        frames += 1;
        shown = performance.now() - traffic.first;
      }
      if (isOver()) resolve(true);
      else if (shown > limit) resolve(false);
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });

  // Long tasks are reported a little later.
  await new Promise((resolve) => setTimeout(resolve, 200));
  long.disconnect();
  for (const observer of watching) observer.disconnect();
  return {shown, finished, frames, longestTask: Math.max(0, ...tasks), renders};
}

const everything = {childList: true, characterData: true, attributes: true, subtree: true};

function watch(id: 'bar' | 'card', renders: {bar: number; card: number}) {
  const observer = new MutationObserver(() => (renders[id] += 1));
  const from = root(id);
  if (from) observer.observe(from, everything);
  return observer;
}
