import { describe, expect, it } from 'vitest';
import type { NetworkFact } from '../../network/trace/event.ts';
import { broadcastMac, parseIpv4, parseMac } from '../../network/wire/address.ts';
import { arpRequest, encodeArp } from '../../network/wire/arp.ts';
import { encodeEthernet, etherTypeArp } from '../../network/wire/ethernet.ts';
import { passes, saying } from './judged.ts';
import { Scenario } from './scenario.ts';
import { simAsked, simForgot, simRemembered } from './sim-asked.ts';

const mine = parseMac('00:00:5e:00:53:10') ?? 0;
const ip = (text: string): number => parseIpv4(text) ?? 0;

const question = (target: string, to = broadcastMac, sender = '192.168.1.10'): Uint8Array =>
  encodeEthernet({
    destination: to,
    source: mine,
    typeOrLength: etherTypeArp,
    payload: encodeArp({
      operation: arpRequest,
      senderMac: mine,
      senderIp: ip(sender),
      targetMac: 0,
      targetIp: ip(target),
    }),
  });
const data = Uint8Array.of(1, 2, 3);
const isData = (bytes: Uint8Array): boolean => bytes.length === 3;

class Net extends Scenario {
  #frame = 0;
  sends(bytes: Uint8Array): this {
    const at = { starts: 0, ends: 1, arrives: 2, queued: 0 };
    const frame = ++this.#frame;
    return this.event({ kind: 'frame.sent', frame, link: 'c', from: 'pc1:eth0', to: 'sw1:p1', bytes, ...at });
  }
  forgets(how: 'flushed' | 'aged'): this {
    const row = { device: 'pc1', interface: 'eth0', address: '192.168.1.20', mac: null } as const;
    return this.event({ kind: 'arp.changed', ...row, state: 'removed', how });
  }
  event(fact: NetworkFact): this {
    this.add({ kind: 'network', scene: 'lan', run: 1, event: { at: 0, ...fact } });
    return this;
  }
}

describe('who has it?', () => {
  const asked = simAsked('lan', 'pc1', '192.168.1.20');
  const remembered = simRemembered('lan', 'pc1', '192.168.1.20', isData);

  it('counts questions to everybody, not quiet ones to a neighbour, nor announcements', () => {
    expect(saying(asked, new Net())).toContain('has not asked');
    saying(asked, new Net().sends(question('192.168.1.20', mine)));
    saying(asked, new Net().sends(question('192.168.1.20', broadcastMac, '192.168.1.20')));
    expect(passes(asked, new Net().sends(question('192.168.1.20')))).toContain('1 time');
  });

  it('sees that a second frame went without a question', () => {
    passes(remembered, new Net().sends(question('192.168.1.20')).sends(data).sends(data));
    expect(saying(remembered, new Net().sends(data).sends(question('192.168.1.20')).sends(data))).toContain(
      'asked anew',
    );
    expect(saying(remembered, new Net().sends(data))).toContain('Send once more.');
  });

  it('tells a flushed row from one that went of age', () => {
    const flushed = simForgot('lan', 'pc1', '192.168.1.20', true);
    passes(flushed, new Net().forgets('flushed'));
    expect(saying(flushed, new Net().forgets('aged'))).toContain('of age');
    passes(simForgot('lan', 'pc1', '192.168.1.20'), new Net().forgets('aged'));
  });
});
