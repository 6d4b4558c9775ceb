import { expect, it } from 'vitest';
import { lessons } from '../../content/lessons.ts';
import { browserForTests } from '../browser/browser.ts';
import { beginInNetwork, largeWindow, playInPage } from '../browser/player.ts';
import { full } from './scale.ts';

// F17, threats 17 and 18. Without the internet every lesson works: its labs are done at the keyboard of a real page, to
// the last tick, and the browser asked nobody but the lab server. Nothing broke the page's policy, nothing complained.
// In `npm test` the first lab of each lesson. A lab in a virtual network is begun here, by its own buttons up to a tick;
// Node plays it to its end (tests/lessons/play-networks.test.ts).

// Rooms where a lab may listen, as on a learner's computer; the scripts of the lessons know that rooms are there.
const browser = browserForTests({ chatPorts: { from: 5_470, to: 5_479 } });

const facts = await Promise.all(lessons.map(async (lesson) => lesson.facts()));

it.each(facts.map((lesson) => ({ slug: lesson.slug, lesson })))(
  'the labs of $slug are done from the lab server alone',
  { timeout: 240_000 },
  async ({ lesson }) => {
    const { page, seen } = await browser.open('about:blank', { viewport: largeWindow });
    const sockets: string[] = [];
    page.on('websocket', (socket) => sockets.push(socket.url()));
    await page.addInitScript(() => {
      const violations: string[] = [];
      Object.assign(window, { violations });
      document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
        violations.push(`${violatedDirective} ${blockedURI}`);
      });
    });
    const ports = Object.fromEntries(browser.lab.services().map(({ name, port }) => [name, port]));
    let done = 0;
    for (const lab of full ? lesson.labs : lesson.labs.slice(0, 1)) {
      // Every lab begins with a page that holds nothing; ticks stay.
      await page.goto(new URL(`/lessons/${lesson.slug}/`, browser.lab.url).href);
      await page.locator('.xterm-rows:visible').first().waitFor({ timeout: 30_000 });
      await page.locator(`input[name="${lab.prediction.id}"]`).first().check();
      if (lab.scene) await beginInNetwork(page, lab);
      else await playInPage(page, lab.solution, ports);
      done += lab.scene ? 1 : lab.steps.length;
      await expect
        .poll(() => page.locator('.step.done').count(), { timeout: 15_000, message: `ticks after lab ${lab.id}` })
        .toBeGreaterThanOrEqual(done);
      expect(await page.evaluate(() => (window as unknown as { violations: string[] }).violations)).toEqual([]);
    }
    const { origin, host } = new URL(browser.lab.url);
    const elsewhere = seen.requests.filter((url) => !url.startsWith(`${origin}/`) && !/^(data|about|blob):/.test(url));
    expect(elsewhere).toEqual([]);
    for (const socket of sockets) expect(socket).toBe(`ws://${host}/bridge`);
    expect(seen.complaints).toEqual([]);
  },
);
