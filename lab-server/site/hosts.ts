import type { IncomingMessage } from 'node:http';

/**
 * The names under which this server may be asked for: a request with any other `Host` gets no content, so that a
 * foreign name resolving to 127.0.0.1 (DNS rebinding) is of no use. RFC 9110 §7.2; RFC 6454 §4 for what an origin is.
 */
export interface KnownHosts {
  readonly hosts: ReadonlySet<string>;
  readonly origins: ReadonlySet<string>;
}

/**
 * @param port the page's port
 * @param address the address of this machine at which a request came in: a request from the local network must name
 * exactly that one, and one over loopback a name of loopback
 */
export const knownHosts = (port: number, address = '127.0.0.1'): KnownHosts => {
  const names = address === '127.0.0.1' ? ['127.0.0.1', 'localhost', '[::1]'] : [address];
  const withPort = (name: string) => (port === 80 ? [name, `${name}:80`] : [`${name}:${port}`]);
  const hosts = new Set(names.flatMap(withPort));
  const origins = new Set(names.map((name) => (port === 80 ? `http://${name}` : `http://${name}:${port}`)));
  return { hosts, origins };
};

/** True when exactly one Host header came and it is one of ours, letter for letter. */
export const hostIsKnown = (request: IncomingMessage, known: KnownHosts): boolean => {
  const values = request.rawHeaders.filter((_, index) => index % 2 === 1 && isHost(request.rawHeaders[index - 1]));
  return values.length === 1 && known.hosts.has(values[0]?.toLowerCase() ?? '');
};

const isHost = (name: string | undefined): boolean => name?.toLowerCase() === 'host';
