import { dissect } from '../../network/wire/dissect.ts';

/** What a flipped bit hit, as the frame's own checks tell it. */
export type Damage = 'IP header' | 'segment' | 'none';

/**
 * Where a frame that carries TCP is damaged, told from the checksums inside it. `none` where both fit, so that only the
 * FCS behind the frame can have been wrong. To be used as the test of `simDrop`.
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

export const damaged =
  (what: Damage) =>
  (bytes: Uint8Array): boolean =>
    damageOf(bytes) === what;
