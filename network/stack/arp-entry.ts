import type { TableFact } from '../trace/event.ts';
import type { Ipv4, Mac } from '../wire/address.ts';
import type { NetworkInterface } from './interface.ts';

export type ArpChange = Extract<TableFact, { kind: 'arp.changed' }>;
/** As Linux calls them. `removed` is only ever said of a row that is gone. */
export type ArpState = Exclude<ArpChange['state'], 'removed'>;
export type How = ArpChange['how'];

/** A row as it is shown. */
export interface ArpRow {
  readonly interface: string;
  readonly address: Ipv4;
  readonly mac: Mac | null;
  readonly state: ArpState;
  /** Since the neighbour was last heard of, ns. */
  readonly age: number;
}

/** A packet that waits for its first hop's address: Ethernet header still to be filled in, IPv4 from byte 14. */
export interface Waiting {
  readonly bytes: Uint8Array;
  /** The transmission it forwards; 0 for our own. */
  readonly after: number;
}

/** A row as the cache keeps it. */
export interface Entry {
  readonly address: Ipv4;
  readonly interface: NetworkInterface;
  mac: Mac;
  state: ArpState;
  heard: number;
  /** Moves with the state; the timer looks at it when it rings. */
  until: number;
  questions: number;
  waiting: Waiting[];
  waitingBytes: number;
}
