import type { Ipv4 } from '../../wire/address.ts';
import type { Connection } from './connection.ts';

/** All connections, found by both ports in one step and then by addresses: the key must cost nothing per segment. */
export class Connections {
  readonly #byPorts = new Map<number, Connection[]>();

  find(local: Ipv4, localPort: number, remote: Ipv4, remotePort: number): Connection | null {
    const same = this.#byPorts.get(localPort * 65_536 + remotePort);
    if (same)
      for (const connection of same)
        if (connection.remote.address === remote && connection.local.address === local) return connection;
    return null;
  }

  add(connection: Connection): void {
    const key = keyOf(connection);
    const same = this.#byPorts.get(key);
    if (same) same.push(connection);
    else this.#byPorts.set(key, [connection]);
  }

  remove(connection: Connection): void {
    const key = keyOf(connection);
    const left = this.#byPorts.get(key)?.filter((other) => other !== connection) ?? [];
    if (left.length > 0) this.#byPorts.set(key, left);
    else this.#byPorts.delete(key);
  }

  get all(): Connection[] {
    return [...this.#byPorts.values()].flat().sort((a, b) => a.id - b.id);
  }
}

const keyOf = ({ local, remote }: Connection): number => local.port * 65_536 + remote.port;
