import type { DeviceSpec, Topology } from '../../lab/topology/topology.ts';

/** Who is who, in every host's own list, so that names work without a name server. */
const hosts = { pc1: '192.168.1.10', pc2: '192.168.1.20', pc3: '192.168.1.30', pc4: '192.168.1.40' };

const pc = (name: keyof typeof hosts, x: number, y: number): DeviceSpec => ({
  kind: 'host',
  name,
  at: { x, y },
  interfaces: [{ address: `${hosts[name]}/24` }],
  hosts,
});

/** Two hubs, and a bridge between them. */
export const twoHubs: Topology = {
  id: '2.3a',
  seed: 'two hubs',
  devices: [
    pc('pc1', 120, 90),
    pc('pc2', 120, 330),
    { kind: 'hub', name: 'hub-a', at: { x: 310, y: 210 }, ports: 4 },
    { kind: 'bridge', name: 'br1', at: { x: 500, y: 210 } },
    { kind: 'hub', name: 'hub-b', at: { x: 690, y: 210 }, ports: 4 },
    pc('pc3', 880, 90),
    pc('pc4', 880, 330),
  ],
  cables: [
    { name: 'pc1-a', ends: ['pc1:eth0', 'hub-a:p1'] },
    { name: 'pc2-a', ends: ['pc2:eth0', 'hub-a:p2'] },
    { name: 'left', ends: ['br1:p1', 'hub-a:p4'] },
    { name: 'right', ends: ['br1:p2', 'hub-b:p4'] },
    { name: 'pc3-b', ends: ['pc3:eth0', 'hub-b:p1'] },
    { name: 'pc4-b', ends: ['pc4:eth0', 'hub-b:p2'] },
  ],
};

/** Four hosts at one switch that knows nobody yet. */
export const fourPcs: Topology = {
  id: '2.3b',
  seed: 'four at a switch',
  devices: [
    pc('pc1', 200, 90),
    pc('pc2', 200, 350),
    { kind: 'switch', name: 'sw1', at: { x: 500, y: 220 }, ports: 4 },
    pc('pc3', 800, 90),
    pc('pc4', 800, 350),
  ],
  cables: [
    { name: 'pc1-cable', ends: ['pc1:eth0', 'sw1:p1'] },
    { name: 'pc2-cable', ends: ['pc2:eth0', 'sw1:p2'] },
    { name: 'pc3-cable', ends: ['pc3:eth0', 'sw1:p3'] },
    { name: 'pc4-cable', ends: ['pc4:eth0', 'sw1:p4'] },
  ],
};

/**
 * As long as 8,000 km of fibre (40 ms) and as slow as an old modem, so that a storm can be looked at and a log holds a
 * minute of it: 800 events a second. At 1 Mb/s it were 3,500, and the log of a page keeps 100,000.
 */
const long = { delay: 40_000_000, rate: 50_000 };

/** Two switches, and one cable more between them than it takes. The second one is not plugged in yet. */
export const twoSwitches: Topology = {
  id: '2.3c',
  seed: 'a loop',
  devices: [
    pc('pc1', 120, 200),
    { kind: 'switch', name: 'sw1', at: { x: 300, y: 200 }, ports: 4 },
    { kind: 'switch', name: 'sw2', at: { x: 700, y: 200 }, ports: 4 },
    pc('pc2', 880, 200),
  ],
  cables: [
    { name: 'pc1-cable', ends: ['pc1:eth0', 'sw1:p1'] },
    { name: 'first', ends: ['sw1:p2', 'sw2:p2'], quality: long },
    { name: 'second', ends: ['sw1:p3', 'sw2:p3'], quality: long, cut: true },
    { name: 'pc2-cable', ends: ['pc2:eth0', 'sw2:p1'] },
  ],
};
