import type { Page } from 'playwright-core';

/** The words on a terminal's screen, without the padding. */
export const screenOf = async (page: Page): Promise<string> =>
  (await page.locator('.xterm-rows').first().innerText()).replaceAll('\u00a0', ' ');

/** A lesson as a reader handles it: predict, press Run, type at the keyboard. */
export const readerOf = (page: Page) => ({
  predict: (option: string | RegExp): Promise<void> => page.getByRole('radio', { name: option }).first().check(),
  run: (command: string): Promise<void> => page.getByRole('button', { name: `Run ${command}`, exact: true }).click(),
  /** Types into the terminal and presses Enter. */
  type: async (line: string): Promise<void> => {
    await page.locator('.xterm-helper-textarea').first().focus();
    // Quick fingers: what happens within 0.4 s of a tick still counts as part of it.
    await page.keyboard.type(line, { delay: 50 });
    await page.keyboard.press('Enter');
  },
  /** Waits until so many steps are ticked. */
  ticks: async (count: number): Promise<void> => {
    await page.waitForFunction((wanted) => document.querySelectorAll('.step.done').length === wanted, count, {
      timeout: 15_000,
    });
  },
  see: async (text: string): Promise<void> => {
    await page.waitForFunction(
      (wanted) => document.querySelector('.xterm-rows')?.textContent?.replaceAll('\u00a0', ' ').includes(wanted),
      text,
      { timeout: 15_000 },
    );
  },
});
