import { isIntact } from '../link/flight.ts';
import { type Frame, Port } from '../link/port.ts';
import type { World } from '../link/world.ts';
import { second } from '../time/clock.ts';
import type { DropReason } from '../trace/event.ts';
import { type Mac, readUint16, readUint32 } from '../wire/address.ts';
import { stpMac } from '../wire/stp.ts';
import { SpanningTree, type SpanningTreeOptions } from './spanning-tree.ts';
import { TreePort } from './spanning-tree-port.ts';
import { type SwitchRow, SwitchTable } from './switch-table.ts';

export interface SwitchOptions {
  /** ns; 300 s unless said (IEEE 802.1D-1998 table 7-5). */
  readonly ageing?: number;
  /** Rows of the MAC table; 1,024 unless said: what the small switches had that lessons draw, soon full in a flood. */
  readonly tableSize?: number;
  /** The switch's own address, for spanning tree; drawn from the seed unless said. */
  readonly mac?: Mac;
  /** What the ports are called; p1, p2 … unless said. */
  readonly labels?: readonly string[];
  /** Spanning tree from the start; off unless said. */
  readonly spanningTree?: SpanningTreeOptions | boolean;
}

interface Slot extends TreePort {
  /** The row of the last frame's source: most frames come from the same station as the one before. */
  last: SwitchRow | null;
}

/**
 * A learning switch (IEEE 802.1D-1998 cl. 7): it learns where a source is, sends a frame only where its destination
 * was learned, to all other ports where it was not. Two switches with two cables between them need spanning tree:
 * without it a broadcast goes round for ever, as it would; the queues of the cables bound what that costs.
 */
export class Switch {
  readonly name: string;
  readonly mac: Mac;
  readonly ports: readonly Port[];
  readonly #world: World;
  readonly #table: SwitchTable;
  readonly #slots: readonly Slot[];
  readonly #ageing: number;
  #tree: SpanningTree | null = null;

  constructor(world: World, name: string, portCount: number, options: SwitchOptions = {}) {
    this.#world = world;
    this.name = name;
    this.mac = options.mac ?? ownMac(world, name);
    this.#ageing = options.ageing ?? 300 * second;
    this.#table = new SwitchTable(world, name, this.#ageing, options.tableSize ?? 1_024);
    this.#slots = Array.from({ length: portCount }, (_, at) =>
      this.#slot(at + 1, options.labels?.[at] ?? `p${at + 1}`),
    );
    this.ports = this.#slots.map(({ port }) => port);
    if (options.spanningTree) this.startSpanningTree(options.spanningTree === true ? {} : options.spanningTree);
  }

  /** @throws Error if there is no such port */
  port(label: string): Port {
    const port = this.ports.find((candidate) => candidate.label === label);
    if (!port) throw new Error(`${this.name} has no port ${label}.`);
    return port;
  }

  /** For consoles; `age` in ns, `port` is a label. */
  table(): { readonly mac: Mac; readonly port: string; readonly age: number }[] {
    const now = this.#world.clock.now;
    return this.#table.all.map(({ mac, port, seen }) => ({ mac, port: port.label, age: now - seen }));
  }

  flush(): void {
    this.#table.flush();
  }

  /** Spanning tree for consoles; null while it is off. */
  get spanningTree(): SpanningTree | null {
    return this.#tree;
  }

  startSpanningTree(options: SpanningTreeOptions = {}): void {
    if (this.#tree) return;
    const fast = (ageing: number | null) => this.#table.ageAfter(ageing ?? this.#ageing);
    this.#tree = new SpanningTree(this.#world, this.name, this.mac, this.#slots, fast, options);
    this.#tree.start();
  }

  stopSpanningTree(): void {
    this.#tree?.stop();
    this.#tree = null;
  }

  #slot(number: number, label: string): Slot {
    const port = new Port(this.name, label, {
      receive: (frame) => this.#receive(frame, slot),
      linkChanged: (up) => this.#linkChanged(up, slot),
    });
    const slot: Slot = Object.assign(new TreePort(port, number), { last: null });
    return slot;
  }

  #linkChanged(up: boolean, slot: Slot): void {
    if (!up) this.#table.flush(slot.port);
    this.#tree?.linkChanged(up, slot);
  }

  #receive(frame: Frame, slot: Slot): void {
    const bytes = frame.bytes;
    if (bytes.length < 14) {
      this.#drop(frame, slot, 'malformed', `${bytes.length} bytes cannot hold an Ethernet header.`);
      return;
    }
    if (frame.fcs !== undefined && !isIntact(frame)) {
      this.#drop(frame, slot, 'fcs', 'The FCS does not fit the bytes: it was damaged on its way.');
      return;
    }
    const destination = readUint16(bytes, 0) * 0x1_0000_0000 + readUint32(bytes, 2);
    // 01:80:c2:00:00:00 … 0f are for the next switch and go no further. IEEE 802.1D-1998 cl. 7.12.6.
    if (destination >= stpMac && destination < stpMac + 16) {
      if (destination === stpMac && this.#tree) this.#tree.receive(bytes, slot);
      this.#decided(frame, 'filter', []);
      return;
    }
    if (slot.learns) this.#learn(readUint16(bytes, 6) * 0x1_0000_0000 + readUint32(bytes, 8), slot);
    if (slot.forwards) this.#forward(frame, slot, destination);
    else {
      this.#decided(frame, 'blocked', []);
      this.#drop(frame, slot, 'blocked-port', `Spanning tree keeps ${slot.port.name} ${slot.state}.`);
    }
  }

  #learn(source: Mac, slot: Slot): void {
    const last = slot.last;
    if (last && last.mac === source && last.seen >= 0) this.#table.refresh(last, slot.port);
    else slot.last = this.#table.learn(source, slot.port);
  }

  #forward(frame: Frame, slot: Slot, destination: Mac): void {
    const port = this.#table.find(destination)?.port;
    if (!port) {
      this.#flood(frame, slot);
    } else if (port === slot.port) {
      this.#decided(frame, 'filter', []);
      this.#drop(frame, slot, 'same-port', `Its destination is behind ${slot.port.name} too: it is there already.`);
    } else {
      if (this.#world.trace) this.#decided(frame, 'forward', [port.label]);
      port.send(frame.bytes, frame.number);
    }
  }

  #flood(frame: Frame, from: Slot): void {
    const out = (slot: Slot) => slot !== from && slot.forwards && slot.port.up;
    if (this.#world.trace) {
      const labels = this.#slots.filter(out).map(({ port }) => port.label);
      this.#decided(frame, 'flood', labels);
    }
    for (const slot of this.#slots) if (out(slot)) slot.port.send(frame.bytes, frame.number);
  }

  #decided(frame: Frame, decision: 'forward' | 'flood' | 'filter' | 'blocked', ports: readonly string[]): void {
    const { trace, clock } = this.#world;
    trace?.({ at: clock.now, kind: 'switch.decided', device: this.name, frame: frame.number, decision, ports });
  }

  #drop(frame: Frame, slot: Slot, reason: DropReason, says: string): void {
    this.#world.trace?.({
      at: this.#world.clock.now,
      kind: 'frame.dropped',
      frame: frame.number,
      where: slot.port.name,
      reason,
      bytes: frame.bytes,
      says,
    });
  }
}

/** Locally administered (IEEE 802 cl. 8.2), so that it belongs to no maker. */
function ownMac(world: World, name: string): Mac {
  const random = world.random.branch(`mac/${name}`);
  return 0x0200_0000_0000 + random.below(0x100) * 0x1_0000_0000 + random.uint32();
}
