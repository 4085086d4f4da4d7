/** What holds for every page that people see, whatever is on it. */
import assert from 'node:assert/strict';

import axe from 'axe-core';
import type {Page} from 'puppeteer-core';

/** Nothing hangs over the page's edge, and the accessibility audit finds nothing. */
export async function assertReadable(page: Page): Promise<void> {
  const [content, room] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  assert.equal(content, room);
  await page.evaluate(axe.source);
  const violations = await page.evaluate(async () => {
    const {run} = (globalThis as unknown as {axe: typeof axe}).axe;
    const results = await run(document, {resultTypes: ['violations']});
    return results.violations.map(({id, nodes}) => `${id}: ${nodes.map(({html}) => html).join(' ')}`);
  });
  assert.deepEqual(violations, []);
}
