import { createSocket, type Socket as Udp } from 'node:dgram';
import { once } from 'node:events';
import { connect, createServer, type Server } from 'node:net';
import type { Service } from '../../lab/host.ts';

/** What one caller said to a service and heard of it. */
interface Talk {
  readonly service: string;
  readonly said: Buffer[];
  readonly heard: Buffer[];
}

/** Ports of which a page may call any; the lab's own programs take the lower ones. */
const first = 7_800;

/**
 * A wire with a witness in front of every service: who calls it, from the page or from outside, is recorded the same
 * way, by neither of them.
 */
export class Taps {
  readonly ports: Record<string, number> = {};
  readonly #talks: Talk[] = [];
  readonly #servers: (Server | Udp)[] = [];

  static async before(services: readonly Service[]): Promise<Taps> {
    const taps = new Taps();
    for (const [at, { name, port, transport }] of services.entries()) {
      if (transport === 'udp') continue;
      const own = first + at;
      taps.ports[name] = own;
      await taps.#stream(name, own, port);
      if (services.some((other) => other.name === name && other.transport === 'udp'))
        await taps.#datagrams(name, own, port);
    }
    return taps;
  }

  /** Forgets what was said so far. */
  forget(): void {
    this.#talks.length = 0;
  }

  /** Everything that was said, a caller after the other, without what differs from run to run. */
  get told(): readonly string[] {
    return this.#talks.map(({ service, said, heard }) => `${service}\n> ${plain(said)}\n< ${plain(heard)}`).sort();
  }

  close(): void {
    for (const server of this.#servers) server.close();
  }

  async #stream(service: string, own: number, port: number): Promise<void> {
    const server = createServer({ allowHalfOpen: true }, (caller) => {
      const talk: Talk = { service, said: [], heard: [] };
      this.#talks.push(talk);
      const onward = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
      caller.on('data', (chunk) => talk.said.push(chunk));
      onward.on('data', (chunk) => talk.heard.push(chunk));
      caller.on('error', () => onward.resetAndDestroy());
      onward.on('error', () => caller.resetAndDestroy());
      caller.pipe(onward);
      onward.pipe(caller);
    });
    server.listen(own, '127.0.0.1');
    await once(server, 'listening');
    this.#servers.push(server);
  }

  async #datagrams(service: string, own: number, port: number): Promise<void> {
    const server = createSocket('udp4');
    server.on('message', (payload, caller) => {
      const talk: Talk = { service: `${service} by datagram`, said: [payload], heard: [] };
      this.#talks.push(talk);
      const onward = createSocket('udp4');
      onward.on('message', (answer) => {
        talk.heard.push(answer);
        server.send(answer, caller.port, caller.address);
        onward.close();
      });
      onward.send(payload, port, '127.0.0.1');
    });
    server.bind(own, '127.0.0.1');
    await once(server, 'listening');
    this.#servers.push(server);
  }
}

/** Own ports, nicknames, and what a library adds to a request by itself are other each time. */
const plain = (pieces: readonly Buffer[]): string =>
  Buffer.concat(pieces)
    .toString('latin1')
    .replace(/127\.0\.0\.1:\d+/g, '127.0.0.1:PORT')
    .replace(/anon-[0-9a-z]+/g, 'anon-X')
    // How often a heart beats in a run depends on how long the run is.
    .replace(/^((?:WHO|HERE \d+ .*)\n)\1+/gm, '$1')
    .replace(/^(user-agent|date|accept-encoding|connection): .*\r?\n/gim, '');
