import { createSocket } from 'node:dgram';
import { get } from 'node:http';
import { type AddressInfo, createServer, connect as dial } from 'node:net';
import { networkInterfaces } from 'node:os';
import { afterEach, describe, expect, it } from 'vitest';
import type { SmallServer } from '../../lab/host.ts';
import type { Testimony } from '../bridge/witnesses.ts';
import { serveDatagrams } from './datagram-server.ts';
import { anySmallPorts } from './ports.ts';
import { type SmallServers, type SmallServersOptions, startSmallServers } from './small-servers.ts';

const opened: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0).reverse()) await close();
});

const start = async (options: Partial<SmallServersOptions> = {}) => {
  const told: Testimony[] = [];
  const logged: string[] = [];
  const servers = await startSmallServers({
    ports: anySmallPorts,
    witness: (testimony) => told.push(testimony),
    log: (line) => logged.push(line),
    ...options,
  });
  opened.push(() => servers.close());
  return { servers, told, logged };
};

const portOf = (servers: SmallServers, name: SmallServer, transport: 'tcp' | 'udp' = 'tcp'): number =>
  servers.services.find((service) => service.name === name && service.transport === transport)?.port ?? 0;

/** Sends, finishes, and reads to the end. */
const talk = (port: number, text: string, host = '127.0.0.1'): Promise<string> =>
  new Promise((resolve, reject) => {
    let heard = '';
    const socket = dial({ port, host }, () => socket.end(text));
    socket.on('data', (bytes) => {
      heard += bytes;
    });
    socket.on('end', () => resolve(heard)).on('error', reject);
  });

/** The first answer to a datagram, or null after `ms`. */
const ask = (port: number, text: string, ms = 300, from = 0): Promise<Buffer | null> =>
  new Promise((resolve) => {
    const socket = createSocket('udp4');
    const settle = (answer: Buffer | null): void => {
      clearTimeout(timer);
      socket.close();
      resolve(answer);
    };
    const timer = setTimeout(() => settle(null), ms);
    socket.once('message', settle);
    socket.bind(from, '127.0.0.1', () => socket.send(text, port, '127.0.0.1'));
  });

const hasIpv6 = Object.values(networkInterfaces()).some((rows) => rows?.some(({ address }) => address === '::1'));

describe('the small servers', () => {
  it('answer by TCP, and tell who came and how many bytes went by', async () => {
    const { servers, told } = await start();
    expect(await talk(portOf(servers, 'echo'), 'hello')).toBe('hello');
    expect(await talk(portOf(servers, 'discard'), 'hello')).toBe('');
    expect(await talk(portOf(servers, 'daytime'), '')).toMatch(/^\w+day, \w+ \d+, \d{4} \d\d:\d\d:\d\d-UTC\r\n$/);
    expect(await talk(portOf(servers, 'chargen'), '')).toMatch(/^ !"#\$%&'/);
    await expect.poll(() => told.filter(({ type }) => type === 'service-witness')).toHaveLength(8);
    const left = told.flatMap((one) =>
      one.type === 'service-witness' && one.what.event === 'left' ? [[one.service, one.what]] : [],
    );
    expect(Object.fromEntries(left)).toMatchObject({
      echo: { how: 'fin', received: 5, sent: 5 },
      discard: { how: 'fin', received: 5, sent: 0 },
      daytime: { how: 'fin', received: 0 },
    });
  });

  it('answer by UDP, one datagram for one', async () => {
    const { servers, told } = await start();
    expect((await ask(portOf(servers, 'echo', 'udp'), 'hello'))?.toString()).toBe('hello');
    expect(await ask(portOf(servers, 'discard', 'udp'), 'hello')).toBeNull();
    expect((await ask(portOf(servers, 'daytime', 'udp'), ''))?.toString()).toContain('UTC');
    expect((await ask(portOf(servers, 'chargen', 'udp'), ''))?.length).toBeLessThanOrEqual(512);
    expect(told).toHaveLength(4);
    expect(told[0]).toMatchObject({
      service: 'echo',
      transport: 'udp',
      what: { event: 'datagram', received: 5, sent: 5 },
    });
  });

  it.runIf(hasIpv6)('are on ::1 with the same numbers', async () => {
    const { servers, told } = await start();
    expect(await talk(portOf(servers, 'echo'), 'hello', '::1')).toBe('hello');
    expect(told[0]).toMatchObject({ peer: { address: '::1' } });
  });

  it('echo takes more than it can hold, from a peer that reads only at the end', async () => {
    const { servers, told } = await start();
    const size = 8_000_000;
    const socket = dial({ port: portOf(servers, 'echo'), host: '127.0.0.1' });
    socket.pause();
    socket.end(Buffer.alloc(size, 'x'));
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(told).toHaveLength(1);
    let heard = 0;
    socket.on('data', (bytes) => {
      heard += bytes.length;
    });
    socket.resume();
    await new Promise((resolve) => socket.once('end', resolve));
    expect(heard).toBe(size);
  });

  it('answer only so many datagrams a second', async () => {
    const { servers } = await start({ limits: { datagramsPerSecond: 1, datagramsBurst: 3 } });
    const port = portOf(servers, 'echo', 'udp');
    const socket = createSocket('udp4');
    opened.push(() => socket.close());
    let answers = 0;
    socket.on('message', () => {
      answers += 1;
    });
    for (let at = 0; at < 20; at += 1) socket.send('x', port, '127.0.0.1');
    await expect.poll(() => answers).toBe(3);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(answers).toBe(3);
  });

  it('do not answer a program that answers by itself, so that no two talk for ever', async () => {
    const heard: number[] = [];
    const server = await serveDatagrams({
      name: 'echo',
      host: '127.0.0.1',
      port: 0,
      perSecond: 10,
      burst: 10,
      now: () => 0,
      answer: (payload) => payload,
      answersItself: (from) => from.port === other,
      witness: (peer) => heard.push(peer.port),
      log: () => undefined,
    });
    opened.push(() => server.close());
    const socket = createSocket('udp4');
    opened.push(() => socket.close());
    await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
    const other = socket.address().port;
    socket.send('x', server.port, '127.0.0.1');
    expect(await ask(server.port, 'y')).not.toBeNull();
    expect(heard).toHaveLength(1);
    expect(heard).not.toContain(other);
  });

  it('turn away whom they have no place for, each in its own words', async () => {
    const { servers } = await start({ limits: { connections: 1 } });
    const first = dial({ port: portOf(servers, 'echo'), host: '127.0.0.1' });
    opened.push(() => first.destroy());
    await new Promise((resolve) => first.once('connect', resolve));
    expect(await talk(portOf(servers, 'web'), 'GET / HTTP/1.1\r\n')).toMatch(/^HTTP\/1\.1 503 /);
    expect(await talk(portOf(servers, 'daytime'), '')).toBe('');
  });

  it('let go of a connection on which nothing happens', async () => {
    const { servers } = await start({ limits: { idleMs: 50 } });
    const socket = dial({ port: portOf(servers, 'echo'), host: '127.0.0.1' });
    await new Promise((resolve) => socket.on('end', resolve).resume());
  });

  it('leave out the one whose port is taken, say which, and run the rest', async () => {
    const blocker = createServer();
    opened.push(() => blocker.close());
    await new Promise<void>((resolve) => blocker.listen(0, '127.0.0.1', resolve));
    const { port } = blocker.address() as AddressInfo;
    const { servers } = await start({ ports: { ...anySmallPorts, web: port } });
    expect(servers.leftOut.map((taken) => [taken.port, taken.purpose])).toEqual([[port, 'web']]);
    expect(servers.services.map(({ name }) => name)).not.toContain('web');
    expect(await talk(portOf(servers, 'echo'), 'hello')).toBe('hello');
  });

  it('free their ports within a second when they are closed', async () => {
    const { servers } = await start();
    const socket = dial({ port: portOf(servers, 'chargen'), host: '127.0.0.1' });
    socket.on('error', () => undefined);
    await new Promise((resolve) => socket.once('data', resolve));
    socket.pause();
    const began = performance.now();
    await servers.close();
    expect(performance.now() - began).toBeLessThan(1_000);
    await expect(talk(portOf(servers, 'echo'), '')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });
});

describe('the web server', () => {
  const fetched = (
    port: number,
    path: string,
    headers = {},
  ): Promise<{ status: number; bytes: number; text: string }> =>
    new Promise((resolve, reject) => {
      get({ port, host: '127.0.0.1', path, headers }, (response) => {
        let bytes = 0;
        let text = '';
        response.on('data', (piece: Buffer) => {
          bytes += piece.length;
          if (text.length < 1_000) text += piece;
        });
        response.on('end', () => resolve({ status: response.statusCode ?? 0, bytes, text }));
      }).on('error', reject);
    });

  it('is understood by another HTTP client, and tells what was asked by whom', async () => {
    const { servers, told } = await start();
    const port = portOf(servers, 'web');
    expect(await fetched(port, '/', { 'User-Agent': 'me/1' })).toMatchObject({ status: 200 });
    expect(await fetched(port, '/nothing')).toMatchObject({ status: 404 });
    expect(told).toMatchObject([
      {
        type: 'http-witness',
        port,
        request: { method: 'GET', path: '/', status: 200, headers: { 'user-agent': 'me/1' } },
      },
      { request: { path: '/nothing', status: 404 } },
    ]);
  });

  it('has exactly ten million bytes at /10mb', async () => {
    const { servers } = await start();
    expect(await fetched(portOf(servers, 'web'), '/10mb')).toMatchObject({ status: 200, bytes: 10_000_000 });
  });

  it('holds no more of it than a piece, for many readers that do not read', async () => {
    const { servers } = await start();
    const before = process.memoryUsage().arrayBuffers;
    const deaf = Array.from({ length: 50 }, () => {
      const socket = dial({ port: portOf(servers, 'web'), host: '127.0.0.1' });
      socket.pause();
      socket.write('GET /10mb HTTP/1.1\r\nHost: x\r\n\r\n');
      opened.push(() => socket.destroy());
      return socket;
    });
    await Promise.all(deaf.map((socket) => new Promise((resolve) => socket.once('connect', resolve))));
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(50 * 300_000);
  });
});
