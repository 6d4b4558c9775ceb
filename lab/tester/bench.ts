import type { Endpoint, Host, Stream } from '../host.ts';
import { SocketError } from '../host.ts';
import { Failed } from './failed.ts';
import { Peer, type TesterClock } from './peer.ts';

/** What the tester needs of a computer. */
export type TesterHost = Pick<Host, 'connect' | 'listen'>;

export interface BenchOptions {
  readonly host: TesterHost;
  /** Where the program under test listens. */
  readonly at: Endpoint;
  /** The password of the room; none for an open one. */
  readonly password?: string | undefined;
  readonly clock: TesterClock;
  readonly signal: AbortSignal;
  /** How long a line may take, ms. */
  readonly patience: number;
}

/** A bench of a run: it remembers the messages of the checks before. */
export interface RunOptions extends BenchOptions {
  readonly stale: Set<string>;
}

/** Somebody in the room. */
export interface Member {
  readonly peer: Peer;
  readonly nick: string;
}

/** How long those who leave may take, ms: the next check begins with an empty room. */
const LEAVING_MS = 1_000;
const NOBODY = new Uint8Array(0);

/** The room under test, as one check sees it: it connects, and leaves nobody behind. */
export class Bench {
  readonly options: RunOptions;
  readonly #peers: Peer[] = [];

  constructor(options: RunOptions) {
    this.options = options;
  }

  get clock(): TesterClock {
    return this.options.clock;
  }

  /** A new connection. @throws Failed when nobody accepts it */
  async connect(): Promise<Peer> {
    const { host, at, signal } = this.options;
    const stream = await host.connect(at, { signal }).catch((problem: unknown): never => {
      signal.throwIfAborted();
      throw notAccepted(problem);
    });
    return this.adopt(new Peer(stream, this.options));
  }

  /** A connection that somebody else made. */
  adopt(peer: Peer): Peer {
    this.#peers.push(peer);
    return peer;
  }

  /** A new connection that was greeted. */
  async greeted(): Promise<Peer> {
    const peer = await this.connect();
    await peer.expect('HELLO chat/1 room=<name> auth=<auth>');
    return peer;
  }

  /** Somebody new in the room. */
  async join(): Promise<Member> {
    const peer = await this.greeted();
    return { peer, nick: await this.enter(peer) };
  }

  /** Goes in with the right password. @returns the nickname */
  async enter(peer: Peer): Promise<string> {
    const { password } = this.options;
    if (password !== undefined) await peer.say(`PASS ${password}`);
    const { nick = '' } = await peer.expect('OK you=<nick>', password === undefined ? NO_PASSWORD : undefined);
    return nick;
  }

  /** That the room goes on: a newcomer gets in, and talks with itself. @throws Failed */
  async goesOn(because: string): Promise<void> {
    try {
      const { peer, nick } = await this.join();
      await peer.say('SAY still here');
      await peer.await(`MSG ${nick} still here`);
    } catch (problem) {
      throw problem instanceof Failed ? new Failed({ ...problem.facts, because }) : problem;
    }
  }

  /** Everybody leaves, and the room gets the time to notice. */
  async close(): Promise<void> {
    for (const { heard } of this.#peers) for (const message of heard) this.options.stale.add(message);
    const leaving = this.#peers.map(({ stream }) => leave(stream));
    await Promise.race([Promise.all(leaving), this.clock.sleep(LEAVING_MS)]);
  }
}

const NO_PASSWORD = 'The tester was given no password. If the room has one: test-my server … --password word';

function leave(stream: Stream): Promise<unknown> {
  stream.close();
  return stream.closed;
}

function notAccepted(problem: unknown): Failed {
  if (!(problem instanceof SocketError)) throw problem;
  return new Failed({
    sent: 'a connection',
    expected: 'to be accepted',
    came: NOBODY,
    ending: problem.code === 'ECONNRESET' ? 'rst' : 'open',
    wrongAt: null,
    because: `${problem.code}: ${problem.message}`,
  });
}
