/** The whole product for pages that load a classic script. */
import {begun} from './start.ts';

export * from './index.ts';

begun();
