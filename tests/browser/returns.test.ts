import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { noProgress, type Progress } from '../../components/progress/progress.ts';
import { scheduled } from '../../components/returns/schedule.ts';
import { lessons } from '../../content/lessons.ts';
import { awake } from './awake.ts';
import { findings } from './axe.ts';
import { browserForTests } from './browser.ts';

const browser = browserForTests();
const day = 86_400_000;

/** A page of a browser that remembers `progress`, with the sum of its layout shifts. */
const openAs = async (path: string, progress: Progress): Promise<{ page: Page; shift(): Promise<number> }> => {
  const { page } = await browser.open('/no-such-page');
  await page.evaluate((text) => localStorage.setItem('first-hop.progress', text), JSON.stringify(progress));
  await page.addInitScript(() => {
    Object.assign(window, { shift: 0 });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & { value: number })[]) {
        (window as unknown as { shift: number }).shift += entry.value;
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });
  await page.goto(new URL(path, browser.lab.url).href);
  return { page, shift: () => page.evaluate(() => (window as unknown as { shift: number }).shift) };
};

const stored = (page: Page): Promise<Progress> =>
  page.evaluate(() => JSON.parse(localStorage.getItem('first-hop.progress') ?? '{}'));

const arp = await lessons.find(({ slug }) => slug === 'arp')?.facts();
const questions = (arp?.quiz ?? []).map(({ id }) => id);
const bar = (page: Page) => page.locator('.returns');

describe('old questions', () => {
  it('are not heard of by a first-time reader, nor in the lesson they are from', async () => {
    const { page } = await browser.open('/lessons/ports/');
    expect(await bar(page).isVisible()).toBe(false);
    const own = await openAs('/lessons/arp/', scheduled(noProgress, 'arp', questions, Date.now() - 2 * day));
    expect(await bar(own.page).isVisible()).toBe(false);
  });

  it('open the next lesson a day later without moving anything; right ones go away for longer, wrong ones do not', async () => {
    const { page, shift } = await openAs(
      '/lessons/ports/',
      scheduled(noProgress, 'arp', questions, Date.now() - 2 * day),
    );
    await page.waitForTimeout(1_500);
    expect(await bar(page).isVisible()).toBe(true);
    expect(await shift()).toBeLessThan(0.001);
    await (await awake(page.getByRole('button', { name: 'Ask me' }))).click();
    const cards = bar(page).locator('.question');
    await expect.poll(() => cards.count()).toBe(2);
    expect(await findings(page)).toEqual([]);

    for (const [at, wantRight] of [true, false].entries()) {
      const ask = (await cards.nth(at).locator('legend').innerText()).replaceAll('\n', ' ');
      const question = arp?.quiz.find((one) => ask.includes(one.ask.replaceAll(/[`*]/g, '')));
      const option = question?.options.find(({ right }) => (right === true) === wantRight);
      await cards
        .nth(at)
        .getByRole('button', { name: option?.text.replaceAll(/[`*]/g, '') ?? '', exact: true })
        .click();
      await expect
        .poll(() => bar(page).locator('.returns-told').nth(at).innerText())
        .toContain(wantRight ? 'comes back in 3 days' : 'comes back tomorrow');
      const entry = (await stored(page)).returns[question?.id ?? ''];
      expect(entry?.rung).toBe(wantRight ? 1 : 0);
      expect(Date.now() - (entry?.asked ?? 0)).toBeLessThan(60_000);
    }
    await page.getByRole('button', { name: 'On to the lesson' }).click();
    expect(await bar(page).count()).toBe(0);
  });

  it('come later when the reader says so', async () => {
    const { page } = await openAs('/lessons/ports/', scheduled(noProgress, 'arp', questions, Date.now() - 2 * day));
    await (await awake(page.getByRole('button', { name: 'Later' }))).click();
    expect(await bar(page).count()).toBe(0);
    await page.reload();
    expect(await bar(page).isVisible()).toBe(false);
    expect((await stored(page)).returns).not.toEqual({});
  });

  it('are scheduled once a lesson is done, and those that a lesson no longer has are forgotten', async () => {
    if (!arp) throw new Error('There is no lesson arp.');
    const done: Progress = {
      ...scheduled(noProgress, 'ports', ['no-longer-there'], Date.now() - 2 * day),
      steps: Object.fromEntries(
        arp.labs.flatMap(({ id, steps }) => steps.map((_, at) => [`${id}/${at + 1}`, 'Seen.'])),
      ),
      answers: Object.fromEntries(questions.map((id) => [id, { chosen: 0, right: true }])),
    };
    const { page } = await openAs('/lessons/arp/', done);
    await expect.poll(async () => Object.keys((await stored(page)).returns)).toEqual(expect.arrayContaining(questions));
    await expect.poll(() => page.getByText('What did you see?').count()).toBe(arp.labs.filter(({ saw }) => saw).length);
    await (await awake(page.getByRole('button', { name: 'Ask me' }))).click();
    await expect.poll(() => bar(page).innerText()).toContain('Nothing is due after all');
    expect(Object.keys((await stored(page)).returns).sort()).toEqual([...questions].sort());
  });
});

describe('a question of the quiz', () => {
  it('can be asked again from the start, without losing what was reached', async () => {
    const { page } = await browser.open('/lessons/arp/');
    const card = page.locator('.quiz .question').first();
    const right = arp?.quiz[0]?.options.find((option) => option.right)?.text ?? '';
    await (await awake(card.getByRole('button', { name: right, exact: true }))).click();
    await card.getByRole('button', { name: 'Ask me again' }).click();
    expect(await card.locator('.feedback').count()).toBe(0);
    expect(
      await card
        .locator('.answer')
        .first()
        .evaluate((button) => button === document.activeElement),
    ).toBe(true);
    const wrong = arp?.quiz[0]?.options.find((option) => !option.right)?.text ?? '';
    await card.getByRole('button', { name: wrong, exact: true }).click();
    await expect.poll(() => card.locator('.feedback').count()).toBe(1);
    expect((await stored(page)).answers[questions[0] ?? '']?.right).toBe(true);
  });
});

describe('the fast path', () => {
  it('is chosen on the map, remembered, and followed by previous and next', async () => {
    const { page } = await browser.open('/');
    await page.getByRole('switch', { name: 'Fast path' }).click();
    expect(await page.getByRole('switch').getAttribute('aria-checked')).toBe('true');
    expect(await findings(page)).toEqual([]);
    await page.goto(new URL('/lessons/arp/', browser.lab.url).href);
    const next = page.locator('a[rel=next]:visible');
    expect(await next.getAttribute('href')).toBe('/lessons/ip-addresses/');
    await page.goto(new URL('/lessons/ip-addresses/', browser.lab.url).href);
    expect(await next.getAttribute('href')).toBe('/lessons/ports/');
    expect(await page.locator('a[rel=prev]:visible').count()).toBe(1);
    await page.goto(browser.lab.url);
    await page.getByRole('switch', { name: 'Fast path' }).click();
    await page.goto(new URL('/lessons/ip-addresses/', browser.lab.url).href);
    expect(await next.getAttribute('href')).toBe('/lessons/subnets-and-private-blocks/');
  });
});

describe('a lesson on paper', () => {
  it('has steps with their commands, questions without ticks, addresses, and the answers at the end', async () => {
    const { page } = await browser.open('/lessons/tcp-connections/');
    expect(await page.getByRole('heading', { name: 'Answers' }).isVisible()).toBe(false);
    await page.emulateMedia({ media: 'print' });
    for (const gone of ['.bench', '.site-header', '.turns:visible', '.command button', '.end-do']) {
      expect(await page.locator(gone).locator('visible=true').count(), gone).toBe(0);
    }
    expect(await page.locator('.step .command code').first().isVisible()).toBe(true);
    expect(await page.getByRole('heading', { name: 'Answers' }).isVisible()).toBe(true);
    const inkOnPaper = await page.evaluate(() => {
      const { color, backgroundColor } = getComputedStyle(document.body);
      return { color, backgroundColor };
    });
    expect(inkOnPaper).toEqual({ color: 'rgb(0, 0, 0)', backgroundColor: 'rgb(255, 255, 255)' });
    const footnotes = await page
      .locator('.term-word')
      .evaluateAll((words) => words.map((word) => getComputedStyle(word, '::after').content));
    expect(footnotes).toEqual(['"1"', '"2"', '"3"', '"4"', '"5"']);
    const pdf = await page.pdf({ format: 'A4' });
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
  });
});
