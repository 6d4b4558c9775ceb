import { second } from '../../network/time/clock.ts';
import { TestScene } from '../scene/test-scene.ts';
import type { Shell } from '../shell/shell.ts';
import type { Topology } from '../topology/topology.ts';

const at = { x: 0, y: 0 };

/** Two hosts, one that knows nothing, a switch, a router with everything a router can have, and a server beyond it. */
export const home: Topology = {
  id: 'home',
  seed: 'bench',
  devices: [
    {
      kind: 'host',
      name: 'pc1',
      at,
      interfaces: [{ address: '192.168.1.10/24' }],
      gateway: '192.168.1.1',
      resolvers: ['203.0.113.80'],
      hosts: { pc2: '192.168.1.20', server: '203.0.113.80', router: '192.168.1.1' },
    },
    {
      kind: 'host',
      name: 'pc2',
      at,
      interfaces: [{ address: '192.168.1.20/24' }],
      gateway: '192.168.1.1',
      hosts: { pc1: '192.168.1.10' },
    },
    { kind: 'host', name: 'pc3', at },
    { kind: 'host', name: 'mallory', at, interfaces: [{ address: '192.168.1.66/24' }], gateway: '192.168.1.1' },
    { kind: 'switch', name: 'sw1', at, ports: 5 },
    { kind: 'hub', name: 'box', at, ports: 2 },
    {
      kind: 'router',
      name: 'r1',
      at,
      interfaces: [{ address: '192.168.1.1/24' }, { address: '203.0.113.1/24' }],
      nat: { outside: 'eth1' },
      rip: true,
      firewall: { rules: [] },
      services: [
        {
          kind: 'dhcp',
          pool: ['192.168.1.100', '192.168.1.100'],
          lease: 3600,
          router: '192.168.1.1',
          resolvers: ['203.0.113.80'],
        },
      ],
    },
    {
      kind: 'host',
      name: 'server',
      at,
      interfaces: [{ address: '203.0.113.80/24' }],
      services: [
        { kind: 'echo' },
        { kind: 'lobby', port: 4999 },
        { kind: 'room', name: 'blue', port: 5001, password: 'first-hop' },
        { kind: 'web', pages: { '/': { type: 'text/plain', body: 'hello\n' } } },
        {
          kind: 'dns',
          zones: [
            {
              origin: 'lab.test',
              ttl: 300,
              soa: {
                primary: 'server',
                mailbox: 'root',
                serial: 1,
                refresh: 3600,
                retry: 600,
                expire: 86_400,
                minimum: 60,
              },
              records: [
                { name: '@', type: 'NS', target: 'server' },
                { name: '@', type: 'MX', preference: 10, target: 'server' },
                { name: 'server', type: 'A', address: '203.0.113.80' },
                { name: 'www', type: 'CNAME', target: 'server' },
                { name: 'note', type: 'TXT', texts: ['hello there'] },
                ...Array.from({ length: 80 }, (_, index) => ({
                  name: 'many',
                  type: 'A' as const,
                  address: `203.0.113.${index + 100}`,
                })),
              ],
            },
          ],
        },
      ],
    },
  ],
  cables: [
    { ends: ['pc1:eth0', 'sw1:p1'] },
    { ends: ['pc2:eth0', 'sw1:p2'] },
    { ends: ['pc3:eth0', 'sw1:p3'] },
    { ends: ['r1:eth0', 'sw1:p4'] },
    { ends: ['mallory:eth0', 'sw1:p5'] },
    { ends: ['r1:eth1', 'server:eth0'] },
  ],
};

/** A virtual network with a shell at every device, for tests of commands. As fast as possible. */
export class Bench extends TestScene {
  constructor(topology: Topology = home) {
    super(topology);
  }

  shell(terminal: string): Shell {
    return this.classroom.shell(terminal);
  }

  /** Types a line that does not end by itself, or not yet. */
  async type(terminal: string, keys: string): Promise<void> {
    this.shell(terminal);
    await this.scene.settled();
    this.scene.type(terminal, keys);
    await this.scene.settled();
  }

  /** Runs a line to its end. @returns what it printed */
  async run(terminal: string, line: string, atMost = 700 * second): Promise<string> {
    const shell = this.shell(terminal);
    await this.scene.settled();
    const from = shell.transcript.length;
    this.scene.type(terminal, `${line}\r`);
    await this.scene.settled();
    const ended = await this.scene.runUntil(() => shell.foreground === null, atMost);
    const shown = shell.transcript.slice(from);
    if (!ended) throw new Error(`${terminal}: ${line} does not end:\n${shown}`);
    return shown.slice(shown.indexOf('\n') + 1);
  }
}
