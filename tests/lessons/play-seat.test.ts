import { networkInterfaces } from 'node:os';
import { afterEach, describe, expect, it } from 'vitest';
import { play } from '../../lab/player/play.ts';
import { classForTests } from '../class/class-for-tests.ts';
import { openTestLan } from '../class/lan.ts';
import { everyLab } from './every-lab.ts';
import { Page } from './page.ts';

// Every lab that is real on this computer works at a seat of a class, too: the same commands, the same numbers, the
// same checks. `play.test.ts` is about the labs; this is about the seats.

const lan = openTestLan();
const patience = 4_000;
/** Labs at ::1, where a machine has none, are played nowhere. */
const hasIpv6 = Object.values(networkInterfaces()).some((rows) => rows?.some(({ address }) => address === '::1'));
const labs = (await everyLab()).filter(({ lab }) => !lab.scene && (hasIpv6 || lab.id !== '3.6a'));

describe.skipIf(lan === null)('at a seat of a class', () => {
  // Where the scripts of the lessons look for no room of their own.
  const from = 5_410 + 10 * (process.pid % 7);
  const school = classForTests(lan ?? { address: '', visitor: null, close: () => undefined }, {
    chatPorts: { from, to: from + 9 },
  });
  let page: Page | undefined;
  afterEach(() => page?.close());

  it.each(labs)('$name is passed by its solution', async ({ lab }) => {
    const { cookie } = await school.sit();
    page = await Page.open({ url: school.url, services: school.lab.services }, { cookie });
    await page.takeUp(lab);
    await play(lab.solution, page);
    for (const [at, step] of lab.steps.entries()) {
      const verdict = await page.verdict(step.check, ({ passed }) => passed, patience);
      expect(verdict.passed, `step ${at + 1}: ${verdict.saying}\n${page.shown}`).toBe(true);
    }
  });
});
