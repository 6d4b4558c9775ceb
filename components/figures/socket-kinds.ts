export type Family = 'AF_INET' | 'AF_INET6' | 'AF_UNIX';
export type Type = 'SOCK_STREAM' | 'SOCK_DGRAM';

export interface SocketKind {
  /** The call in Python. */
  readonly call: string;
  readonly carries: string;
  readonly promises: readonly string[];
  /** What may go wrong without anybody saying so. */
  readonly butNot: string;
  readonly address: string;
  readonly addressParts: string;
  /** What getsockname() gives before bind or connect (Linux). */
  readonly fresh: string;
}

const carries: Record<Family, Record<Type, string>> = {
  AF_INET: { SOCK_STREAM: 'TCP over IPv4', SOCK_DGRAM: 'UDP over IPv4' },
  AF_INET6: { SOCK_STREAM: 'TCP over IPv6', SOCK_DGRAM: 'UDP over IPv6' },
  AF_UNIX: {
    SOCK_STREAM: 'a stream inside this computer, no network at all',
    SOCK_DGRAM: 'messages inside this computer, no network at all',
  },
};

const addresses: Record<Family, Pick<SocketKind, 'address' | 'addressParts' | 'fresh'>> = {
  AF_INET: {
    address: "('127.0.0.1', 5001)",
    addressParts: 'a pair: IPv4 address, port',
    fresh: "('0.0.0.0', 0)",
  },
  AF_INET6: {
    address: "('::1', 5001, 0, 0)",
    addressParts: 'four parts: IPv6 address, port, flow label, scope',
    fresh: "('::', 0, 0, 0)",
  },
  AF_UNIX: {
    address: "'/tmp/room.sock'",
    addressParts: 'a path in the file system. No host, no port',
    fresh: "''",
  },
};

/** What the two dials together give: socket(2), RFC 9293 §3.8, RFC 768, unix(7). */
export function kindOf(family: Family, type: Type): SocketKind {
  const promises =
    type === 'SOCK_STREAM'
      ? ['every byte once', 'in the order in which it was sent', 'or an error', 'one peer, until you close']
      : ['a message comes whole or not at all', 'one send is one message', 'any number of peers'];
  return {
    call: `socket.socket(socket.${family}, socket.${type})`,
    carries: carries[family][type],
    promises,
    butNot: notPromised(family, type),
    ...addresses[family],
  };
}

function notPromised(family: Family, type: Type): string {
  if (type === 'SOCK_STREAM')
    return 'Where one message ends and the next begins. Two sends may come as one piece, one send as three.';
  if (family === 'AF_UNIX')
    return 'That it is so everywhere. On Linux these messages are not lost and keep their order; the interface does not demand it.';
  return 'That a message arrives, arrives once, or arrives before the next one.';
}
