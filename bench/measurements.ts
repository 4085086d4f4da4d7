/** All measurements, in the order in which they run. A new one is a file, a line here, and its numbers. */
import {burstOfFrames} from './burst.ts';
import {dataNodes} from './data-nodes.ts';
import {doubleEffects} from './double-effects.ts';
import {failover} from './failover.ts';
import {fileSizes} from './file-sizes.ts';
import {frameToDom} from './frame-to-dom.ts';
import {herdOfAgents} from './herd.ts';
import {hiddenTab} from './hidden-tab.ts';
import {idlePage} from './idle-page.ts';
import {importAndRender} from './import-and-render.ts';
import {largeForms} from './large-form.ts';
import {mountAndUnmount} from './mount-and-unmount.ts';
import type {Numbers} from './numbers.ts';
import {backAfterOutages} from './outages.ts';
import {putAwayAndBack} from './put-away.ts';
import type {Table} from './report.ts';
import {backAfterResets} from './resets.ts';
import {slowNetwork} from './slow-network.ts';
import {soak} from './soak.ts';
import type {Stage} from './stage.ts';

export type Measurement = (stage: Stage, numbers: Numbers) => Promise<Table>;

export const measurements: readonly Measurement[] = [
  fileSizes,
  importAndRender,
  slowNetwork,
  frameToDom,
  largeForms,
  dataNodes,
  burstOfFrames,
  hiddenTab,
  mountAndUnmount,
  idlePage,
  backAfterResets,
  backAfterOutages,
  herdOfAgents,
  putAwayAndBack,
  failover,
  doubleEffects,
];

/** Measured for figures only when they are asked for by name: they take half an hour. */
export const longMeasurements: readonly Measurement[] = [soak];
