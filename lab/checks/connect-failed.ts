import type { Endpoint, SocketErrorCode } from '../host.ts';
import type { Check } from './check.ts';
import { type Place, placeText, portOf } from './place.ts';
import { socketsSeen } from './sockets-seen.ts';
import { missing, seen } from './verdict.ts';

/** A connect to this port did not succeed, with this error. @param address of the far end; any unless said */
export function connectFailed(place: Place, code: SocketErrorCode, address?: string): Check {
  return (evidence) => {
    const port = portOf(place, evidence);
    const where = address === undefined ? placeText(place, port) : `${placeText(place, port)} at ${address}`;
    const isThere = (end: Endpoint): boolean => end.port === port && (address === undefined || end.address === address);
    const failures = evidence.flatMap((fact) =>
      fact.kind === 'socket.failed' && fact.call === 'connect' && isThere(fact.at) ? [fact] : [],
    );
    const right = failures.filter((fact) => fact.code === code);
    if (right.length > 0)
      return seen(
        `The connect to ${where} failed with ${code}.`,
        right.map((fact) => fact.seq),
      );
    const last = failures.at(-1);
    if (last?.code === 'EADDRNOTAVAIL')
      return missing(`This computer has no ${last.at.address}, so there is nothing to connect to.`);
    if (last) return missing(`The connect to ${where} failed with ${last.code}. This step wants ${code}.`);
    const connected = socketsSeen(evidence).some((socket) => socket.role === 'client' && isThere(socket.remote));
    if (connected)
      return missing(`Something listens on ${where}: the connect succeeded. Nothing may listen there for this step.`);
    return missing(`Nobody has tried to connect to ${where} yet.`);
  };
}
