import type { AccessPoint } from '../../network/device/access-point.ts';
import type { Bridge } from '../../network/device/bridge.ts';
import type { DhcpClient } from '../../network/device/dhcp-client.ts';
import type { DhcpServer } from '../../network/device/dhcp-server.ts';
import type { StubResolver } from '../../network/device/dns-stub.ts';
import type { Firewall } from '../../network/device/firewall.ts';
import type { Nat } from '../../network/device/nat.ts';
import type { Rip } from '../../network/device/rip.ts';
import type { Switch } from '../../network/device/switch.ts';
import { plug } from '../../network/link/cable.ts';
import type { Hub } from '../../network/link/hub.ts';
import type { Link } from '../../network/link/link.ts';
import type { Port } from '../../network/link/port.ts';
import type { World } from '../../network/link/world.ts';
import type { Stack } from '../../network/stack/stack.ts';
import { cableName, portLabels } from './check-names.ts';
import type { Macs } from './macs.ts';
import { makeDevice } from './make-device.ts';
import { TopologyProblem } from './problem.ts';
import type { DeviceSpec, HostSpec, RouterSpec, Topology } from './topology.ts';

/** A device of a network with all its parts, for consoles and commands. */
export type NetworkDevice = Station | Bridging | Repeating;

/** What has an IP stack. */
export interface Station {
  readonly kind: 'host' | 'router';
  readonly name: string;
  readonly spec: HostSpec | RouterSpec;
  readonly stack: Stack;
  readonly rip: Rip | null;
  readonly nat: Nat | null;
  readonly firewall: Firewall | null;
  readonly dhcpServer: DhcpServer | null;
  /** By interface; those that ask for an address (from the start, or since `dhclient`). */
  readonly dhcpClients: Map<string, DhcpClient>;
  /** The hosts file: name in lower case to address. */
  readonly hosts: Map<string, string>;
  /** Asks the name servers; its `servers` may be changed, by a lease or by hand. */
  readonly resolver: StubResolver;
  port(label: string): Port;
}

export type Bridging =
  | {
      readonly kind: 'switch';
      readonly name: string;
      readonly spec: DeviceSpec;
      readonly device: Switch;
      port(label: string): Port;
    }
  | {
      readonly kind: 'bridge';
      readonly name: string;
      readonly spec: DeviceSpec;
      readonly device: Bridge;
      port(label: string): Port;
    }
  | {
      readonly kind: 'access-point';
      readonly name: string;
      readonly spec: DeviceSpec;
      readonly device: AccessPoint;
      port(label: string): Port;
    };

export interface Repeating {
  readonly kind: 'hub';
  readonly name: string;
  readonly spec: DeviceSpec;
  readonly device: Hub;
  port(label: string): Port;
}

/** Devices and cables by name, as they are plugged together now. */
export class Network {
  readonly topology: Topology;
  readonly world: World;
  readonly devices = new Map<string, NetworkDevice>();
  readonly cables = new Map<string, Link>();
  readonly #macs: Macs;

  /** For `build`. */
  constructor(topology: Topology, world: World, macs: Macs) {
    this.topology = topology;
    this.world = world;
    this.#macs = macs;
    for (const spec of topology.devices) this.devices.set(spec.name, makeDevice(spec, world, macs));
    for (const [at, cable] of topology.cables.entries()) {
      const [a, b] = cable.ends;
      const name = cableName(cable, at);
      try {
        const link = plug(world, name, this.#port(a), this.#port(b), cable.quality ?? {});
        if (cable.cut) link.cut();
        this.cables.set(name, link);
      } catch (problem) {
        if (problem instanceof RangeError) throw new TopologyProblem('bad-quality', `${name}: ${problem.message}`);
        throw problem;
      }
    }
  }

  /** @throws TopologyProblem */
  device(name: string): NetworkDevice {
    const device = this.devices.get(name);
    if (device === undefined) throw new TopologyProblem('unknown-device', `There is no device ${name} here.`);
    return device;
  }

  /** @throws TopologyProblem for a device without an IP stack too */
  station(name: string): Station {
    const device = this.device(name);
    if (device.kind !== 'host' && device.kind !== 'router')
      throw new TopologyProblem('unknown-device', `${name} is a ${device.kind}: it has no IP stack.`);
    return device;
  }

  /** @throws TopologyProblem */
  cable(name: string): Link {
    const link = this.cables.get(name);
    if (link === undefined) throw new TopologyProblem('unknown-device', `There is no cable ${name} here.`);
    return link;
  }

  /** The cables plugged into a device. */
  cablesOf(device: string): readonly Link[] {
    return [...this.cables.values()].filter((link) => link.ends.some((port) => port.device === device));
  }

  /**
   * Puts another device in the place of one, with every cable where it was (ports of the same label).
   * @throws TopologyProblem if the new one lacks a port that is in use
   */
  replace(name: string, spec: DeviceSpec): void {
    const labels = portLabels(spec);
    const links = this.cablesOf(name);
    for (const { ends } of links)
      for (const { device, label } of ends)
        if (device === name && !labels.includes(label))
          throw new TopologyProblem('unknown-port', `A ${spec.kind} in the place of ${name} has no port ${label}.`);
    const plugged = links.map((link) => ({
      name: link.name,
      quality: link.quality,
      cut: !link.up,
      ends: link.ends.map((port) => port.name),
    }));
    for (const link of links) link.unplug();
    this.devices.set(name, makeDevice(spec, this.world, this.#macs));
    for (const { name: cable, quality, cut, ends } of plugged) {
      const link = plug(this.world, cable, this.#port(ends[0] ?? ''), this.#port(ends[1] ?? ''), quality);
      if (cut) link.cut();
      this.cables.set(cable, link);
    }
  }

  #port(name: string): Port {
    const [device = '', label = ''] = name.split(':');
    return this.device(device).port(label);
  }
}
