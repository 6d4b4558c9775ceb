import type { Topology } from '../../lab/topology/topology.ts';

/** ns */
const millisecond = 1_000_000;

export const server = '198.51.100.20';
/** The network that the server is in. */
export const there = '198.51.100.0/24';
/** How r2, the router of Elm Net, knows its neighbours: r5 at the far end of the short link, r3 at Bluewater. */
export const shortWay = '192.0.2.6';
export const longWay = '192.0.2.10';

/**
 * Five networks with five owners. Elm Net and Rackhouse have laid a cable between their two routers; the other way
 * leads through two carriers. All routers speak RIP, so nobody has written a route down; after 2.6 s each knows all of
 * them.
 */
export const fiveNetworks = (id: string): Topology => ({
  id,
  seed: 'five owners',
  begins: 5,
  devices: [
    {
      kind: 'host',
      name: 'pc1',
      looks: 'laptop',
      at: { x: 80, y: 90 },
      interfaces: [{ address: '203.0.113.10/24', mac: '00-00-5E-00-53-10' }],
      gateway: '203.0.113.1',
    },
    {
      kind: 'router',
      name: 'r1',
      at: { x: 245, y: 90 },
      rip: true,
      interfaces: [
        { address: '203.0.113.1/24', mac: '00-00-5E-00-53-01' },
        { address: '192.0.2.1/30', mac: '00-00-5E-00-53-02' },
      ],
    },
    {
      kind: 'router',
      name: 'r2',
      at: { x: 410, y: 90 },
      rip: true,
      interfaces: [
        { address: '192.0.2.2/30', mac: '00-00-5E-00-53-03' },
        { address: '192.0.2.5/30', mac: '00-00-5E-00-53-04' },
        { address: '192.0.2.9/30', mac: '00-00-5E-00-53-05' },
      ],
    },
    {
      kind: 'router',
      name: 'r3',
      at: { x: 80, y: 330 },
      rip: true,
      interfaces: [
        { address: `${longWay}/30`, mac: '00-00-5E-00-53-06' },
        { address: '192.0.2.13/30', mac: '00-00-5E-00-53-07' },
      ],
    },
    {
      kind: 'router',
      name: 'r4',
      at: { x: 920, y: 330 },
      rip: true,
      interfaces: [
        { address: '192.0.2.14/30', mac: '00-00-5E-00-53-08' },
        { address: '192.0.2.17/30', mac: '00-00-5E-00-53-09' },
      ],
    },
    {
      kind: 'router',
      name: 'r5',
      at: { x: 740, y: 90 },
      rip: true,
      interfaces: [
        { address: `${shortWay}/30`, mac: '00-00-5E-00-53-0A' },
        { address: '192.0.2.18/30', mac: '00-00-5E-00-53-0B' },
        { address: '198.51.100.1/24', mac: '00-00-5E-00-53-0C' },
      ],
    },
    {
      kind: 'host',
      name: 'server',
      looks: 'server',
      at: { x: 920, y: 90 },
      interfaces: [{ address: `${server}/24`, mac: '00-00-5E-00-53-20' }],
      gateway: '198.51.100.1',
    },
  ],
  cables: [
    { name: 'home', ends: ['pc1:eth0', 'r1:eth0'] },
    { name: 'street', ends: ['r1:eth1', 'r2:eth0'], quality: { delay: 3 * millisecond } },
    { name: 'short', ends: ['r2:eth1', 'r5:eth0'], quality: { delay: 2 * millisecond } },
    { name: 'coast', ends: ['r2:eth2', 'r3:eth0'], quality: { delay: 5 * millisecond } },
    { name: 'sea', ends: ['r3:eth1', 'r4:eth0'], quality: { delay: 30 * millisecond } },
    { name: 'valley', ends: ['r4:eth1', 'r5:eth1'], quality: { delay: 4 * millisecond } },
    { name: 'hall', ends: ['r5:eth2', 'server:eth0'] },
  ],
});
