import type { Ipv4 } from '../wire/address.ts';

/** An address and a port, as numbers. */
export interface Endpoint {
  readonly address: Ipv4;
  readonly port: number;
}
