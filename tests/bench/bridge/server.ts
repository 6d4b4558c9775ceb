import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, connect, createServer, type Server } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { WebSocketServer } from 'ws';
import type { Service } from '../../../lab/host.ts';
import { createBridge } from '../../../lab-server/bridge/bridge.ts';
import { startChat } from '../../../lab-server/rooms/chat-server.ts';

// The measured process: the bridge, a chat room, a TCP echo, and two bare WebSocket servers to compare with.

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;
const portOf = (server: { address(): AddressInfo | string | null }): number => (server.address() as AddressInfo).port;

async function listening<S extends Server | ReturnType<typeof createHttpServer>>(server: S): Promise<S> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

const echo = await listening(
  createServer({ noDelay: true }, (socket) => socket.on('error', () => undefined).pipe(socket)),
);

const bare = await listening(createHttpServer());
new WebSocketServer({ server: bare, perMessageDeflate: false }).on('connection', (socket) => {
  socket.on('message', (data) => socket.send(data, { binary: true }));
});

/** The least that can be between a WebSocket and a TCP echo: no flow control, no limits, one socket. */
const relay = await listening(createHttpServer());
new WebSocketServer({ server: relay, perMessageDeflate: false }).on('connection', (socket) => {
  const tcp = connect({ port: portOf(echo), host: '127.0.0.1', noDelay: true });
  tcp.on('data', (data) => socket.send(data));
  tcp.on('error', () => socket.terminate());
  socket.on('message', (data) => tcp.write(data as Buffer));
  socket.on('close', () => tcp.destroy());
});

const chat = await startChat({
  chatPorts: { from: 0, to: 0 },
  lobbyPort: 0,
  witness: (room, port, peer, what) => bridge.witness({ type: 'witness', room, port, peer, what }),
});
const service = (name: string, port: number): Service => ({ name, kind: 'room', transport: 'tcp', port });
const services = [service('echo', portOf(echo)), ...chat.rooms().map((room) => service(room.name, room.port))];
const bridge = createBridge({ services: () => services });
const site = await listening(createHttpServer());
site.on('upgrade', (request, socket, head) => bridge.handleUpgrade(request, socket, head));

process.on('message', (question) => {
  if (question === 'stop') process.exit(0);
  collectGarbage();
  const { user, system } = process.cpuUsage();
  const { rss, heapUsed, external } = process.memoryUsage();
  process.send?.({ cpuMs: (user + system) / 1_000, rss, held: heapUsed + external, sessions: bridge.sessions });
});
process.send?.({
  bridge: portOf(site),
  bare: portOf(bare),
  relay: portOf(relay),
  echo: portOf(echo),
  green: chat.rooms().find((room) => room.name === 'green')?.port ?? 0,
});
