/** How much each benchmark measures: for figures that are published, and the least with which all of it still runs. */

export type Numbers = typeof forFigures;

export const forFigures = {
  /** Minutes after which a benchmark is given up; a long one has as many more as it takes. */
  limit: 15,
  importAndRender: {warmUps: 1, samples: 21},
  /** `base`: the commit of the build that ours is held against. It is version 0.2.0. */
  slowNetwork: {samples: 9, base: '6a78d53'},
  /** Each of the nine projects has had a call when the warm-up is over. */
  frameToDom: {warmUps: 8, samples: 101},
  largeForms: {warmUps: 5, calls: 60, letters: 120},
  dataNodes: {warmUps: 10, calls: 150},
  burstOfFrames: {first: 3_000, length: 10_000, bursts: 10, settled: 4},
  hiddenTab: {singles: 30, pairs: 5},
  mountAndUnmount: {batch: 200, batches: 5},
  idlePage: {seconds: 20},
  backAfterResets: {resets: 20},
  backAfterOutages: {seconds: [15, 15, 15, 15, 20, 20, 20, 20, 30, 30, 30, 30, 45, 45, 60, 90]},
  herdOfAgents: {agents: 2_000, runs: 20},
  putAwayAndBack: {cycles: 50},
  failover: {crashes: 20},
  doubleEffects: {inNode: 1_000, inChromium: 400},
  soak: {minutes: 30},
};

export const smallest: Numbers = {
  limit: 2,
  importAndRender: {warmUps: 0, samples: 1},
  slowNetwork: {...forFigures.slowNetwork, samples: 1},
  frameToDom: {warmUps: 1, samples: 3},
  largeForms: {warmUps: 1, calls: 3, letters: 3},
  dataNodes: {warmUps: 1, calls: 3},
  burstOfFrames: {first: 100, length: 200, bursts: 4, settled: 2},
  hiddenTab: {singles: 3, pairs: 1},
  mountAndUnmount: {batch: 5, batches: 1},
  idlePage: {seconds: 1},
  backAfterResets: {resets: 2},
  backAfterOutages: {seconds: [1, 2]},
  herdOfAgents: {agents: 100, runs: 2},
  putAwayAndBack: {cycles: 2},
  failover: {crashes: 1},
  doubleEffects: {inNode: 40, inChromium: 8},
  soak: {minutes: 0.1},
};
