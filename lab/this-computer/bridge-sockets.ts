import type { Frame } from '../bridge/frames.ts';
import type { PageMessage, ServerMessage } from '../bridge/messages.ts';
import type { EvidenceLog } from '../evidence/log.ts';
import {
  type DatagramOptions,
  type DatagramSocket,
  type Endpoint,
  type Listener,
  SocketError,
  type Stream,
} from '../host.ts';
import { BridgeDatagrams } from './bridge-datagrams.ts';
import { BridgeListener } from './bridge-listener.ts';
import { BridgeStream } from './bridge-stream.ts';
import { noHost } from './no-host.ts';
import type { WayPort } from './port.ts';
import { whenAborted } from './when-aborted.ts';

type Request = Extract<PageMessage, { type: 'connect' | 'listen' | 'bind' }>;
type Of<T extends ServerMessage['type']> = Extract<ServerMessage, { type: T }>;
type Opened = Of<'opened' | 'listening' | 'bound'>;

/** A connect, listen or bind that the lab server has not answered yet. */
interface Pending {
  readonly request: Request;
  opened(message: Opened): void;
  failed(error: SocketError): void;
}

/** The sockets that this page holds on this computer, by their numbers on the bridge. */
export class BridgeSockets {
  readonly #way: WayPort;
  readonly #nextId: () => number;
  readonly #pending = new Map<number, Pending>();
  readonly #streams = new Map<number, BridgeStream>();
  readonly #listeners = new Map<number, BridgeListener>();
  readonly #datagrams = new Map<number, BridgeDatagrams>();

  constructor(way: Omit<WayPort, 'log'>, log: EvidenceLog, nextId: () => number) {
    this.#way = { say: (message) => way.say(message), frame: (bytes) => way.frame(bytes), room: () => way.room(), log };
    this.#nextId = nextId;
  }

  connect(options: { to: Endpoint; from?: string }, signal?: AbortSignal): Promise<Stream> {
    const id = this.#nextId();
    return this.#open({ type: 'connect', socket: id, ...options }, signal, (message) => {
      const ends = { local: message.local, remote: options.to };
      const stream = new BridgeStream(id, id, ends, this.#way);
      this.#streams.set(id, stream);
      this.#way.log.append({ kind: 'tcp.opened', socket: id, ...ends, role: 'client' });
      return stream;
    });
  }

  listen(at: Endpoint): Promise<Listener> {
    const id = this.#nextId();
    return this.#open({ type: 'listen', socket: id, at }, undefined, ({ local }) => {
      const listener = new BridgeListener(id, local, this.#way, () => this.#listeners.delete(id));
      this.#listeners.set(id, listener);
      this.#way.log.append({ kind: 'tcp.listening', socket: id, local });
      return listener;
    });
  }

  /** A listener that is closed again at once. The log hears of it only if it does not come to be. */
  couldListen(at: Endpoint): Promise<Endpoint> {
    const id = this.#nextId();
    return this.#open(
      { type: 'listen', socket: id, at },
      undefined,
      ({ local }) => {
        this.#way.say({ type: 'close', socket: id });
        return local;
      },
      'bind',
    );
  }

  bind(options: { at: Endpoint; peer?: Endpoint } & DatagramOptions): Promise<DatagramSocket> {
    const id = this.#nextId();
    return this.#open({ type: 'bind', socket: id, ...options }, undefined, (message) => {
      const { local } = message;
      const receiveBuffer = message.type === 'bound' ? message.receiveBuffer : undefined;
      const kind = { onDemand: options.onDemand === true, ...(receiveBuffer !== undefined && { receiveBuffer }) };
      const datagrams = new BridgeDatagrams(id, local, this.#way, () => this.#datagrams.delete(id), kind);
      this.#datagrams.set(id, datagrams);
      this.#way.log.append({ kind: 'udp.bound', socket: id, local, ...(options.peer && { peer: options.peer }) });
      return datagrams;
    });
  }

  frame(frame: Frame): void {
    if (frame.type === 'data') this.#streams.get(frame.socket)?.arrived(frame.payload);
    else if (frame.type === 'datagram') this.#datagrams.get(frame.socket)?.arrived(frame.peer, frame.payload);
  }

  /** A message for a socket that this page has already let go crossed that on the way, and is ignored. */
  take(message: ServerMessage): void {
    switch (message.type) {
      case 'opened':
      case 'listening':
      case 'bound':
        return this.#pending.get(message.socket)?.opened(message);
      case 'failed':
        return this.#pending.get(message.socket)?.failed(new SocketError(message.code, message.saying));
      case 'accepted':
        return this.#accepted(message);
      case 'end':
        return this.#streams.get(message.socket)?.peerEnded();
      case 'credit':
        return this.#streams.get(message.socket)?.credited(message.amount);
      case 'closed':
        this.#streams.get(message.socket)?.ended(message.how, message.by, message.code);
        this.#streams.delete(message.socket);
        return;
      case 'sent':
        return this.#datagrams.get(message.socket)?.sent(message.count);
      case 'unsent':
        return this.#datagrams.get(message.socket)?.unsent(new SocketError(message.code, message.saying));
      case 'trouble':
        return this.#datagrams.get(message.socket)?.trouble(new SocketError(message.code, message.saying));
      case 'dropped':
        return this.#datagrams.get(message.socket)?.droppedBefore(message.count);
      case 'witness': {
        const { room, port, peer, what } = message;
        this.#way.log.append({ kind: 'room.witness', room, port, peer, what });
        return;
      }
      case 'service-witness': {
        const { service, transport, port, peer, what } = message;
        this.#way.log.append({ kind: 'service.witness', service, transport, port, peer, what });
        return;
      }
      case 'http-witness': {
        const { port, peer, request } = message;
        this.#way.log.append({ kind: 'http.request', port, peer, ...request });
        return;
      }
      default:
        return;
    }
  }

  /** The way to the lab server broke, and with it everything that hung on it. */
  lost(): void {
    for (const { failed } of [...this.#pending.values()]) failed(noHost());
    for (const socket of [...this.#streams.values(), ...this.#listeners.values(), ...this.#datagrams.values()]) {
      socket.lost();
    }
    this.#streams.clear();
  }

  #accepted({ listener: listenerId, socket, local, remote }: Of<'accepted'>): void {
    const listener = this.#listeners.get(listenerId);
    if (!listener) return this.#way.say({ type: 'reset', socket });
    const stream = new BridgeStream(socket, this.#nextId(), { local, remote }, this.#way);
    this.#streams.set(socket, stream);
    const opened = { socket: stream.id, local, remote, role: 'server', listener: listenerId } as const;
    this.#way.log.append({ kind: 'tcp.opened', ...opened });
    listener.accepted(stream);
  }

  /** @param call what the program asked for, where that is not what the bridge was asked */
  #open<S>(request: Request, signal: AbortSignal | undefined, make: (message: Opened) => S, call?: 'bind'): Promise<S> {
    const { socket: id } = request;
    return new Promise<S>((resolve, reject) => {
      const settle = (): void => {
        this.#pending.delete(id);
        calledOff?.();
      };
      const giveUp = (): void => {
        settle();
        this.#way.say({ type: 'close', socket: id });
        reject(signal?.reason);
      };
      this.#pending.set(id, {
        request,
        opened: (message) => {
          settle();
          resolve(make(message));
        },
        failed: (error) => {
          settle();
          this.#way.log.append({ kind: 'socket.failed', ...placeOf(request), ...(call && { call }), code: error.code });
          reject(error);
        },
      });
      const calledOff = signal && whenAborted(signal, giveUp);
      this.#way.say(request);
    });
  }
}

function placeOf(request: Request) {
  const { type: call } = request;
  const transport: 'tcp' | 'udp' = call === 'bind' ? 'udp' : 'tcp';
  return { call, transport, at: request.type === 'connect' ? request.to : request.at };
}
