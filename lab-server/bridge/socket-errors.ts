import { type Endpoint, endpointText, familyOf, type SocketErrorCode } from '../../lab/host.ts';

/** What the operating system answered, as a stable code and a sentence for a person. */
export interface SocketTrouble {
  readonly code: SocketErrorCode;
  readonly saying: string;
}

type Call = 'connect' | 'listen' | 'bind' | 'send' | 'receive';

/** @param at the remote end for connect and send, the local one for listen and bind */
export function troubleOf(error: unknown, call: Call, at: Endpoint): SocketTrouble {
  const code = codeOf(error);
  return { code, saying: sentenceFor(code, call, at, error) };
}

/** @returns the code by which a lesson knows it; EINVAL for what no lesson has met. */
export function codeOf(error: unknown): SocketErrorCode {
  const code = systemCode(error);
  switch (code) {
    case 'ECONNREFUSED':
    case 'ECONNRESET':
    case 'EPIPE':
    case 'ETIMEDOUT':
    case 'EADDRINUSE':
    case 'EADDRNOTAVAIL':
    case 'EACCES':
    case 'EMSGSIZE':
    case 'EMFILE':
    case 'ENETUNREACH':
    case 'EHOSTUNREACH':
      return code;
    // A system without IPv6 has no such address, and not even such sockets.
    case 'EAFNOSUPPORT':
      return 'EADDRNOTAVAIL';
    // The same to a program: too many files open, in this process or on this computer.
    case 'ENFILE':
    case 'ENOBUFS':
    case 'ENOMEM':
      return 'EMFILE';
    case 'ECONNABORTED':
      return 'ECONNRESET';
    case 'EPERM':
      return 'EACCES';
    default:
      return 'EINVAL';
  }
}

function systemCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown';
}

function sentenceFor(code: SocketErrorCode, call: Call, at: Endpoint, error: unknown): string {
  const where = endpointText(at);
  switch (code) {
    case 'ECONNREFUSED':
      return call === 'connect'
        ? `Nothing listens on ${where}, so your computer answered with a reset. \`ss -ltn\` shows what does.`
        : `No UDP socket has ${where}, so your computer answered "port unreachable" (ICMP). \`ss -lun\` shows what is there.`;
    case 'EADDRINUSE':
      return `${where} is taken: another program listens there. \`ss -ltun\` shows which ports are in use.`;
    case 'EADDRNOTAVAIL':
    case 'ENETUNREACH':
    case 'EHOSTUNREACH':
      return familyOf(at.address) === 'IPv6'
        ? `This computer has no ${at.address} to use: IPv6 is switched off here. \`ip addr\` shows which addresses it has.`
        : `This computer has no address ${at.address} to use. On macOS and Windows only 127.0.0.1 is set up by itself.`;
    case 'EACCES':
      return `The operating system does not allow this program to use ${where}.`;
    case 'ETIMEDOUT':
      return `${where} did not answer in time. Something may listen there and accept nobody.`;
    case 'EMSGSIZE':
      return `This is too long for one datagram to ${where}. UDP over IPv4 carries at most 65,507 bytes.`;
    case 'EMFILE':
      return 'The lab server has as many files and sockets open as the system grants it. Close some connections and try again.';
    case 'ECONNRESET':
    case 'EPIPE':
      return `${where} reset the connection.`;
    default:
      return `The operating system refused: ${systemCode(error)} for ${call} ${where}.`;
  }
}
