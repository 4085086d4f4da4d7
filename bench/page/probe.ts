/** Runs first in every page of the benchmark, so that it hears each frame before the page does. */
import {startBurst} from './burst.ts';
import {samples, watchCard} from './card.ts';
import {laidOut, watchLayout} from './laid-out.ts';
import {load} from './load.ts';
import {mount} from './mount.ts';
import {outline} from './outline.ts';
import {painted, watchPaint} from './painted.ts';
import {shownName} from './roots.ts';
import {frames, join} from './sessions.ts';
import {traffic} from './traffic.ts';
import {timerGaps} from './timers.ts';
import {strokes, watchTyping} from './typing.ts';
import {tasks, watchTasks, writeAndDiscard} from './working.ts';

const bench = {
  traffic,
  samples,
  watchCard,
  shownName,
  laidOut,
  watchLayout,
  painted,
  watchPaint,
  strokes,
  watchTyping,
  startBurst,
  load,
  mount,
  outline,
  timerGaps,
  join,
  frames,
  tasks,
  watchTasks,
  writeAndDiscard,
};

declare global {
  interface Window {
    bench: typeof bench;
  }
}

window.bench = bench;
