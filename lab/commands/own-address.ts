import type { Host } from '../host.ts';

/**
 * Where a program listens unless told: on a virtual host on all its addresses; on this computer, which others can
 * reach, on the loopback alone.
 */
export const listensAt = ({ kind }: Host): string => (kind === 'virtual' ? '0.0.0.0' : '127.0.0.1');
