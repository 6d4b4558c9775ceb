import { describe, expect, it } from 'vitest';
import { worldOf } from '../../network/link/world.ts';
import { Clock } from '../../network/time/clock.ts';
import { Random } from '../../network/time/random.ts';
import { ipv4Text, macText } from '../../network/wire/address.ts';
import { build } from './build.ts';
import type { DeviceSpec, Topology } from './topology.ts';

const at = { x: 0, y: 0 };
const host = (name: string, address?: string): DeviceSpec => ({
  kind: 'host',
  name,
  at,
  interfaces: [address === undefined ? {} : { address }],
});
const topology = (devices: readonly DeviceSpec[], ...cables: readonly (readonly [string, string])[]): Topology => ({
  id: 'lan',
  seed: 'one',
  devices,
  cables: cables.map((ends) => ({ ends })),
});
const made = (what: Topology) => build(what, worldOf(new Clock(), new Random(what.seed)));

describe('building a network from plain data', () => {
  const sw: DeviceSpec = { kind: 'switch', name: 'sw1', at, ports: 4 };

  it('plugs cables and sets addresses, with a MAC address that shows the last number of the address', () => {
    const network = made(topology([host('pc1', '192.168.1.10/24'), sw], ['pc1:eth0', 'sw1:p1']));
    const eth0 = network.station('pc1').stack.interfaces.get('eth0');
    expect(macText(eth0?.mac ?? 0)).toBe('00:00:5e:00:53:10');
    expect(eth0?.addresses.map(({ address, prefixLength }) => [ipv4Text(address), prefixLength])).toEqual([
      ['192.168.1.10', 24],
    ]);
    expect(network.cable('cable1').ends.map((port) => port.name)).toEqual(['pc1:eth0', 'sw1:p1']);
  });

  it('survives being written down as JSON', () => {
    const plain = topology([host('pc1', '192.168.1.10/24'), sw], ['pc1:eth0', 'sw1:p1']);
    expect(() => made(JSON.parse(JSON.stringify(plain)))).not.toThrow();
  });

  it('gives every interface a MAC address of its own, also where two hosts end in the same number', () => {
    const network = made(topology([host('pc1', '10.1.2.3/24'), host('pc2', '10.1.3.3/24'), host('pc3')]));
    const macs = ['pc1', 'pc2', 'pc3'].map((name) => network.station(name).stack.interfaces.get('eth0')?.mac);
    expect(new Set(macs).size).toBe(3);
  });

  it('names every mistake', () => {
    const pc1 = host('pc1', '192.168.1.10/24');
    const mistakes: readonly (readonly [Topology, string])[] = [
      [topology([pc1, host('pc1')]), 'There are two things called pc1.'],
      [topology([host('PC 1')]), 'Device PC 1: a name has'],
      [topology([pc1, sw], ['pc1:eth1', 'sw1:p1']), 'pc1 has no such port. It has eth0.'],
      [topology([pc1, sw], ['pc1:eth0', 'sw2:p1']), 'there is no device sw2'],
      [topology([pc1, sw], ['pc1:eth0', 'sw1:p9']), 'sw1 has no such port. It has p1, p2, p3, p4.'],
      [
        topology([pc1, host('pc2'), sw], ['pc1:eth0', 'sw1:p1'], ['pc2:eth0', 'sw1:p1']),
        'cable2 and cable1 are both plugged into sw1:p1.',
      ],
      [topology([host('pc1', '192.168.1.10')]), 'lan: pc1:eth0: 192.168.1.10 has no prefix length.'],
      [topology([host('pc1', '192.168.1.300/24')]), '192.168.1.300/24 is no address.'],
      [topology([host('pc1', '192.168.1.3/33')]), '/33 is no prefix length.'],
      [
        topology([{ kind: 'host', name: 'pc1', at, interfaces: [{ address: '10.0.0.1/24' }], gateway: '10.0.1.1' }]),
        'leads over 10.0.1.1, which is on none of its own networks',
      ],
      [
        topology([
          { kind: 'host', name: 'pc1', at, interfaces: [{ mac: '00-00-5E-00-53-01' }] },
          { kind: 'host', name: 'pc2', at, interfaces: [{ mac: '00-00-5E-00-53-01' }] },
        ]),
        'pc2:eth0: pc1:eth0 has the MAC address',
      ],
    ];
    for (const [wrong, saying] of mistakes) expect(() => made(wrong), saying).toThrow(saying);
  });

  it('puts a switch in the place of a hub without unplugging a learner’s cables', () => {
    const hub: DeviceSpec = { kind: 'hub', name: 'box', at, ports: 4 };
    const network = made(topology([host('pc1', '10.0.0.1/24'), hub], ['pc1:eth0', 'box:p1']));
    network.replace('box', { kind: 'switch', name: 'box', at, ports: 4 });
    expect(network.device('box').kind).toBe('switch');
    expect(network.cable('cable1').up).toBe(true);
    expect(network.station('pc1').port('eth0').up).toBe(true);
  });
});
