import { etherTypeIpv4, etherTypeIpv6 } from '../../network/wire/ethernet.ts';
import { protocolTcp } from '../../network/wire/tcp.ts';
import { protocolUdp } from '../../network/wire/udp.ts';

export interface Stack {
  readonly link: 'Ethernet' | 'Wi-Fi';
  readonly internet: 'IPv4' | 'IPv6';
  readonly transport: 'TCP' | 'QUIC';
}

export const firstStack: Stack = { link: 'Ethernet', internet: 'IPv4', transport: 'TCP' };

/** One wrapping of the packet, the outermost first, and what it says of the one inside it. */
export interface Wrapping {
  readonly layer: 'link' | 'internet' | 'transport' | 'application';
  readonly name: string;
  /** What stands in its header. */
  readonly holds: string;
  /** The number by which it names what is inside; none where nothing is. */
  readonly inside: string | null;
}

/** `0x0800` */
const hex = (number: number): string => `0x${number.toString(16).padStart(4, '0')}`;

/** The packet that carries `SAY hello` through this stack. */
export function wrappingsOf({ link, internet, transport }: Stack): readonly Wrapping[] {
  const four = internet === 'IPv4';
  const tcp = transport === 'TCP';
  return [
    {
      layer: 'link',
      name: link,
      holds:
        link === 'Ethernet' ? 'two MAC addresses' : 'MAC addresses: yours, the access point’s, and the one behind it',
      inside: `EtherType ${hex(four ? etherTypeIpv4 : etherTypeIpv6)}: ${internet}`,
    },
    {
      layer: 'internet',
      name: internet,
      holds: four ? 'version 4, addresses of 32 bits' : 'version 6, addresses of 128 bits',
      inside: `${four ? 'protocol' : 'next header'} ${tcp ? protocolTcp : protocolUdp}: ${tcp ? 'TCP' : 'UDP'}`,
    },
    {
      layer: 'transport',
      name: tcp ? 'TCP' : 'QUIC in UDP',
      holds: tcp ? 'two ports, the number of the first byte' : 'two ports; numbers of bytes, encrypted',
      inside: null,
    },
    { layer: 'application', name: 'chat/1', holds: 'SAY hello', inside: null },
  ];
}

export type Change = 'as before' | 'swapped' | 'one number';

/** For each wrapping, what is different from the first stack. */
export function changesOf(stack: Stack): readonly Change[] {
  const before = wrappingsOf(firstStack);
  return wrappingsOf(stack).map((now, at) => {
    const then = before[at];
    if (then === undefined || now.name !== then.name) return 'swapped';
    return now.inside === then.inside && now.holds === then.holds ? 'as before' : 'one number';
  });
}

/** What the swap did, in a sentence or two. */
export function told(stack: Stack): string {
  const swapped = (['link', 'internet', 'transport'] as const).filter((layer) => stack[layer] !== firstStack[layer]);
  const [one] = swapped;
  if (one === undefined) return 'Nothing is swapped yet. Change one layer, and look at the others.';
  if (swapped.length > 1)
    return `${swapped.length} layers are swapped at once, and the chat says SAY hello as before. Its program was not touched.`;
  if (one === 'link')
    return 'Another frame around the same packet. IP, TCP and the program are as before; the next router takes the frame off anyway.';
  if (one === 'internet')
    return 'The version number lives in IP, and here the whole IP header is another one. The link layer names it by another number. TCP is the same TCP; only its checksum comes out differently, because it covers the addresses.';
  return 'QUIC does what TCP does, in packets of UDP, and encrypts. IP carries it under the number of UDP. The program calls another library and says the same.';
}
