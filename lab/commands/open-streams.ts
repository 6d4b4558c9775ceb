import type { Host, Stream } from '../host.ts';

const streams = new WeakMap<Host, Set<Stream>>();

/** The connections that commands of this page hold on a host, for `ss -K`. */
export const openStreams = (host: Host): ReadonlySet<Stream> => streams.get(host) ?? new Set();

/** Remembers a connection until both its directions are over. @returns the same stream */
export function held(host: Host, stream: Stream): Stream {
  const set = streams.get(host) ?? new Set();
  streams.set(host, set);
  set.add(stream);
  void stream.closed.then(() => set.delete(stream));
  return stream;
}
