import type { Port } from '../link/port.ts';
import type { Timer } from '../time/clock.ts';
import type { NetworkFact } from '../trace/event.ts';
import type { BridgeId } from '../wire/stp.ts';

type StpChanged = Extract<NetworkFact, { kind: 'stp.changed' }>;
export type TreeState = StpChanged['state'];
export type TreeRole = StpChanged['role'];

/** Negative when `a` is the better one. IEEE 802.1D-1998 cl. 9.2.5. */
export const compareBridges = (a: BridgeId, b: BridgeId): number => a.priority - b.priority || a.mac - b.mac;

const noBridge: BridgeId = { priority: 0xffff, mac: 0xffff_ffff_ffff };

/** A switch port as spanning tree sees it. IEEE 802.1D-1998 cl. 8.5.5. */
export class TreePort {
  readonly port: Port;
  readonly number: number;
  /** Priority 128 and the number. */
  readonly id: number;
  /** The cable is up; a port without one takes no part. */
  enabled = false;
  state: TreeState = 'off';
  role: TreeRole = 'off';
  /** What the best BPDU said that was heard here, or what we say ourselves where nobody says better. */
  root: BridgeId = noBridge;
  cost = 0;
  bridge: BridgeId = noBridge;
  bridgePort = 0;
  /** How old that was when it came, and when it came: ns. */
  age = 0;
  heard = 0;
  acknowledges = false;
  pending = false;
  messageAge: Timer | null = null;
  forwardDelay: Timer | null = null;
  hold: Timer | null = null;

  constructor(port: Port, number: number) {
    this.port = port;
    this.number = number;
    this.id = 0x8000 | number;
  }

  get learns(): boolean {
    return this.state === 'off' || this.state === 'learning' || this.state === 'forwarding';
  }

  get forwards(): boolean {
    return this.state === 'off' || this.state === 'forwarding';
  }

  /** IEEE 802.1D-1998 table 8-5. */
  get pathCost(): number {
    const rate = this.port.medium?.rate ?? 100_000_000;
    if (rate >= 10e9) return 2;
    if (rate >= 1e9) return 4;
    if (rate >= 100e6) return 19;
    return rate >= 10e6 ? 100 : Math.min(65_535, Math.round(1e9 / rate));
  }

  stopTimers(): void {
    for (const timer of [this.messageAge, this.forwardDelay, this.hold]) timer?.cancel();
    this.messageAge = null;
    this.forwardDelay = null;
    this.hold = null;
    this.pending = false;
    this.acknowledges = false;
  }
}
