import type { World } from '../link/world.ts';
import type { DropReason } from '../trace/event.ts';

/**
 * Tells whoever looks that a frame ended here.
 * @param frame the transmission; 0 for what was never sent
 * @param where a device or a point (`pc1:eth0`)
 * @param says one sentence, made only when somebody looks
 */
export function dropped(
  world: World,
  frame: number,
  where: string,
  reason: DropReason,
  bytes: Uint8Array,
  says: () => string,
): void {
  world.trace?.({
    at: world.clock.now,
    kind: 'frame.dropped',
    frame: frame === 0 ? null : frame,
    where,
    reason,
    bytes,
    says: says(),
  });
}
