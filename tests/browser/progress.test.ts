import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { awake } from './awake.ts';
import { browserForTests } from './browser.ts';
import { readerOf } from './lesson.ts';

// Progress lives in the browser: it can be taken out as a file, forgotten, and brought back.

const browser = browserForTests();

it('is exported, forgotten after a question, and imported again; a wrong file changes nothing', async () => {
  const { page } = await browser.open('/lessons/start-here/');
  const reader = readerOf(page);
  await reader.predict('A second program on this computer');
  await reader.run('rooms');
  await reader.ticks(1);

  await page.goto(`${browser.lab.url}progress/`);
  const tally = page.locator('.tally');
  await expect.poll(() => tally.innerText()).toContain('1 step done');
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export to a file' }).click();
  const file = await (await download).path();
  expect(readFileSync(file, 'utf8')).toContain('0.1a');

  await page.getByRole('button', { name: 'Reset' }).click();
  await page.getByRole('button', { name: 'Keep my progress' }).click();
  expect(await tally.innerText()).toContain('1 step done');
  await page.getByRole('button', { name: 'Reset' }).click();
  await page.getByRole('button', { name: 'Forget it' }).click();
  await expect.poll(() => tally.innerText()).toContain('0 steps done');

  const input = page.locator('input[type=file]');
  await input.setInputFiles({ name: 'shopping.json', mimeType: 'application/json', buffer: Buffer.from('{"milk":2}') });
  await expect.poll(() => page.locator('.progress-panel [role=status]').innerText()).toContain('holds no progress');
  expect(await tally.innerText()).toContain('0 steps done');
  await input.setInputFiles(file);
  await expect.poll(() => tally.innerText()).toContain('1 step done');
});

it('explains a term on hover, on focus and by tap, and lets go with Esc', async () => {
  const { page } = await browser.open('/lessons/ports/');
  const term = page
    .locator('.term-word')
    .filter({ hasText: /^port$/ })
    .first();
  const definition = page.getByRole('tooltip').filter({ visible: true });
  await term.hover();
  await expect.poll(() => definition.count()).toBe(1);
  expect(await definition.innerText()).toMatch(/RFC/);
  await page.mouse.move(0, 0);
  await expect.poll(() => definition.count()).toBe(0);
  await term.focus();
  await expect.poll(() => definition.count()).toBe(1);
  await page.keyboard.press('Escape');
  await expect.poll(() => definition.count()).toBe(0);
});

it('answers every option of a quiz with its own feedback', async () => {
  const { page } = await browser.open('/lessons/ports/');
  const question = page.locator('.quiz .question').first();
  const options = question.locator('.answer');
  await awake(options.first());
  const count = await options.count();
  expect(count).toBeGreaterThan(2);
  // By their words: the options are shuffled once the page is alive.
  for (const [at, text] of (await options.allInnerTexts()).entries()) {
    await question.getByRole('button', { name: text, exact: true }).click();
    await expect.poll(() => question.locator('.feedback').count()).toBe(at + 1);
  }
  expect(new Set(await question.locator('.feedback').allInnerTexts()).size).toBe(count);
  expect(await question.locator('.answer.right').count()).toBe(1);
});
