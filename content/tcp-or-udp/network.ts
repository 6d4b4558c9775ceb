import type { Topology } from '../../lab/topology/topology.ts';

/** A buoy with a sensor, and the shore, with a radio link between them that is 40 ms long. */
export const sea = (id: string, loss: number): Topology => ({
  id,
  seed: 'first-hop',
  devices: [
    {
      kind: 'host',
      name: 'buoy',
      looks: 'phone',
      at: { x: 180, y: 150 },
      interfaces: [{ address: '192.168.7.10/24', mac: '00-00-5E-00-53-10' }],
      hosts: { shore: '192.168.7.20' },
    },
    {
      kind: 'host',
      name: 'shore',
      looks: 'server',
      at: { x: 820, y: 150 },
      interfaces: [{ address: '192.168.7.20/24', mac: '00-00-5E-00-53-20' }],
      hosts: { buoy: '192.168.7.10' },
    },
  ],
  cables: [
    {
      name: 'radio',
      ends: ['buoy:eth0', 'shore:eth0'],
      quality: { rate: 1_000_000, delay: 40_000_000, loss },
    },
  ],
});
