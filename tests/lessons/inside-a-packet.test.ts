import { expect, it } from 'vitest';
import { capturedSay } from '../../components/figures/captured-say.ts';
import { spoken } from '../../content/inside-a-packet/network.ts';
import { openLab } from '../../content/inside-a-packet/open-lab.ts';
import { byteClicks } from '../../lab/checks/byte-clicks.ts';
import { commands } from '../../lab/commands/index.ts';
import { EvidenceLog } from '../../lab/evidence/log.ts';
import { play } from '../../lab/player/play.ts';
import { VirtualClassroom } from '../../lab/player/virtual-classroom.ts';
import { Scene } from '../../lab/scene/scene.ts';
import { realWall } from '../../lab/scene/wall.ts';

it('shows in its figure the frame that its lab sends, but for the numbers that depend on when it is sent', async () => {
  if (!openLab.scene) throw new Error('Lab 1.4a has no network.');
  const log = new EvidenceLog(() => performance.now());
  const scene = new Scene(openLab.scene.id, openLab.scene, log, realWall());
  const classroom = new VirtualClassroom({ scene, log, commands });
  await play(openLab.solution, classroom);
  const { frame } = byteClicks(log.entries, { scene: openLab.id, filter: spoken, fields: [] });
  scene.close();
  expect(headersOf(frame)).toEqual(headersOf(capturedSay));
});

/** Ports, identification, numbers, window, checksums and timestamps are left out. */
const headersOf = (frame: Uint8Array | null): readonly number[] | null => {
  if (frame === null) return null;
  const parts = [frame.subarray(0, 18), frame.subarray(20, 24), frame.subarray(26, 34), frame.subarray(36, 38)];
  return [...parts, frame.subarray(46, 48), frame.subarray(66)].flatMap((part) => [...part]);
};
