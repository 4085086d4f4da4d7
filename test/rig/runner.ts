/** The browser's part of the tests: elements and journeys in a real Chromium. */
import {esbuildPlugin} from '@web/dev-server-esbuild';
import type {TestRunnerConfig} from '@web/test-runner';
import {chromeLauncher} from '@web/test-runner-chrome';

import {browserArgs} from '../../scripts/browser.ts';
import {callSystemPlugin} from './call-system-plugin.ts';
import {callbacksPlugin} from './callbacks-plugin.ts';
import {cdpPlugin} from './cdp-plugin.ts';
import {proxyPlugin} from './proxy-plugin.ts';
import {webServerPlugin} from './web-server-plugin.ts';

export function browserTests(
  root: string,
  executablePath: string,
  files: readonly string[],
): TestRunnerConfig {
  return {
    rootDir: root,
    files: [...files],
    nodeResolve: {exportConditions: ['production', 'default']},
    staticLogging: true,
    concurrency: 2,
    testsFinishTimeout: 120_000,
    browsers: [
      chromeLauncher({
        launchOptions: {executablePath, args: browserArgs},
        concurrency: 2,
        // Pages that share a window with others get no animation frames and no focus.
        async createPage({browser}) {
          const page = await (await browser.createBrowserContext()).newPage();
          await page.emulateFocusedPage(true);
          return page;
        },
      }),
    ],
    plugins: [
      esbuildPlugin({ts: true, target: 'es2022', tsconfig: `${root}/tsconfig.json`}),
      callSystemPlugin(),
      callbacksPlugin(),
      cdpPlugin(),
      webServerPlugin(),
      proxyPlugin(),
    ],
    testFramework: {config: {timeout: 15_000}},
    // nanostores reads `process.env`, which a bundler would replace.
    testRunnerHtml: (framework) => `<!doctype html><html lang="en"><body>
      <script>window.process = {env: {NODE_ENV: 'production'}};</script>
      <script type="module" src="/test/rig/trap.ts"></script>
      <script type="module" src="${framework}"></script></body></html>`,
  };
}
