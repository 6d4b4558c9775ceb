import { endpointText, type SocketErrorCode } from '../host.ts';
import type { Check } from './check.ts';
import { type Place, placeText, portOf } from './place.ts';
import { missing, seen } from './verdict.ts';

export interface BindWanted {
  readonly transport: 'tcp' | 'udp';
  readonly port: Place;
  /** The local address, any unless said. */
  readonly address?: string;
}

const spelled = { tcp: 'TCP', udp: 'UDP' };
const untold = 'Where room R listens has not been seen yet. List the listening sockets first: `ss -tulnp`.';

/** A listener (TCP) or a socket (UDP) of ours got this port. It may be gone by now. */
export function bound({ transport, port: place, address }: BindWanted): Check {
  return (evidence) => {
    const port = portOf(place, evidence);
    if (port === null) return missing(untold.replace('R', String(place)));
    const where = address === undefined ? placeText(place, port) : endpointText({ address, port });
    const kind = transport === 'tcp' ? 'tcp.listening' : 'udp.bound';
    const found = evidence.flatMap((fact) =>
      fact.kind === kind && fact.local.port === port && (address === undefined || fact.local.address === address)
        ? [fact.seq]
        : [],
    );
    if (found.length > 0) return seen(`A program of yours got ${spelled[transport]} ${where}.`, found);
    const failed = evidence.findLast(
      (fact) =>
        fact.kind === 'socket.failed' &&
        fact.call !== 'connect' &&
        fact.transport === transport &&
        fact.at.port === port &&
        (address === undefined || fact.at.address === address),
    );
    if (failed?.kind === 'socket.failed')
      return missing(`Your computer would not give ${spelled[transport]} ${where} away: ${failed.code}.`);
    return missing(`No program of yours holds ${spelled[transport]} ${where} yet.`);
  };
}

/** Our computer would not give this port away, with this error. */
export function bindFailed(wanted: BindWanted & { readonly code: SocketErrorCode }): Check {
  const { transport, port: place, address, code } = wanted;
  return (evidence) => {
    const port = portOf(place, evidence);
    if (port === null) return missing(untold.replace('R', String(place)));
    const where = address === undefined ? placeText(place, port) : endpointText({ address, port });
    const failures = evidence.flatMap((fact) =>
      fact.kind === 'socket.failed' &&
      fact.call !== 'connect' &&
      fact.transport === transport &&
      fact.at.port === port &&
      (address === undefined || fact.at.address === address)
        ? [fact]
        : [],
    );
    const right = failures.filter((fact) => fact.code === code);
    if (right.length > 0)
      return seen(
        `${spelled[transport]} ${where} was not given away a second time: ${code}.`,
        right.map((fact) => fact.seq),
      );
    const last = failures.at(-1);
    if (last)
      return missing(`The bind of ${spelled[transport]} ${where} failed with ${last.code}. This step wants ${code}.`);
    if (bound({ transport, port, ...(address === undefined ? {} : { address }) })(evidence).passed)
      return missing(`You got ${spelled[transport]} ${where}, so nobody else held it. Ask for it while somebody does.`);
    return missing(`Nobody has asked for ${spelled[transport]} ${where} yet.`);
  };
}
