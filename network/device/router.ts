import type { World } from '../link/world.ts';
import { Stack, type StackOptions } from '../stack/stack.ts';

/** A device with several networks that passes packets between them. RFC 1812. */
export class Router extends Stack {
  constructor(world: World, name: string, options: Omit<StackOptions, 'forwarding'> = {}) {
    super(world, name, { ...options, forwarding: true });
  }

  /** Packets for everyone on another network are passed on. Off unless somebody wants to see why (RFC 2644). */
  get forwardsDirectedBroadcasts(): boolean {
    return this.ip.forwarder.forwardsDirectedBroadcasts;
  }
  set forwardsDirectedBroadcasts(on: boolean) {
    this.ip.forwarder.forwardsDirectedBroadcasts = on;
  }

  /** Tells hosts of a shorter way. RFC 1812 §5.2.7.2. */
  get sendsRedirects(): boolean {
    return this.ip.forwarder.sendsRedirects;
  }
  set sendsRedirects(on: boolean) {
    this.ip.forwarder.sendsRedirects = on;
  }
}
