import type { RelayRules } from '../../evidence/event.ts';
import type { Endpoint, Host } from '../../host.ts';
import type { Context } from '../../shell/command.ts';

export type Transport = 'tcp' | 'udp';
export type Towards = 'server' | 'client';
export type RelayState = 'open' | 'frozen' | 'cut';

/** What somebody who taps a relay is told. */
export type Passing =
  | { readonly what: 'bytes'; readonly wire: number; readonly towards: Towards; readonly bytes: Uint8Array }
  | { readonly what: 'lost'; readonly wire: number; readonly towards: Towards; readonly bytes: Uint8Array }
  | { readonly what: 'end'; readonly wire: number; readonly towards: Towards }
  /** A connection began or broke, or a datagram socket was put up for a client. In words. */
  | { readonly what: 'note'; readonly wire: number; readonly text: string };

export interface RelayCounts {
  /** Connections through it now; for UDP, clients that it knows. */
  readonly wires: number;
  /** Bytes handed over. */
  readonly toServer: number;
  readonly toClient: number;
  /** Datagrams that were dropped. */
  readonly lost: number;
}

/** A wire between a port of this page and a service, that can be made slow and broken. */
export interface Relay {
  readonly transport: Transport;
  readonly port: number;
  readonly to: Endpoint;
  readonly rules: RelayRules;
  readonly state: RelayState;
  readonly counts: RelayCounts;
  change(rules: RelayRules): void;
  freeze(): void;
  thaw(): void;
  /** TCP: connections are reset, new ones refused. UDP: everything is lost. */
  cut(): void;
  /** @throws SocketError EADDRINUSE … */
  mend(): Promise<void>;
  /** Resets every connection. @returns how many; null where there are no connections (UDP) */
  reset(): number | null;
  /** FIN in one direction of every connection. @returns how many; null where there are no connections */
  halfClose(towards: Towards): number | null;
  remove(): void;
  /** @returns the way to stop listening */
  onPassing(tell: (passing: Passing) => Promise<void> | void): () => void;
}

/** What a relay needs of the terminal that put it up; it outlives the command. */
export type RelayWorld = Pick<Context, 'host' | 'log' | 'now' | 'sleep' | 'randomBytes'>;

const relays = new WeakMap<Host, Map<string, Relay>>();

/** The relays of a host, by transport and port: `tcp 7101`. All terminals of a page share them. */
export function relaysOn(host: Host): Map<string, Relay> {
  const known = relays.get(host) ?? new Map<string, Relay>();
  relays.set(host, known);
  return known;
}

export const keyOf = ({ transport, port }: Pick<Relay, 'transport' | 'port'>): string => `${transport} ${port}`;

/** The key of evidence that names a virtual host. */
export const hostKey = ({ kind, name }: Host): { host?: string } => (kind === 'virtual' ? { host: name } : {});

/** Tells those who tap, in the order of what happened; whoever takes long holds the wire up. */
export class Taps {
  readonly #tellers = new Set<(passing: Passing) => Promise<void> | void>();

  add(tell: (passing: Passing) => Promise<void> | void): () => void {
    this.#tellers.add(tell);
    return () => this.#tellers.delete(tell);
  }

  async tell(passing: Passing): Promise<void> {
    for (const tell of this.#tellers) await tell(passing);
  }
}
