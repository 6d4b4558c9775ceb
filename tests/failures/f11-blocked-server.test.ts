import { afterEach, describe, expect, it, vi } from 'vitest';
import type { ThisComputer } from '../../lab/this-computer.ts';
import { startChat } from '../../lab-server/rooms/chat-server.ts';
import { TestClient } from '../../lab-server/rooms/test-client.ts';
import { nodePage, readUntil } from '../node-page.ts';
import { openPage, startBridge } from '../security/bridge-fixture.ts';
import { freePorts, killServers, startServer } from '../server-process.ts';
import { scaled } from './scale.ts';

// F11. The server stands still for 2 s: nobody is dropped by a timer of ours, neither the server's nor the page's.
// F14. The clock of the machine is set an hour forward or back: nothing happens.

const opened: (() => Promise<unknown> | unknown)[] = [];
afterEach(async () => {
  vi.useRealTimers();
  for (const close of opened.splice(0).reverse()) await close();
  killServers();
});

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const join = async (computer: ThisComputer, port: number) => {
  const stream = await computer.connect({ address: '127.0.0.1', port });
  await readUntil(stream, 'OK you=');
  return stream;
};

describe.skipIf(process.platform === 'win32')('a server that stands still for 2 s', () => {
  it('drops nobody, and no page gives it up, not even one that asks whether it is there', {
    timeout: 120_000,
  }, async () => {
    const server = startServer(['--port', '0', ...(await freePorts())]);
    const url = await server.url();
    const { green, blue, lobby } = server.ports;
    const pages = Array.from({ length: scaled(20, 100) }, () => nodePage(url));
    opened.push(() => {
      for (const { computer } of pages) computer.close();
    });
    const streams = await Promise.all(pages.map(({ computer }) => join(computer, green)));
    const [member] = await TestClient.join(green);
    const plain = [member, await TestClient.connect(blue), await TestClient.connect(lobby)];
    opened.push(() => {
      for (const client of plain) client.drop();
    });
    for (const client of plain) await client.sees(/HELLO/);
    for (let round = 0; round < scaled(1, 5); round += 1) {
      server.child.kill('SIGSTOP');
      // A page that comes back to the foreground asks at once.
      const answers = pages.map(({ computer }) => computer.check());
      member.say(`SAY after ${round}.`);
      await pause(2_000);
      server.child.kill('SIGCONT');
      expect(await Promise.all(answers)).not.toContain(false);
      for (const stream of streams) await readUntil(stream, `after ${round}.`);
      // Two sweeps of the rooms.
      await pause(2_500);
    }
    for (const { computer, log } of pages) {
      expect(computer.state).toBe('online');
      expect(log.entries.map(({ kind }) => kind)).not.toContain('host.lost');
    }
    expect(plain.map(({ socket }) => socket.closed)).toEqual([false, false, false]);
    expect(member.text).not.toContain('LEFT');
  });
});

describe.each([
  ['an hour forward', 3_600_000],
  ['an hour back', -3_600_000],
])('a clock that jumps %s', (_way, jump) => {
  it('disconnects nobody and slows nobody', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
    const chat = await startChat({ chatPorts: { from: 0, to: 0 }, lobbyPort: 0, limits: { room: { idleMs: 60_000 } } });
    opened.push(() => chat.close('The test is over.'));
    const green = chat.rooms().find(({ name }) => name === 'green')?.port ?? 0;
    const blue = chat.rooms().find(({ name }) => name === 'blue')?.port ?? 0;
    const services = [{ name: 'green', kind: 'room', transport: 'tcp', port: green }] as const;
    // A heartbeat every 50 ms, so that many fall after the jump.
    const running = await startBridge({ services: [...services], limits: { pingMs: 200, silenceMs: 1_000 } });
    const page = await openPage(running);
    const stream = await join(page.computer, green);
    const [member] = await TestClient.join(green);
    const knocking = await TestClient.connect(blue);
    const visitor = await TestClient.connect(chat.lobbyPort);
    opened.push(() => [member, knocking, visitor].map((client) => client.drop()));
    const before = Date.now();
    vi.setSystemTime(before + jump);
    expect(Math.abs(Date.now() - before)).toBeGreaterThan(3_500_000);
    // Two sweeps of the rooms, and many heartbeats.
    await pause(2_200);
    const heard = readUntil(stream, 'still here');
    const asked = performance.now();
    member.say('SAY still here');
    await heard;
    knocking.say('PASS first-hop');
    await knocking.sees(/OK you=/);
    visitor.say('ROOMS');
    await visitor.sees(/END/);
    expect(performance.now() - asked).toBeLessThan(1_000);
    expect(page.computer.state).toBe('online');
    expect(await page.computer.check()).toBe(true);
    expect(page.facts('host.lost')).toEqual([]);
    expect(chat.members).toBe(3);
  });
});
