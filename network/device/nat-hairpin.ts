import type { World } from '../link/world.ts';
import type { Ipv4 } from '../wire/address.ts';
import { FlowTable, type FlowTimeouts, type FlowTuple, mayBegin } from './conntrack.ts';
import type { Heading } from './conntrack-heading.ts';
import type { NatMapping } from './nat-mappings.ts';
import { rewriteEnd } from './nat-rewrite.ts';

/** A conversation between two inside ends by the outside address. */
interface Hairpin {
  /** Of who began, and of who was called. */
  readonly caller: NatMapping;
  readonly called: NatMapping;
}

/** Hairpinning with both ends as the outside would see them. RFC 4787 §6 REQ-9. */
export class Hairpins {
  readonly #flows: FlowTable<Hairpin>;

  /** @param letGo told of each mapping that a conversation no longer needs */
  constructor(world: World, timeouts: Partial<FlowTimeouts>, letGo: (mapping: NatMapping) => void) {
    this.#flows = new FlowTable<Hairpin>(world, {
      timeouts,
      ended: ({ tag }) => {
        letGo(tag.caller);
        letGo(tag.called);
      },
    });
  }

  get size(): number {
    return this.#flows.size;
  }

  clear(): void {
    this.#flows.clear();
  }

  /**
   * Before routing: the destination becomes the inside end that was called.
   * @param view the packet as that end will see it
   * @param mapping makes or finds the caller's
   * @returns the conversation when it begins with this packet; null when it cannot
   */
  through(
    bytes: Uint8Array,
    heading: Heading,
    view: FlowTuple,
    called: NatMapping,
    mapping: () => NatMapping | null,
  ): Hairpin | 'known' | null {
    const known = this.#flows.find(view);
    const flow = known ?? this.#begin(heading, view, called, mapping);
    if (!flow) return null;
    this.#flows.saw(flow, view, heading.tcpFlags);
    rewriteEnd(bytes, heading, 'destination', called.insideAddress, called.insidePort);
    return known ? 'known' : flow.tag;
  }

  /** After routing: the source becomes the outside end of whoever sent it. */
  back(bytes: Uint8Array, heading: Heading, address: Ipv4): void {
    const flow = this.#flows.find(heading);
    if (!flow) return;
    const { outsidePort } = flow.isOriginal(heading) ? flow.tag.caller : flow.tag.called;
    rewriteEnd(bytes, heading, 'source', address, outsidePort);
  }

  #begin(heading: Heading, view: FlowTuple, called: NatMapping, mapping: () => NatMapping | null) {
    if (!mayBegin(heading.protocol, heading.tcpFlags, heading.icmpType)) return null;
    const caller = mapping();
    const flow = caller && this.#flows.add(view, { caller, called });
    if (!flow) return null;
    caller.sessions += 1;
    called.sessions += 1;
    return flow;
  }
}
