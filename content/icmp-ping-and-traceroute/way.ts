import type { Topology } from '../../lab/topology/topology.ts';

/** ns */
const millisecond = 1_000_000;

export const server = '198.51.100.20';
export const r2 = '10.0.0.2';
export const r3 = '10.0.1.2';

/** pc1, three routers and a web server in a row, with cables long enough to be felt in a round trip. */
export const way = (id: string): Topology => ({
  id,
  seed: 'is-it-alive',
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
      gateway: r2,
    },
    {
      kind: 'router',
      name: 'r2',
      at: { x: 500, y: 150 },
      interfaces: [
        { address: `${r2}/24`, mac: '00-00-5E-00-53-03' },
        { address: '10.0.1.1/24', mac: '00-00-5E-00-53-04' },
      ],
      routes: [
        { prefix: '192.168.1.0/24', via: '10.0.0.1' },
        { prefix: '198.51.100.0/24', via: r3 },
      ],
    },
    {
      kind: 'router',
      name: 'r3',
      at: { x: 705, y: 150 },
      interfaces: [
        { address: `${r3}/24`, mac: '00-00-5E-00-53-05' },
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
      services: [
        { kind: 'web', pages: { '/': { type: 'text/plain', body: 'I am up, and I do not answer pings.\n' } } },
      ],
    },
  ],
  cables: [
    { name: 'home', ends: ['pc1:eth0', 'r1:eth0'] },
    { name: 'r1-r2', ends: ['r1:eth1', 'r2:eth0'], quality: { delay: 4 * millisecond } },
    { name: 'far', ends: ['r2:eth1', 'r3:eth0'], quality: { delay: 12 * millisecond } },
    { name: 'hall', ends: ['r3:eth1', 'server:eth0'] },
  ],
});
