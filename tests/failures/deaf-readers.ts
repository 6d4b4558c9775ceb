import { connect, type Socket } from 'node:net';
import { takeOrders } from './load-process.ts';

// Load process: people who join an open room and then never read. Some of them go on asking, so that what waits for
// them is not only what waits for everybody.

export type DeafOrders = {
  /** Resolves when all are in. `asking` of them say WHO, as often as a room allows. */
  join(order: { port: number; count: number; asking: number }): Promise<void>;
};

const enter = (port: number, asks: boolean): Promise<void> =>
  new Promise((resolve, reject) => {
    const socket: Socket = connect({ port, host: '127.0.0.1' });
    let greeting = '';
    socket.on('data', (bytes) => {
      greeting += bytes.toString('latin1');
      if (!/OK you=\S+\n/.test(greeting)) return;
      socket.pause();
      resolve();
      if (!asks) return;
      const timer = setInterval(() => socket.write('WHO\n'), 110);
      socket.once('close', () => clearInterval(timer));
    });
    socket.on('error', (error: NodeJS.ErrnoException) => {
      // How a room that gave us up ends the connection.
      if (error.code !== 'ECONNRESET' && error.code !== 'EPIPE') reject(error);
    });
  });

takeOrders<DeafOrders>({
  async join({ port, count, asking }) {
    for (let at = 0; at < count; at++) await enter(port, at < asking);
  },
});
