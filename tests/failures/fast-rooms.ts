import { startChat } from '../../lab-server/rooms/chat-server.ts';
import { takeOrders } from './load-process.ts';

// The rooms of lab-server in a process of their own, with one limit of config.ts lifted: how many lines a second one
// member may say. With it, no crowd that fits into a room can keep two cores busy; without it, the room's own speed is
// what is measured.

export type FastRoomOrders = {
  /** @returns the port of the open room */
  start(order: null): Promise<number>;
  /** How many connections were given up, by the reason that was logged. */
  dropped(order: null): Record<string, number>;
};

const dropped: Record<string, number> = {};

takeOrders<FastRoomOrders>({
  async start() {
    const chat = await startChat({
      chatPorts: { from: 0, to: 0 },
      lobbyPort: 0,
      limits: { room: { linesPerSecond: 1e6, burstLines: 1e6 } },
      log: (line) => {
        const reason = line.replace(/^.*: /, '');
        dropped[reason] = (dropped[reason] ?? 0) + 1;
      },
    });
    return chat.rooms().find(({ name }) => name === 'green')?.port ?? 0;
  },
  dropped: () => dropped,
});
