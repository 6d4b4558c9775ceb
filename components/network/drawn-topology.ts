import { cableName } from '../../lab/topology/check-names.ts';
import type { DeviceSpec, Topology } from '../../lab/topology/topology.ts';

/** What the drawing needs to know of a network; places in any unit, x to the right and y down. */
export interface DrawnTopology {
  readonly devices: readonly DrawnDevice[];
  readonly cables: readonly DrawnCable[];
}

export type DeviceLooks =
  | 'pc'
  | 'laptop'
  | 'server'
  | 'printer'
  | 'mainframe'
  | 'phone'
  | 'switch'
  | 'hub'
  | 'bridge'
  | 'router'
  | 'access-point'
  | 'firewall';

export interface DrawnDevice {
  readonly name: string;
  readonly kind: string;
  /** How it is drawn; from `kind` where it is left out. */
  readonly looks?: DeviceLooks;
  readonly at: Place;
}

export interface Place {
  readonly x: number;
  readonly y: number;
}

export interface DrawnCable {
  readonly name: string;
  /** Points: `pc1:eth0`. */
  readonly ends: readonly [string, string];
}

/**
 * The drawing of a lesson's topology. A router that filters is drawn as a firewall.
 * @param kindOf what stands there now, where a hand has replaced something
 */
export const drawnTopology = (
  { devices, cables }: Topology,
  kindOf: (device: string) => DeviceSpec['kind'] | null = () => null,
): DrawnTopology => ({
  devices: devices.map((device) => {
    const { name, at } = device;
    const kind = kindOf(name) ?? device.kind;
    const filters = device.kind === 'router' && device.firewall !== undefined;
    const looks = kind === 'host' ? (device.kind === 'host' && device.looks) || 'pc' : filters ? 'firewall' : kind;
    return { name, kind, at, looks };
  }),
  cables: cables.map((cable, index) => ({ name: cableName(cable, index), ends: cable.ends })),
});
