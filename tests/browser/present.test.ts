import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { awake } from './awake.ts';
import { findings } from './axe.ts';
import { browserForTests } from './browser.ts';
import { screenOf } from './lesson.ts';

// Presenting a lesson: from the last row, without a mouse.

const browser = browserForTests();
const path = '/lessons/tcp-connections/';
const projectors = [
  { width: 1024, height: 768 },
  { width: 1920, height: 1080 },
];

const present = async (page: Page): Promise<void> => {
  await page.locator('.xterm-rows:visible').first().waitFor({ timeout: 30_000 });
  await awake(page.getByRole('button', { name: 'Present', exact: true }));
  await page.keyboard.press('Alt+p');
  await page.locator('.present-bar').waitFor();
  await page.waitForTimeout(300);
};
const count = async (page: Page): Promise<[number, number]> => {
  const text = await page.locator('.present-bar [role=status]').innerText();
  const [at = 0, of = 0] = text.match(/\d+/g)?.map(Number) ?? [];
  return [at, of];
};
const headingSeen = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('main h1, main h2')]
      .filter((heading) => heading.offsetHeight > 1)
      .map((heading) => heading.innerText),
  );
/** Presses a key until the place changes: a page that is higher than the screen is scrolled first. */
const turnPage = async (page: Page, key: string): Promise<void> => {
  const [before] = await count(page);
  for (let tries = 0; tries < 12 && (await count(page))[0] === before; tries += 1) {
    await page.keyboard.press(key);
    await page.waitForTimeout(50);
  }
};

describe.each(projectors)('presenting at $width × $height', (viewport) => {
  it.each(['light', 'dark'] as const)(
    'is large, beside its lab, no wider than the screen, and axe finds nothing (%s)',
    async (colorScheme) => {
      const { page, seen } = await browser.open(path, { viewport, colorScheme, reducedMotion: 'reduce' });
      await present(page);
      const [, pages] = await count(page);
      expect(pages).toBeGreaterThan(15);
      for (let turned = 0; turned < 12; turned += 1) {
        const small = await page.evaluate(() => {
          const shown = [
            ...document.querySelectorAll<HTMLElement>('main p, main li, main h1, main h2, main button, main dd'),
          ];
          return shown
            .filter((element) => element.offsetHeight > 2 && !element.closest('.visually-hidden'))
            .map((element) => Number.parseFloat(getComputedStyle(element).fontSize) / innerHeight)
            .reduce((least, size) => Math.min(least, size), 1);
        });
        // 1/40 of the height at least: 24 points on a slide of 7.5 inches are 1/22, small print is 1/40.
        expect(small).toBeGreaterThan(0.025);
        expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
        expect(
          await page.evaluate(
            () =>
              (document.querySelector('main')?.scrollWidth ?? 0) - (document.querySelector('main')?.clientWidth ?? 0),
          ),
        ).toBeLessThanOrEqual(0);
        const terminal = await page.locator('.terminal-panes').boundingBox();
        expect(terminal?.height).toBeGreaterThan(viewport.height * 0.2);
        if (turned % 4 === 0) expect(await findings(page)).toEqual([]);
        await turnPage(page, 'PageDown');
      }
      expect(seen.complaints).toEqual([]);
    },
  );
});

describe('presenting', () => {
  it('goes through the whole lesson by a remote, shows each step of a lab alone, and back by arrows', async () => {
    const { page } = await browser.open(path, { viewport: projectors[0] ?? null });
    await present(page);
    const [, pages] = await count(page);
    let steps = 0;
    for (let at = 1; at < pages; at += 1) {
      const shown = await page.locator('main .step:visible').count();
      expect(shown).toBeLessThanOrEqual(1);
      steps += shown;
      await turnPage(page, 'PageDown');
    }
    expect(steps).toBe(await page.locator('main .step').count());
    expect(await count(page)).toEqual([pages, pages]);
    await page.keyboard.press('Home');
    await page.waitForTimeout(100);
    expect(await count(page)).toEqual([1, pages]);
    await turnPage(page, 'ArrowRight');
    await turnPage(page, 'ArrowDown');
    expect((await count(page))[0]).toBe(3);
    await turnPage(page, 'ArrowUp');
    await turnPage(page, 'ArrowLeft');
    expect((await count(page))[0]).toBe(1);
  });

  it('leaves the terminal its arrow keys and Esc, while a remote still turns', async () => {
    const { page } = await browser.open(path, { viewport: projectors[0] ?? null });
    await present(page);
    await page.locator('.xterm-helper-textarea').first().focus();
    await page.keyboard.type('echo one');
    await page.keyboard.press('Enter');
    await page.keyboard.press('ArrowUp');
    await page.waitForTimeout(200);
    expect((await screenOf(page)).match(/echo one/g)).toHaveLength(2);
    expect((await count(page))[0]).toBe(1);
    await page.keyboard.press('Escape');
    await page.waitForTimeout(100);
    expect(await page.locator('.present-bar').count()).toBe(1);
    await turnPage(page, 'PageDown');
    expect((await count(page))[0]).toBe(2);
  });

  it('stands where it stood after a reload and at another size, and Esc leaves to the whole lesson', async () => {
    const { page } = await browser.open(path, { viewport: projectors[0] ?? null });
    await present(page);
    for (let turned = 0; turned < 9; turned += 1) await turnPage(page, 'PageDown');
    const [at] = await count(page);
    const heading = await headingSeen(page);
    await page.reload();
    await page.locator('.present-bar').waitFor();
    await expect.poll(async () => (await count(page))[0]).toBe(at);
    expect(await headingSeen(page)).toEqual(heading);
    await page.setViewportSize({ width: 1920, height: 1080 });
    await expect.poll(() => headingSeen(page)).toEqual(heading);
    await page.locator('main').click({ position: { x: 5, y: 5 } });
    await page.keyboard.press('Escape');
    await page.locator('.present-bar').waitFor({ state: 'detached' });
    expect((await headingSeen(page)).length).toBeGreaterThan(4);
    expect(await page.locator('[data-off]').count()).toBe(0);
    await page.reload();
    await page.locator('.site-header').waitFor();
    await page.waitForTimeout(300);
    expect(await page.locator('.present-bar').count()).toBe(0);
  });

  it('shows what a step brought, a hint, and the next step, without losing its place', async () => {
    const { page } = await browser.open(path, { viewport: projectors[1] ?? null });
    await page
      .getByRole('radio', { name: /One line, kept at my end/ })
      .first()
      .check();
    await present(page);
    while ((await page.locator('main .step:visible').count()) === 0) await turnPage(page, 'PageDown');
    const [at] = await count(page);
    await page.locator('main .step:visible').locator('.hints button').click();
    await page.waitForTimeout(200);
    expect((await count(page))[0]).toBe(at);
    await page.locator('main .step:visible').getByRole('button', { name: 'Run chat blue' }).click();
    await page.waitForFunction(() => document.querySelector('.xterm-rows')?.textContent?.includes('assword'));
    await page.keyboard.type('first-hop', { delay: 30 });
    await page.keyboard.press('Enter');
    await page.locator('main .step.done:visible').waitFor();
    expect((await count(page))[0]).toBe(at);
    await page.locator('.present-bar button', { hasText: 'Next' }).click();
    await page.locator('.present-bar button', { hasText: 'Next' }).click();
    expect(await page.locator('main .step:visible').count()).toBeLessThanOrEqual(1);
  });
});
