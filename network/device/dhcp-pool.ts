import type { Ipv4, Mac } from '../wire/address.ts';

/** What a server knows of one address. RFC 2131 §2.2, §4.3. */
export type LeaseState = 'offered' | 'bound' | 'expired' | 'released' | 'declined';

export interface Lease {
  readonly address: Ipv4;
  /** Client identifier or hardware address: by what the client is known again. RFC 2131 §4.2. */
  client: string;
  mac: Mac;
  state: LeaseState;
  /** ns, virtual: until when the offer, the lease or the quarantine holds; infinity for a lease without end. */
  expires: number;
}

export interface PoolOptions {
  /** First and last address it may give, both included. */
  readonly first: Ipv4;
  readonly last: Ipv4;
  /** Always this address for this interface; it may lie outside of the range. */
  readonly reservations?: readonly { readonly mac: Mac; readonly address: Ipv4 }[];
  /** Never given, though they lie in the range. */
  readonly excluded?: readonly Ipv4[];
}

const isHeld = (lease: Lease): boolean =>
  lease.state === 'bound' || lease.state === 'offered' || lease.state === 'declined';

/** The addresses a server may give, and who has which. */
export class DhcpPool {
  #options: PoolOptions;
  readonly #reserved = new Map<Mac, Ipv4>();
  readonly #never: Set<Ipv4>;
  readonly #byAddress = new Map<Ipv4, Lease>();

  constructor(options: PoolOptions) {
    this.#options = options;
    this.#never = new Set(options.excluded);
    for (const { mac, address } of options.reservations ?? []) this.#reserved.set(mac, address);
  }

  /** In the order of their addresses. */
  get leases(): Lease[] {
    return [...this.#byAddress.values()].sort((a, b) => a.address - b.address);
  }

  get size(): number {
    return this.#options.last - this.#options.first + 1;
  }

  get first(): Ipv4 {
    return this.#options.first;
  }

  get last(): Ipv4 {
    return this.#options.last;
  }

  /** Leases outside of the new range run until they end, and are not prolonged. */
  setRange(first: Ipv4, last: Ipv4): void {
    this.#options = { ...this.#options, first, last };
  }

  leaseOf(client: string): Lease | null {
    for (const lease of this.#byAddress.values()) {
      if (lease.client === client && lease.state !== 'declined') return lease;
    }
    return null;
  }

  at(address: Ipv4): Lease | null {
    return this.#byAddress.get(address) ?? null;
  }

  /**
   * The address to offer, in the order of RFC 2131 §4.3.1: reserved, had before, asked for, never used, longest unused.
   * @returns null when the pool is empty
   */
  choose(client: string, mac: Mac, asked: Ipv4 | null): Ipv4 | null {
    const reserved = this.#reserved.get(mac);
    if (reserved !== undefined) return this.#isFreeFor(reserved, client) ? reserved : null;
    const before = this.leaseOf(client);
    if (before && this.mayGive(before.address, mac)) return before.address;
    if (asked !== null && this.mayGive(asked, mac) && this.#isFreeFor(asked, client)) return asked;
    for (let address = this.#options.first; address <= this.#options.last; address += 1) {
      if (!this.#byAddress.has(address) && this.mayGive(address, mac)) return address;
    }
    let oldest: Lease | null = null;
    for (const lease of this.#byAddress.values()) {
      if (isHeld(lease) || !this.mayGive(lease.address, mac)) continue;
      if (!oldest || lease.expires < oldest.expires) oldest = lease;
    }
    return oldest?.address ?? null;
  }

  /** May this interface have this address at all? */
  mayGive(address: Ipv4, mac: Mac): boolean {
    const reserved = this.#reserved.get(mac);
    if (reserved !== undefined) return reserved === address;
    if (address < this.#options.first || address > this.#options.last || this.#never.has(address)) return false;
    for (const other of this.#reserved.values()) if (other === address) return false;
    return true;
  }

  put(address: Ipv4, client: string, mac: Mac, state: LeaseState, expires: number): Lease {
    const lease: Lease = { address, client, mac, state, expires };
    const before = this.leaseOf(client);
    if (before && before.address !== address && state !== 'declined') this.#byAddress.delete(before.address);
    this.#byAddress.set(address, lease);
    return lease;
  }

  #isFreeFor(address: Ipv4, client: string): boolean {
    const lease = this.#byAddress.get(address);
    return !lease || lease.client === client || !isHeld(lease);
  }
}
