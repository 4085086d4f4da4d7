/** The whole product for pages, as an ES module and as a classic script with the global `agentBar`. */
import {started} from './startup-error.ts';

export * from './index.ts';

started();
