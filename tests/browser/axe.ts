import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** Axe's own findings as sentences. The policy forbids eval, so axe comes in by the debugger, not as a script tag. */
export const findings = async (page: Page): Promise<string[]> => {
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const { violations } = await (window as unknown as { axe: typeof import('axe-core') }).axe.run();
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} ${target}: ${failureSummary}`),
    );
  });
};
