import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

// A browser for the tests: an installed one if there is any, else one that we install, else a sentence that says how.

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'msedge'];

const fixedPlaces: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
  win32: [
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
  ],
};

const onPath = (): string[] =>
  (process.env.PATH ?? '').split(delimiter).flatMap((directory) => names.map((name) => join(directory, name)));

/** Where Playwright's own installer puts browsers. Its folders carry a revision, so the folder is read. */
const playwrights = (): string[] => {
  const cache =
    process.env.PLAYWRIGHT_BROWSERS_PATH ??
    {
      darwin: join(homedir(), 'Library/Caches/ms-playwright'),
      win32: join(homedir(), 'AppData\\Local\\ms-playwright'),
    }[process.platform as string] ??
    join(homedir(), '.cache/ms-playwright');
  if (!existsSync(cache)) return [];
  const inside = [
    'chrome-linux/chrome',
    'chrome-linux64/chrome',
    'chrome-mac/Chromium.app/Contents/MacOS/Chromium',
    'chrome-win/chrome.exe',
  ];
  return readdirSync(cache)
    .filter((name) => name.startsWith('chromium-'))
    .flatMap((name) => inside.map((file) => join(cache, name, file)));
};

/** How the tests start it: headless, and asking nobody outside for anything. */
export const chromiumFlags: readonly string[] = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The path of an installed Chromium-based browser, or null. `CHROMIUM=/path` chooses one. */
export const findChromium = (): string | null => {
  const places = [process.env.CHROMIUM ?? '', ...onPath(), ...(fixedPlaces[process.platform] ?? []), ...playwrights()];
  return places.find((place) => place !== '' && existsSync(place) && statSync(place).isFile()) ?? null;
};

const runs = (command: string, args: readonly string[]): boolean =>
  spawnSync(command, args, { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }).status ===
  0;

/** Finds a browser, else installs one. @throws with how to do it by hand */
export const ensureChromium = (): string => {
  const found = findChromium();
  if (found) return found;
  const isRootOnDebian = process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
  if (isRootOnDebian) {
    process.stdout.write('No browser here: installing Debian’s chromium with apt-get.\n');
    if (runs('apt-get', ['update', '-qq']))
      runs('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium']);
  } else {
    process.stdout.write('No browser here: installing one with Playwright’s installer.\n');
    runs(process.execPath, [join('node_modules', 'playwright-core', 'cli.js'), 'install', 'chromium']);
  }
  const installed = findChromium();
  if (installed) return installed;
  throw new Error(
    'The tests need a Chromium-based browser and none could be installed. Install Chromium or Chrome, or name one: CHROMIUM=/path/to/chromium npm test',
  );
};
