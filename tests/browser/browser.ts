import { resolve } from 'node:path';
import { type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { type LabOptions, type RunningLab, startLab } from '../../lab-server/lab.ts';
import { chromiumFlags, ensureChromium } from './chromium.ts';

/** A whole lab server with the exported site, every port free-chosen unless said. */
export const startTestLab = (options: Partial<LabOptions> = {}): Promise<RunningLab> =>
  startLab({ port: 0, lobbyPort: 0, chatPorts: { from: 0, to: 0 }, siteDirectory: resolve('out'), ...options });

export interface TestBrowser {
  lab: RunningLab;
  /** A page in a context of its own; everything it asked for or complained of is kept in `seen`. */
  open(path: string, options?: BrowserContextOptions): Promise<{ page: Page; seen: Seen; context: BrowserContext }>;
}

export interface Seen {
  readonly requests: string[];
  /** Console errors, uncaught exceptions and policy violations. */
  readonly complaints: string[];
}

/** One lab and one Chromium for the tests of a file; both are closed after them. */
export const browserForTests = (options: Partial<LabOptions> = {}): TestBrowser => {
  const contexts: BrowserContext[] = [];
  const test = {} as TestBrowser;
  let browser: Awaited<ReturnType<typeof chromium.launch>>;
  beforeAll(async () => {
    test.lab = await startTestLab(options);
    browser = await chromium.launch({ executablePath: ensureChromium(), args: [...chromiumFlags] });
  });
  // A page goes on living while it is open, its network too: none outlives its test.
  afterEach(async () => {
    for (const context of contexts.splice(0)) await context.close();
  });
  afterAll(async () => {
    await browser?.close();
    await test.lab?.close();
  });
  test.open = async (path, contextOptions = {}) => {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...contextOptions });
    contexts.push(context);
    const page = await context.newPage();
    const seen: Seen = { requests: [], complaints: [] };
    page.on('request', (request) => seen.requests.push(request.url()));
    page.on('console', (message) => {
      if (message.type() === 'error') seen.complaints.push(message.text());
    });
    page.on('pageerror', (error) => seen.complaints.push(String(error)));
    await page.goto(new URL(path, test.lab.url).href, { waitUntil: 'load' });
    return { page, seen, context };
  };
  return test;
};
