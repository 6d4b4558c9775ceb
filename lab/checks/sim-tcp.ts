import type { SocketState } from '../host.ts';
import type { Check } from './check.ts';
import { simEvents } from './sim-events.ts';
import { missing, seen } from './verdict.ts';

/**
 * A TCP socket of a host was in this state.
 * @param port at either end, if it matters
 */
export function simTcp(scene: string, host: string, state: SocketState, port?: number): Check {
  const where = port === undefined ? host : `${host} (port ${port})`;
  const hasPort = (end: string | null): boolean => end?.endsWith(`:${port}`) === true;
  return (evidence) => {
    const changes = simEvents(evidence, scene, 'socket.changed').filter(
      (change) =>
        change.device === host &&
        change.transport === 'tcp' &&
        (port === undefined || hasPort(change.local) || hasPort(change.remote)),
    );
    const right = changes.filter((change) => change.state === state);
    const first = right[0];
    if (first !== undefined)
      return seen(
        `TCP at ${where} was ${state} (${first.cause}).`,
        right.map((change) => change.seq),
      );
    const last = changes.findLast((change) => change.state !== 'LISTEN');
    if (last === undefined) return missing(`No TCP connection at ${where} yet.`);
    return missing(`TCP at ${where} is ${last.state}. This step wants ${state}.`);
  };
}
