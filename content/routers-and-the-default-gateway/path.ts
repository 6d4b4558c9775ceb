import type { RouteSpec, Topology } from '../../lab/topology/topology.ts';

export const server = '198.51.100.20';

/** pc1, three routers and a server in a row; what the one in the middle knows differs from lab to lab. */
export const path = (id: string, middle: readonly RouteSpec[]): Topology => ({
  id,
  seed: 'which-way-out',
  devices: [
    {
      kind: 'host',
      name: 'pc1',
      looks: 'laptop',
      at: { x: 90, y: 150 },
      interfaces: [{ address: '192.168.1.10/24', mac: '00-00-5E-00-53-10' }],
      gateway: '192.168.1.1',
    },
    {
      kind: 'router',
      name: 'r1',
      at: { x: 295, y: 150 },
      interfaces: [
        { address: '192.168.1.1/24', mac: '00-00-5E-00-53-01' },
        { address: '10.0.0.1/24', mac: '00-00-5E-00-53-02' },
      ],
      gateway: '10.0.0.2',
    },
    {
      kind: 'router',
      name: 'r2',
      at: { x: 500, y: 150 },
      interfaces: [
        { address: '10.0.0.2/24', mac: '00-00-5E-00-53-03' },
        { address: '10.0.1.1/24', mac: '00-00-5E-00-53-04' },
      ],
      routes: middle,
    },
    {
      kind: 'router',
      name: 'r3',
      at: { x: 705, y: 150 },
      interfaces: [
        { address: '10.0.1.2/24', mac: '00-00-5E-00-53-05' },
        { address: '198.51.100.1/24', mac: '00-00-5E-00-53-06' },
      ],
      gateway: '10.0.1.1',
    },
    {
      kind: 'host',
      name: 'server',
      looks: 'server',
      at: { x: 910, y: 150 },
      interfaces: [{ address: `${server}/24`, mac: '00-00-5E-00-53-20' }],
      gateway: '198.51.100.1',
    },
  ],
  cables: [
    { ends: ['pc1:eth0', 'r1:eth0'] },
    { ends: ['r1:eth1', 'r2:eth0'] },
    { ends: ['r2:eth1', 'r3:eth0'] },
    { ends: ['r3:eth1', 'server:eth0'] },
  ],
});
