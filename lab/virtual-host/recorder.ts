import type { SocketFact } from '../evidence/event.ts';
import type { SocketErrorCode } from '../host.ts';
import { SocketError } from '../host.ts';
import type { Activity } from './wakeups.ts';

/** What the sockets of one program on a virtual host share: where its facts go, and who hears that it goes on. */
export interface Recorder {
  readonly activity: Activity;
  append(fact: SocketFact): void;
}

const sentences: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'The other host answered with a reset: nothing listens on that port.',
  ECONNRESET: 'The other side reset the connection.',
  EPIPE: 'You have said that you send no more, so nothing more can be sent.',
  ETIMEDOUT: 'Nobody answered, although it was tried several times.',
  EADDRINUSE: 'Another program on this host holds that port already. Choose another, or end that program.',
  EADDRNOTAVAIL: 'No interface of this host has that address.',
  EACCES: 'That port is not given to programs like this one.',
  EMSGSIZE: 'That is more than one datagram can carry.',
  EINVAL: 'That is no address and port a socket could have.',
  ENETUNREACH: 'No route leads there. `ip route` shows the ways this host knows.',
  EHOSTUNREACH: 'No host of that address answers there: nobody replied to ARP, or a router said so.',
  ENETDOWN: 'The interface that leads there is down.',
  'NO-HOST': 'This host is switched off, or the scene began anew.',
};

/** The network's own word for a problem, as an error that a program gets. */
export function problemOf(problem: string): SocketError {
  const code = (problem === 'ENETDOWN' ? 'ENETUNREACH' : problem) as SocketErrorCode;
  return new SocketError(code, sentences[problem] ?? `The network said ${problem}.`);
}
