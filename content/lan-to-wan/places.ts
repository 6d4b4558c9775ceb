import type { Topology } from '../../lab/topology/topology.ts';

/** ns */
const millisecond = 1_000_000;

export const office = '198.51.100.140';

/**
 * Four labels of scale in one drawing: a watch and a phone (PAN), a home (LAN), a campus of two buildings (CAN), and
 * the long cable between (WAN). The phone is the router of the PAN, and r1 shares one address, as home routers do.
 */
export const places = (id: string): Topology => ({
  id,
  seed: 'how big',
  devices: [
    {
      kind: 'host',
      name: 'pc1',
      looks: 'laptop',
      at: { x: 70, y: 80 },
      interfaces: [{ address: '192.168.1.10/24', mac: '00-00-5E-00-53-10' }],
      gateway: '192.168.1.1',
    },
    {
      kind: 'host',
      name: 'watch',
      looks: 'phone',
      at: { x: 70, y: 390 },
      interfaces: [{ address: '192.168.44.2/24', mac: '00-00-5E-00-53-44' }],
      gateway: '192.168.44.1',
    },
    {
      kind: 'router',
      name: 'phone',
      at: { x: 240, y: 390 },
      interfaces: [
        { address: '192.168.1.40/24', mac: '00-00-5E-00-53-40' },
        { address: '192.168.44.1/24', mac: '00-00-5E-00-53-41' },
      ],
      gateway: '192.168.1.1',
    },
    {
      kind: 'host',
      name: 'printer',
      looks: 'printer',
      at: { x: 70, y: 235 },
      interfaces: [{ address: '192.168.1.30/24', mac: '00-00-5E-00-53-30' }],
      gateway: '192.168.1.1',
    },
    { kind: 'switch', name: 'sw1', at: { x: 240, y: 160 }, ports: 4 },
    {
      kind: 'router',
      name: 'r1',
      at: { x: 410, y: 160 },
      interfaces: [
        { address: '192.168.1.1/24', mac: '00-00-5E-00-53-01' },
        { address: '203.0.113.1/30', mac: '00-00-5E-00-53-02' },
      ],
      gateway: '203.0.113.2',
      routes: [{ prefix: '192.168.44.0/24', via: '192.168.1.40' }],
      nat: { outside: 'eth1' },
    },
    {
      kind: 'router',
      name: 'r2',
      at: { x: 610, y: 160 },
      interfaces: [
        { address: '203.0.113.2/30', mac: '00-00-5E-00-53-03' },
        { address: '198.51.100.1/25', mac: '00-00-5E-00-53-04' },
        { address: '198.51.100.129/25', mac: '00-00-5E-00-53-05' },
      ],
    },
    { kind: 'switch', name: 'sw2', at: { x: 770, y: 80 }, ports: 3 },
    {
      kind: 'host',
      name: 'lab1',
      at: { x: 930, y: 80 },
      interfaces: [{ address: '198.51.100.10/25', mac: '00-00-5E-00-53-51' }],
      gateway: '198.51.100.1',
    },
    {
      kind: 'host',
      name: 'lab2',
      at: { x: 930, y: 235 },
      interfaces: [{ address: '198.51.100.11/25', mac: '00-00-5E-00-53-52' }],
      gateway: '198.51.100.1',
    },
    { kind: 'switch', name: 'sw3', at: { x: 770, y: 390 }, ports: 2 },
    {
      kind: 'host',
      name: 'office',
      at: { x: 930, y: 390 },
      interfaces: [{ address: `${office}/25`, mac: '00-00-5E-00-53-61' }],
      gateway: '198.51.100.129',
    },
  ],
  cables: [
    { name: 'wrist', ends: ['watch:eth0', 'phone:eth1'] },
    { name: 'air', ends: ['phone:eth0', 'sw1:p3'] },
    { name: 'desk', ends: ['pc1:eth0', 'sw1:p1'] },
    { name: 'shelf', ends: ['printer:eth0', 'sw1:p2'] },
    { name: 'hall', ends: ['sw1:p4', 'r1:eth0'] },
    { name: 'long', ends: ['r1:eth1', 'r2:eth0'], quality: { delay: 8 * millisecond } },
    { name: 'building1', ends: ['r2:eth1', 'sw2:p1'] },
    { name: 'lab1-cable', ends: ['sw2:p2', 'lab1:eth0'] },
    { name: 'lab2-cable', ends: ['sw2:p3', 'lab2:eth0'] },
    { name: 'building2', ends: ['r2:eth2', 'sw3:p1'] },
    { name: 'office-cable', ends: ['sw3:p2', 'office:eth0'] },
  ],
});
