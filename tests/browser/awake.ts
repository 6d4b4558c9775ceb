import type { Locator } from 'playwright-core';
import { expect } from 'vitest';

/** Waits until the code behind this button is there. What is drawn with the page may be woken a moment later. */
export const awake = async (button: Locator): Promise<Locator> => {
  await expect
    .poll(() => button.evaluate((element) => Object.keys(element).some((key) => key.startsWith('__reactProps'))))
    .toBe(true);
  // What listens to the whole page begins to, once the page with it was drawn.
  await button.evaluate(
    () => new Promise<void>((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve)))),
  );
  return button;
};
