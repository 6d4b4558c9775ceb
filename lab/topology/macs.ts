import { type Mac, parseMac } from '../../network/wire/address.ts';
import { TopologyProblem } from './problem.ts';
import type { InterfaceSpec } from './topology.ts';

/** 00-00-5E-00-53-00 … FF are for documentation. RFC 7042 §2.1.2. */
const documentation: Mac = 0x00_00_5e_00_53_00;

/**
 * Hands out MAC addresses. An interface with 192.168.1.20 gets …-53-20, so that learners find it again; where that is
 * taken, or there is no address, the next free number from 80 (hexadecimal) on.
 */
export class Macs {
  readonly #taken = new Map<Mac, string>();
  #next = 0x80;

  /** One that the topology asks for. @throws TopologyProblem */
  reserve(text: string, where: string): Mac {
    const mac = readMac(text, where);
    const holder = this.#taken.get(mac);
    if (holder !== undefined && holder !== where)
      throw new TopologyProblem('mac-taken', `${where}: ${holder} has the MAC address ${text} already.`);
    this.#taken.set(mac, where);
    return mac;
  }

  /** One for an interface, or (without `spec`) for the inside of a switch. */
  give(where: string, spec: InterfaceSpec = {}): Mac {
    if (spec.mac !== undefined) return this.reserve(spec.mac, where);
    const last = /\.(\d{1,2})\//.exec(spec.address ?? '')?.[1];
    const wanted = last === undefined ? null : documentation + Number.parseInt(last, 16);
    if (wanted !== null && !this.#taken.has(wanted)) {
      this.#taken.set(wanted, where);
      return wanted;
    }
    // Past …FF the block is used up; what follows is still nobody's in these networks.
    while (this.#taken.has(documentation + this.#next)) this.#next += 1;
    const mac = documentation + this.#next;
    this.#taken.set(mac, where);
    return mac;
  }
}

/** @throws TopologyProblem */
export function readMac(text: string, where: string): Mac {
  const mac = parseMac(text);
  if (mac === null)
    throw new TopologyProblem('bad-mac', `${where}: ${text} is no MAC address. One looks like 00-00-5E-00-53-10.`);
  return mac;
}
