import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseIpv6 } from '../../network/wire/ipv6-address.ts';
import { inFull, kindOf, spellings, whyNone } from './ipv6-spelling.ts';

const read = (text: string): Uint8Array => parseIpv6(text) ?? expect.fail(text);
const steps = (text: string): string[] => spellings(read(text)).map((step) => step.text);
const last = (text: string): string => spellings(read(text)).at(-1)?.says ?? '';

it('shortens rule by rule', () => {
  expect(steps('2001:DB8::1')).toEqual([
    '2001:0db8:0000:0000:0000:0000:0000:0001',
    '2001:db8:0:0:0:0:0:1',
    '2001:db8::1',
  ]);
  expect(steps('2001:db8:0:1:1:1:1:1').at(-1)).toBe('2001:db8:0:1:1:1:1:1');
});

it('says what each rule did, also when it did nothing', () => {
  expect(last('2001:db8:0:1:1:1:1:1')).toContain('stays 0');
  expect(last('2001:db8:0:0:1:0:0:1')).toContain('2 runs of 2 groups');
  expect(last('1:2:3:4:5:6:7:8')).toContain('no group of zeros');
  expect(spellings(read('1111:2222:3333:4444:5555:6666:7777:8888'))[1]?.says).toBe('No group begins with a zero.');
  expect(spellings(read('0111:2222:3333:4444:5555:6666:7777:8888'))[1]?.says).toContain('1 digit less');
});

it('tells the kinds by their first bits', () => {
  const kinds = ['::', '::1', 'ff02::1', 'fe80::1', 'febf::1', 'fd00::1', '2001:db8::1', '2a00::1', '4000::1'];
  expect(kinds.map((text) => kindOf(read(text)).split(':')[0])).toEqual([
    ...[
      'Unspecified',
      'Loopback',
      'Multicast',
      'Link-local',
      'Link-local',
      'Unique local',
      'For documentation',
      'Global',
    ],
    'Reserved, or for something this lesson leaves out.',
  ]);
});

it('has a reason of its own for each way to get it wrong, and none for what is right', () => {
  const wrong = [
    ...['', '127.0.0.1', '[::1]', 'fe80::1%eth0', '2001:db8::/32', '2001:dbg::1', '1:::2', '1::2::3', '12345::'],
    ...['1.2.3.4::', ':1:2:3:4:5:6:7', '1:2:3:4:5:6:7::8:9', '1:2:3', '1:2:3:4:5:6:7:8:9'],
  ];
  const reasons = wrong.map((text) => whyNone(text));
  for (const [at, reason] of reasons.entries()) expect(reason, wrong[at]).not.toBeNull();
  expect(new Set(reasons).size).toBe(wrong.length);
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), (bytes) => {
      for (const { text } of spellings(bytes)) {
        expect(whyNone(text)).toBeNull();
        expect(inFull(read(text))).toBe(inFull(bytes));
      }
    }),
  );
  fc.assert(fc.property(fc.string(), (text) => (whyNone(text) === null) === (parseIpv6(text) !== null)));
});
