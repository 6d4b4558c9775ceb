import type { Topology } from '../../lab/topology/topology.ts';

export const id = '2.4b';
export const shared = '192.168.1.20';
export const far = '198.51.100.20';
export const macs = {
  printer: '00-00-5E-00-53-20',
  spare: '00-00-5E-00-53-40',
  mallory: '00-00-5E-00-53-66',
  router: '00-00-5E-00-53-01',
} as const;

/** The hosts file of every host: the names that stand in the drawing. */
const hosts = {
  pc1: '192.168.1.10',
  mallory: '192.168.1.66',
  printer: shared,
  spare: shared,
  router: '192.168.1.1',
  server: far,
};

export const network: Topology = {
  id,
  seed: 'is-at',
  devices: [
    {
      kind: 'host',
      hosts,
      name: 'pc1',
      at: { x: 110, y: 120 },
      interfaces: [{ address: '192.168.1.10/24', mac: '00-00-5E-00-53-10' }],
      gateway: '192.168.1.1',
    },
    {
      kind: 'host',
      hosts,
      name: 'mallory',
      looks: 'laptop',
      at: { x: 110, y: 380 },
      interfaces: [{ address: '192.168.1.66/24', mac: macs.mallory }],
      gateway: '192.168.1.1',
    },
    {
      kind: 'host',
      hosts,
      name: 'printer',
      looks: 'printer',
      at: { x: 300, y: 440 },
      interfaces: [{ address: `${shared}/24`, mac: macs.printer }],
    },
    {
      kind: 'host',
      hosts,
      name: 'spare',
      looks: 'printer',
      at: { x: 500, y: 440 },
      interfaces: [{ mac: macs.spare }],
    },
    { kind: 'switch', name: 'sw1', at: { x: 400, y: 250 }, ports: 6 },
    {
      kind: 'router',
      name: 'router',
      at: { x: 650, y: 250 },
      interfaces: [
        { address: '192.168.1.1/24', mac: macs.router },
        { address: '198.51.100.1/24', mac: '00-00-5E-00-53-02' },
      ],
    },
    {
      kind: 'host',
      hosts,
      name: 'server',
      looks: 'server',
      at: { x: 890, y: 250 },
      interfaces: [{ address: `${far}/24`, mac: '00-00-5E-00-53-99' }],
      gateway: '198.51.100.1',
    },
  ],
  cables: [
    { ends: ['pc1:eth0', 'sw1:p1'] },
    { ends: ['mallory:eth0', 'sw1:p2'] },
    { name: 'printer-cable', ends: ['printer:eth0', 'sw1:p3'] },
    { ends: ['spare:eth0', 'sw1:p4'] },
    { ends: ['router:eth0', 'sw1:p5'] },
    { ends: ['router:eth1', 'server:eth0'] },
  ],
};
