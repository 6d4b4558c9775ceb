import { programRuns } from '../../lab/checks/program-runs.ts';
import type { Evidence } from '../../lab/evidence/event.ts';

/** What a program notices, and what follows from it. */
export interface Symptom {
  readonly id: string;
  /** The operating system's name for it; null where there is none. */
  readonly code: string | null;
  readonly name: string;
  /** Python's exception. */
  readonly python: string;
  readonly layer: 'your computer' | 'internet' | 'transport' | 'application' | 'none';
  /** Who said so. */
  readonly speaker: string;
  readonly means: string;
  readonly next: string;
}

/** Sources: RFC 9293 §3.5.2, §3.8.3, §3.8.4; RFC 1122 §3.2.2.1; POSIX errno; Python documentation, built-in exceptions. */
export const symptoms: readonly Symptom[] = [
  {
    id: 'refused',
    code: 'ECONNREFUSED',
    name: 'Connection refused',
    python: 'ConnectionRefusedError',
    layer: 'transport',
    speaker: 'the computer you reached, with a RST (for UDP, with an ICMP message)',
    means: 'The road is open, and a computer has that address. Nobody listens on that port.',
    next: 'On that computer: ss -ltn. Is the program running, and on this address?',
  },
  {
    id: 'timeout',
    code: 'ETIMEDOUT',
    name: 'Timed out',
    python: 'TimeoutError',
    layer: 'none',
    speaker: 'nobody: your own clock ran out',
    means: 'Nothing came back. Lost, dropped by a firewall, no such host, or a program that is busy.',
    next: 'ping the address, then a neighbour of it, then your gateway: where does it stop?',
  },
  {
    id: 'reset',
    code: 'ECONNRESET',
    name: 'Connection reset by peer',
    python: 'ConnectionResetError',
    layer: 'transport',
    speaker: 'the other side’s system, or a box on the way that speaks in its name',
    means: 'There was a connection, and the other side knows it no longer, or closed without having read all.',
    next: 'The other side’s log at that minute. What you sent last may or may not have been used.',
  },
  {
    id: 'pipe',
    code: 'EPIPE',
    name: 'Broken pipe',
    python: 'BrokenPipeError',
    layer: 'your computer',
    speaker: 'your own system, which has seen the end of this connection',
    means: 'You write into a connection that is over. What you sent before may be lost, too.',
    next: 'Read before you write: what did the other side say before it left?',
  },
  {
    id: 'in-use',
    code: 'EADDRINUSE',
    name: 'Address already in use',
    python: 'OSError',
    layer: 'your computer',
    speaker: 'your own system',
    means: 'Another socket has this address and port, often your own program from before.',
    next: 'ss -ltn shows the holder. After a restart, SO_REUSEADDR allows what is in TIME-WAIT.',
  },
  {
    id: 'not-connected',
    code: 'ENOTCONN',
    name: 'Not connected',
    python: 'OSError',
    layer: 'your computer',
    speaker: 'your own system',
    means:
      'You asked a socket for a peer, or for bytes, and it has none. Often the listener is meant instead of what accept returned.',
    next: 'Print getsockname() of the socket you use. Is it the one you think?',
  },
  {
    id: 'too-long',
    code: 'EMSGSIZE',
    name: 'Message too long',
    python: 'OSError',
    layer: 'your computer',
    speaker: 'your own system',
    means: 'A datagram that does not fit: over IPv4, UDP carries at most 65,507 bytes.',
    next: 'Send less at a time, or use a stream.',
  },
  {
    id: 'unreachable',
    code: 'ENETUNREACH',
    name: 'Network or host unreachable',
    python: 'OSError',
    layer: 'internet',
    speaker: 'your own system, which has no route; or a router, or a neighbour’s silence to ARP',
    means: 'The way there is missing. No port was ever asked.',
    next: 'ip addr, ip route: have I an address, and a gateway? Then traceroute.',
  },
  {
    id: 'name',
    code: 'ENOTFOUND',
    name: 'Name not known',
    python: 'socket.gaierror',
    layer: 'application',
    speaker: 'a name server, or your system, when no name server answered',
    means: 'No address came for this name. Nothing is known about the server.',
    next: 'Try its number. If that works, the name is the trouble: dig shows who answers what.',
  },
  {
    id: 'empty',
    code: null,
    name: 'recv gives empty bytes',
    python: 'no exception',
    layer: 'transport',
    speaker: 'the other side, with a FIN',
    means: 'It has finished, in good order. Whether the message was whole, only your framing can tell.',
    next: 'Compare with the length, or the end mark, that you were waiting for.',
  },
  {
    id: 'silence',
    code: null,
    name: 'Nothing at all',
    python: 'no exception',
    layer: 'none',
    speaker: 'nobody',
    means: 'Quiet, slow, frozen, or dead for hours. From here they look the same.',
    next: 'A timeout on every wait, and a question that has to be answered.',
  },
];

/** Which of the codes a Python program of this page has met. */
export function metBy(evidence: readonly Evidence[]): ReadonlySet<string> {
  const runs = programRuns(evidence);
  const met = evidence.flatMap((fact) => {
    if (fact.kind !== 'call.failed' && fact.kind !== 'socket.failed') return [];
    const during = runs.some(({ started, ended }) => fact.seq > started && fact.seq < (ended?.seq ?? Infinity));
    return during ? [fact.code] : [];
  });
  return new Set(met);
}
