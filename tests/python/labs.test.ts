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

/** Programs whose server lets the system choose its port: outside, the page's own commands may not call that one. */
const onlyInside = new Set(['5.3a']);

const isRun = (line: string, file: string): boolean => /^python3? /.test(line) && line.split(' ').includes(file);

/** The solution without the runs of programs that are mended later, and without what is seen of those. */
function mended(lab: Lab): readonly Action[] {
  const { solution } = lab;
  const left: Action[] = [];
  /** The terminals in which the last line was left out. */
  const out = new Set<string>();
  for (const [at, action] of solution.entries()) {
    const later = solution.slice(at).flatMap((next) => ('write' in next ? [next.write] : []));
    const terminal = ('in' in action && action.in) || 'a';
    if ('type' in action) {
      if (later.some((file) => isRun(action.type, file))) out.add(terminal);
      else out.delete(terminal);
    }
    const isOfTerminal = 'type' in action || 'see' in action || 'press' in action;
    if (!isOfTerminal || !out.has(terminal)) left.push(action);
  }
  return left;
}

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

  it('tells the services the same from the page, from a real python3 and from Node', { timeout: 240_000 }, async () => {
    const inside = await told(lab, lab.solution, null);
    if (hasPython && !onlyInside.has(lab.id))
      expect(await told(lab, lab.solution, outsideCommand('python3', programs)), 'python3').toEqual(inside);
    if (programs.some(({ node }) => node === undefined)) return;
    // The TypeScript version has no faults to mend.
    const script = mended(lab);
    const same = script.length === lab.solution.length ? inside : await told(lab, script, null, true);
    expect(await told(lab, script, outsideCommand('node', programs), true), 'node').toEqual(same);
  });
});

afterAll(() => server?.close());
