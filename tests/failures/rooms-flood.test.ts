import { monitorEventLoopDelay } from 'node:perf_hooks';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type ChatOptions, type ChatServer, startChat } from '../../lab-server/rooms/chat-server.ts';
import { TestClient } from '../../lab-server/rooms/test-client.ts';
import { scaled } from './scale.ts';

// What strangers may do to a room: threats 7, 8, 9, 14 and 15, failures F1, F2, F3 and F15.

const opened: (() => Promise<unknown> | unknown)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0).reverse()) await close();
});

const start = async (limits: ChatOptions['limits'] = {}) => {
  const logged: string[] = [];
  const chat = await startChat({
    chatPorts: { from: 0, to: 0 },
    lobbyPort: 0,
    limits,
    log: (line) => logged.push(line),
  });
  opened.push(() => chat.close('The test is over.'));
  return { chat, logged, blue: portOf(chat, 'blue'), green: portOf(chat, 'green') };
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

const percentile = (values: number[], share: number): number =>
  values.sort((a, b) => a - b)[Math.floor(values.length * share)] ?? Number.NaN;

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

describe('a reader that does not read (threat 7, F1)', () => {
  it('is dropped with a reason while the others lose nothing', async () => {
    const { green, logged, chat } = await start({
      room: { linesPerSecond: 1e6, burstLines: 1e6, waitingBytes: 65_536 },
    });
    const deaf = await Promise.all(Array.from({ length: scaled(5, 100) }, () => join(green)));
    for (const client of deaf) client.socket.pause();
    const [ann, bob] = [await join(green), await join(green)];
    let received = 0;
    bob.socket.on('data', (bytes) => {
      received += bytes.length;
    });
    const before = process.memoryUsage().rss;
    const text = 'x'.repeat(900);
    let sent = 0;
    for (let round = 0; chat.members > 2 && round < 400; round++) {
      for (let line = 0; line < 64; line++) ann.say(`SAY ${text}`);
      sent += 64;
      await vi.waitFor(() => expect(received).toBeGreaterThanOrEqual(sent * 900), { timeout: 5_000, interval: 1 });
    }
    expect(chat.members).toBe(2);
    expect(logged.filter((line) => line.includes('too much waits for it'))).toHaveLength(deaf.length);
    await vi.waitFor(() => expect(bob.text.match(/^LEFT /gm)).toHaveLength(deaf.length));
    expect(bob.text.match(/^MSG /gm)).toHaveLength(sent);
    expect((process.memoryUsage().rss - before) / 2 ** 20).toBeLessThan(256);
  });
});

describe('a line without end (threat 9, F3)', () => {
  it('is cut with a reason, costs no memory, and nobody else notices', async () => {
    const { green } = await start();
    const ann = await join(green);
    const flooder = await join(green);
    const before = process.memoryUsage();
    const chunk = Buffer.alloc(65_536, 0x61);
    let sent = 0;
    const pump = (): void => {
      while (!flooder.socket.destroyed && sent < 2 ** 30) {
        sent += chunk.length;
        if (!flooder.socket.write(chunk)) return void flooder.socket.once('drain', pump);
      }
    };
    pump();
    await flooder.sees(/ERR line-too-long .*\n(?:.*\n)*ERR line-too-long This line does not end/);
    await echo(ann, 'still here');
    await flooder.ended();
    expect(sent).toBeLessThan(64 * 2 ** 20);
    expect((process.memoryUsage().heapUsed - before.heapUsed) / 2 ** 20).toBeLessThan(32);
  });
});

describe('a flood of connections (threat 8, F2)', () => {
  it('loses no line of those who are in, and they hardly wait', async () => {
    const { blue, green } = await start();
    const ann = await join(green);
    const knock = async (): Promise<void> => {
      const client = await TestClient.connect(blue);
      client.socket.resetAndDestroy();
    };
    const waits: number[] = [];
    const rounds = scaled(20, 200);
    for (let round = 0; round < rounds; round++) {
      const knocks = Promise.all(Array.from({ length: 100 }, knock));
      waits.push(await echo(ann, `line ${round}`));
      await knocks;
      // Within the rate of the room.
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    expect(waits).toHaveLength(rounds);
    expect(percentile(waits, 0.5)).toBeLessThan(200);
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
