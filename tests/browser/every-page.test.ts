import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { lessons } from '../../content/lessons.ts';
import { findings } from './axe.ts';
import { browserForTests } from './browser.ts';

// What holds on every page, in both themes: axe finds nothing, nothing leaves this machine, nothing shifts, nothing
// is wider than the window.

const browser = browserForTests();
const paths = [
  '/',
  '/glossary/',
  '/commands/',
  '/progress/',
  '/class/',
  '/no-such-page',
  ...lessons.map((lesson) => `/lessons/${lesson.slug}/`),
];

/** A lesson's terminal loads when it comes near; what is judged is the page with it. */
const settle = async (page: Page, path: string): Promise<void> => {
  if (path.startsWith('/lessons/')) await page.locator('.xterm-rows:visible').first().waitFor({ timeout: 30_000 });
  await page.waitForTimeout(500);
};

describe.each(paths)('%s', (path) => {
  it.each(['light', 'dark'] as const)('has no finding of axe (%s)', async (colorScheme) => {
    const { page } = await browser.open(path, { colorScheme });
    await settle(page, path);
    expect(await findings(page)).toEqual([]);
  });

  it('has no finding of axe on a phone, and is no wider than its window', async () => {
    const { page } = await browser.open(path, { viewport: { width: 390, height: 844 } });
    expect(await findings(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  });

  it('loads from its own origin only, without a complaint, and shifts nothing when the terminal comes', async () => {
    const { page, seen } = await browser.open('about:blank');
    await page.addInitScript(() => {
      Object.assign(window, { shift: 0 });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries() as (PerformanceEntry & { value: number })[]) {
          (window as unknown as { shift: number }).shift += entry.value;
        }
      }).observe({ type: 'layout-shift', buffered: true });
    });
    const shift = (): Promise<number> => page.evaluate(() => (window as unknown as { shift: number }).shift);
    await page.goto(new URL(path, browser.lab.url).href);
    await page.evaluate(() => document.fonts.ready.then(() => undefined));
    const atFirst = await shift();
    expect(atFirst).toBeLessThan(0.02);
    await settle(page, path);
    expect((await shift()) - atFirst).toBeLessThan(0.001);
    const origin = new URL(browser.lab.url).origin;
    const elsewhere = seen.requests.filter((url) => !url.startsWith(origin) && !/^(data|about|blob):/.test(url));
    expect(elsewhere).toEqual([]);
    const notFound = path === '/no-such-page' ? /404/ : /^$/;
    expect(seen.complaints.filter((complaint) => !notFound.test(complaint))).toEqual([]);
  });
});
