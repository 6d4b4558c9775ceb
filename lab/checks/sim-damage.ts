import type { DropReason } from '../../network/trace/event.ts';
import { dissect } from '../../network/wire/dissect.ts';
import type { Check } from './check.ts';
import { simDrop } from './sim-drop.ts';
import { simEvents } from './sim-events.ts';
import { missing } from './verdict.ts';

/** What a flipped bit hit, as the frame's own checks tell it. */
type Damage = 'IP header' | 'segment' | 'none';

/**
 * Where a frame that carries TCP is damaged, told from the checksums inside it. `none` where both fit, so that only the
 * FCS behind the frame can have been wrong; null where it carries no TCP.
 */
export function damageOf(bytes: Uint8Array): Damage | null {
  const layers = dissect(bytes);
  const ip = layers.find(({ name }) => name === 'IPv4');
  if (ip === undefined) return null;
  const broken = (of: typeof ip, key: string): boolean =>
    of.fields.some((field) => field.key === key && field.problem !== undefined);
  if (broken(ip, 'ip.checksum')) return 'IP header';
  const tcp = layers.find(({ name }) => name === 'TCP');
  if (tcp === undefined) return null;
  return broken(tcp, 'tcp.checksum') ? 'segment' : 'none';
}

const places: Readonly<Record<Damage, string>> = {
  'IP header': 'in its IP header',
  segment: 'in its segment',
  none: 'in its FCS and nowhere else',
};

/**
 * A damaged frame was thrown away at a device, for this reason, and the damage was where it should be.
 * @param device any of its points counts
 */
export function simDamage(scene: string, device: string, reason: DropReason, where: Damage): Check {
  const rightly = simDrop(scene, device, reason, 1, (bytes) => damageOf(bytes) === where);
  return (evidence) => {
    const verdict = rightly(evidence);
    if (verdict.passed) return verdict;
    const last = simEvents(evidence, scene, 'frame.dropped').findLast(
      (drop) => drop.reason === reason && (drop.where === device || drop.where.startsWith(`${device}:`)),
    );
    const found = last && damageOf(last.bytes);
    if (!found) return missing(`${verdict.saying} Press **Do it** first, then say a line.`);
    return missing(
      `The frame that ended last at ${device} was damaged ${places[found]}. This step wants one damaged ${places[where]}.`,
    );
  };
}
