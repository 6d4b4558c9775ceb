import { afterEach, describe, expect, it } from 'vitest';
import { lessons } from '../../content/lessons.ts';
import { parseFilter } from '../../lab/capture/filter.ts';
import { commands } from '../../lab/commands/index.ts';
import { EvidenceLog } from '../../lab/evidence/log.ts';
import { FileStore } from '../../lab/files/file-store.ts';
import type { Lab } from '../../lab/lesson.ts';
import { play } from '../../lab/player/play.ts';
import { VirtualClassroom } from '../../lab/player/virtual-classroom.ts';
import { captureOf, eventsOf } from '../../lab/scene/capture.ts';
import { Scene } from '../../lab/scene/scene.ts';
import { realWall } from '../../lab/scene/wall.ts';
import { nodePython } from '../python/node-python.ts';
import { hasTshark, judgeCapture } from '../wire/tshark.ts';
import { contains, everyLab, saysWhatIsMissing } from './every-lab.ts';

const labs = (await everyLab()).filter(({ lab }) => lab.scene);

/** Virtual seconds that may pass after the last action, and that somebody waits who does nothing. */
const after = 5;
const idle = 60;

const python = nodePython();
let scene: Scene | undefined;

interface Room {
  readonly log: EvidenceLog;
  readonly classroom: VirtualClassroom;
}

const compile = (text: string): ((bytes: Uint8Array) => boolean) => {
  const filter = parseFilter(text);
  if ('problem' in filter) throw new Error(filter.problem);
  return filter.matches;
};

function roomOf(lab: Lab): Room {
  if (!lab.scene) throw new Error(`${lab.id} has no network.`);
  const log = new EvidenceLog(() => performance.now());
  const made = new Scene(lab.scene.id, lab.scene, log, realWall(), compile);
  scene = made;
  const classroom = new VirtualClassroom({
    scene: made,
    log,
    commands,
    files: new FileStore(lab.programs ?? []),
    python,
  });
  return { log, classroom };
}

afterEach(() => scene?.close());

it('plays every lesson, here or on this computer', async () => {
  expect((await everyLab()).length).toBeGreaterThanOrEqual(lessons.length);
});

describe.each(labs)('$name', ({ lab }) => {
  it('calls its network by its own number, so that no two meet in the evidence', () => {
    expect(lab.scene?.id).toBe(lab.id);
  });

  it('is passed by its solution, every step', async () => {
    const { log, classroom } = roomOf(lab);
    await play(lab.solution, classroom);
    await classroom.scene.pass(after);
    for (const [at, step] of lab.steps.entries()) {
      const verdict = step.check(log.entries);
      expect(verdict.passed, `step ${at + 1}: ${verdict.saying}\n${classroom.shown}`).toBe(true);
    }
    if (!hasTshark) return;
    const { malformed } = await judgeCapture(captureOf(eventsOf(log.entries, lab.id)));
    expect(malformed).toEqual([]);
  });

  it('is not passed by doing nothing, and every step says what it waits for', async () => {
    const { log, classroom } = roomOf(lab);
    await classroom.scene.pass(idle);
    for (const [at, step] of lab.steps.entries()) {
      const verdict = step.check(log.entries);
      expect(verdict.passed, `step ${at + 1}: ${verdict.saying}`).toBe(false);
      expect(verdict.saying, `step ${at + 1}`).toMatch(saysWhatIsMissing);
    }
  });

  it.each(lab.mistakes)('knows the mistake: $name', async ({ script, step, saying }) => {
    const check = lab.steps[step - 1]?.check;
    if (!check) throw new Error(`There is no step ${step}.`);
    const { log, classroom } = roomOf(lab);
    await play(script, classroom);
    await classroom.scene.pass(after);
    const verdict = check(log.entries);
    expect(verdict.passed, `step ${step}: ${verdict.saying}\n${classroom.shown}`).toBe(false);
    expect(contains(verdict, saying), `step ${step} says: ${verdict.saying}\n${classroom.shown}`).toBe(true);
  });
});
