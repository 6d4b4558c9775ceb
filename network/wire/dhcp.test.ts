import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allOptions, decodeDhcp, encodeDhcp, hardwareOf, messageTypeOf } from './dhcp.ts';
import { dissectDhcp } from './dhcp-fields.ts';
import {
  addressesOption,
  bytesOption,
  dhcpDiscover,
  numberOption,
  optionData,
  optionMessageType,
  textOption,
} from './dhcp-options.ts';
import { type Field, isMalformed } from './field.ts';

const number32 = fc.nat(0xffff_ffff);
const number8 = fc.nat(255);
const message = fc.record({
  operation: number8,
  hardwareType: number8,
  hardwareLength: number8,
  hops: number8,
  transaction: number32,
  seconds: fc.nat(0xffff),
  flags: fc.nat(0xffff),
  clientAddress: number32,
  yourAddress: number32,
  serverAddress: number32,
  relayAddress: number32,
  clientHardware: fc.uint8Array({ minLength: 16, maxLength: 16 }),
  serverName: fc.uint8Array({ minLength: 64, maxLength: 64 }),
  file: fc.uint8Array({ minLength: 128, maxLength: 128 }),
  options: fc.array(fc.record({ code: fc.integer({ min: 1, max: 254 }), data: fc.uint8Array({ maxLength: 255 }) }), {
    maxLength: 6,
  }),
});

const discover = {
  operation: 1,
  transaction: 7,
  clientHardware: hardwareOf(0x5e_0053_01),
  options: [numberOption(optionMessageType, 1, dhcpDiscover)],
};

const partsOf = (bytes: Uint8Array): Field[] =>
  dissectDhcp(bytes, 0, bytes.length, { pseudoHeader: null, fragment: false }).layer.fields.flatMap(
    ({ parts }) => parts ?? [],
  );

describe('DHCP', () => {
  it('reads back every message that it can write', () => {
    fc.assert(
      fc.property(message, (written) => {
        const read = decodeDhcp(encodeDhcp(written));
        if (isMalformed(read)) throw new Error(read.malformed);
        const { options, ...fixed } = written;
        expect(read).toMatchObject(fixed);
        expect(read.options.slice(0, options.length)).toEqual(options);
      }),
    );
  });

  it('is at least 300 bytes long, because some relays drop less', () => {
    expect(encodeDhcp(discover).length).toBe(300);
    const read = decodeDhcp(encodeDhcp(discover));
    expect(isMalformed(read) ? null : messageTypeOf(read)).toBe(dhcpDiscover);
  });

  it('puts the data of an option that came in pieces together again', () => {
    const pieces = [bytesOption(119, 1, 2), bytesOption(12, 9), bytesOption(119, 3)];
    expect(optionData(pieces, 119)).toEqual(Uint8Array.of(1, 2, 3));
  });

  it('finds the options that stand in the fields for names', () => {
    const file = new Uint8Array(128);
    file.set([12, 3, 112, 99, 49, 255]);
    const read = decodeDhcp(encodeDhcp({ ...discover, file, options: [...discover.options, bytesOption(52, 1)] }));
    if (isMalformed(read)) throw new Error(read.malformed);
    expect(allOptions(read)).toContainEqual(textOption(12, 'pc1'));
  });

  it.each([
    [[0, 192, 0, 2, 1], '0.0.0.0/0 via 192.0.2.1'],
    [[25, 10, 1, 2, 128, 192, 0, 2, 1], '10.1.2.128/25 via 192.0.2.1'],
    [[32, 10, 1, 2, 3, 0, 0, 0, 0], '10.1.2.3/32 via 0.0.0.0'],
  ])('reads the classless route %j', (data, text) => {
    const parts = partsOf(encodeDhcp({ ...discover, options: [bytesOption(121, ...data)] }));
    expect(parts.find(({ key }) => key === 'dhcp.option.classless_static_route')?.value).toBe(text);
  });

  it('follows pointers in a search list, which count from its first byte', () => {
    const data = [3, 108, 97, 98, 2, 99, 104, 0, 1, 97, 0xc0, 4];
    const parts = partsOf(encodeDhcp({ ...discover, options: [bytesOption(119, ...data)] }));
    const names = parts.filter(({ key }) => key === 'dhcp.option.dhcp_dns_domain_search_list_fqdn');
    expect(names.map(({ value }) => value)).toEqual(['lab.ch', 'a.ch']);
  });

  it.each([
    [119, [3, 108]],
    [121, [33, 1, 2, 3, 4, 5, 6, 7, 8, 9]],
    [121, [24, 10]],
    [51, [1]],
  ])('shows data that does not fit option %i as it is, and says so', (code, data) => {
    const parts = partsOf(encodeDhcp({ ...discover, options: [bytesOption(code, ...data)] }));
    expect(parts.find(({ key }) => key === 'dhcp.option.value')?.problem).toMatch(/^This option has /);
  });

  it('keeps several addresses in their order', () => {
    expect(addressesOption(6, 1, 2).data).toEqual(Uint8Array.of(0, 0, 0, 1, 0, 0, 0, 2));
  });
});
