import { describe, expect, it } from 'vitest';
import type { NetworkFact } from '../../network/trace/event.ts';
import type { Check } from './check.ts';
import { passes, saying } from './judged.ts';
import { Scenario } from './scenario.ts';
import { simArp } from './sim-arp.ts';
import { simDrop } from './sim-drop.ts';
import { simFdb } from './sim-fdb.ts';
import { simFrames } from './sim-frames.ts';
import { simLease } from './sim-lease.ts';
import { simRetx } from './sim-retx.ts';
import { simRoute } from './sim-route.ts';
import { simTcp } from './sim-tcp.ts';

const mac = '00:00:5e:00:53:20';
const bytes = Uint8Array.of(1, 2, 3);

class Net extends Scenario {
  #run = 1;
  event(...facts: readonly NetworkFact[]): this {
    for (const fact of facts) this.add({ kind: 'network', scene: 'lan', run: this.#run, event: { at: 0, ...fact } });
    return this;
  }
  reset(): this {
    this.#run += 1;
    return this;
  }
}

const sent = (frame: number, from: string, to: string): NetworkFact => ({
  kind: 'frame.sent',
  frame,
  link: 'cable1',
  from,
  to,
  bytes,
  starts: 0,
  ends: 1,
  arrives: 2,
  queued: 0,
});
const received = (frame: number, point: string): NetworkFact => ({ kind: 'frame.received', frame, point });
const arp = (address: string, found: string | null, state: 'incomplete' | 'reachable' | 'failed'): NetworkFact => ({
  kind: 'arp.changed',
  device: 'pc1',
  interface: 'eth0',
  address,
  mac: found,
  state,
  how: 'reply',
});

describe('checks of a virtual network', () => {
  it('count frames at a point, a device or a cable, of the scene they are asked for', () => {
    const net = new Net().event(sent(1, 'pc1:eth0', 'sw1:p1'), received(1, 'sw1:p1'));
    expect(passes(simFrames('lan', { at: 'pc1:eth0' }), net)).toBe('1 frame at pc1:eth0.');
    passes(simFrames('lan', { at: 'sw1', direction: 'in' }), net);
    passes(simFrames('lan', { at: 'cable1' }), net);
    passes(simFrames('lan', { at: 'pc2', count: { exactly: 0 } }), net);
    expect(saying(simFrames('lan', { at: 'sw1', direction: 'out' }), net)).toContain('No frame was seen at sw1 yet.');
    expect(saying(simFrames('wan', { at: 'pc1' }), net)).toContain('No frame');
    const never = { test: () => false, says: 'icmp' };
    expect(saying(simFrames('lan', { at: 'pc1', matching: never }), net)).toContain('No frame (icmp)');
    expect(saying(simFrames('lan', { at: 'pc1', count: 3 }), net)).toBe(
      '1 frame at pc1 so far. This step wants at least 3 frames.',
    );
  });

  it('forget the run before a reset', () => {
    const net = new Net()
      .event(sent(1, 'pc1:eth0', 'sw1:p1'))
      .reset()
      .event(sent(1, 'pc2:eth0', 'sw1:p2'));
    saying(simFrames('lan', { at: 'pc1' }), net);
    passes(simFrames('lan', { at: 'pc2' }), net);
  });

  it('read ARP caches', () => {
    const check = simArp('lan', 'pc1', '192.168.1.20', '00-00-5E-00-53-20');
    const net = new Net();
    expect(saying(check, net)).toContain('has not asked');
    expect(saying(check, net.event(arp('192.168.1.20', null, 'incomplete')))).toContain('not there yet');
    expect(saying(check, net.event(arp('192.168.1.20', null, 'failed')))).toContain('nobody answered');
    expect(saying(check, net.event(arp('192.168.1.20', '00:00:5e:00:53:40', 'reachable')))).toContain('believes');
    expect(passes(check, net.event(arp('192.168.1.20', mac, 'reachable')))).toContain(mac);
  });

  it('read the table of a switch by MAC address or by host', () => {
    const row = (port: string | null): NetworkFact => ({
      kind: 'mac.changed',
      device: 'sw1',
      mac,
      port,
      how: 'learned',
    });
    const pc2: NetworkFact = {
      kind: 'address.changed',
      device: 'pc2',
      interface: 'eth0',
      mac,
      up: true,
      addresses: [],
      how: 'set',
    };
    const net = new Net().event(pc2);
    expect(saying(simFdb('lan', 'sw1', 'pc2', 'p2'), net)).toContain('It learns from frames that pc2 sends');
    expect(saying(simFdb('lan', 'sw1', 'pc2', 'p2'), net.event(row('sw1:p1')))).toContain('behind p1');
    net.event(row('sw1:p2'));
    passes(simFdb('lan', 'sw1', 'pc2', 'p2'), net);
    passes(simFdb('lan', 'sw1', mac, 'p2'), net);
  });

  it('read leases, routes, TCP states, retransmissions and drops', () => {
    const cases: readonly (readonly [Check, string, NetworkFact, string])[] = [
      [
        simLease('lan', 'pc1', 'bound'),
        'has not asked for an address',
        { kind: 'lease.changed', device: 'pc1', by: 'client', mac, address: '10.0.0.9', state: 'bound', expires: 1 },
        'was bound with 10.0.0.9',
      ],
      [
        simRoute('lan', 'r2', '192.168.1.0/24', '10.0.0.1'),
        'r2 has no route to 192.168.1.0/24',
        {
          kind: 'route.changed',
          device: 'r2',
          prefix: '192.168.1.0/24',
          via: '10.0.0.1',
          interface: 'eth0',
          metric: 0,
          source: 'static',
          how: 'added',
        },
        'r2 reaches 192.168.1.0/24 via 10.0.0.1.',
      ],
      [
        simTcp('lan', 'server', 'ESTAB', 80),
        'No TCP connection at server (port 80) yet.',
        {
          kind: 'socket.changed',
          device: 'server',
          socket: 1,
          transport: 'tcp',
          local: '10.0.0.1:80',
          remote: '10.0.0.2:5000',
          state: 'ESTAB',
          cause: 'ACK arrived',
        },
        'was ESTAB (ACK arrived)',
      ],
      [
        simRetx('lan', 'pc1', { exactly: 1 }),
        'pc1 sent nothing again so far. This step wants exactly 1 segment.',
        { kind: 'tcp.retransmitted', device: 'pc1', socket: 1, sequence: 1, length: 1, why: 'fast' },
        'pc1 sent 1 segment again.',
      ],
      [
        simDrop('lan', 'sw1', 'fcs'),
        'No frame ended at sw1 yet (wrong FCS).',
        { kind: 'frame.dropped', frame: 1, where: 'sw1:p1', reason: 'fcs', bytes, says: 'Its FCS is wrong.' },
        '1 frame ended at sw1. Its FCS is wrong.',
      ],
    ];
    for (const [check, before, fact, after] of cases) {
      const net = new Net();
      expect(saying(check, net)).toContain(before);
      expect(passes(check, net.event(fact))).toContain(after);
    }
  });
});
