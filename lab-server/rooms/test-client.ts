import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** A chat or lobby client for tests, on a real socket. Whoever opens it closes it: `await using`, or `drop()`. */
export class TestClient {
  readonly socket: Socket;
  /** Our own port; a closed socket has none any more. */
  readonly localPort: number;
  // A letter may be cut between two pieces.
  readonly #decoder = new TextDecoder();
  #text = '';
  #wake = new Set<() => void>();
  #over = false;
  error: string | undefined;

  private constructor(socket: Socket) {
    this.socket = socket;
    this.localPort = socket.localPort ?? 0;
    socket.on('data', (bytes) => {
      this.#text += this.#decoder.decode(bytes, { stream: true });
      this.#wakeAll();
    });
    socket.on('error', (error: NodeJS.ErrnoException) => {
      this.error = error.code;
    });
    socket.on('close', () => {
      this.#over = true;
      this.#wakeAll();
    });
  }

  static async connect(port: number, localAddress?: string, host = '127.0.0.1'): Promise<TestClient> {
    const socket = connect({ port, host, localAddress: localAddress ?? host });
    await once(socket, 'connect');
    return new TestClient(socket);
  }

  /** Connects and joins. @returns the client and its nick */
  static async join(port: number, password?: string): Promise<[TestClient, string]> {
    const client = await TestClient.connect(port);
    if (password !== undefined) client.say(`PASS ${password}`);
    const [, nick = ''] = await client.sees(/OK you=(\S+)\n/);
    return [client, nick];
  }

  get text(): string {
    return this.#text;
  }

  say(text: string): void {
    this.socket.write(`${text}\n`);
  }

  /** Resolves when the text so far matches. @throws when the connection ends first, or nothing comes for 5 s */
  async sees(pattern: RegExp, ms = 5_000): Promise<RegExpMatchArray> {
    const until = performance.now() + ms;
    for (;;) {
      const match = pattern.exec(this.#text);
      if (match !== null) return match;
      const left = until - performance.now();
      if (this.#over || left <= 0) throw new Error(`${pattern} was not seen in: ${this.#text.slice(-500)}`);
      await this.#change(left);
    }
  }

  /** Resolves when both directions are over. @returns all that came */
  async ended(ms = 5_000): Promise<string> {
    const until = performance.now() + ms;
    while (!this.#over) {
      const left = until - performance.now();
      if (left <= 0) throw new Error('the connection did not end');
      await this.#change(left);
    }
    return this.#text;
  }

  drop(): void {
    this.socket.destroy();
  }

  #wakeAll(): void {
    for (const wake of this.#wake) wake();
  }

  #change(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        this.#wake.delete(done);
        resolve();
      };
      const timer = setTimeout(done, ms);
      this.#wake.add(done);
    });
  }
}
