/** Finds a Chromium for the tests, or installs one, and says what it does. */
import {execFileSync, spawnSync} from 'node:child_process';
import {fileURLToPath} from 'node:url';

import {
  Browser,
  getInstalledBrowsers,
  install,
  resolveBuildId,
  detectBrowserPlatform,
} from '@puppeteer/browsers';
import {Launcher} from 'chrome-launcher';

/** Flags that keep a test browser quiet and let it run as root in a container. */
export const browserArgs = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const cacheDir = fileURLToPath(new URL('../.cache', import.meta.url));

/** The path of a Chromium that can be started: `CHROME_PATH`, an installed one, else one that is installed now. */
export async function findOrInstallBrowser(): Promise<string> {
  const found = await findBrowser();
  if (found) return found;
  const debian = process.getuid?.() === 0 && spawnSync('which', ['apt-get']).status === 0;
  await (debian ? installPackage() : download());
  const installed = await findBrowser();
  if (installed) return installed;
  throw new Error('No Chromium could be installed. Install one and set CHROME_PATH to it.');
}

async function findBrowser(): Promise<string | undefined> {
  try {
    const path = Launcher.getFirstInstallation();
    if (path) return path;
  } catch {
    // The launcher throws where it knows no place to look.
  }
  return (await getInstalledBrowsers({cacheDir}))[0]?.executablePath;
}

function installPackage() {
  console.log('No Chromium found: installing the packages "chromium" and "fonts-noto-cjk" with apt-get.');
  execFileSync('apt-get', ['update'], {stdio: ['ignore', 'ignore', 'inherit']});
  execFileSync('apt-get', ['install', '-y', '--no-install-recommends', 'chromium', 'fonts-noto-cjk'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

async function download() {
  console.log('No Chromium found: downloading Chrome for Testing into .cache/.');
  const platform = detectBrowserPlatform();
  if (!platform) throw new Error('There is no Chrome for this system. Set CHROME_PATH to a Chromium.');
  await install({
    browser: Browser.CHROME,
    buildId: await resolveBuildId(Browser.CHROME, platform, 'stable'),
    cacheDir,
  });
}
