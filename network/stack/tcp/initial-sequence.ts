import type { Random } from '../../time/random.ts';
import type { Ipv4 } from '../../wire/address.ts';

/**
 * Initial sequence numbers as RFC 6528 §3 wants them: ISN = M + F(connection, secret). M ticks every 4 µs, so that a
 * new incarnation starts above the last one; F keeps one connection's numbers from telling another's. The RFC asks for
 * a cryptographic F. Ours only mixes well: the only attackers in this network are lessons, and a run must repeat.
 */
export class InitialSequence {
  readonly #secret: readonly [number, number, number];

  /** @param random a branch of its own: the secret is drawn here, once */
  constructor(random: Random) {
    this.#secret = [random.uint32(), random.uint32(), random.uint32()];
  }

  /** @param now ns */
  number(now: number, local: Ipv4, localPort: number, remote: Ipv4, remotePort: number): number {
    return (Math.floor(now / tick) + this.keyed(local, localPort, remote, remotePort)) >>> 0;
  }

  /** F: also the offset of a connection's timestamps (RFC 7323 §7.1). 0 … 2^32 - 1 */
  keyed(local: Ipv4, localPort: number, remote: Ipv4, remotePort: number): number {
    const [first, second, third] = this.#secret;
    let value = mix(first ^ local);
    value = mix(value ^ second ^ remote);
    value = mix(value ^ ((localPort << 16) | remotePort));
    return mix(value ^ third) >>> 0;
  }
}

/** RFC 9293 §3.4.1, ns */
const tick = 4_000;

/** Every bit of the input moves about half of the bits (murmur3's finalizer). */
function mix(input: number): number {
  let value = Math.imul(input ^ (input >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return value ^ (value >>> 16);
}
