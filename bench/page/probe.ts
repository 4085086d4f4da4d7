/** Runs first in every page of the benchmark, so that it hears each frame before the page does. */
import {startBurst} from './burst.ts';
import {samples, watchCard} from './card.ts';
import {load} from './load.ts';
import {mount} from './mount.ts';
import {outline} from './outline.ts';
import {traffic} from './traffic.ts';
import {timerGaps} from './timers.ts';

const bench = {traffic, samples, watchCard, startBurst, load, mount, outline, timerGaps};

declare global {
  interface Window {
    bench: typeof bench;
  }
}

window.bench = bench;
