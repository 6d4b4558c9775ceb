import type { Channel } from './bridge/channel.ts';
import type { Hello } from './bridge/messages.ts';
import type { EvidenceLog } from './evidence/log.ts';
import type {
  ConnectOptions,
  DatagramOptions,
  DatagramSocket,
  Door,
  Endpoint,
  Host,
  InterfaceRow,
  Listener,
  Service,
  SocketTable,
  Stream,
} from './host.ts';
import { SocketError } from './host.ts';
import { ownName } from './own-name.ts';
import { type AnswerDesk, AnswerDesks } from './this-computer/answer-desks.ts';
import { BridgeSockets } from './this-computer/bridge-sockets.ts';
import { noHost } from './this-computer/no-host.ts';
import { Questions } from './this-computer/questions.ts';
import { sameFamily, spelled } from './this-computer/spelled.ts';
import { type Clock, Way, type WayState } from './this-computer/way.ts';

export interface ThisComputerOptions {
  /** Opens a new way to the lab server: `() => channelOf(new WebSocket(url))`. */
  readonly connect: () => Channel;
  /** Everything that happens to the sockets is appended here. */
  readonly log: EvidenceLog;
  /** `now`: milliseconds that only go forward. `after` is the world's timer unless a test gives its own. */
  readonly world: { now(): number; after?: Clock['after'] };
  /** Numbers for sockets in the evidence, increasing; shared where several hosts write to one log. */
  readonly nextId?: () => number;
}

/**
 * This computer: real sockets of its operating system, opened by the lab server for this page. It reconnects by itself.
 * Sockets do not survive a lost way: their streams end `lost`, calls reject with NO-HOST.
 */
export class ThisComputer implements Host {
  readonly name = 'this computer';
  readonly kind = 'this-computer';
  readonly device = null;
  readonly #way: Way;
  readonly #sockets: BridgeSockets;
  readonly #questions: Questions;
  readonly #desks: AnswerDesks;
  readonly #log: EvidenceLog;
  readonly #listeners = new Set<(state: WayState) => void>();
  #hello: Hello | null = null;

  constructor({ connect, log, world, nextId = counter() }: ThisComputerOptions) {
    this.#log = log;
    const now = (): number => world.now();
    const after = world.after ? (ms: number, run: () => void) => world.after?.(ms, run) ?? noTimer : timer;
    this.#way = new Way(
      connect,
      { now, after },
      {
        state: (state) => {
          for (const listener of this.#listeners) listener(state);
        },
        greeted: (hello) => this.#greeted(hello),
        message: (message) => {
          if (!this.#questions.take(message) && !this.#desks.take(message)) this.#sockets.take(message);
        },
        frame: (frame) => this.#sockets.frame(frame),
        lost: () => this.#lost(),
      },
    );
    this.#sockets = new BridgeSockets(this.#way, log, nextId);
    this.#questions = new Questions(this.#way);
    this.#desks = new AnswerDesks(this.#way);
  }

  get state(): WayState {
    return this.#way.state;
  }

  /** Why it is offline, where there is more to say than that nobody answers. */
  get trouble(): string | undefined {
    return this.#way.trouble;
  }

  /** What the lab server said of itself, latest greeting; null before the first. */
  get hello(): Hello | null {
    return this.#hello;
  }

  /** @returns the way to stop. */
  onState(listener: (state: WayState) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Resolves when the lab server has greeted. @throws SocketError NO-HOST when the try under way fails */
  ready(): Promise<void> {
    return this.#way.ready();
  }

  /** The page became visible or the network came back: try now, not at the end of the wait. */
  wake(): void {
    this.#way.wake();
  }

  /** After sleep: asks whether the lab server is still there, and reconnects if it does not answer within 4 s. */
  check(): Promise<boolean> {
    return this.#way.check();
  }

  /** Lets everything go and stays offline. */
  close(): void {
    this.#way.close();
  }

  /** A desk at the lab server where a thread of this page can wait for answers. @throws SocketError NO-HOST, EMFILE */
  async openDesk(): Promise<AnswerDesk> {
    await this.#way.ready();
    return this.#desks.open();
  }

  async connect(to: Endpoint, { from, signal }: ConnectOptions = {}): Promise<Stream> {
    signal?.throwIfAborted();
    const remote = spelled(to);
    const source = from === undefined ? {} : { from: spelled({ address: from, port: 0 }).address };
    if (source.from !== undefined) sameFamily(source.from, remote.address);
    await this.#online('connect', 'tcp', remote, signal);
    return this.#sockets.connect({ to: remote, ...source }, signal);
  }

  async listen(at: Endpoint): Promise<Listener> {
    const local = spelled(at);
    await this.#online('listen', 'tcp', local);
    return this.#sockets.listen(local);
  }

  async couldListen(at: Endpoint): Promise<Endpoint> {
    const local = spelled(at);
    await this.#online('bind', 'tcp', local);
    return this.#sockets.couldListen(local);
  }

  async bind(at: Endpoint, peer?: Endpoint, options: DatagramOptions = {}): Promise<DatagramSocket> {
    const local = spelled(at);
    const remote = peer === undefined ? {} : { peer: spelled(peer) };
    if (remote.peer) sameFamily(local.address, remote.peer.address);
    await this.#online('bind', 'udp', local);
    return this.#sockets.bind({ at: local, ...remote, ...options });
  }

  async sockets(): Promise<SocketTable> {
    await this.#way.ready();
    return (await this.#questions.ask('sockets')).table;
  }

  async interfaces(): Promise<readonly InterfaceRow[]> {
    await this.#way.ready();
    return (await this.#questions.ask('interfaces')).rows;
  }

  async services(): Promise<readonly Service[]> {
    await this.#way.ready();
    return (await this.#questions.ask('services')).services;
  }

  /** Names are not looked up here: the lab server opens sockets, it does not ask name servers. */
  async resolve(name: string): Promise<string> {
    return ownName(name);
  }

  async tryDoors(): Promise<readonly Door[]> {
    await this.#way.ready();
    return (await this.#questions.ask('doors')).doors;
  }

  async filesOpenForWriting(): Promise<number | null> {
    await this.#way.ready();
    return (await this.#questions.ask('open-files')).count;
  }

  /** In a class: tells the teacher where this seat is. `lesson` '' ends it. Nothing is told while there is no way. */
  tell(lesson: string, step: string): void {
    this.#way.say({ type: 'tell', lesson, step });
  }

  /** A call that finds no lab server failed like any other, and the evidence says so. */
  async #online(
    call: 'connect' | 'listen' | 'bind',
    transport: 'tcp' | 'udp',
    at: Endpoint,
    signal?: AbortSignal,
  ): Promise<void> {
    try {
      await this.#way.ready();
    } catch (error) {
      const code = error instanceof SocketError ? error.code : 'NO-HOST';
      this.#log.append({ kind: 'socket.failed', call, transport, at, code });
      throw error;
    }
    signal?.throwIfAborted();
  }

  #greeted(hello: Hello): void {
    const again = this.#hello !== null;
    this.#hello = hello;
    if (again) this.#log.append({ kind: 'host.back' });
  }

  #lost(): void {
    this.#log.append({ kind: 'host.lost' });
    this.#sockets.lost();
    this.#questions.fail(noHost());
    this.#desks.lost();
  }
}

const noTimer = (): void => undefined;

const timer: Clock['after'] = (ms, run) => {
  const handle = setTimeout(run, ms);
  return () => clearTimeout(handle);
};

function counter(): () => number {
  let last = 0;
  return () => ++last;
}
