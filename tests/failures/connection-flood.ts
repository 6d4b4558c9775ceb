import { connect, type Socket } from 'node:net';
import { takeOrders } from './load-process.ts';

// Load process: strangers who connect at a rate and want nothing. One in three resets at once, one hangs up after the
// first words, one says nothing until it is cut.

export interface Flooded {
  /** Handshakes that were finished. */
  readonly connected: number;
  /** Connections that failed before that. */
  readonly failed: number;
  /** Open at once, at most. */
  readonly together: number;
}

export type FloodOrders = {
  flood(order: { port: number; perSecond: number; seconds: number }): Promise<Flooded>;
};

const open = new Set<Socket>();
let connected = 0;
let failed = 0;

const knock = (port: number, number: number): void => {
  const socket = connect({ port, host: '127.0.0.1' });
  open.add(socket);
  let isConnected = false;
  socket.on('connect', () => {
    isConnected = true;
    connected += 1;
    if (number % 3 === 0) socket.resetAndDestroy();
  });
  socket.on('data', () => {
    if (number % 3 === 1) socket.end();
  });
  socket.on('error', () => {
    if (!isConnected) failed += 1;
  });
  socket.on('close', () => open.delete(socket));
};

takeOrders<FloodOrders>({
  async flood({ port, perSecond, seconds }) {
    connected = 0;
    failed = 0;
    let together = 0;
    const began = performance.now();
    await new Promise<void>((resolve) => {
      let made = 0;
      const timer = setInterval(() => {
        const elapsed = Math.min(seconds, (performance.now() - began) / 1000);
        for (; made < elapsed * perSecond; made += 1) knock(port, made);
        together = Math.max(together, open.size);
        if (elapsed < seconds) return;
        clearInterval(timer);
        resolve();
      }, 5);
    });
    for (const socket of open) socket.resetAndDestroy();
    return { connected, failed, together };
  },
});
