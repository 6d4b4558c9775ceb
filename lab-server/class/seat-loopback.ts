import { createServer } from 'node:net';

/**
 * The loopback network of one seat. A page at a seat names addresses as everywhere in the course, 127.0.0.0 to
 * 127.0.255.255; the system knows them as 127.N.0.0/16, where N is the seat's number. So thirty learners can listen on
 * 127.0.0.1:5050 at the same time, and none of them at another's door (RFC 1122 §3.2.1.3: all of 127/8 is loopback).
 */
export class SeatLoopback {
  readonly #octet: number | null;

  /** @param octet the second one of the seat's own network, 1 to 255; null where the system has 127.0.0.1 only */
  constructor(octet: number | null) {
    this.#octet = octet;
  }

  /** All seats use the same address: the system has no other. */
  get shared(): boolean {
    return this.#octet === null;
  }

  /** Where the system has what the page calls `address`, which is loopback; null for one that is no seat's. */
  real(address: string): string | null {
    if (this.#octet === null || !address.startsWith('127.')) return address;
    return address.startsWith('127.0.') ? `127.${this.#octet}.${address.slice('127.0.'.length)}` : null;
  }

  /** What the page calls an address of the system. Those of the services are everybody's 127.0.0.1. */
  shown(address: string): string {
    const own = `127.${this.#octet}.`;
    return this.#octet !== null && address.startsWith(own) ? `127.0.${address.slice(own.length)}` : address;
  }

  /** Whether the system's address belongs to this seat alone. */
  owns(address: string): boolean {
    return this.#octet !== null && address.startsWith(`127.${this.#octet}.`);
  }
}

/** Whether this system lets a program bind any address of 127.0.0.0/8: Linux and Windows do, macOS has 127.0.0.1 only. */
export const canGiveLoopbacks = (address = '127.1.0.1'): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen({ host: address, port: 0, exclusive: true }, () => probe.close(() => resolve(true)));
  });
