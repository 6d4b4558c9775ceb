import type { Endpoint } from '../../host.ts';

/** What the sending side was asked for. */
export interface IperfPlan {
  readonly to: Endpoint;
  /** As it was typed. */
  readonly name: string;
  /** Stop after so many; null for no such limit. */
  readonly bytes: number | null;
  readonly ms: number;
  /** UDP: bits/s. */
  readonly rate: number;
}
