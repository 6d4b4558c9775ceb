import { expect, it } from 'vitest';
import { filed, gives, type LayerName, layers } from './hourglass-facts.ts';
import { changesOf, firstStack, told, wrappingsOf } from './layer-swaps.ts';

it('swaps one layer and leaves the others, but for the number that names it', () => {
  expect(changesOf(firstStack)).toEqual(['as before', 'as before', 'as before', 'as before']);
  expect(changesOf({ ...firstStack, link: 'Wi-Fi' })).toEqual(['swapped', 'as before', 'as before', 'as before']);
  expect(changesOf({ ...firstStack, internet: 'IPv6' })).toEqual(['one number', 'swapped', 'as before', 'as before']);
  expect(changesOf({ ...firstStack, transport: 'QUIC' })).toEqual(['as before', 'one number', 'swapped', 'as before']);
});

it('names what is inside by the numbers of the wire', () => {
  expect(wrappingsOf(firstStack).map(({ inside }) => inside)).toEqual([
    'EtherType 0x0800: IPv4',
    'protocol 6: TCP',
    null,
    null,
  ]);
  expect(wrappingsOf({ link: 'Wi-Fi', internet: 'IPv6', transport: 'QUIC' }).map(({ inside }) => inside)).toEqual([
    'EtherType 0x86dd: IPv6',
    'next header 17: UDP',
    null,
    null,
  ]);
});

it('has a sentence of its own for each swap', () => {
  const stacks = [
    firstStack,
    { ...firstStack, link: 'Wi-Fi' },
    { ...firstStack, internet: 'IPv6' },
    { ...firstStack, transport: 'QUIC' },
    { link: 'Wi-Fi', internet: 'IPv6', transport: 'TCP' },
  ] as const;
  expect(new Set(stacks.map(told)).size).toBe(5);
});

it('files three protocols or so a layer, each once', () => {
  expect(new Set(filed.map(({ name }) => name)).size).toBe(12);
  const count = (layer: LayerName) => filed.filter((one) => one.layer === layer).length;
  expect(layers.map(count)).toEqual([4, 2, 3, 3]);
  expect(Object.keys(gives)).toHaveLength(4);
});
