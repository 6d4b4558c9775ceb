import { afterAll, describe, expect, it } from 'vitest';
import { openTestLan } from './lan.ts';
import { measureClass, quantile } from './thirty.ts';

const lan = openTestLan();

describe.skipIf(lan === null)('a class of thirty', () => {
  afterAll(() => lan?.close());

  it('does lesson 4.3’s first lab at once: every step passes, nobody waits, no error', async () => {
    const figures = await measureClass(lan ?? { address: '', visitor: null, close: () => undefined }, 30);
    expect(figures.errors).toEqual([]);
    expect(figures.passed).toBe(figures.steps);
    // Generous: server and thirty pages share two cores with other tests. `npm run bench -- class` gives figures.
    expect(quantile(figures.afterRun, 0.95)).toBeLessThan(3_000);
    expect(figures.memoryAfter).toBeLessThan(400_000_000);
  });
});
