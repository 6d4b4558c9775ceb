import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { type Browser, chromium } from 'playwright-core';
import { startLab } from '../../../lab-server/lab.ts';
import { chromiumFlags, ensureChromium } from '../../browser/chromium.ts';
import { buildBareNext } from './bare-next.ts';

// Weight of each lesson beside a bare Next page, before and after the terminal loads; blocking time and layout shift
// on a phone-like profile (CPU slowed 4 times). `--lighthouse` also runs Lighthouse, fetched by npx.

const kib = (bytes: number): string => (bytes / 1024).toFixed(1).padStart(7);

interface Weight {
  gzip: number;
  brotli: number;
}

const weigh = (bodies: readonly Buffer[]): Weight => ({
  gzip: bodies.reduce((sum, body) => sum + gzipSync(body, { level: 9 }).length, 0),
  brotli: bodies.reduce((sum, body) => sum + brotliCompressSync(body).length, 0),
});

/** What one visit loads: bodies by kind, when the page is idle and again when the terminal stands. */
const visit = async (browser: Browser, url: string, slow: number) => {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: slow });
  await page.addInitScript(() => {
    const seen = { blocked: 0, shift: 0 };
    Object.assign(window, { firstHopBench: seen });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) seen.blocked += Math.max(0, entry.duration - 50);
    }).observe({ type: 'longtask', buffered: true });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const shift = entry as PerformanceEntry & { value: number; hadRecentInput: boolean };
        if (!shift.hadRecentInput) seen.shift += shift.value;
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });
  const scripts = new Map<string, Buffer>();
  const others = new Map<string, Buffer>();
  const pending: Promise<void>[] = [];
  page.on('response', (response) => {
    const read = async (): Promise<void> => {
      const body = await response.body().catch(() => Buffer.alloc(0));
      const isScript = response.request().resourceType() === 'script';
      (isScript ? scripts : others).set(response.url(), body);
    };
    pending.push(read());
  });
  await page.route('**/bridge', (route) => route.continue());
  await page.goto(url, { waitUntil: 'load' });
  const first = [...(await settled(pending, scripts))];
  await page
    .locator('.xterm')
    .first()
    .waitFor({ timeout: 30_000 })
    .catch(() => undefined);
  await page.waitForTimeout(1_500);
  const all = [...(await settled(pending, scripts))];
  const { blocked, shift } = await page.evaluate(
    () => (window as unknown as { firstHopBench: { blocked: number; shift: number } }).firstHopBench,
  );
  await context.close();
  return { first: weigh(first), all: weigh(all), total: weigh([...all, ...others.values()]), blocked, shift };
};

const settled = async (pending: Promise<void>[], bodies: ReadonlyMap<string, Buffer>): Promise<Iterable<Buffer>> => {
  await Promise.all(pending);
  return bodies.values();
};

/** Scripts that a page's HTML asks a modern browser to load. */
const scriptsOf = (folder: string, html: string): Buffer[] => {
  const found = new Set<string>();
  for (const match of html.matchAll(/<script\b([^>]*)>/g)) {
    const source = /src="\/([^"]+)"/.exec(match[1] ?? '')?.[1];
    if (source && !/nomodule/i.test(match[1] ?? '')) found.add(source);
  }
  return [...found].map((source) => readFileSync(join(folder, source)));
};

const lighthouse = (url: string): string => {
  const report = join(tmpdir(), `first-hop-lighthouse-${process.pid}.json`);
  const { status, stderr } = spawnSync(
    'npx',
    [
      '--yes',
      'lighthouse@13.5.0',
      url,
      '--quiet',
      '--output=json',
      `--output-path=${report}`,
      `--chrome-flags=${chromiumFlags.join(' ')}`,
    ],
    { env: { ...process.env, CHROME_PATH: ensureChromium() }, encoding: 'utf8', shell: process.platform === 'win32' },
  );
  if (status !== 0) return `did not run: ${stderr.trim().split('\n').at(-1)}`;
  const { categories } = JSON.parse(readFileSync(report, 'utf8')) as { categories: Record<string, { score: number }> };
  rmSync(report);
  return Object.values(categories)
    .map((category) => Math.round(category.score * 100))
    .join('/');
};

const bareFolder = buildBareNext();
const bare = weigh(scriptsOf(bareFolder, readFileSync(join(bareFolder, 'index.html'), 'utf8')));
const lab = await startLab({ port: 0, lobbyPort: 0, chatPorts: { from: 0, to: 0 }, siteDirectory: resolve('out') });
const browser = await chromium.launch({ executablePath: ensureChromium(), args: [...chromiumFlags] });
const say = (line: string): void => void process.stdout.write(`${line}\n`);
try {
  say(`KiB of JavaScript          first load        above bare      with terminal     whole page     blocked   shift`);
  say(`                           gzip  brotli      gzip  brotli     gzip  brotli     gzip  brotli`);
  say(`bare Next page          ${kib(bare.gzip)} ${kib(bare.brotli)}`);
  const slugs = readdirSync('content', { withFileTypes: true }).filter((entry) => entry.isDirectory());
  for (const { name } of slugs) {
    const url = `${lab.url}lessons/${name}/`;
    const seen = await visit(browser, url, 4);
    say(
      `${name.padEnd(23)} ${kib(seen.first.gzip)} ${kib(seen.first.brotli)}  ${kib(seen.first.gzip - bare.gzip)} ${kib(seen.first.brotli - bare.brotli)}  ${kib(seen.all.gzip)} ${kib(seen.all.brotli)}  ${kib(seen.total.gzip)} ${kib(seen.total.brotli)}  ${seen.blocked.toFixed(0).padStart(6)} ms  ${seen.shift.toFixed(4)}`,
    );
    if (process.argv.includes('--lighthouse')) say(`  Lighthouse ${lighthouse(url)}`);
  }
} finally {
  await browser.close();
  await lab.close();
}
