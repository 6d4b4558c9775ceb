import { connect } from 'node:net';
import { takeOrders } from './load-process.ts';

// Load process: each connection sends one line without end, as fast as the server takes it.

export interface Poured {
  /** Bytes that the operating system took of the one that got furthest. */
  readonly furthest: number;
  /** How many were told why before they were cut. */
  readonly told: number;
  /** ms until the last one was cut. */
  readonly cutAfter: number;
}

export type EndlessOrders = {
  pour(order: { port: number; connections: number; bytes: number }): Promise<Poured>;
};

const PIECE = Buffer.alloc(65_536, 0x61);

const pourOne = (port: number, bytes: number): Promise<{ taken: number; heard: string }> =>
  new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    let taken = 0;
    let heard = '';
    const pump = (): void => {
      if (socket.destroyed || taken >= bytes) return;
      socket.write(PIECE, (error) => {
        if (error) return;
        taken += PIECE.length;
        pump();
      });
    };
    socket.on('data', (data) => {
      heard += data.toString('latin1');
    });
    socket.on('connect', pump);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => resolve({ taken, heard }));
  });

takeOrders<EndlessOrders>({
  async pour({ port, connections, bytes }) {
    const began = performance.now();
    const poured = await Promise.all(Array.from({ length: connections }, () => pourOne(port, bytes)));
    return {
      furthest: Math.max(...poured.map(({ taken }) => taken)),
      told: poured.filter(({ heard }) => heard.split('ERR line-too-long').length === 3).length,
      cutAfter: performance.now() - began,
    };
  },
});
