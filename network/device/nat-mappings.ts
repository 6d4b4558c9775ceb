import type { Random } from '../time/random.ts';
import { endKey } from './conntrack.ts';
import { protocolOf } from './conntrack-heading.ts';

/** An inside end and the outside port that stands for it, whoever the other side is. RFC 4787 §4.1. */
export interface NatMapping {
  readonly protocol: number;
  readonly insideAddress: number;
  readonly insidePort: number;
  readonly outsidePort: number;
  /** A rule made it: it stays, and anybody may begin. */
  fixed: boolean;
  /** Conversations that use it; the last one takes a mapping with it that no rule made. */
  sessions: number;
}

/** Ports a NAT may give out, both ends included. */
export interface PortPool {
  readonly first: number;
  readonly last: number;
}

/** RFC 4787 §4.2.2 REQ-3: a port from 1024 on stays in 1024 to 65535. */
export const standardPool: PortPool = { first: 1024, last: 65_535 };

/**
 * Endpoint-independent mappings (RFC 4787 §4.1 REQ-1): the same inside end has the same outside port for everybody, and
 * no two inside ends share one (REQ-3: no overloading).
 */
export class NatMappings {
  readonly #random: Random;
  readonly #pool: PortPool;
  readonly #byInside = new Map<number, NatMapping>();
  readonly #byOutside = new Map<number, NatMapping>();

  constructor(random: Random, pool: PortPool = standardPool) {
    this.#random = random;
    this.#pool = pool;
  }

  fromInside(protocol: number, address: number, port: number): NatMapping | null {
    return this.#byInside.get(endKey(protocol, address, port)) ?? null;
  }

  fromOutside(protocol: number, port: number): NatMapping | null {
    return this.#byOutside.get(endKey(protocol, 0, port)) ?? null;
  }

  /** The inside port when it is free (REQ-3 allows it and people recognise it), else one of the pool. @returns null when none is free */
  make(protocol: number, address: number, port: number): NatMapping | null {
    const outsidePort = this.#isFree(protocol, port) ? port : this.#choose(protocol, port);
    return outsidePort === null ? null : this.#add(protocol, address, port, outsidePort, false);
  }

  /** A rule's mapping. It pushes aside one that was made on the way. */
  fix(protocol: number, outsidePort: number, address: number, port: number): NatMapping {
    const there = this.fromOutside(protocol, outsidePort);
    if (there) this.remove(there);
    return this.#add(protocol, address, port, outsidePort, true);
  }

  remove(mapping: NatMapping): void {
    const inside = endKey(mapping.protocol, mapping.insideAddress, mapping.insidePort);
    const outside = endKey(mapping.protocol, 0, mapping.outsidePort);
    if (this.#byInside.get(inside) === mapping) this.#byInside.delete(inside);
    if (this.#byOutside.get(outside) === mapping) this.#byOutside.delete(outside);
  }

  #add(protocol: number, insideAddress: number, insidePort: number, outsidePort: number, fixed: boolean): NatMapping {
    const mapping: NatMapping = { protocol, insideAddress, insidePort, outsidePort, fixed, sessions: 0 };
    this.#byInside.set(endKey(protocol, insideAddress, insidePort), mapping);
    this.#byOutside.set(endKey(protocol, 0, outsidePort), mapping);
    return mapping;
  }

  #isFree(protocol: number, port: number): boolean {
    return !this.#byOutside.has(endKey(protocol, 0, port));
  }

  /** From a random port upwards and around; UDP keeps odd odd and even even (RFC 4787 §4.2.2 REQ-4). */
  #choose(protocol: number, port: number): number | null {
    const { first, last } = this.#pool;
    const count = last - first + 1;
    const start = this.#random.below(count);
    let other: number | null = null;
    for (let step = 0; step < count; step += 1) {
      const candidate = first + ((start + step) % count);
      if (!this.#isFree(protocol, candidate)) continue;
      if (protocol !== protocolOf.udp || candidate % 2 === port % 2) return candidate;
      other ??= candidate;
    }
    return other;
  }
}
