import type { Browser, Page } from 'playwright-core';
import type { Lab } from '../../../lab/lesson.ts';
import { playInPage } from '../../browser/player.ts';
import type { TestLan } from '../../class/lan.ts';
import { LESSON, type Outcome, openClass } from '../../class/thirty.ts';
import { visitorBrowser } from '../../class/visitor-browser.ts';
import { killServers } from '../../server-process.ts';

/** Met by pages of a real browser. Times in ms. */
export interface BrowserFigures extends Outcome {
  /** From typing the class code's address to a terminal that says which seat this is, all at once. */
  readonly ready: readonly number[];
  /** From pressing Run in the first step, all at once, to the room's first words on the screen. */
  readonly afterRun: readonly number[];
}

/** What the room says first, to everybody who joins. */
const FIRST = 'assword';

/** The first lab of lesson 4.3 by `count` pages of Chromium, each with its own cookies, on a server started with `--lan`. */
export async function measureBrowsers(lan: TestLan, count: number): Promise<BrowserFigures> {
  const browser = await visitorBrowser(lan);
  try {
    const { server, url, code, lab } = await openClass(lan);
    const memoryBefore = server.memory();
    const errors: string[] = [];
    const visits = await Promise.all(Array.from({ length: count }, () => sitDown(browser, url, code, errors)));
    // Everybody has the page; now the teacher says "go".
    const done = await Promise.all(visits.map(({ page }) => doLab(page, lab, server.ports, errors)));
    const memoryAfter = server.memory();
    if (server.complained() !== '') errors.push(server.complained());
    return {
      ready: visits.map(({ ready }) => ready),
      afterRun: done.map(({ afterRun }) => afterRun),
      memoryBefore,
      memoryAfter,
      passed: done.reduce((sum, { passed }) => sum + passed, 0),
      steps: lab.steps.length * count,
      errors,
    };
  } finally {
    await browser.close();
    killServers();
  }
}

async function sitDown(browser: Browser, url: string, code: string, errors: string[]) {
  const context = await browser.newContext({ viewport: { width: 1_280, height: 900 } });
  const page = await context.newPage();
  page.setDefaultTimeout(120_000);
  const began = performance.now();
  await page.goto(`${url}#code=${code.replace(' ', '')}`);
  await page.locator('.site-header').waitFor();
  // From here on: the door's first answer to somebody without a seat is a 403, which Chromium writes down.
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  await page.goto(`${url}lessons/${LESSON}/`);
  await screenShows(page, 'You have seat');
  const ready = performance.now() - began;
  await page.getByRole('radio').first().check();
  return { page, ready };
}

const screenShows = async (page: Page, text: string): Promise<void> => {
  await page.waitForFunction(
    (wanted) => document.querySelector('.xterm-rows')?.textContent?.replaceAll('\u00a0', ' ').includes(wanted),
    text,
    // Not at every picture: thirty pages share the processor.
    { timeout: 120_000, polling: 250 },
  );
};

async function doLab(page: Page, lab: Lab, ports: Readonly<Record<string, number>>, errors: string[]) {
  const afterRun = await pressRun(page, lab.steps[0]?.run ?? '');
  const asked = lab.solution.findIndex((action) => 'see' in action);
  try {
    await playInPage(page, lab.solution.slice(asked + 1), ports);
  } catch (error) {
    errors.push(String(error));
  }
  const ticked = page.locator('.step.done');
  for (let waited = 0; (await ticked.count()) < lab.steps.length && waited < 50; waited += 1)
    await page.waitForTimeout(100);
  return { afterRun, passed: await ticked.count() };
}

/** Both moments are the page's own, so that thirty pages of one test do not wait for each other. @returns ms */
async function pressRun(page: Page, command: string): Promise<number> {
  await page.evaluate((wanted) => {
    const rows = document.querySelector('.xterm-rows');
    const times = { pressed: Number.NaN, shown: Number.NaN };
    Object.assign(window, { times });
    addEventListener('pointerdown', () => (times.pressed = performance.now()), { capture: true, once: true });
    const look = new MutationObserver(() => {
      if (!rows?.textContent?.includes(wanted)) return;
      times.shown = performance.now();
      look.disconnect();
    });
    if (rows) look.observe(rows, { childList: true, subtree: true, characterData: true });
  }, FIRST);
  await page
    .getByRole('button', { name: `Run ${command}` })
    .first()
    .click();
  await screenShows(page, FIRST);
  return page.evaluate(() => {
    const { pressed, shown } = (window as unknown as { times: { pressed: number; shown: number } }).times;
    return shown - pressed;
  });
}
