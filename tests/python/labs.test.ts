import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { commands } from '../../lab/commands/index.ts';
import type { Action, Lab } from '../../lab/lesson.ts';
import { play } from '../../lab/player/play.ts';
import type { ListedCommand } from '../../lab/shell/command.ts';
import { type RunningLab, startLab } from '../../lab-server/lab.ts';
import { everyLab } from '../lessons/every-lab.ts';
import { Page } from '../lessons/page.ts';
import { outsideCommand } from './outside.ts';
import { hasPython } from './pythons.ts';
import { Taps } from './taps.ts';

// A program that was mended in the page and downloaded does outside what it did inside. Every lab with programs on this
// computer is played three times: with our Python, with a real python3, and with the TypeScript version in Node; and
// what the services were told, by a wire before each of them, must be the same.

const labs = (await everyLab()).filter(({ lab }) => lab.programs !== undefined && lab.scene === undefined);

/** ms that a text may take. */
const seenWithin = 4_000;

let server: RunningLab | undefined;
let taps: Taps | undefined;

beforeEach(async () => {
  server = await startLab({ port: 0, lobbyPort: 0, chatPorts: { from: 5_490, to: 5_499 } });
  taps = await Taps.before(server.services());
});

afterEach(async () => {
  taps?.close();
  await server?.close();
});

/** From the last change to a program on: before that the script shows faults. */
const mended = (lab: Lab): readonly Action[] => {
  const at = lab.solution.findLastIndex((action) => 'write' in action);
  const writes = lab.solution.slice(0, at).filter((action) => 'write' in action);
  return [...writes, ...lab.solution.slice(at)];
};

/** @returns what the services were told */
async function told(
  lab: Lab,
  script: readonly Action[],
  python: ListedCommand | null,
  goesOn = false,
): Promise<readonly string[]> {
  if (!server || !taps) throw new Error('There is no lab.');
  taps.forget();
  const own = python === null ? commands : [python, ...commands.filter(({ name }) => name !== 'python')];
  const page = await Page.open(server, { commands: own, ports: taps.ports });
  try {
    await page.takeUp(lab);
    // What TypeScript prints is for people, and may be put otherwise: where a text does not come, the hands go on.
    if (goesOn) await play(script, page, seenWithin, () => undefined);
    else await play(script, page, 20_000);
    // What is on its way arrives: a program that ended has said all it had to say.
    await page.quiet(3_000);
    return taps.told;
  } finally {
    page.close();
  }
}

it('finds labs with programs', () => {
  expect(labs.length).toBeGreaterThan(0);
});

describe.each(labs)('$name', ({ lab }) => {
  const programs = lab.programs ?? [];

  it.skipIf(!hasPython)(
    'tells the services the same from the page and from a real python3',
    { timeout: 120_000 },
    async () => {
      const script = mended(lab);
      const inside = await told(lab, script, null);
      expect(await told(lab, script, outsideCommand('python3', programs))).toEqual(inside);
    },
  );

  it.skipIf(programs.some(({ node }) => node === undefined))(
    'tells the services the same in TypeScript',
    { timeout: 120_000 },
    async () => {
      const script = mended(lab);
      const inside = await told(lab, script, null);
      expect(await told(lab, script, outsideCommand('node', programs), true)).toEqual(inside);
    },
  );
});

afterAll(() => server?.close());
