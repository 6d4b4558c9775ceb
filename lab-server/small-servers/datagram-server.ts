import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import type { Endpoint } from '../../lab/host.ts';
import { TokenBucket } from '../../lab/services/token-bucket.ts';
import { PortTaken } from '../rooms/port-taken.ts';

export interface DatagramServerOptions {
  readonly name: string;
  /** A loopback address. */
  readonly host: string;
  /** 0 for any free port. */
  readonly port: number;
  readonly perSecond: number;
  readonly burst: number;
  now(): number;
  /** The payload of the answer, or null for none. */
  answer(payload: Uint8Array): Uint8Array | null;
  /** Whether a program that answers by itself stands there: two such would talk for ever. */
  answersItself(from: Endpoint): boolean;
  witness(peer: Endpoint, received: number, sent: number): void;
  log(line: string): void;
}

export interface DatagramServer {
  readonly port: number;
  close(): Promise<void>;
}

/** Below it are the system's own services (RFC 6335 §6), among them those that answer whatever comes. */
const FIRST_USER_PORT = 1_024;

/**
 * A UDP server that answers a datagram with one datagram, to loopback only, so many a second.
 * @throws PortTaken when the port is in use or not allowed to us
 */
export function serveDatagrams(options: DatagramServerOptions): Promise<DatagramServer> {
  const udp = createSocket({ type: options.host.includes(':') ? 'udp6' : 'udp4' });
  const bucket = new TokenBucket(options.perSecond, options.burst, options.now());
  udp.on('message', (payload, from) => {
    if (!isLoopback(from.address) || from.port < FIRST_USER_PORT || options.answersItself(from)) return;
    if (bucket.take(options.now())) reply(udp, payload, from, options);
  });
  return new Promise((resolve, reject) => {
    udp.once('error', (error: NodeJS.ErrnoException) => {
      udp.close();
      const taken = error.code === 'EADDRINUSE' || error.code === 'EACCES';
      reject(taken ? new PortTaken(options.port, `${options.name} by UDP`) : error);
    });
    udp.bind({ address: options.host, port: options.port, exclusive: true }, () => {
      udp.removeAllListeners('error');
      udp.on('error', (error) => options.log(`${options.name} by UDP: ${error.message}`));
      resolve({
        port: udp.address().port,
        close: () => new Promise((closed) => void udp.close(() => closed())),
      });
    });
  });
}

function reply(udp: Socket, payload: Uint8Array, from: RemoteInfo, options: DatagramServerOptions): void {
  const answer = options.answer(payload);
  // Whoever asked may be gone: an answer that cannot be sent is one that got lost.
  if (answer !== null) udp.send(answer, from.port, from.address, () => undefined);
  options.witness({ address: from.address, port: from.port }, payload.length, answer?.length ?? 0);
}

const isLoopback = (address: string): boolean => address === '::1' || address.startsWith('127.');
