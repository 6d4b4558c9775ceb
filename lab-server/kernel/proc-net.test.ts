import { endianness } from 'node:os';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseProcNet } from './proc-net.ts';

// Lines as a Linux 6.18 on x86-64 printed them.
const TCP = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:1389 00000000:0000 0A 00000000:00000003 00:00000000 00000000     0        0 1148 1 000000000c101930 100 0 0 10 0
   1: 0200007F:1389 0100007F:D3D2 06 00000000:00000000 03:00001404 00000000     0        0 0 3 000000004ed1b464
   2: 0100007F:D5E2 0100007F:1389 01 0000002A:000000FF 00:00000000 00000000     0        0 991 1 0000000083d5270a 20 4 30 10 -1
`;
const TCP6 = `  sl  local_address                         remote_address                        st tx_queue rx_queue tr tm->when
   0: 00000000000000000000000001000000:1B58 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000
   1: 0000000000000000FFFF00000100007F:1B58 0000000000000000FFFF00000100007F:C350 08 00000000:00000000 00:00000000 00000000
   2: 000080FE00000000FF00005EFE010053:0016 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000
`;
const UDP = `   sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops
  123: 0100007F:138B 00000000:0000 07 00000000:00000240 00:00000000 00000000     0        0 77 2 00000000 12
`;

test.runIf(endianness() === 'LE')('reads what the kernel prints', () => {
  expect(parseProcNet(TCP, 'tcp')).toEqual([
    { local: at('127.0.0.1', 5_001), remote: at('0.0.0.0', 0), state: 'LISTEN', receiveQueue: 3, sendQueue: 0 },
    {
      local: at('127.0.0.2', 5_001),
      remote: at('127.0.0.1', 54_226),
      state: 'TIME-WAIT',
      receiveQueue: 0,
      sendQueue: 0,
    },
    {
      local: at('127.0.0.1', 54_754),
      remote: at('127.0.0.1', 5_001),
      state: 'ESTAB',
      receiveQueue: 255,
      sendQueue: 42,
    },
  ]);
  expect(parseProcNet(TCP6, 'tcp').map(({ local, state }) => `${local.address} ${state}`)).toEqual([
    '::1 LISTEN',
    '127.0.0.1 CLOSE-WAIT',
    'fe80:0:0:0:5e00:ff:5300:1fe LISTEN',
  ]);
  expect(parseProcNet(UDP, 'udp')).toEqual([
    {
      local: at('127.0.0.1', 5_003),
      remote: at('0.0.0.0', 0),
      state: 'UNCONN',
      receiveQueue: 576,
      drops: 12,
      sendQueue: 0,
    },
  ]);
});

test('a table cut anywhere, or of any other text, gives only whole rows and never throws', () => {
  const whole = parseProcNet(TCP, 'tcp');
  for (let end = 0; end < TCP.length; end += 1) {
    for (const [index, row] of parseProcNet(TCP.slice(0, end), 'tcp').entries()) expect(row).toEqual(whole[index]);
  }
  fc.assert(fc.property(fc.string(), (text) => void parseProcNet(text, 'tcp')));
});

const at = (address: string, port: number) => ({ address, port });
