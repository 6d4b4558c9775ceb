import { loopback6 } from '../bridge/lab-address.ts';
import { familyOf, type Host } from '../host.ts';

/**
 * Where a program listens unless told: on a virtual host on all its addresses; on this computer, which others can
 * reach, on the loopback alone.
 */
export const listensAt = ({ kind }: Host): string => (kind === 'virtual' ? '0.0.0.0' : '127.0.0.1');

/** The same for a program that is to talk with `peer`, of its family. */
export const listensFor = (host: Host, peer: string): string =>
  familyOf(peer) === 'IPv6' ? loopback6 : listensAt(host);
