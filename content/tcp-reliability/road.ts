import type { Topology } from '../../lab/topology/topology.ts';

/** Every line is 64 bytes long and says where in the page it begins, so that a reader of packets knows what is where. */
const ruler = (lines: number): string =>
  Array.from({ length: lines }, (_, line) => `${`byte ${String(line * 64).padStart(6)} `.padEnd(63, '.')}\n`).join('');

/** The page of lab a: 8,192 bytes, six segments behind the head of the response. */
export const shortLines = 128;
/** The page of lab d: 640,000 bytes, more than the road holds many times over. */
export const longLines = 10_000;

/** A server close to a router, and a slow road from there to you. */
export const road = (id: string): Topology => ({
  id,
  seed: 'first-hop',
  devices: [
    {
      kind: 'host',
      name: 'pc1',
      looks: 'laptop',
      at: { x: 140, y: 150 },
      interfaces: [{ address: '192.168.1.10/24', mac: '00-00-5E-00-53-10' }],
      gateway: '192.168.1.1',
      hosts: { 'server.lab.test': '198.51.100.20' },
    },
    {
      kind: 'router',
      name: 'r1',
      at: { x: 600, y: 150 },
      interfaces: [
        { address: '192.168.1.1/24', mac: '00-00-5E-00-53-01' },
        { address: '198.51.100.1/24', mac: '00-00-5E-00-53-02' },
      ],
    },
    {
      kind: 'host',
      name: 'server',
      looks: 'server',
      at: { x: 860, y: 150 },
      interfaces: [{ address: '198.51.100.20/24', mac: '00-00-5E-00-53-20' }],
      gateway: '198.51.100.1',
      services: [
        {
          kind: 'web',
          pages: {
            '/short': { type: 'text/plain', body: ruler(shortLines) },
            '/long': { type: 'text/plain', body: ruler(longLines) },
          },
        },
      ],
    },
  ],
  cables: [
    {
      name: 'road',
      ends: ['pc1:eth0', 'r1:eth0'],
      // 2 Mb/s and 20 ms: a full frame takes 6 ms to send. 24 kB of queue are 96 ms.
      quality: { rate: 2_000_000, delay: 20_000_000, queue: 24_000 },
    },
    { name: 'yard', ends: ['r1:eth1', 'server:eth0'] },
  ],
});
