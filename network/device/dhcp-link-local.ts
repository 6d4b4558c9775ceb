import { type Clock, second } from '../time/clock.ts';
import type { Random } from '../time/random.ts';
import type { Ipv4 } from '../wire/address.ts';
import type { DhcpSettings } from './dhcp-client-options.ts';

/** 169.254.1.0 to 169.254.254.255: the first and last 256 are kept back. RFC 3927 §2.1. */
const first = 0xa9fe_0100;
const count = 0xfe00;
/** Conflicts after which it waits between tries, and how long, ns. RFC 3927 §9 MAX_CONFLICTS, RATE_LIMIT_INTERVAL. */
const mostConflicts = 10;
const rateLimit = 60 * second;

/**
 * Chooses an address and probes it until one is free (RFC 3927 §2.2). The same seed and interface choose the same
 * (§2.1 asks for that).
 * @param stillWanted asked after every wait: something better may have come
 */
export function findLinkLocal(
  clock: Clock,
  random: Random,
  settings: Pick<DhcpSettings, 'probe'>,
  stillWanted: () => boolean,
  found: (address: Ipv4) => void,
  conflicts = 0,
): void {
  const candidate = first + random.below(count);
  settings.probe(candidate, (inUse) => {
    if (!stillWanted()) return;
    if (!inUse) return found(candidate);
    clock.after(conflicts + 1 < mostConflicts ? 0 : rateLimit, () => {
      if (stillWanted()) findLinkLocal(clock, random, settings, stillWanted, found, conflicts + 1);
    });
  });
}
