import { AccessPoint } from '../../network/device/access-point.ts';
import { Bridge } from '../../network/device/bridge.ts';
import { Switch } from '../../network/device/switch.ts';
import { Hub } from '../../network/link/hub.ts';
import type { World } from '../../network/link/world.ts';
import { second } from '../../network/time/clock.ts';
import type { Macs } from './macs.ts';
import { makeStation } from './make-station.ts';
import type { NetworkDevice } from './network.ts';
import type { DeviceSpec } from './topology.ts';

/** One device as its specification says, with nothing plugged in. @throws TopologyProblem */
export function makeDevice(spec: DeviceSpec, world: World, macs: Macs): NetworkDevice {
  const { name } = spec;
  switch (spec.kind) {
    case 'host':
    case 'router':
      return makeStation(spec, world, macs);
    case 'switch': {
      const device = new Switch(world, name, spec.ports, {
        mac: macs.give(name),
        ...(spec.spanningTree === undefined ? {} : { spanningTree: spec.spanningTree }),
        ...(spec.ageing === undefined ? {} : { ageing: spec.ageing * second }),
      });
      return { kind: spec.kind, name, spec, device, port: (label) => device.port(label) };
    }
    case 'bridge': {
      const device = new Bridge(world, name, { mac: macs.give(name) });
      return { kind: spec.kind, name, spec, device, port: (label) => device.port(label) };
    }
    case 'access-point': {
      const device = new AccessPoint(world, name, spec.stations);
      return { kind: spec.kind, name, spec, device, port: (label) => device.port(label) };
    }
    case 'hub': {
      const device = new Hub(world, name, spec.ports);
      return { kind: spec.kind, name, spec, device, port: (label) => device.port(label) };
    }
  }
}
