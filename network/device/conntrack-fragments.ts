import type { World } from '../link/world.ts';
import { second } from '../time/clock.ts';
import type { Heading } from './conntrack-heading.ts';

/**
 * Datagrams in pieces that are remembered at once. A stranger can send first fragments and never the rest; the oldest
 * makes room.
 */
const mostDatagrams = 256;
/** How long the pieces of one datagram may be apart, ns. RFC 1122 §3.3.2 says 60 to 120 s for a reassembly. */
const patience = 60 * second;

interface Datagram {
  readonly sourcePort: number;
  readonly destinationPort: number;
  readonly icmpType: number;
  readonly icmpCode: number;
  readonly until: number;
}

/**
 * Ports for fragments. Only the first fragment carries them; the later ones are known by source, destination, protocol
 * and identification (RFC 791 §3.2). Nothing is put together here: each piece travels on by itself, as it came.
 */
export class FragmentTracker {
  readonly #world: World;
  readonly #known = new Map<string, Datagram>();

  constructor(world: World) {
    this.#world = world;
  }

  /**
   * Remembers the ports of a first fragment, fills them in for a later one.
   * @returns false for a later fragment whose first one was not seen
   */
  follow(heading: Heading): boolean {
    if (heading.fragment === 'none') return true;
    const key = datagramKey(heading);
    if (heading.fragment === 'first') {
      this.#remember(key, heading);
      return true;
    }
    const datagram = this.#known.get(key);
    if (!datagram || datagram.until < this.#world.clock.now) return false;
    heading.sourcePort = datagram.sourcePort;
    heading.destinationPort = datagram.destinationPort;
    heading.icmpType = datagram.icmpType;
    heading.icmpCode = datagram.icmpCode;
    return true;
  }

  #remember(key: string, heading: Heading): void {
    this.#known.delete(key);
    if (this.#known.size >= mostDatagrams) {
      const oldest = this.#known.keys().next();
      if (!oldest.done) this.#known.delete(oldest.value);
    }
    const { sourcePort, destinationPort, icmpType, icmpCode } = heading;
    this.#known.set(key, { sourcePort, destinationPort, icmpType, icmpCode, until: this.#world.clock.now + patience });
  }
}

export const datagramKey = (heading: Heading): string =>
  `${heading.source}>${heading.destination}/${heading.protocol}#${heading.identification}`;
