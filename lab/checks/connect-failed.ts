import type { SocketErrorCode } from '../host.ts';
import type { Check } from './check.ts';
import { type Place, placeText, portOf } from './place.ts';
import { servicePort, socketsSeen } from './sockets-seen.ts';
import { missing, seen } from './verdict.ts';

/** A connect to this port did not succeed, with this error. */
export function connectFailed(place: Place, code: SocketErrorCode): Check {
  return (evidence) => {
    const port = portOf(place, evidence);
    const where = placeText(place, port);
    const failures = evidence.flatMap((fact) =>
      fact.kind === 'socket.failed' && fact.call === 'connect' && fact.at.port === port ? [fact] : [],
    );
    const right = failures.filter((fact) => fact.code === code);
    if (right.length > 0)
      return seen(
        `The connect to ${where} failed with ${code}.`,
        right.map((fact) => fact.seq),
      );
    const last = failures.at(-1);
    if (last) return missing(`The connect to ${where} failed with ${last.code}. This step wants ${code}.`);
    const connected = socketsSeen(evidence).some((socket) => socket.role === 'client' && servicePort(socket) === port);
    if (connected)
      return missing(`Something listens on ${where}: the connect succeeded. Nothing may listen there for this step.`);
    return missing(`Nobody has tried to connect to ${where} yet.`);
  };
}
