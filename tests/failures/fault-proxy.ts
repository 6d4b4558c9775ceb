import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

/** What a bad network does to the bytes that pass. Directions as the client sees them: `up` to the server, `down` back. */
export interface Faults {
  /** ms that every piece is late. */
  readonly latencyMs?: number;
  /** Bytes that go out at once: 1 for slices. */
  readonly slice?: number;
  readonly bytesPerSecond?: number;
  /** After so many bytes in that direction both sides see a reset (RST). Only the first connection is hit. */
  readonly resetAfter?: { readonly up?: number; readonly down?: number };
  /** After so many bytes in that direction the receiver sees FIN and the rest is lost. Only the first connection is hit. */
  readonly finAfter?: { readonly up?: number; readonly down?: number };
}

export interface FaultProxy {
  readonly port: number;
  /** Connections so far. */
  readonly connections: number;
  /** Bytes that passed, all connections together. */
  readonly passed: { readonly up: number; readonly down: number };
  /** Resets and early FINs that happened. */
  readonly hits: number;
  close(): Promise<void>;
}

/** A TCP proxy on 127.0.0.1 that treats what passes badly. */
export const startFaultProxy = async (to: number, faults: Faults): Promise<FaultProxy> => {
  const sockets = new Set<Socket>();
  const passed = { up: 0, down: 0 };
  let connections = 0;
  let hits = 0;

  const keep = (socket: Socket): void => {
    sockets.add(socket);
    socket.setNoDelay(true);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
  };

  const pump = async (from: Socket, into: Socket, way: 'up' | 'down', first: boolean): Promise<void> => {
    const slice = faults.slice ?? (faults.bytesPerSecond ? Math.ceil(faults.bytesPerSecond / 100) : 65_536);
    const reset = first ? (faults.resetAfter?.[way] ?? Infinity) : Infinity;
    const fin = first ? (faults.finAfter?.[way] ?? Infinity) : Infinity;
    let mine = 0;
    // A destroyed socket ends the loop by an error: the other side then learns of it in the same way. The end of one
    // direction leaves the other open.
    for await (const chunk of from.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      if (faults.latencyMs) await wait(faults.latencyMs);
      for (let at = 0; at < chunk.length; ) {
        const end = Math.min(at + slice, chunk.length, at + Math.min(reset, fin) - mine);
        const piece = chunk.subarray(at, end);
        at = end;
        mine += piece.length;
        passed[way] += piece.length;
        if (into.destroyed) return;
        if (piece.length > 0) await new Promise<void>((resolve) => into.write(piece, () => resolve()));
        if (mine === reset) {
          hits += 1;
          from.resetAndDestroy();
          into.resetAndDestroy();
          return;
        }
        if (mine === fin) {
          hits += 1;
          into.end();
          from.resume();
          return;
        }
        if (faults.bytesPerSecond) await wait((piece.length / faults.bytesPerSecond) * 1_000);
        else if (slice < 65_536) await new Promise((resolve) => setImmediate(resolve));
      }
    }
    into.end();
  };

  const server = createServer({ allowHalfOpen: true, noDelay: true }, (client) => {
    const first = ++connections === 1;
    const upstream = connect({ port: to, host: '127.0.0.1', allowHalfOpen: true, noDelay: true });
    for (const socket of [client, upstream]) keep(socket);
    const broken = (): void => {
      if (!client.destroyed) client.resetAndDestroy();
      if (!upstream.destroyed) upstream.resetAndDestroy();
    };
    pump(client, upstream, 'up', first).catch(broken);
    pump(upstream, client, 'down', first).catch(broken);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    get connections() {
      return connections;
    },
    passed,
    get hits() {
      return hits;
    },
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
};
