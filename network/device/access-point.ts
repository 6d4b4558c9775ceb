import { Hub } from '../link/hub.ts';
import type { Port } from '../link/port.ts';
import { defaultQuality } from '../link/quality.ts';
import type { World } from '../link/world.ts';
import type { Mac } from '../wire/address.ts';
import { Switch } from './switch.ts';

/**
 * An access point: stations share one half-duplex medium, the air, and a bridge joins it to the wire at `eth0`.
 * Stations are plugged into w1, w2 …; what the plug is called is their association. The air here is a hub with
 * collision detection; a real one avoids collisions and acknowledges frames (IEEE 802.11 cl. 10.3), which is not shown.
 */
export class AccessPoint {
  readonly name: string;
  readonly #air: Hub;
  readonly #bridge: Switch;

  /** @param stationCount places for stations @param rate of the air, bits/s; 54 Mb/s unless said (802.11g) */
  constructor(world: World, name: string, stationCount: number, rate = 54_000_000) {
    this.name = name;
    this.#bridge = new Switch(world, name, 2, { labels: ['eth0', 'wlan0'] });
    this.#air = new Hub(world, name, stationCount + 1, { rate, label: 'w', first: 0 });
    const quality = { ...defaultQuality, delay: 0 };
    this.#air.attach(`${name}-radio`, this.#bridge.port('wlan0'), this.#air.port('w0'), quality, true);
  }

  /** `eth0` is the wire, `w1` … are places in the air. @throws Error if there is no such port */
  port(label: string): Port {
    return label === 'eth0' ? this.#bridge.port(label) : this.#air.port(label);
  }

  get ports(): readonly Port[] {
    return [this.#bridge.port('eth0'), ...this.#air.ports.slice(1)];
  }

  table(): { readonly mac: Mac; readonly port: string; readonly age: number }[] {
    return this.#bridge.table();
  }
}
