import { connect } from 'node:net';
import type { Door, InterfaceRow, Service } from '../../lab/host.ts';
import type { BridgeLimits } from '../config.ts';
import { readInterfaces } from '../kernel/interfaces.ts';
import { codeOf } from './socket-errors.ts';

type DoorLimits = Pick<BridgeLimits, 'doorAddresses' | 'doorRooms' | 'doorMs'>;

/**
 * Whether a room answers depends on the address at which it is called. A page may call loopback addresses only, so the
 * lab server calls its own rooms at this computer's own addresses, and at nothing else: a page names neither.
 */
export class OwnDoors {
  readonly #services: () => readonly Service[];
  readonly #limits: DoorLimits;
  readonly #interfaces: () => readonly InterfaceRow[];
  #trying: Promise<readonly Door[]> | null = null;

  constructor(
    services: () => readonly Service[],
    limits: DoorLimits,
    interfaces = (): InterfaceRow[] => readInterfaces(),
  ) {
    this.#services = services;
    this.#limits = limits;
    this.#interfaces = interfaces;
  }

  /** Whoever asks while doors are being tried gets the same answers, so that many pages cost one round. */
  tried(): Promise<readonly Door[]> {
    this.#trying ??= this.#try().finally(() => {
      this.#trying = null;
    });
    return this.#trying;
  }

  #try(): Promise<readonly Door[]> {
    const rooms = this.#services()
      .filter(({ kind }) => kind === 'room')
      .slice(0, this.#limits.doorRooms);
    const addresses = this.#interfaces()
      .flatMap((row) =>
        row.addresses
          .filter(({ family, scope }) => family === 'inet' && scope !== 'link')
          .map(({ address }) => ({ address, interface: row.name })),
      )
      .slice(0, this.#limits.doorAddresses);
    return Promise.all(
      addresses.flatMap((at) =>
        rooms.map(
          async ({ name: room, port }): Promise<Door> => ({
            room,
            ...at,
            port,
            answer: await this.#call(at.address, port),
          }),
        ),
      ),
    );
  }

  #call(host: string, port: number): Promise<Door['answer']> {
    return new Promise((resolve) => {
      const tcp = connect({ host, port, family: 4 });
      const done = (answer: Door['answer']): void => {
        resolve(answer);
        tcp.destroy();
      };
      tcp.setTimeout(this.#limits.doorMs, () => done('ETIMEDOUT'));
      tcp.on('error', (error) => done(codeOf(error)));
      tcp.once('connect', () => done('open'));
    });
  }
}
