import type { Link } from '../../network/link/link.ts';
import type { Network } from '../topology/network.ts';

/** The programs of a device, which come and go with its power. */
interface Programs {
  up(device: string): void;
  down(device: string): void;
}

/** Which devices of a network are switched off. Off: cables dead, programs gone; leases and tables stay until it is on. */
export class PowerSwitches {
  readonly #programs: Programs;
  /** By device, the cables that died with it. */
  readonly #off = new Map<string, readonly Link[]>();

  constructor(programs: Programs) {
    this.#programs = programs;
  }

  isOff(device: string): boolean {
    return this.#off.has(device);
  }

  turn(network: Network, name: string, on: boolean): void {
    const dead = this.#off.get(name);
    if (on === (dead === undefined)) return;
    const device = network.device(name);
    const hasPrograms = device.kind === 'host' || device.kind === 'router';
    if (on) {
      this.#off.delete(name);
      for (const link of dead ?? []) link.mend();
      if (hasPrograms) this.#programs.up(name);
      return;
    }
    const links = network.cablesOf(name).filter((link) => link.up);
    this.#off.set(name, links);
    for (const link of links) link.cut();
    this.#programs.down(name);
    if (!hasPrograms) return;
    for (const socket of [...device.stack.tcp.sockets]) {
      if ('abort' in socket) socket.abort();
      else socket.close();
    }
    for (const socket of [...device.stack.udp.sockets]) socket.close();
    device.stack.arp.flush();
  }

  /** For a new run. */
  reset(): void {
    this.#off.clear();
  }
}
