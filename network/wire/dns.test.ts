import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DnsMessage, decodeDns, dnsOverTcp, encodeDns, encodeDnsWithin } from './dns.ts';
import { type DnsData, dnsType } from './dns-data.ts';
import { dissectDns } from './dns-fields.ts';
import { canonicalDnsName, dnsLabels, isDnsName, readDnsName } from './dns-name.ts';

const number32 = fc.nat(0xffff_ffff);
const number16 = fc.nat(0xffff);
const label = fc.stringMatching(/^[a-z0-9_-]{1,12}$/);
const name = fc.array(label, { maxLength: 4 }).map((labels) => (labels.length === 0 ? '.' : labels.join('.')));

const data: fc.Arbitrary<readonly [number, DnsData]> = fc.oneof(
  number32.map((address) => [dnsType.A, { is: 'A', address }] as const),
  fc.uint8Array({ minLength: 16, maxLength: 16 }).map((address) => [dnsType.AAAA, { is: 'AAAA', address }] as const),
  name.map((to) => [dnsType.NS, { is: 'NS', name: to }] as const),
  name.map((to) => [dnsType.CNAME, { is: 'CNAME', name: to }] as const),
  name.map((to) => [dnsType.PTR, { is: 'PTR', name: to }] as const),
  fc.tuple(number16, name).map(([preference, exchange]) => [dnsType.MX, { is: 'MX', preference, exchange }] as const),
  fc
    .array(fc.stringMatching(/^[ -~]{0,40}$/), { minLength: 1, maxLength: 3 })
    .map((texts) => [dnsType.TXT, { is: 'TXT', texts }] as const),
  fc
    .tuple(number16, number16, number16, name)
    .map(([priority, weight, port, target]) => [dnsType.SRV, { is: 'SRV', priority, weight, port, target }] as const),
  fc.uint8Array({ maxLength: 20 }).map((bytes) => [4711, { is: 'unknown', bytes }] as const),
);
const record = fc
  .tuple(name, data, number32)
  .map(([owner, [type, said], ttl]) => ({ name: owner, type, class: 1, ttl, data: said }));
const records = fc.array(record, { maxLength: 4 });

const message: fc.Arbitrary<DnsMessage> = fc.record({
  id: number16,
  response: fc.boolean(),
  opcode: fc.nat(15),
  authoritative: fc.boolean(),
  truncated: fc.boolean(),
  recursionDesired: fc.boolean(),
  recursionAvailable: fc.boolean(),
  reserved: fc.boolean(),
  authenticData: fc.boolean(),
  checkingDisabled: fc.boolean(),
  code: fc.nat(15),
  questions: fc.array(fc.record({ name, type: number16, class: number16 }), { maxLength: 2 }),
  answers: records,
  authorities: records,
  additionals: records,
});

const keysOver = (bytes: Uint8Array, stream: boolean): string[] =>
  dissectDns(bytes, 0, bytes.length, {
    pseudoHeader: null,
    fragment: false,
    ...(stream ? { stream } : {}),
  }).layer.fields.map(({ key }) => key);

describe('DNS', () => {
  it('reads back every message that it can write, names compressed or not', () => {
    fc.assert(
      fc.property(message, (written) => {
        expect(decodeDns(encodeDns(written))).toEqual(written);
      }),
    );
  });

  it('says TC where an answer does not fit, and stays within the limit', () => {
    fc.assert(
      fc.property(message, fc.integer({ min: 200, max: 512 }), (written, most) => {
        const bytes = encodeDnsWithin(written, most);
        const whole = encodeDns(written).length <= most;
        if (whole) expect(bytes).toEqual(encodeDns(written));
        const read = decodeDns(bytes);
        const kept = 'answers' in read ? read.answers.length + read.authorities.length : -1;
        const given = (written.answers?.length ?? 0) + (written.authorities?.length ?? 0);
        if (kept < given) expect(read).toMatchObject({ truncated: true });
      }),
    );
  });

  it('writes the same name a second time as a pointer', () => {
    const question = { name: 'www.lab.example', type: 1, class: 1 };
    const answer = { ...question, ttl: 1, data: { is: 'A', address: 1 } as const };
    const bytes = encodeDns({ id: 1, questions: [question], answers: [answer] });
    expect([...bytes.subarray(33, 35)]).toEqual([0xc0, 12]);
  });
});

describe('a domain name', () => {
  it('that points to itself, or ahead, is none', () => {
    expect(readDnsName(Uint8Array.of(0xc0, 0), 0, 0, 2)).toBeNull();
    expect(readDnsName(Uint8Array.of(0xc0, 2, 0), 0, 0, 3)).toBeNull();
  });

  it.each(['a..b', '.a', 'x'.repeat(64), 'a.'.repeat(128)])('is not %s', (text) => expect(isDnsName(text)).toBe(false));

  it('keeps any byte of a label', () => {
    expect(dnsLabels('a\\.b.\\007')).toEqual([[97, 46, 98], [7]]);
    expect(canonicalDnsName('WwW.Lab.')).toBe('www.lab');
  });
});

describe('DNS over TCP', () => {
  const question = { name: 'lab.example', type: 252, class: 1 };
  const texts = ['v=spf1 and a lot of other words that nobody reads'.repeat(4)];
  const answer = { name: 'lab.example', type: 16, class: 1, ttl: 60, data: { is: 'TXT', texts } as const };
  const whole = dnsOverTcp(encodeDns({ id: 9, response: true, questions: [question], answers: [answer, answer] }));

  it('is read from its length on', () => {
    expect(keysOver(whole, true).slice(0, 3)).toEqual(['dns.length', 'dns.id', 'dns.flags']);
    expect(keysOver(whole.subarray(0, 200), true)[0]).toBe('dns.length');
  });

  it('shows what begins in the middle of a message as that, wherever it was cut inside the text', () => {
    for (let cut = 60; cut < 230; cut += 1)
      expect(keysOver(whole.subarray(cut), true), `${cut}`).toEqual(['dns.continuation']);
  });

  it('reads a message that fills its segment, even a strange one', () => {
    const strange = dnsOverTcp(encodeDns({ id: 9, reserved: true, opcode: 15, questions: [question] }));
    expect(keysOver(strange, true)[0]).toBe('dns.length');
  });
});
