import { describe, expect, it } from 'vitest';
import { arpRequest, encodeArp } from './arp.ts';
import { dissect, infoOf, leaves, protocolOf } from './dissect.ts';
import { encodeEthernet, etherTypeArp, etherTypeIpv4 } from './ethernet.ts';
import { encodeIcmp, icmpType, protocolIcmp, unreachableCode } from './icmp.ts';
import { decrementTtl, encodeIpv4, ipv4HeaderChecksum } from './ipv4.ts';
import { encodeStp, stpMac, stpSecond } from './stp.ts';

const pc = 0x00005e00530a;
const router = 0x00005e005301;
const none = new Uint8Array(0);

const packet = (payload: Uint8Array, ttl = 64) =>
  encodeIpv4({
    identification: 1,
    flagsAndOffset: 0,
    ttl,
    protocol: protocolIcmp,
    source: 0xc000020a,
    destination: 0xc0000201,
    payload,
  });

const framed = (payload: Uint8Array) =>
  encodeEthernet({ destination: router, source: pc, typeOrLength: etherTypeIpv4, payload });

const echo = framed(packet(encodeIcmp({ type: icmpType.echo, code: 0, rest: 0x00010007, data: none })));

describe('a frame, read', () => {
  it('has its layers from the outside in, its padding in Ethernet, and its FCS when asked', () => {
    const layers = dissect(echo, { fcs: 'right' });
    expect(layers.map(({ name }) => name)).toEqual(['Ethernet', 'IPv4', 'ICMP', 'FCS']);
    expect(layers[0]?.fields.at(-1)).toMatchObject({ key: 'eth.padding', bits: { start: 42 * 8, end: 480 } });
    expect(layers[3]?.fields[0]?.problem).toBeUndefined();
    expect(infoOf(layers)).toBe('echo request id=0x0001 seq=7');
  });

  it('says that a wrong FCS is wrong, and what it should be', () => {
    const [field] = dissect(echo, { fcs: 1 }).at(-1)?.fields ?? [];
    expect(field?.problem).toMatch(/damaged/);
  });

  it('says what a wrong header checksum should be', () => {
    const damaged = Uint8Array.from(echo);
    damaged[22] = 63;
    const wrong = leaves(dissect(damaged)).find(({ key }) => key === 'ip.checksum');
    damaged.fill(0, 24, 26);
    const right = ipv4HeaderChecksum(damaged, 14).toString(16).padStart(4, '0');
    expect(wrong?.problem).toContain(`0x${right}`);
  });

  it('shows the quoted packet of an ICMP error as layers, though it was cut, and is called ICMP', () => {
    const quoted = encodeIpv4({
      identification: 9,
      flagsAndOffset: 0,
      ttl: 1,
      protocol: 17,
      totalLength: 1028,
      source: 0xc000020a,
      destination: 0xc6336414,
      payload: Uint8Array.of(0x80, 0, 0, 53, 3, 240, 0, 0),
    });
    const { unreachable } = icmpType;
    const error = encodeIcmp({ type: unreachable, code: unreachableCode.port, rest: 0, data: quoted });
    const layers = dissect(framed(packet(error)));
    expect(layers.map(({ name }) => name).slice(0, 5)).toEqual(['Ethernet', 'IPv4', 'ICMP', 'IPv4', 'UDP']);
    expect(leaves(layers).flatMap(({ problem }) => problem ?? [])).toEqual([]);
    expect([protocolOf(layers), infoOf(layers)]).toEqual(['ICMP', 'port unreachable']);
  });

  it('tells a probe and an announcement from a request', () => {
    const ask = (senderIp: number, targetIp: number) =>
      encodeArp({ operation: arpRequest, senderMac: pc, senderIp, targetMac: 0, targetIp });
    const said = [ask(0xc000020a, 0xc0000201), ask(0, 0xc000020a), ask(0xc000020a, 0xc000020a)].map((payload) =>
      infoOf(dissect(encodeEthernet({ destination: router, source: pc, typeOrLength: etherTypeArp, payload }))),
    );
    expect(said).toEqual([
      'Who has 192.0.2.1? Tell 192.0.2.10',
      'Who has 192.0.2.10? (probe)',
      '192.0.2.10 is at 00:00:5e:00:53:0a (announcement)',
    ]);
  });

  it('reads a BPDU behind LLC in a length frame', () => {
    const id = { priority: 0x8000, mac: pc };
    const [messageAge, maxAge, helloTime, forwardDelay] = [0, 20 * stpSecond, 2 * stpSecond, 15 * stpSecond];
    const payload = encodeStp({
      ...{ kind: 'configuration', version: 0, type: 0, flags: 0, root: id, rootPathCost: 0, bridge: id, port: 0x8001 },
      ...{ messageAge, maxAge, helloTime, forwardDelay },
    });
    const layers = dissect(encodeEthernet({ destination: stpMac, source: pc, payload }));
    expect(infoOf(layers)).toBe('Root 32768/00:00:5e:00:53:0a, cost 0, port 0x8001');
  });
});

it('a router takes one off the TTL, and the checksum stays right for every value', () => {
  for (let ttl = 1; ttl < 256; ttl += 1) {
    const bytes = packet(none, ttl);
    decrementTtl(bytes, 0);
    expect([bytes[8], ipv4HeaderChecksum(bytes, 0)]).toEqual([ttl - 1, 0]);
  }
});
