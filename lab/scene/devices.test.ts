import { describe, expect, it } from 'vitest';
import { second } from '../../network/time/clock.ts';
import { simDrop } from '../checks/sim-drop.ts';
import { simFrames } from '../checks/sim-frames.ts';
import { simLease } from '../checks/sim-lease.ts';
import type { Topology } from '../topology/topology.ts';
import { TestScene } from './test-scene.ts';

const at = { x: 0, y: 0 };

/** A home: a router with DHCP and DNS, a PC that knows nothing, a hub, and a server beyond. */
const home: Topology = {
  id: 'home',
  seed: 'home',
  devices: [
    { kind: 'host', name: 'pc1', at, interfaces: [{ address: 'dhcp' }] },
    { kind: 'host', name: 'pc2', at, interfaces: [{ address: '192.168.1.20/24' }], gateway: '192.168.1.1' },
    { kind: 'hub', name: 'box', at, ports: 4 },
    {
      kind: 'router',
      name: 'r1',
      at,
      interfaces: [{ address: '192.168.1.1/24' }, { address: '203.0.113.1/24' }],
      nat: { outside: 'eth1' },
      services: [
        {
          kind: 'dhcp',
          pool: ['192.168.1.100', '192.168.1.104'],
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
                { name: 'server', type: 'A', address: '203.0.113.80' },
                { name: 'www', type: 'CNAME', target: 'server' },
              ],
            },
          ],
        },
      ],
    },
  ],
  cables: [
    { ends: ['pc1:eth0', 'box:p1'] },
    { ends: ['pc2:eth0', 'box:p2'] },
    { ends: ['r1:eth0', 'box:p3'] },
    { ends: ['r1:eth1', 'server:eth0'] },
  ],
};

describe('devices of a topology', () => {
  it('work together: a lease, a name, a connection through a NAT', async () => {
    const { scene, log } = new TestScene(home);
    await scene.runFor(20 * second);
    const row = (await scene.host('pc1').interfaces()).find(({ name }) => name === 'eth0');
    expect(row?.addresses[0]?.address).toMatch(/^192\.168\.1\.10[0-4]$/);
    expect(simLease('lan', 'pc1', 'bound')(log.entries).passed).toBe(true);
    const pc1 = scene.host('pc1');
    let found = '';
    let missing = '';
    void pc1.resolve('www.lab.test').then((address) => {
      found = address;
    });
    pc1.resolve('nobody.lab.test').catch((problem: { code: string }) => {
      missing = problem.code;
    });
    await scene.runUntil(() => found !== '' && missing !== '', 60 * second);
    expect([found, missing]).toEqual(['203.0.113.80', 'ENOTFOUND']);
    const connecting = pc1.connect({ address: 'www.lab.test', port: 7 });
    await scene.runFor(5 * second);
    const stream = await connecting;
    expect(stream.remote).toEqual({ address: '203.0.113.80', port: 7 });
    const inside = (await scene.host('server').sockets()).rows.find(({ state }) => state === 'ESTAB');
    expect(inside?.remote.address).toBe('203.0.113.1');
  });

  it('share a hub until a switch takes its place', async () => {
    const { scene, log } = new TestScene(home);
    await scene.runFor(20 * second);
    const ask = async (): Promise<void> => {
      const connecting = scene.host('pc2').connect({ address: '203.0.113.80', port: 7 });
      await scene.runFor(2 * second);
      (await connecting).close();
      await scene.runFor(2 * second);
    };
    await ask();
    expect(simDrop('lan', 'pc1', 'not-for-me')(log.entries).passed).toBe(true);
    scene.act({ act: 'replace', device: 'box', by: 'switch' });
    await ask();
    const count = () =>
      log.entries.filter(
        (fact) => fact.kind === 'network' && fact.event.kind === 'frame.dropped' && fact.event.reason === 'not-for-me',
      ).length;
    const before = count();
    await ask();
    expect(count()).toBe(before);
  });

  it('tell what a hand did that could not be done', async () => {
    const { scene, log } = new TestScene(home);
    scene.act({ act: 'hand', order: { do: 'drop', link: 'cable4', frame: 999 } });
    await scene.settled();
    expect(log.entries.some((fact) => fact.kind === 'network' && fact.event.kind === 'noted')).toBe(true);
    scene.act({ act: 'hand', order: { do: 'drop', link: 'cable4', from: 'r1:eth1', count: 1 } });
    const socket = await scene.host('pc2').bind({ address: '0.0.0.0', port: 0 });
    await socket.send({ address: '203.0.113.80', port: 9 }, Uint8Array.of(1));
    await scene.runFor(5 * second);
    expect(simDrop('lan', 'cable4', 'removed-by-hand')(log.entries).passed).toBe(true);
  });

  it('do not answer while they are mute', async () => {
    const { scene } = new TestScene(home);
    scene.act({ act: 'mute', device: 'server', echo: true });
    await scene.settled();
    expect(scene.network.station('server').stack.icmp.mayAnswerEcho).toBe(false);
    expect(scene.network.station('pc2').stack.icmp.mayAnswerEcho).toBe(true);
  });

  it('refuse a name that is not there before anything is recorded', () => {
    const { scene } = new TestScene(home);
    expect(() => scene.act({ act: 'cut', cable: 'cable9' })).toThrow('There is no cable cable9 here.');
    expect(scene.recording().inputs).toEqual([]);
    expect(simFrames('lan', { at: 'server', count: { exactly: 0 } })([]).passed).toBe(true);
  });
});
