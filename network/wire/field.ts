/** One explained field of a header: what the inspector shows, and what a click on a byte finds. */
export interface Field {
  /** As the RFC calls it: `Time to Live`. */
  readonly name: string;
  /** A key that checks and quizzes may rely on: `ip.ttl`, spelled as in tshark where tshark has one. */
  readonly key: string;
  /** For people: `64`, `0x0800 (IPv4)`, `192.168.1.20`. */
  readonly value: string;
  /** Bits from the first bit of the frame, `end` not included. A field may be smaller than a byte. */
  readonly bits: { readonly start: number; readonly end: number };
  /** One sentence: what this field is for. */
  readonly meaning: string;
  /** `RFC 791 §3.1` */
  readonly source: string;
  /** One sentence when the value is not what it should be (a wrong checksum, a length past the end). */
  readonly problem?: string;
  /** Fields inside this one: flags, options, records. They lie within its bits. */
  readonly parts?: readonly Field[];
  /** One of the four to six that matter first. */
  readonly important?: true;
}

export type LayerName =
  | 'Ethernet'
  | '802.1Q'
  | 'LLDP'
  | 'STP'
  | 'ARP'
  | 'IPv4'
  | 'IPv6'
  | 'ICMP'
  | 'ICMPv6'
  | 'UDP'
  | 'TCP'
  | 'DHCP'
  | 'DNS'
  | 'RIP'
  | 'Data'
  | 'FCS';

/** A header (or the payload nobody reads further) and its fields. Every bit of it belongs to exactly one leaf field. */
export interface Layer {
  readonly name: LayerName;
  /** One line for the packet list: `192.168.1.10 → 192.168.1.20, TTL 64`. */
  readonly summary: string;
  readonly bits: { readonly start: number; readonly end: number };
  readonly fields: readonly Field[];
}

/** A decoder's answer where the bytes cannot even hold the fixed header. Nothing is thrown and nothing is lost. */
export interface Malformed {
  readonly malformed: string;
  /** The byte at which it went wrong, from the first byte that was given. */
  readonly at: number;
}

export const isMalformed = (decoded: object): decoded is Malformed => 'malformed' in decoded;

/** What a protocol's dissector is told by the layer below it. */
export interface Below {
  /** Pseudo-header for the checksums of TCP, UDP and ICMPv6; null where there is no IP below. */
  readonly pseudoHeader: PseudoHeader | null;
  /** A later fragment, or the first of several: the payload is not whole, so checksums and lengths prove nothing. */
  readonly fragment: boolean;
  /** Carried by TCP: DNS then begins with its length (RFC 1035 §4.2.2), and may go on in the next segment. */
  readonly stream?: true;
}

export interface PseudoHeader {
  /** 4 or 16 bytes each. */
  readonly source: Uint8Array;
  readonly destination: Uint8Array;
}

/** What a dissector makes of `bytes[start … end)` (byte offsets in the frame). */
export interface Dissected {
  readonly layer: Layer;
  /** What it carries, and who can read that; null when nothing is left. Padding is not payload. */
  readonly payload: {
    readonly start: number;
    readonly end: number;
    readonly as: LayerName;
    readonly below: Below;
  } | null;
}

/** Never throws, for any bytes and any `start ≤ end`. A header cut short is shown as far as it goes, with a `problem`. */
export type Dissector = (bytes: Uint8Array, start: number, end: number, below: Below) => Dissected;
