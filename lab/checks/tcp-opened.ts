import type { Check } from './check.ts';
import { type Place, placeText, portOf } from './place.ts';
import { servicePort, socketsSeen } from './sockets-seen.ts';
import { counted, missing, seen } from './verdict.ts';

export interface OpenedOptions {
  /** How many connections, one unless said. */
  readonly times?: number;
  /** Our end: `client` we connected (unless said), `server` our listener accepted. */
  readonly role?: 'client' | 'server';
  /** The address of our end: `127.0.0.2`. */
  readonly local?: string;
  /** The address of the other end. */
  readonly remote?: string;
}

/** A TCP connection to (or, as server, at) this port was established. It may be over by now. */
export function tcpOpened(place: Place, options: OpenedOptions = {}): Check {
  const { times = 1, role = 'client', local, remote } = options;
  return (evidence) => {
    const port = portOf(place, evidence);
    const where = placeText(place, port);
    const found = socketsSeen(evidence).filter(
      (socket) =>
        socket.role === role &&
        servicePort(socket) === port &&
        (local === undefined || socket.local.address === local) &&
        (remote === undefined || socket.remote.address === remote),
    );
    const opened = found.map((socket) => socket.opened);
    if (found.length >= times)
      return seen(`${counted(found.length, 'connection')} to ${where}.`, opened.slice(times - 1));
    const from = `${remote === undefined ? '' : ` at ${remote}`}${local === undefined ? '' : ` from ${local}`}`;
    if (found.length === 0) return missing(`No connection to ${where}${from} was established yet.`);
    return missing(`${counted(found.length, 'connection')} to ${where}${from} so far. This step wants ${times}.`);
  };
}
