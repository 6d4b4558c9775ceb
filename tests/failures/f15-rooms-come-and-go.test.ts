import { connect } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { type ChatServer, startChat } from '../../lab-server/rooms/chat-server.ts';
import { TestClient } from '../../lab-server/rooms/test-client.ts';
import { kernelTells, socketsOf } from '../kernel-sockets.ts';
import { scaled } from './scale.ts';

// F15. Guests open rooms, come, leave, and the rooms go: a thousand times. The kernel then knows no listener more than
// before, and every port of the pool can be had again.

const pool = { from: 16_100, to: 16_139 };

let chat: ChatServer | undefined;
const clients = new Set<TestClient>();
afterEach(async () => {
  for (const client of clients) client.drop();
  clients.clear();
  await chat?.close('The test is over.');
});

const open = async (port: number): Promise<TestClient> => {
  const client = await TestClient.connect(port);
  clients.add(client);
  client.socket.once('close', () => clients.delete(client));
  return client;
};

/** Ports on which this process listens, as the kernel says; elsewhere those of the pool that answer. */
const listening = async (): Promise<number[]> => {
  if (kernelTells) {
    const ports = socketsOf(process.pid).filter((socket) => socket.listening);
    return ports
      .map(({ port }) => port)
      .filter((port) => port >= pool.from && port <= pool.to)
      .sort();
  }
  const answers: number[] = [];
  for (let port = pool.from; port <= pool.to; port += 1) if (await answersOn(port)) answers.push(port);
  return answers;
};

const answersOn = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });

it('leaves no listener behind after many rooms came and went', { timeout: 300_000 }, async () => {
  chat = await startChat({
    chatPorts: pool,
    lobbyPort: 0,
    limits: {
      lobby: { opensPerSecond: 1e6, opensBurst: 1e6, linesPerSecond: 1e6, burstLines: 1e6 },
      server: { emptyRoomMs: 100, connections: 3_000, connectionsPerAddress: 3_000 },
    },
  });
  const before = await listening();
  expect(before).toEqual([pool.from, pool.from + 1]);
  const lobby = await open(chat.lobbyPort);
  const rounds = scaled(100, 1_000);
  const together = 20;
  let most = 0;
  const visit = async (name: string, way: number): Promise<void> => {
    lobby.say(`OPEN ${name}${way % 2 === 0 ? '' : ' word'}`);
    const [, port] = await lobby.sees(new RegExp(`OK room=${name} port=(\\d+)`), 10_000);
    // Nobody comes; somebody leaves with BYE, with FIN, with a reset; somebody never gives the password.
    if (way % 5 === 0) return;
    // A guest who comes just too late finds it closed: one more way to come and go.
    const guest = await open(Number(port)).catch(() => undefined);
    if (!guest) return;
    if (way % 2 !== 0 && way % 5 !== 4) guest.say('PASS word');
    if (way % 5 === 1) guest.say('BYE');
    if (way % 5 === 2) await guest.sees(way % 2 === 0 ? /OK you=/ : /HELLO/);
    if (way % 5 === 2) guest.socket.resetAndDestroy();
    else guest.socket.end();
    await guest.ended();
  };
  for (let round = 0; round < rounds; round += together) {
    await Promise.all(Array.from({ length: together }, (_, at) => visit(`guest-${round + at}`, round + at)));
    most = Math.max(most, (await listening()).length);
    await expect.poll(() => chat?.rooms().length, { timeout: 10_000, interval: 5 }).toBe(2);
  }
  expect(most).toBeGreaterThan(before.length);
  await expect.poll(listening, { timeout: 10_000 }).toEqual(before);
  // The whole pool can be had: none of its ports is still held.
  for (let number = 0; number < pool.to - pool.from - 1; number += 1) lobby.say(`OPEN again-${number}`);
  await lobby.sees(new RegExp(`OK room=again-${pool.to - pool.from - 2} `));
});
