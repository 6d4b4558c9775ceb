import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { afterEach, describe, expect, it } from 'vitest';
import { TestClient } from '../../lab-server/rooms/test-client.ts';
import { isLoopback, kernelTells, socketsOf } from '../kernel-sockets.ts';
import { nodePage } from '../node-page.ts';
import { freePorts, killServers, type ServerProcess, startServer } from '../server-process.ts';

// Threat 5. Whatever the server opens, at its start and later for guests and pages, nobody outside this machine reaches.

const hasIpv6 = Object.values(networkInterfaces()).some((rows) => rows?.some(({ address }) => address === '::1'));
const opened: (() => void)[] = [];
afterEach(() => {
  for (const close of opened.splice(0)) close();
  killServers();
});

interface Busy {
  readonly server: ServerProcess;
  /** TCP. */
  readonly ports: readonly number[];
  readonly udp: readonly number[];
  /** Those of the small servers, which are on ::1 as well. */
  readonly small: readonly number[];
  /** What a page opened on ::1 alone. */
  readonly six: readonly number[];
}

/** A server that has opened all it can: page, lobby, rooms, a guest's room, a page's listeners and UDP socket. */
const busyServer = async (): Promise<Busy> => {
  const server = startServer(['--port', '0', ...(await freePorts())]);
  const url = await server.url();
  const lobby = await TestClient.connect(server.ports.lobby);
  opened.push(() => lobby.drop());
  lobby.say('OPEN secret-garden');
  const [, guest] = await lobby.sees(/OK room=secret-garden port=(\d+)/);
  const { computer } = nodePage(url);
  opened.push(() => computer.close());
  const listener = await computer.listen({ address: '127.0.0.1', port: 0 });
  const second = await computer.listen({ address: '127.0.0.9', port: 0 });
  const udp = await computer.bind({ address: '127.0.0.1', port: 0 });
  const six = hasIpv6 ? [(await computer.listen({ address: '::1', port: 0 })).local.port] : [];
  const { lobby: lobbyPort, blue, green, echo } = server.ports;
  const small = Array.from({ length: 5 }, (_, at) => echo + at);
  const ports = [Number(new URL(url).port), lobbyPort, blue, green, Number(guest), listener.local.port];
  // Echo, discard, daytime and chargen by UDP too; the fifth is the web server.
  const datagrams = [udp.local.port, ...small.slice(0, 4)];
  return { server, ports: [...ports, second.local.port, ...small], small, six, udp: datagrams };
};

describe('every port of a running server', () => {
  it.runIf(kernelTells)('is bound to loopback only, says the kernel', async () => {
    const { server, ports, udp, small, six } = await busyServer();
    const sockets = socketsOf(server.child.pid ?? 0);
    const listening = sockets.filter((socket) => socket.listening);
    const ofFamily = (rows: typeof sockets, isSix: boolean): number[] =>
      rows.flatMap(({ address, port }) => ((address.length === 32) === isSix ? [port] : [])).sort();
    expect(ofFamily(listening, false)).toEqual([...ports].sort());
    const datagrams = sockets.filter(({ transport }) => transport === 'udp');
    expect(ofFamily(datagrams, false)).toEqual([...udp].sort());
    // On ::1, where the machine has it, the small servers, what a page opened there, and nothing else.
    expect([...small, ...six]).toEqual(expect.arrayContaining(ofFamily(listening, true)));
    expect(small).toEqual(expect.arrayContaining(ofFamily(datagrams, true)));
    expect(sockets.filter((socket) => !isLoopback(socket))).toEqual([]);
  });

  it('does not answer on any other address of this machine', async () => {
    const { ports, small, six } = await busyServer();
    const outside = Object.values(networkInterfaces())
      .flatMap((rows) => rows ?? [])
      .filter(({ internal, scopeid }) => !internal && !scopeid)
      .map(({ address }) => address);
    const reached: string[] = [];
    for (const host of [...outside, '::1']) {
      const open = host === '::1' ? ports.filter((port) => !small.includes(port)) : ports;
      for (const port of [...open, ...six]) if (await reaches(host, port)) reached.push(`${host} ${port}`);
    }
    // What a page opened on ::1 answers there, and nowhere else.
    expect(reached).toEqual(six.map((port) => `::1 ${port}`));
  });

  it('is not opened wider because a page asks for it', async () => {
    const { server } = await busyServer();
    const { computer } = nodePage(await server.url());
    opened.push(() => computer.close());
    for (const address of ['0.0.0.0', '::', '::ffff:0.0.0.0', '*', '']) {
      const listener = await computer.listen({ address, port: 0 }).catch(() => null);
      const socket = await computer.bind({ address, port: 0 }).catch(() => null);
      if (kernelTells) expect(socketsOf(server.child.pid ?? 0).filter((each) => !isLoopback(each))).toEqual([]);
      expect([listener?.local.address ?? '127.0.0.1', socket?.local.address ?? '127.0.0.1']).toEqual(
        Array(2).fill(expect.stringMatching(/^127\./)),
      );
    }
  });
});

const reaches = (host: string, port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ host, port });
    const done = (reached: boolean): void => {
      socket.destroy();
      resolve(reached);
    };
    socket.setTimeout(1_000, () => done(false));
    socket.once('connect', () => done(true));
    socket.once('error', () => done(false));
  });
