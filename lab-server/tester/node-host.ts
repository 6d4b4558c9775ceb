import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { type Endpoint, type Listener, SocketError, type Stream } from '../../lab/host.ts';
import type { TesterHost } from '../../lab/tester/bench.ts';
import { codeOf } from '../bridge/socket-errors.ts';
import { NodeStream } from './node-stream.ts';

/** This computer, for the tester in a real shell: sockets of its own process, to wherever the person says. */
export class NodeHost implements TesterHost {
  #lastId = 0;

  async connect({ address, port }: Endpoint): Promise<Stream> {
    const socket = connect({ host: address, port, allowHalfOpen: true, noDelay: true });
    try {
      await once(socket, 'connect');
    } catch (error) {
      throw new SocketError(codeOf(error), `${address}:${port} did not accept the connection.`);
    }
    return new NodeStream(++this.#lastId, socket);
  }

  async listen({ address, port }: Endpoint): Promise<Listener> {
    const server = createServer({ allowHalfOpen: true, noDelay: true });
    const waiting: Socket[] = [];
    server.on('connection', (socket) => waiting.push(socket));
    server.listen({ host: address, port, exclusive: true });
    try {
      await once(server, 'listening');
    } catch (error) {
      throw new SocketError(codeOf(error), `${address}:${port} could not be had.`);
    }
    const accept = async (signal?: AbortSignal): Promise<Stream> => {
      for (;;) {
        const socket = waiting.shift();
        if (socket !== undefined) return new NodeStream(++this.#lastId, socket);
        await once(server, 'connection', signal === undefined ? {} : { signal });
      }
    };
    return { id: ++this.#lastId, local: { address, port }, accept, close: () => server.close() };
  }
}
