import type { Connection } from '../../services/connection.ts';

/** What a room does about a member that does not read. */
export const slowPolicies = ['drop', 'wait', 'keep'] as const;
export type SlowPolicy = (typeof slowPolicies)[number];

/** Bytes that may wait in the room for one member, except where it keeps everything. */
export const MOST_WAITING = 64 * 1024;
/** A change in what waits that is worth a line in the log, bytes. */
const WORTH_TELLING = 64 * 1024;
const LOOK_MS = 20;

/** What waits inside a room, for all its members together: the memory that slow readers cost. */
export class WaitingBytes {
  readonly #connections = new Set<Connection>();
  readonly #tell: (bytes: number) => void;
  readonly #sleep: (ms: number) => Promise<void>;
  #told = 0;

  /** @param tell is given the sum, whenever it has changed much */
  constructor(tell: (bytes: number) => void, sleep: (ms: number) => Promise<void>) {
    this.#tell = tell;
    this.#sleep = sleep;
  }

  /** The same connection, counted. */
  watch(connection: Connection): Connection {
    this.#connections.add(connection);
    const gone = (): void => {
      this.#connections.delete(connection);
      this.#look();
    };
    return {
      peer: connection.peer,
      get waiting() {
        return connection.waiting;
      },
      write: (bytes) => {
        const taken = connection.write(bytes);
        this.#look();
        return taken;
      },
      end: () => connection.end(),
      destroy: () => {
        gone();
        connection.destroy();
      },
      pause: () => connection.pause(),
      resume: () => connection.resume(),
      onBytes: (take) => connection.onBytes(take),
      onDrained: (drained) => connection.onDrained(drained),
      onEnd: (ended) =>
        connection.onEnd((how) => {
          gone();
          ended(how);
        }),
    };
  }

  /** Resolves when every member has room: until then nobody is read, and the senders stand still. */
  async everybodyHasRoom(): Promise<void> {
    while ([...this.#connections].some(({ waiting }) => waiting > MOST_WAITING)) await this.#sleep(LOOK_MS);
  }

  #look(): void {
    let sum = 0;
    for (const { waiting } of this.#connections) sum += waiting;
    const far = Math.abs(sum - this.#told) >= WORTH_TELLING;
    if (!far && !(sum === 0 && this.#told > 0)) return;
    this.#told = sum;
    this.#tell(sum);
  }
}
