import type { World } from '../link/world.ts';
import type { Timer } from '../time/clock.ts';
import type { Mac } from '../wire/address.ts';
import { encodeEthernet, ethernetHeaderLength } from '../wire/ethernet.ts';
import { isMalformed } from '../wire/field.ts';
import {
  type BridgeId,
  type ConfigurationBpdu,
  decodeStp,
  encodeStp,
  flagTopologyChange,
  flagTopologyChangeAcknowledged,
  stpMac,
} from '../wire/stp.ts';
import { compareOffers, isDesignated, speaksFor, supersedes } from './spanning-tree-election.ts';
import { compareBridges, type TreePort, type TreeRole, type TreeState } from './spanning-tree-port.ts';
import { ageIncrement, holdTime, nanoseconds, ownTimes, wireTime } from './spanning-tree-times.ts';

export interface SpanningTreeOptions {
  /** Lower is more likely to be root; 32,768 unless said (IEEE 802.1D-1998 table 8-4). */
  readonly priority?: number;
}

/** The spanning tree protocol of one switch. Method names are the procedures of IEEE 802.1D-1998 cl. 8.6 and 8.7. */
export class SpanningTree {
  readonly id: BridgeId;
  readonly #world: World;
  readonly #device: string;
  readonly #ports: readonly TreePort[];
  readonly #ageAfter: (ageing: number | null) => void;
  #root: BridgeId;
  #rootCost = 0;
  #rootPort: TreePort | null = null;
  #times = ownTimes;
  #changeDetected = false;
  #change = false;
  #hello: Timer | null = null;
  #notify: Timer | null = null;
  #changeOver: Timer | null = null;

  /** @param ageAfter shortens the MAC table's ageing (ns) while the topology changes; null: as before */
  constructor(
    world: World,
    device: string,
    mac: Mac,
    ports: readonly TreePort[],
    ageAfter: (ageing: number | null) => void,
    options: SpanningTreeOptions,
  ) {
    this.#world = world;
    this.#device = device;
    this.id = { priority: options.priority ?? 32_768, mac };
    this.#ports = ports;
    this.#ageAfter = ageAfter;
    this.#root = this.id;
  }

  get root(): BridgeId {
    return this.#root;
  }

  get rootPathCost(): number {
    return this.#rootCost;
  }

  get ports(): readonly TreePort[] {
    return this.#ports;
  }

  get #isRoot(): boolean {
    return compareBridges(this.#root, this.id) === 0;
  }

  start(): void {
    for (const port of this.#ports) {
      port.enabled = port.port.up;
      this.#becomeDesignated(port);
      this.#set(port, 'blocking');
    }
    this.#portStateSelection();
    this.#sayHello();
  }

  stop(): void {
    for (const timer of [this.#hello, this.#notify, this.#changeOver]) timer?.cancel();
    for (const port of this.#ports) {
      port.stopTimers();
      port.role = 'off';
      this.#set(port, 'off');
    }
    this.#ageAfter(null);
  }

  linkChanged(up: boolean, port: TreePort): void {
    const wasRoot = this.#isRoot;
    port.stopTimers();
    port.enabled = up;
    this.#becomeDesignated(port);
    this.#set(port, 'blocking');
    this.#updated(wasRoot);
    if (up && port.state !== 'blocking') this.#transmitConfig(port);
  }

  receive(bytes: Uint8Array, port: TreePort): void {
    if (!port.enabled) return;
    const bpdu = decodeStp(bytes, ethernetHeaderLength);
    if (isMalformed(bpdu)) return;
    if (bpdu.kind === 'configuration') this.#receivedConfig(bpdu, port);
    else if (isDesignated(this.id, port)) {
      this.#topologyChangeDetection();
      port.acknowledges = true;
      this.#transmitConfig(port);
    }
  }

  #receivedConfig(bpdu: ConfigurationBpdu, port: TreePort): void {
    if (!supersedes(bpdu, port, this.id)) {
      if (isDesignated(this.id, port)) this.#transmitConfig(port);
      return;
    }
    const wasRoot = this.#isRoot;
    this.#record(bpdu, port);
    this.#updated(wasRoot);
    if (port !== this.#rootPort) return;
    this.#times = {
      maxAge: nanoseconds(bpdu.maxAge),
      hello: nanoseconds(bpdu.helloTime),
      forwardDelay: nanoseconds(bpdu.forwardDelay),
    };
    this.#setChange((bpdu.flags & flagTopologyChange) !== 0);
    this.#configGeneration();
    if (bpdu.flags & flagTopologyChangeAcknowledged) {
      this.#changeDetected = false;
      this.#notify?.cancel();
    }
  }

  #record(bpdu: ConfigurationBpdu, port: TreePort): void {
    port.root = bpdu.root;
    port.cost = bpdu.rootPathCost;
    port.bridge = bpdu.bridge;
    port.bridgePort = bpdu.port;
    port.age = nanoseconds(bpdu.messageAge);
    port.heard = this.#world.clock.now;
    port.messageAge?.cancel();
    const left = Math.max(0, nanoseconds(bpdu.maxAge) - port.age);
    port.messageAge = this.#world.clock.after(left, () => {
      const wasRoot = this.#isRoot;
      this.#becomeDesignated(port);
      this.#updated(wasRoot);
    });
  }

  /** After any news: who is root, which way, who speaks for which cable; and what follows for us (cl. 8.7). */
  #updated(wasRoot: boolean): void {
    this.#rootSelection();
    for (const port of this.#ports)
      if (speaksFor(this.id, this.#root, this.#rootCost, port)) this.#becomeDesignated(port);
    if (this.#isRoot && !wasRoot) this.#times = ownTimes;
    this.#portStateSelection();
    if (wasRoot && !this.#isRoot) {
      this.#hello?.cancel();
      if (!this.#changeDetected) return;
      this.#changeOver?.cancel();
      this.#notifyRoot();
    } else if (this.#isRoot && !wasRoot) {
      this.#notify?.cancel();
      this.#topologyChangeDetection();
      this.#sayHello();
    }
  }

  #rootSelection(): void {
    let best: TreePort | null = null;
    for (const port of this.#ports) {
      if (!port.enabled || isDesignated(this.id, port) || compareBridges(port.root, this.id) >= 0) continue;
      if (!best || compareOffers(port, best) < 0) best = port;
    }
    this.#rootPort = best;
    this.#root = best ? best.root : this.id;
    this.#rootCost = best ? best.cost + best.pathCost : 0;
  }

  #becomeDesignated(port: TreePort): void {
    port.root = this.#root;
    port.cost = this.#rootCost;
    port.bridge = this.id;
    port.bridgePort = port.id;
  }

  #portStateSelection(): void {
    for (const port of this.#ports) {
      if (!port.enabled) continue;
      const designated = isDesignated(this.id, port);
      if (!designated) {
        port.pending = false;
        port.acknowledges = false;
      } else port.messageAge?.cancel();
      const role: TreeRole = port === this.#rootPort ? 'root' : designated ? 'designated' : 'blocked';
      const state = role === 'blocked' ? 'blocking' : port.state === 'blocking' ? 'listening' : port.state;
      const leaves = state === 'blocking' && port.learns;
      if (state === 'listening' && port.state === 'blocking') this.#startForwardDelay(port);
      if (state === 'blocking') port.forwardDelay?.cancel();
      this.#set(port, state, role);
      if (leaves) this.#topologyChangeDetection();
    }
  }

  #startForwardDelay(port: TreePort): void {
    port.forwardDelay?.cancel();
    port.forwardDelay = this.#world.clock.after(this.#times.forwardDelay, () => {
      if (port.state === 'listening') {
        this.#set(port, 'learning');
        this.#startForwardDelay(port);
      } else if (port.state === 'learning') {
        this.#set(port, 'forwarding');
        if (this.#ports.some((other) => other.enabled && isDesignated(this.id, other))) this.#topologyChangeDetection();
      }
    });
  }

  #set(port: TreePort, state: TreeState, role: TreeRole = port.enabled ? port.role : 'off'): void {
    if (port.state === state && port.role === role) return;
    port.state = state;
    port.role = role;
    const { trace, clock } = this.#world;
    trace?.({ at: clock.now, kind: 'stp.changed', device: this.#device, port: port.port.name, role, state });
  }

  #topologyChangeDetection(): void {
    if (this.#isRoot) {
      this.#setChange(true);
      this.#changeOver?.cancel();
      this.#changeOver = this.#world.clock.after(this.#times.maxAge + this.#times.forwardDelay, () => {
        this.#changeDetected = false;
        this.#setChange(false);
      });
    } else if (!this.#changeDetected) this.#notifyRoot();
    this.#changeDetected = true;
  }

  #setChange(change: boolean): void {
    if (this.#change === change) return;
    this.#change = change;
    this.#ageAfter(change ? this.#times.forwardDelay : null);
  }

  /** Until the switch on the way to the root has acknowledged it. */
  #notifyRoot(): void {
    if (this.#rootPort) this.#send(this.#rootPort, encodeStp({ kind: 'topology-change' }));
    this.#notify?.cancel();
    this.#notify = this.#world.clock.after(ownTimes.hello, () => this.#notifyRoot());
  }

  #sayHello(): void {
    this.#configGeneration();
    this.#hello?.cancel();
    this.#hello = this.#world.clock.after(this.#times.hello, () => this.#sayHello());
  }

  #configGeneration(): void {
    for (const port of this.#ports) if (port.enabled && isDesignated(this.id, port)) this.#transmitConfig(port);
  }

  /** At most one in a hold time. IEEE 802.1D-1998 cl. 8.6.1. */
  #transmitConfig(port: TreePort): void {
    if (port.hold) {
      port.pending = true;
      return;
    }
    const from = this.#rootPort;
    const age = from ? from.age + this.#world.clock.now - from.heard + ageIncrement : 0;
    if (age >= this.#times.maxAge) return;
    const bpdu = {
      kind: 'configuration' as const,
      version: 0,
      type: 0,
      flags: (this.#change ? flagTopologyChange : 0) | (port.acknowledges ? flagTopologyChangeAcknowledged : 0),
      root: this.#root,
      rootPathCost: this.#rootCost,
      bridge: this.id,
      port: port.id,
      messageAge: wireTime(age),
      maxAge: wireTime(this.#times.maxAge),
      helloTime: wireTime(this.#times.hello),
      forwardDelay: wireTime(this.#times.forwardDelay),
    };
    port.acknowledges = false;
    port.pending = false;
    port.hold = this.#world.clock.after(holdTime, () => {
      port.hold = null;
      if (port.pending) this.#transmitConfig(port);
    });
    this.#send(port, encodeStp(bpdu));
  }

  #send(port: TreePort, payload: Uint8Array): void {
    port.port.send(encodeEthernet({ destination: stpMac, source: this.id.mac + port.number, payload }));
  }
}
