import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { performance } from 'node:perf_hooks';
import { onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { channelOf } from '../../lab/bridge/websocket-channel.ts';
import type { Evidence, Fact } from '../../lab/evidence/event.ts';
import { EvidenceLog } from '../../lab/evidence/log.ts';
import type { Service } from '../../lab/host.ts';
import { ThisComputer } from '../../lab/this-computer.ts';
import { type Bridge, createBridge } from '../../lab-server/bridge/bridge.ts';
import { judgeUpgrade } from '../../lab-server/bridge/origin.ts';
import type { BridgeLimits } from '../../lab-server/config.ts';

export interface RunningBridge {
  readonly bridge: Bridge;
  readonly port: number;
  /** The server's ends of the TCP connections that became WebSockets, oldest first. */
  readonly ways: readonly Socket[];
  /** A bare WebSocket with the right Origin. */
  socket(): WebSocket;
  close(): Promise<void>;
}

/** A bridge on a port of its own; it is closed when the test is over. */
export async function startBridge(
  options: { services?: Service[]; limits?: Partial<BridgeLimits>; port?: number } = {},
): Promise<RunningBridge> {
  const bridge = createBridge({
    services: () => options.services ?? [],
    ...(options.limits ? { limits: options.limits } : {}),
  });
  const http = createHttpServer((_request, response) => response.end('site'));
  const ways: Socket[] = [];
  http.on('upgrade', (request, socket, head) => {
    ways.push(socket as Socket);
    if (judgeUpgrade(request, { hosts: new Set([`127.0.0.1:${port}`]) }).ok)
      bridge.handleUpgrade(request, socket, head);
    else socket.destroy();
  });
  http.listen(options.port ?? 0, '127.0.0.1');
  await once(http, 'listening');
  const { port } = http.address() as AddressInfo;
  let closed: Promise<void> | undefined;
  const close = (): Promise<void> => {
    closed ??= (async () => {
      http.close();
      await bridge.close();
      http.closeAllConnections();
    })();
    return closed;
  };
  onTestFinished(close);
  const socket = () => new WebSocket(`ws://127.0.0.1:${port}/bridge`, { origin: `http://127.0.0.1:${port}` });
  return { bridge, port, ways, socket, close };
}

export interface Page {
  readonly computer: ThisComputer;
  readonly log: EvidenceLog;
  facts<K extends Fact['kind']>(kind: K): Extract<Evidence, { kind: K }>[];
}

/** What a page makes of it; closed when the test is over. */
export async function openPage(running: Pick<RunningBridge, 'socket'>): Promise<Page> {
  const log = new EvidenceLog(() => performance.now());
  const world = { now: () => performance.now() };
  const computer = new ThisComputer({ connect: () => channelOf(running.socket()), log, world });
  onTestFinished(() => computer.close());
  await computer.ready();
  const facts = <K extends Fact['kind']>(kind: K) =>
    log.entries.filter((entry): entry is Extract<Evidence, { kind: K }> => entry.kind === kind);
  return { computer, log, facts };
}

/** A server outside the bridge, on a free port, listed as a service so that the bridge reaches it. */
export async function startPeer(
  serve: (socket: Socket) => void,
): Promise<{ port: number; service: Service; server: Server; sockets: Set<Socket> }> {
  const sockets = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
    serve(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  const { port } = server.address() as AddressInfo;
  return { port, service: { name: 'peer', kind: 'room', transport: 'tcp', port }, server, sockets };
}

export const text = (bytes: Uint8Array | null): string => (bytes === null ? '<end>' : new TextDecoder().decode(bytes));
export const bytes = (value: string): Uint8Array => new TextEncoder().encode(value);

/** Waits for something that events will bring about; fails with `what` after 5 s. */
export async function until(what: string, holds: () => boolean): Promise<void> {
  const deadline = performance.now() + 5_000;
  while (!holds()) {
    if (performance.now() > deadline) throw new Error(`never happened: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}
