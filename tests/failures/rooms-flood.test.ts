import { monitorEventLoopDelay } from 'node:perf_hooks';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type ChatOptions, type ChatServer, startChat } from '../../lab-server/rooms/chat-server.ts';
import { TestClient } from '../../lab-server/rooms/test-client.ts';
import { scaled } from './scale.ts';

// What strangers may do to a room: threats 14 and 15, failures F13 and F15. F1, F2 and F3 have files of their own.

const opened: (() => Promise<unknown> | unknown)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0).reverse()) await close();
});

const start = async (limits: ChatOptions['limits'] = {}) => {
  const chat = await startChat({
    chatPorts: { from: 0, to: 0 },
    lobbyPort: 0,
    limits,
  });
  opened.push(() => chat.close('The test is over.'));
  return { chat, blue: portOf(chat, 'blue'), green: portOf(chat, 'green') };
};

const portOf = (chat: ChatServer, name: string): number => chat.rooms().find((room) => room.name === name)?.port ?? 0;

const join = async (port: number, password?: string): Promise<TestClient> => {
  const [client] = await TestClient.join(port, password);
  opened.push(() => client.drop());
  return client;
};

/** Round trip of a line through the room, in ms. */
const echo = async (client: TestClient, mark: string): Promise<number> => {
  const before = performance.now();
  client.say(`SAY ${mark}`);
  await client.sees(new RegExp(`MSG \\S+ ${mark}\n`));
  return performance.now() - before;
};

describe('guessing passwords (threat 15)', () => {
  it('does not keep the event loop busy, and an honest member waits two seconds at most', async () => {
    const { blue } = await start();
    const delay = monitorEventLoopDelay({ resolution: 1 });
    const tries = scaled(5_000, 100_000);
    const guessers = 100;
    let denied = 0;
    delay.enable();
    // A guesser that hangs up early and comes again, as one does who was told that only the NO is slow.
    const guess = async (): Promise<void> => {
      while (denied < tries) {
        const client = await TestClient.connect(blue);
        for (let word = 0; word < 3; word++) client.say(`PASS guess-${word}`);
        await client.sees(/HELLO/);
        client.socket.resetAndDestroy();
        denied += 3;
      }
    };
    await Promise.all(Array.from({ length: guessers }, guess));
    delay.disable();
    expect(delay.percentile(99) / 1e6).toBeLessThan(20);
    const before = performance.now();
    await join(blue, 'first-hop');
    const waited = performance.now() - before;
    // The brake is on although no guesser waited for its answer.
    expect(waited).toBeGreaterThan(1_000);
    expect(waited).toBeLessThan(2_500);
  });
});

describe('noise on every port (threat 14, F13)', () => {
  it('ends nothing', async () => {
    const { chat, blue, green } = await start();
    const ann = await join(green);
    for (let round = 0; round < scaled(150, 5_000); round++) {
      const port = [blue, green, chat.lobbyPort][round % 3] ?? blue;
      const client = await TestClient.connect(port);
      const noise = Buffer.from(
        Array.from({ length: 1 + (round % 1_500) }, (_, at) => (round * 7_919 + at * at * 31) & 0xff),
      );
      client.socket.write(noise);
      if (round % 2 === 0) client.socket.resetAndDestroy();
      else client.socket.end();
      if (round % 2 === 1) await client.ended();
    }
    await echo(ann, 'still here');
  });
});

describe('rooms that come and go (F15)', () => {
  it('leave no listener and no socket behind', async () => {
    const { chat } = await start({
      lobby: { opensPerSecond: 1e6, opensBurst: 1e6, linesPerSecond: 1e6, burstLines: 1e6 },
      server: { emptyRoomMs: 1 },
    });
    const lobby = await TestClient.connect(chat.lobbyPort);
    opened.push(() => lobby.drop());
    const listeners = (): number => process.getActiveResourcesInfo().filter((each) => each === 'TCPServerWrap').length;
    const before = listeners();
    for (let round = 0; round < scaled(100, 1_000); round++) lobby.say(`OPEN guest-${round}`);
    await lobby.sees(new RegExp(`OK room=guest-${scaled(100, 1_000) - 1} `), 60_000);
    await vi.waitFor(() => expect(chat.rooms()).toHaveLength(2));
    await vi.waitFor(() => expect(listeners()).toBe(before));
  });
});
