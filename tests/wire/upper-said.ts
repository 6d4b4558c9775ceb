import { execFileSync } from 'node:child_process';

/** A field as tshark sees it: its name, first byte in the frame, bytes, value (hex), and what it shows. */
export type SaidField = readonly [name: string, at: number, size: number, value: string, show: string];

const quiet = [
  'tcp.relative_sequence_numbers:FALSE',
  'tcp.desegment_tcp_streams:FALSE',
  'tcp.analyze_sequence_numbers:FALSE',
];

/** What the installed tshark says of the layers above IP, frame by frame. */
export function saidAboveIp(file: string): SaidField[][] {
  const settings = quiet.flatMap((each) => ['-o', each]);
  const pdml = execFileSync('tshark', ['-n', '-r', file, '-T', 'pdml', ...settings], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  return pdml
    .split('<packet>')
    .slice(1)
    .map((packet) => [...packet.matchAll(/<field ([^>]*)>/g)].flatMap(([, text = '']) => fieldOf(text)));
}

function fieldOf(text: string): SaidField[] {
  const read = (key: string) => new RegExp(`(?:^| )${key}="([^"]*)"`).exec(text)?.[1];
  const name = read('name') ?? '';
  const value = read('value');
  if (!/^(udp|tcp|dhcp|dns|rip)\./.test(name) || value === undefined || read('hide') === 'yes') return [];
  return [[name, Number(read('pos')), Number(read('size')), value, (read('show') ?? '').slice(0, 80)]];
}
