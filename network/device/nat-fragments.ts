import type { World } from '../link/world.ts';
import type { PassingPacket } from '../stack/hooks.ts';
import { second, type Timer } from '../time/clock.ts';
import { datagramKey } from './conntrack-fragments.ts';
import type { Heading } from './conntrack-heading.ts';

/** Fragments held back at once; more than that is somebody filling our memory. */
const mostHeld = 64;
/** How long a fragment waits for its first one, ns. The receiver itself gives up after 60 to 120 s (RFC 1122 §3.3.2). */
const patience = 30 * second;

interface Held {
  readonly packets: PassingPacket[];
  readonly timer: Timer;
}

/**
 * A NAT finds ports in the first fragment only, and must take fragments in any order (RFC 4787 §11 REQ-14). So those
 * that come too early wait here. They are not put together: each is translated and sent on as it came.
 */
export class EarlyFragments {
  readonly #world: World;
  readonly #again: (packet: PassingPacket) => void;
  readonly #given: (packet: PassingPacket) => void;
  readonly #held = new Map<string, Held>();
  #count = 0;

  /**
   * @param again takes a packet that can now be translated
   * @param given up: its first fragment did not come, or too many wait
   */
  constructor(world: World, again: (packet: PassingPacket) => void, given: (packet: PassingPacket) => void) {
    this.#world = world;
    this.#again = again;
    this.#given = given;
  }

  hold(heading: Heading, packet: PassingPacket): void {
    if (this.#count >= mostHeld) {
      this.#given(packet);
      return;
    }
    const key = datagramKey(heading);
    const held = this.#held.get(key) ?? {
      packets: [],
      timer: this.#world.clock.after(patience, () => this.#giveUp(key)),
    };
    this.#held.set(key, held);
    held.packets.push(packet);
    this.#count += 1;
  }

  /** The first fragment is here: what waits for it goes after it, at this same moment. */
  release(heading: Heading): void {
    if (this.#count === 0) return;
    for (const packet of this.#take(datagramKey(heading))) this.#world.clock.after(0, () => this.#again(packet));
  }

  #giveUp(key: string): void {
    for (const packet of this.#take(key)) this.#given(packet);
  }

  #take(key: string): readonly PassingPacket[] {
    const held = this.#held.get(key);
    if (!held) return [];
    this.#held.delete(key);
    held.timer.cancel();
    this.#count -= held.packets.length;
    return held.packets;
  }
}
