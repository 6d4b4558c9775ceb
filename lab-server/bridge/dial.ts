import { connect, type Socket } from 'node:net';
import { type Endpoint, familyOf } from '../../lab/host.ts';
import { type SocketTrouble, troubleOf } from './socket-errors.ts';

export interface DialEvents {
  connected(tcp: Socket, local: Endpoint): void;
  /** Null when it was abandoned. */
  failed(trouble: SocketTrouble | null): void;
}

/**
 * Opens a TCP connection. Exactly one of the events comes, later.
 * @param to judged before, so a literal address: Node asks no resolver for those
 * @param from the source address; the operating system chooses where it is undefined or of another family than `to`
 * @param ms for the handshake
 */
export function dial(to: Endpoint, from: string | undefined, ms: number, events: DialEvents): { abandon(): void } {
  const source = from === undefined || familyOf(from) !== familyOf(to.address) ? {} : { localAddress: from };
  const family = familyOf(to.address) === 'IPv6' ? 6 : 4;
  const tcp = connect({ host: to.address, port: to.port, family, allowHalfOpen: true, noDelay: true, ...source });
  let trouble: SocketTrouble | null = null;
  const onError = (error: Error): void => {
    trouble = troubleOf(error, 'connect', to);
  };
  const onClose = (): void => events.failed(trouble);
  const onLate = (): void => void tcp.destroy(Object.assign(new Error('no answer'), { code: 'ETIMEDOUT' }));
  tcp.once('error', onError).once('close', onClose).setTimeout(ms, onLate);
  tcp.once('connect', () => {
    tcp.setTimeout(0, onLate);
    // A caller that reset at once has no address any more: its 'close' is about to come.
    if (tcp.localAddress === undefined || tcp.localPort === undefined) return;
    tcp.removeListener('error', onError).removeListener('close', onClose);
    events.connected(tcp, { address: tcp.localAddress, port: tcp.localPort });
  });
  return { abandon: () => void tcp.destroy() };
}
