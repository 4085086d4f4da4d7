/** Sessions that a page makes by itself, and when their frames came, on the clock that all processes share. */
import type * as product from '../../src/connect.ts';

export const frames: number[][] = [];

/** Resolves when the first frame is here. */
export async function join(options: product.ConnectOptions): Promise<void> {
  const script = '/agent-bar.js';
  const {connect} = (await import(/* @vite-ignore */ script)) as typeof product;
  const session = connect({...options, drafts: 'memory'});
  const times: number[] = [];
  frames.push(times);
  await new Promise<void>((resolve) => {
    session.$frames.listen(() => {
      times.push(performance.timeOrigin + performance.now());
      resolve();
    });
  });
}
