import type { Connection } from '../../services/connection.ts';
import type { Workers } from './workers.ts';

/** S, A, Y and a blank, in any letter case, at the start of a line. */
const SAYS = /(^|\n)say /i;

/**
 * A connection whose lines and whose end are tasks for the workers, in their order.
 * @param sayMs how long the program computes for a piece in which somebody says something, ms
 */
export function throughWorkers(connection: Connection, workers: Workers, sayMs: number): Connection {
  const { peer } = connection;
  return {
    peer,
    get waiting() {
      return connection.waiting;
    },
    write: (bytes) => connection.write(bytes),
    end: () => connection.end(),
    destroy: () => connection.destroy(),
    pause: () => connection.pause(),
    resume: () => connection.resume(),
    onBytes(take) {
      connection.onBytes((bytes) => {
        const ms = sayMs > 0 && SAYS.test(new TextDecoder().decode(bytes)) ? sayMs : 0;
        workers.add({ peer, what: 'lines', ms, run: () => take(bytes) });
      });
    },
    onDrained: (drained) => connection.onDrained(drained),
    onEnd(ended) {
      connection.onEnd((how) => workers.add({ peer, what: 'goodbye', ms: 0, run: () => ended(how) }));
    },
  };
}
