import { type Endpoint, SocketError } from '../host.ts';

/** The longest text that is sent to be judged; a DNS name has at most 253 characters (RFC 1035 §2.3.4). */
const LONGEST = 253;

/**
 * An endpoint as the bridge takes it: `localhost` is 127.0.0.1 (RFC 6761 §6.3), everything else is left for the lab
 * server to judge.
 * @throws SocketError EINVAL for a port that is no port
 */
export function spelled({ address, port }: Endpoint): Endpoint {
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new SocketError('EINVAL', `${port} is no port: ports are whole numbers from 0 to 65535.`);
  }
  return { address: /^localhost\.?$/i.test(address) ? '127.0.0.1' : address.slice(0, LONGEST), port };
}
