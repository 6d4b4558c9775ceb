import { isIPv6 } from 'node:net';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ipv6Text, parseIpv6 } from './ipv6-address.ts';

const read = (text: string): string | null => {
  const bytes = parseIpv6(text);
  return bytes === null ? null : ipv6Text(bytes);
};

it('reads what RFC 4291 §2.2 shows, and writes it as RFC 5952 wants', () => {
  expect(read('ABCD:EF01:2345:6789:ABCD:EF01:2345:6789')).toBe('abcd:ef01:2345:6789:abcd:ef01:2345:6789');
  expect(read('2001:DB8:0:0:8:800:200C:417A')).toBe('2001:db8::8:800:200c:417a');
  expect(read('FF01:0:0:0:0:0:0:101')).toBe('ff01::101');
  expect(read('0:0:0:0:0:0:0:1')).toBe('::1');
  expect(read('::')).toBe('::');
  expect(read('0:0:0:0:0:FFFF:129.144.52.38')).toBe('::ffff:8190:3426');
  // RFC 5952 §4.2.2 and §4.2.3: no :: for one group alone; the longest run, the first of equals.
  expect(read('2001:db8:0:1:1:1:1:1')).toBe('2001:db8:0:1:1:1:1:1');
  expect(read('2001:0:0:1:0:0:0:1')).toBe('2001:0:0:1::1');
  expect(read('2001:db8:0:0:1:0:0:1')).toBe('2001:db8::1:0:0:1');
});

it('takes nothing else', () => {
  const wrong = [
    '',
    ':',
    ':::',
    '1',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:8:9',
    '1::2::3',
    '12345::',
    '::g',
    '::1%lo',
    '[::1]',
  ];
  for (const text of [
    ...wrong,
    ' ::1',
    '::1/128',
    '1:2:3:4:5:6:7::8:9',
    '1.2.3.4::',
    '::1.2.3',
    '::01.2.3.4',
    ':1::',
    '1:::2',
  ])
    expect(parseIpv6(text), text).toBeNull();
});

it('agrees with Node on what is an address, and survives its own text', () => {
  const group = fc.constantFrom('0', '1', 'a', 'FFFF', '0db8', '', '', '12345', 'g', '1.2.3.4');
  const text = fc.array(group, { maxLength: 10 }).map((groups) => groups.join(':'));
  fc.assert(
    fc.property(text, (written) => (parseIpv6(written) !== null) === isIPv6(written)),
    { numRuns: 20_000 },
  );
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), (bytes) => {
      expect(parseIpv6(ipv6Text(bytes))).toEqual(bytes);
    }),
  );
});
