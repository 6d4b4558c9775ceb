import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';

/** A WebSocket without a library, for bytes that no library would send (RFC 6455). */
export interface RawWebSocket {
  readonly socket: Socket;
  /** Resolves when the server has let go of it. */
  readonly closed: Promise<void>;
}

/** @param url the page's, `http://127.0.0.1:40123/`. @throws when the server does not answer 101 */
export const rawWebSocket = (url: string): Promise<RawWebSocket> =>
  new Promise((resolve, reject) => {
    const { host, port, origin } = new URL(url);
    const socket = connect({ port: Number(port), host: '127.0.0.1', noDelay: true });
    const closed = new Promise<void>((over) => socket.once('close', () => over()));
    let answer = '';
    socket.on('error', reject);
    socket.on('close', () => reject(new Error(`refused: ${answer}`)));
    socket.on('data', (bytes) => {
      if (answer.includes('\r\n\r\n')) return;
      answer += bytes.toString('latin1');
      if (!answer.includes('\r\n\r\n')) return;
      if (answer.startsWith('HTTP/1.1 101')) resolve({ socket, closed });
      else reject(new Error(`refused: ${answer}`));
    });
    const key = randomBytes(16).toString('base64');
    socket.write(
      `GET /bridge HTTP/1.1\r\nHost: ${host}\r\nOrigin: ${origin}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${key}\r\n\r\n`,
    );
  });

const CONTINUATION = 0x0;
const BINARY = 0x2;
const FIN = 0x80;
const MASKED = 0x80;

/** The header of a client's frame, masked with zeros so that its payload is itself. RFC 6455 §5.2. */
export const frameHeader = (length: number, { first = true, fin = true } = {}): Buffer => {
  const opcode = (first ? BINARY : CONTINUATION) | (fin ? FIN : 0);
  const mask = Buffer.alloc(4);
  if (length < 126) return Buffer.concat([Buffer.of(opcode, MASKED | length), mask]);
  const wide = Buffer.alloc(length < 65_536 ? 2 : 8);
  if (wide.length === 2) wide.writeUInt16BE(length);
  else wide.writeBigUInt64BE(BigInt(length));
  return Buffer.concat([Buffer.of(opcode, MASKED | (wide.length === 2 ? 126 : 127)), wide, mask]);
};
