import { createServer, type Server } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type ChatOptions, type ChatServer, startChat } from './chat-server.ts';
import { PortTaken } from './port-taken.ts';
import { TestClient } from './test-client.ts';

const opened: (() => Promise<unknown> | unknown)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0).reverse()) await close();
});

const start = async (options: Partial<ChatOptions> = {}) => {
  const witnessed: string[] = [];
  const logged: string[] = [];
  const chat = await startChat({
    chatPorts: { from: 0, to: 0 },
    lobbyPort: 0,
    witness: (room, port, peer, event) => {
      witnessed.push(`${room} ${port === portOf(chat, room)} ${peer.port} ${Object.values(event).join(' ')}`);
    },
    log: (line) => logged.push(line),
    ...options,
  });
  opened.push(() => chat.close('The test is over.'));
  return { chat, witnessed, logged, blue: portOf(chat, 'blue'), green: portOf(chat, 'green') };
};

const portOf = (chat: ChatServer, name: string): number => chat.rooms().find((room) => room.name === name)?.port ?? 0;

const client = async (port: number, from?: string): Promise<TestClient> => {
  const connected = await TestClient.connect(port, from);
  opened.push(() => connected.drop());
  return connected;
};

const member = async (port: number, password?: string): Promise<[TestClient, string]> => {
  const [joined, nick] = await TestClient.join(port, password);
  opened.push(() => joined.drop());
  return [joined, nick];
};

const listenOn = async (port: number): Promise<void> => {
  const server = await hold(port);
  opened.push(() => server.close());
};

/** The first of `count` ports in a row that are free just now. */
const freePorts = async (count: number): Promise<number> => {
  for (;;) {
    const first = 20_000 + Math.floor(Math.random() * 10_000);
    const held = await Promise.allSettled(Array.from({ length: count }, (_, at) => hold(first + at)));
    const servers = held.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
    await Promise.all(servers.map((server) => new Promise((done) => server.close(done))));
    if (servers.length === count) return first;
  }
};

const hold = (port: number): Promise<Server> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ port, host: '127.0.0.1' }, () => resolve(server));
  });

describe('the chat server', () => {
  it('opens the lobby, blue with a password and green without', async () => {
    const { chat } = await start();
    const lobby = await client(chat.lobbyPort);
    lobby.say('ROOMS');
    const text = (await lobby.sees(/END\n/)).input;
    expect(text).toMatch(/^HELLO lobby\/1\nROOM /);
    expect(text).toMatch(new RegExp(`ROOM blue port=${portOf(chat, 'blue')} auth=password here=0\n`));
    expect(text).toMatch(new RegExp(`ROOM green port=${portOf(chat, 'green')} auth=open here=0\n`));
  });

  it('brings two people together, and witnesses it without their words', async () => {
    const { chat, blue, witnessed } = await start();
    const [ann, nick] = await member(blue, 'first-hop');
    const [bob] = await member(blue, 'first-hop');
    ann.say('SAY secret marker');
    await bob.sees(new RegExp(`MSG ${nick} secret marker\n`));
    await ann.sees(new RegExp(`MSG ${nick} secret marker\n`));
    expect(chat.members).toBe(2);
    ann.say('BYE');
    expect(await ann.ended()).toMatch(/\nBYE\n$/);
    await bob.sees(new RegExp(`LEFT ${nick}\n`));
    const peer = ann.localPort;
    expect(witnessed.filter((each) => each.includes(`${peer}`))).toEqual([
      `blue true ${peer} greeted`,
      `blue true ${peer} joined ${nick} 1`,
      `blue true ${peer} delivered 2`,
      `blue true ${peer} left bye`,
    ]);
    expect(witnessed.join()).not.toContain('marker');
  });

  it('answers everything that came before a FIN, with `nc -N` in mind', async () => {
    const { blue, witnessed } = await start();
    const pipe = await client(blue);
    pipe.socket.end('PASS first-hop\r\nSAY one\r\nSAY two\r\n');
    expect(await pipe.ended()).toMatch(/OK you=(\S+)\nMSG \1 one\nMSG \1 two\n$/);
    expect(witnessed.at(-1)).toMatch(/left fin$/);
  });

  it('sees a reset for what it is', async () => {
    const { green, witnessed } = await start();
    const [ann] = await member(green);
    const [bob] = await member(green);
    ann.socket.resetAndDestroy();
    await bob.sees(/LEFT /);
    expect(witnessed.at(-1)).toMatch(/left rst$/);
  });

  it.runIf(process.platform === 'linux')('listens on 127.0.0.1 only', async () => {
    const { blue } = await start();
    // The same port is free on every other address.
    const other = createServer();
    await new Promise<void>((resolve, reject) => {
      other.once('error', reject);
      other.listen({ port: blue, host: '127.0.0.2' }, resolve);
    });
    other.close();
  });

  it.each(['lobby', 'room blue', 'room green'])(
    'says so when the port of the %s is taken, and leaves nothing open',
    async (purpose) => {
      const base = await freePorts(4);
      const port = { lobby: base, 'room blue': base + 1, 'room green': base + 2 }[purpose] ?? 0;
      await listenOn(port);
      const starting = startChat({ chatPorts: { from: base + 1, to: base + 9 }, lobbyPort: base });
      await expect(starting).rejects.toEqual(new PortTaken(port, purpose));
      await expect(starting).rejects.toMatchObject({ port, purpose });
      for (const free of [base, base + 1, base + 2]) if (free !== port) await listenOn(free);
    },
  );

  it('opens a guest’s room on the next free port, passing over a program of the learner', async () => {
    const from = await freePorts(5);
    const { chat } = await start({ chatPorts: { from, to: from + 4 }, lobbyPort: 0 });
    await listenOn(from + 2);
    const lobby = await client(chat.lobbyPort);
    lobby.say('OPEN tea earl-grey\nOPEN blue\nOPEN coffee\nOPEN cocoa');
    const [, tea, coffee] = await lobby.sees(
      /OK room=tea port=(\d+)\nERR name-taken .*\nOK room=coffee port=(\d+)\nERR no-port-left/,
    );
    expect([tea, coffee].map(Number)).toEqual([from + 3, from + 4]);
    const [, nick] = await member(from + 3, 'earl-grey');
    expect(nick).toMatch(/^anon-/);
    expect(chat.rooms().map((room) => room.name)).toEqual(['blue', 'green', 'tea', 'coffee']);
  });

  it('closes a guest’s room and its port some time after the last member left, not sooner', async () => {
    const { chat } = await start({ limits: { server: { emptyRoomMs: 150 } } });
    const lobby = await client(chat.lobbyPort);
    lobby.say('OPEN tea');
    const [, port] = await lobby.sees(/OK room=tea port=(\d+)/);
    const [ann] = await member(Number(port));
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(chat.rooms().map((room) => room.name)).toContain('tea');
    ann.say('BYE');
    await ann.ended();
    await vi.waitFor(() => expect(chat.rooms()).toHaveLength(2));
    await expect(TestClient.connect(Number(port))).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    expect(
      chat
        .rooms()
        .map((room) => room.name)
        .sort(),
    ).toEqual(['blue', 'green']);
  });

  it('counts all loopback addresses as one, and turns away politely what is too much', async () => {
    const { green } = await start({ limits: { server: { connectionsPerAddress: 2 } } });
    const [ann] = await member(green);
    await client(green);
    const third = await client(green, process.platform === 'linux' ? '127.0.0.3' : '127.0.0.1');
    expect(await third.ended()).toMatch(/^ERR room-full .*\n$/);
    ann.drop();
    await vi.waitFor(async () => {
      const again = await client(green);
      await again.sees(/OK you=/, 500);
    });
  });

  it('tells everybody when it stops, and stops in time though a member does not read', async () => {
    const { chat, green, blue } = await start();
    const [ann] = await member(green);
    const knocking = await client(blue);
    await knocking.sees(/HELLO/);
    const lobby = await client(chat.lobbyPort);
    await lobby.sees(/HELLO/);
    const [deaf] = await member(green);
    deaf.socket.pause();
    const before = performance.now();
    await chat.close('The server is stopping.');
    expect(performance.now() - before).toBeLessThan(1_500);
    for (const each of [ann, knocking, lobby]) expect(await each.ended()).toMatch(/\nBYE The server is stopping\.\n$/);
    expect([ann, knocking, lobby].map((each) => each.error)).toEqual([undefined, undefined, undefined]);
    await expect(TestClient.connect(green)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });
});
