import { loopback6 } from '../bridge/lab-address.ts';
import { type Endpoint, endpointText, SocketError, type SocketErrorCode } from '../host.ts';
import type { Output } from '../shell/command.ts';

/** What strerror(3) calls them: the words people meet in other programs. */
const SYSTEM_WORDS: Readonly<Partial<Record<SocketErrorCode, string>>> = {
  ECONNREFUSED: 'Connection refused',
  ECONNRESET: 'Connection reset by peer',
  EPIPE: 'Broken pipe',
  ETIMEDOUT: 'Connection timed out',
  EADDRINUSE: 'Address already in use',
  EADDRNOTAVAIL: 'Cannot assign requested address',
  EACCES: 'Permission denied',
  EMSGSIZE: 'Message too long',
  EMFILE: 'Too many open files',
  EINVAL: 'Invalid argument',
  ENETUNREACH: 'Network is unreachable',
  EHOSTUNREACH: 'No route to host',
  ENOTFOUND: 'Name or service not known',
  EAI_AGAIN: 'Temporary failure in name resolution',
};

/** `Connection refused (ECONNREFUSED)`; a code without such words stands alone. */
export function systemWords(code: SocketErrorCode): string {
  const words = SYSTEM_WORDS[code];
  return words === undefined ? code : `${words} (${code})`;
}

/** What happened, why, what to do: for a person. */
export function teach(error: SocketError, at: Endpoint, transport: 'tcp' | 'udp' = 'tcp'): string {
  const place = endpointText(at);
  const own = at.address.startsWith('127.') || at.address === loopback6;
  // At a terminal of a virtual host, loopback is that host: it is the learner's computer there.
  const who = own ? 'your computer' : 'the computer there';
  const list = `${transport === 'tcp' ? '`ss -ltn`' : '`ss -lun`'}${own ? '' : ' over there'}`;
  switch (error.code) {
    case 'ECONNREFUSED':
      return transport === 'tcp'
        ? `Nothing listens on ${place}, so ${who} answered with a reset (connection refused). ${list} shows what does.`
        : `No program holds UDP port ${place}, so ${who} answered with ICMP port unreachable. ${list} shows who holds what.`;
    case 'EADDRINUSE':
      return `Another socket holds ${transport} ${place} already, and a listener needs it alone. ${transport === 'tcp' ? '`ss -ltn`' : '`ss -lun`'} shows it; choose another port or another address.`;
    case 'ECONNRESET':
      return `${place} reset the connection (RST): it dropped everything at once, with no goodbye.`;
    case 'EPIPE':
      return `This connection to ${place} is closed for sending.`;
    default:
      return error.message;
  }
}

/** Prints an error of a socket in two lines: what other programs would say, and what it means. Others are thrown on. */
export async function tellSocketError(
  output: Output,
  before: string,
  error: unknown,
  at: Endpoint,
  transport: 'tcp' | 'udp' = 'tcp',
): Promise<void> {
  if (!(error instanceof SocketError)) throw error;
  await output.write(`${before}: ${systemWords(error.code)}\n`, 'error');
  await output.write(`${teach(error, at, transport)}\n`, 'dim');
}
