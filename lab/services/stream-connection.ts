import type { Stream } from '../host.ts';
import type { Connection } from './connection.ts';

/** Makes a stream of any host (through the bridge, or virtual) what a service takes. */
export function connectionOf(stream: Stream): Connection {
  let take = (_bytes: Uint8Array): void => {};
  let ended = (_how: 'fin' | 'rst' | 'local'): void => {};
  let drained = (): void => {};
  let waiting = 0;
  let over = false;
  let finishing = false;
  let destroyed = false;
  let paused: { readonly gate: Promise<void>; readonly open: () => void } | undefined;
  let writes: Promise<void> = Promise.resolve();

  const end = (how: 'fin' | 'rst' | 'local'): void => {
    if (over) return;
    over = true;
    ended(how);
  };
  // Whatever breaks a stream (a reset, the bridge gone) is for the service the same: this peer did not say goodbye.
  const broken = (): void => end(destroyed ? 'local' : 'rst');

  async function read(): Promise<void> {
    for (let bytes = await stream.read(); bytes !== null; bytes = await stream.read()) {
      if (paused !== undefined) await paused.gate;
      if (over) return;
      take(bytes);
    }
    if (paused !== undefined) await paused.gate;
    end('fin');
  }
  // The service sets its listeners in the same turn, so reading starts after it.
  queueMicrotask(() => {
    read().catch(broken);
  });

  return {
    peer: stream.remote,
    get waiting() {
      return waiting;
    },
    write(bytes) {
      if (destroyed || finishing) return false;
      waiting += bytes.length;
      writes = writes
        .then(() => stream.write(bytes))
        .then(() => {
          waiting -= bytes.length;
          if (waiting === 0 && !over) drained();
        }, broken);
      return true;
    },
    end() {
      if (finishing) return;
      finishing = true;
      writes = writes.then(() => stream.end());
      writes.catch(broken);
    },
    destroy() {
      if (destroyed) return;
      destroyed = true;
      stream.reset();
      end('local');
    },
    pause() {
      if (paused !== undefined) return;
      let open = (): void => {};
      const gate = new Promise<void>((resolve) => {
        open = resolve;
      });
      paused = { gate, open };
    },
    resume() {
      paused?.open();
      paused = undefined;
    },
    onDrained(listener) {
      drained = listener;
    },
    onBytes(listener) {
      take = listener;
    },
    onEnd(listener) {
      ended = listener;
    },
  };
}
