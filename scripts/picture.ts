/** Takes the README's pictures of the demo during a call. Run it with `npx tsx scripts/picture.ts`. */
import {fileURLToPath} from 'node:url';

import {launch, type Browser} from 'puppeteer-core';

import {startCallSystem} from '../demo/call-system/call-system.ts';
import {startCrm} from '../demo/crm/server.ts';
import {browserArgs, findOrInstallBrowser} from './browser.ts';
import {buildCdn} from './build.ts';

interface Scene {
  readonly lang: string;
  /** Added to the name of the file. */
  readonly suffix: string;
  /** Who calls. */
  readonly uuid: string;
}

const scenes: readonly Scene[] = [
  {lang: 'en', suffix: '', uuid: 'd76d4330-f144-4bea-b0c1-1fdecb91ce37'},
  {lang: 'zh-CN', suffix: '.zh-CN', uuid: '5bc8fbbc-bde5-4099-8164-d8399f767c45'},
];
const themes = {light: 'docs/picture', dark: 'docs/picture-dark'} as const;

const file = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url));

await buildCdn();
const browser = await launch({executablePath: await findOrInstallBrowser(), args: browserArgs});
try {
  for (const scene of scenes) {
    await take(browser, scene, 'light');
    await take(browser, scene, 'dark');
  }
} finally {
  await browser.close();
}

async function take(chromium: Browser, {lang, suffix, uuid}: Scene, theme: keyof typeof themes) {
  const callSystem = await startCallSystem({campaign: false, tick: 0});
  const crm = await startCrm({port: 0, callSystemUrl: callSystem.url, bundle: file('dist/cdn')});
  const page = await chromium.newPage();
  try {
    await page.setViewport({width: 1280, height: 720});
    await page.evaluateOnNewDocument(
      (choices) => {
        for (const [name, value] of Object.entries(choices)) localStorage.setItem(`harbour.${name}`, value);
      },
      {lang, theme, console: 'closed'},
    );
    await page.goto(crm.url);
    await page.waitForSelector('agent-bar[link=open]');
    await page.click('agent-bar >>> [part=sign-in]');
    await page.waitForSelector('agent-bar[status=idle]');
    callSystem.call({extno: '1003', uuid});
    await page.waitForFunction(bothClocksSay, {}, '00:04');
    // The pointer rests on no button.
    await page.mouse.move(0, 0);
    await page.screenshot({path: file(`${themes[theme]}${suffix}.png`)});
  } finally {
    await page.close();
    await crm.close();
    await callSystem.close();
  }
}

/** The bar counts from when the call system said busy, the card from when the call came. */
function bothClocksSay(time: string): boolean {
  const clocks = ['agent-bar', 'screen-pop'].map((name) => document.querySelector(name)?.shadowRoot);
  return clocks.every((root) => root?.querySelector('[role=timer]')?.textContent.trim() === time);
}
