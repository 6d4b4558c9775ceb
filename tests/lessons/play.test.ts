import { networkInterfaces } from 'node:os';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Action } from '../../lab/lesson.ts';
import { play } from '../../lab/player/play.ts';
import { type RunningLab, startLab } from '../../lab-server/lab.ts';
import { PortTaken } from '../../lab-server/rooms/port-taken.ts';
import { contains, everyLab, saysWhatIsMissing } from './every-lab.ts';
import { Page } from './page.ts';

/** How long evidence may take after the last action, in ms. */
const patience = 4_000;
/** Rooms stand where a lab may listen, so that a learner may ask for the port of one; and not on the usual ports. */
const firstPorts = [5_410, 5_430, 5_450, 5_470];

/** Those on this computer; networks have their own test beside this one. */
const labs = (await everyLab()).filter(({ lab }) => !lab.scene);

let server: RunningLab | undefined;
let page: Page;

const start = async (): Promise<RunningLab> => {
  for (const from of firstPorts) {
    try {
      return await startLab({ port: 0, lobbyPort: 0, chatPorts: { from, to: from + 9 } });
    } catch (error) {
      // Somebody else's server has it: this machine's ports are not ours alone.
      if (!(error instanceof PortTaken)) throw error;
    }
  }
  throw new Error(`No ports are free for the rooms; tried from ${firstPorts.join(', ')}.`);
};

beforeEach(async () => {
  server = await start();
  page = await Page.open(server);
});

afterEach(async () => {
  page?.close();
  await server?.close();
});

it('does not mind with which program a thing is done: the first lesson by hand, with nc', async () => {
  const lab = labs.find(({ name }) => name === 'start-here 0.1a')?.lab;
  const byHand: Action[] = [
    { type: 'nc 127.0.0.1 {lobby}' },
    { see: 'HELLO lobby/1' },
    { type: 'ROOMS' },
    { see: 'END' },
    { press: 'ctrl-c' },
    { see: 'lab$' },
    { type: 'nc 127.0.0.1 {blue}' },
    { see: 'HELLO chat/1' },
    { type: 'pass first-hop' },
    { see: 'OK you=' },
    { type: 'say hello' },
    { see: /MSG \S+ hello/ },
    { type: 'who' },
    { see: /HERE 1/ },
    { type: 'bye' },
    { see: 'BYE' },
    { press: 'ctrl-d' },
    { see: 'lab$' },
  ];
  await play(byHand, page);
  for (const step of lab?.steps ?? []) {
    const verdict = await page.verdict(step.check, ({ passed }) => passed, patience);
    expect(verdict.passed, verdict.saying).toBe(true);
  }
  expect(lab?.steps).toHaveLength(6);
});

/** Labs at ::1: a machine whose IPv6 is switched off cannot play them, and their text says so to the reader. */
const atIpv6 = ['3.6a'];
const hasIpv6 = Object.values(networkInterfaces()).some((rows) => rows?.some(({ address }) => address === '::1'));
const playable = labs.filter(({ lab }) => hasIpv6 || !atIpv6.includes(lab.id));

describe.each(playable)('$name', ({ lab }) => {
  it('is passed by its solution, every step', async () => {
    await page.takeUp(lab);
    await play(lab.solution, page);
    for (const [at, step] of lab.steps.entries()) {
      const verdict = await page.verdict(step.check, ({ passed }) => passed, patience);
      expect(verdict.passed, `step ${at + 1}: ${verdict.saying}\n${page.shown}`).toBe(true);
    }
  });

  it('is not passed by doing nothing, and every step says what it waits for', () => {
    for (const [at, step] of lab.steps.entries()) {
      const verdict = step.check(page.log.entries);
      expect(verdict.passed, `step ${at + 1}`).toBe(false);
      expect(verdict.saying, `step ${at + 1}`).toMatch(saysWhatIsMissing);
    }
  });

  it.each(lab.mistakes)('knows the mistake: $name', async ({ script, step, saying }) => {
    const check = lab.steps[step - 1]?.check;
    if (!check) throw new Error(`There is no step ${step}.`);
    await page.takeUp(lab);
    await play(script, page);
    const verdict = await page.verdict(check, (each) => each.passed || contains(each, saying), patience);
    expect(verdict.passed, `step ${step}: ${verdict.saying}\n${page.shown}`).toBe(false);
    expect(contains(verdict, saying), `step ${step} says: ${verdict.saying}\n${page.shown}`).toBe(true);
  });
});
