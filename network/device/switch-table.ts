import type { Port } from '../link/port.ts';
import type { World } from '../link/world.ts';
import { second, type Timer } from '../time/clock.ts';
import type { NetworkFact } from '../trace/event.ts';
import { isGroupMac, type Mac, macText } from '../wire/address.ts';

/** Where a station was last heard. */
export interface SwitchRow {
  readonly mac: Mac;
  port: Port;
  /** ns */
  seen: number;
  /** When the trace last heard of it: a busy row is told once a second. */
  told: number;
}

type How = Extract<NetworkFact, { kind: 'mac.changed' }>['how'];

/** A switch's memory of who is behind which port (the filtering database, IEEE 802.1D-1998 cl. 7.9). */
export class SwitchTable {
  readonly #world: World;
  readonly #device: string;
  readonly #limit: number;
  readonly #rows = new Map<Mac, SwitchRow>();
  #ageing: number;
  #sweep: Timer | null = null;
  #saidFull = false;

  /** @param ageing ns @param limit rows */
  constructor(world: World, device: string, ageing: number, limit: number) {
    this.#world = world;
    this.#device = device;
    this.#ageing = ageing;
    this.#limit = limit;
  }

  find(mac: Mac): SwitchRow | undefined {
    return this.#rows.get(mac);
  }

  get all(): readonly SwitchRow[] {
    return [...this.#rows.values()];
  }

  /** Remembers that `mac` was heard at `port`. @returns its row, null where there is none: a group, or no room */
  learn(mac: Mac, port: Port): SwitchRow | null {
    const row = this.#rows.get(mac);
    if (row) {
      this.refresh(row, port);
      return row;
    }
    if (isGroupMac(mac)) return null;
    if (this.#rows.size >= this.#limit) {
      this.#full(mac);
      return null;
    }
    const now = this.#world.clock.now;
    const fresh: SwitchRow = { mac, port, seen: now, told: now };
    this.#rows.set(mac, fresh);
    this.#tell(mac, port.name, 'learned');
    this.#sweep ??= this.#world.clock.after(this.#ageing, this.#age);
    return fresh;
  }

  refresh(row: SwitchRow, port: Port): void {
    const now = this.#world.clock.now;
    row.seen = now;
    if (row.port !== port) {
      row.port = port;
      row.told = now;
      this.#tell(row.mac, port.name, 'moved');
    } else if (now - row.told >= second) {
      row.told = now;
      this.#tell(row.mac, port.name, 'refreshed');
    }
  }

  /** @param port all ports unless given */
  flush(port?: Port): void {
    for (const row of this.all) if (!port || row.port === port) this.#forget(row, 'flushed');
  }

  /** ns from now on; what is older goes at once. IEEE 802.1D-1998 cl. 7.9.2. */
  ageAfter(ageing: number): void {
    if (ageing === this.#ageing) return;
    this.#ageing = ageing;
    this.#sweep?.cancel();
    this.#age();
  }

  readonly #age = (): void => {
    const now = this.#world.clock.now;
    let oldest = Number.POSITIVE_INFINITY;
    for (const row of this.all) {
      if (now - row.seen >= this.#ageing) this.#forget(row, 'aged');
      else oldest = Math.min(oldest, row.seen);
    }
    this.#sweep = this.#rows.size > 0 ? this.#world.clock.at(oldest + this.#ageing, this.#age) : null;
  };

  #forget(row: SwitchRow, how: How): void {
    this.#rows.delete(row.mac);
    // A port may still hold the row as its last speaker: there it must not look fresh.
    row.seen = Number.NEGATIVE_INFINITY;
    this.#saidFull = false;
    this.#tell(row.mac, null, how);
  }

  #tell(mac: Mac, port: string | null, how: How): void {
    this.#world.trace?.({
      at: this.#world.clock.now,
      kind: 'mac.changed',
      device: this.#device,
      mac: macText(mac),
      port,
      how,
    });
  }

  #full(mac: Mac): void {
    if (this.#saidFull) return;
    this.#saidFull = true;
    const says = `The MAC table is full (${this.#limit} rows): ${macText(mac)} is not learned, and frames to it are flooded.`;
    this.#world.trace?.({ at: this.#world.clock.now, kind: 'noted', device: this.#device, says });
  }
}
