/**
 * What happened in the network, as facts. Everything a page shows of it (frames on cables, tables, ladders, plots, a
 * pcapng file) is computed from these, up to a moment; so the past can be looked at, and nothing is shown that was not
 * there. Addresses are text as people write them (`192.168.1.20`, `00:00:5e:00:53:20`), so that a view needs no codec.
 */
export type NetworkEvent = { readonly at: number /* virtual ns */ } & NetworkFact;

/** `pc1:eth0`: device and port, the name of a capture point. */
export type PointName = string;

export type NetworkFact = FrameFact | LinkFact | TableFact | TransportFact | ServiceFact;

/**
 * One transmission over one cable. The same bytes forwarded by a switch are a new transmission with a new number.
 *
 * A hub is told by its segments: the cable from each station to its hub port is a link. A station that sends makes one
 * `frame.sent` from itself to the hub port; the hub, when the first bit reaches it, one for every other segment with
 * `after` set to the first, and each of those ends in its own `frame.received` or `frame.dropped`. The first has no
 * `frame.received`: a hub hears bits. `at` is when the first bit leaves (nobody knows before), and in a collision
 * `ends` and `arrives` do not come true: `frame.dropped` says so for the station's transmission and its repetitions.
 */
export type FrameFact =
  | {
      readonly kind: 'frame.sent';
      readonly frame: number;
      /** The number of the transmission that it repeats or forwards, where that is known. */
      readonly after?: number;
      readonly link: string;
      readonly from: PointName;
      readonly to: PointName;
      /** From the destination address up to the end of padding, without the FCS. Never changed afterwards. */
      readonly bytes: Uint8Array;
      /** Only where the FCS sent is not the right one. */
      readonly fcs?: number;
      /** First bit leaves, last bit leaves, last bit arrives at the other end: ns. `at` is when it was handed over. */
      readonly starts: number;
      readonly ends: number;
      readonly arrives: number;
      /** Bytes that waited in the queue before it. */
      readonly queued: number;
    }
  /** It arrived whole at the other end. `bytes` and `fcs` only where the cable changed them. */
  | {
      readonly kind: 'frame.received';
      readonly frame: number;
      readonly point: PointName;
      readonly bytes?: Uint8Array;
      readonly fcs?: number;
    }
  /** A hand has stopped it on the cable; `arrives` no longer holds. */
  | { readonly kind: 'frame.held'; readonly frame: number; readonly link: string }
  /** A held frame goes on. */
  | { readonly kind: 'frame.released'; readonly frame: number; readonly link: string; readonly arrives: number }
  /**
   * It ended here. `frame` is the transmission; null where it was never sent (a full queue, no route, no ARP answer).
   * `where` is a cable, a point or a device.
   */
  | {
      readonly kind: 'frame.dropped';
      readonly frame: number | null;
      readonly where: string;
      readonly reason: DropReason;
      readonly bytes: Uint8Array;
      /** One sentence: what happened and why. */
      readonly says: string;
    };

export type DropReason =
  /** on the cable */
  | 'queue-full'
  | 'loss'
  | 'cut'
  | 'collision'
  | 'excessive-collisions'
  | 'removed-by-hand'
  /** at a receiver */
  | 'fcs'
  | 'not-for-me'
  | 'malformed'
  | 'ip-checksum'
  | 'udp-checksum'
  | 'tcp-checksum'
  | 'icmp-checksum'
  | 'ttl'
  | 'no-route'
  | 'no-arp-answer'
  | 'fragmentation-needed'
  | 'reassembly-timeout'
  | 'no-listener'
  | 'buffer-full'
  | 'filtered'
  | 'firewall'
  | 'nat'
  | 'same-port'
  | 'blocked-port';

export type LinkFact =
  /** Made, changed or cut; all values as they are from now on. */
  | {
      readonly kind: 'link.changed';
      readonly link: string;
      readonly ends: readonly [PointName, PointName];
      readonly up: boolean;
      readonly quality: LinkQuality;
      /** It was taken out of both ports and is no more. */
      readonly gone?: true;
    }
  | {
      readonly kind: 'collision';
      readonly hub: string;
      readonly points: readonly PointName[];
      readonly jamUntil: number;
    }
  | {
      readonly kind: 'backoff';
      readonly point: PointName;
      readonly attempt: number;
      /** 0 ≤ slots < 2^min(attempt, 10), IEEE 802.3 cl. 4 */
      readonly slots: number;
      readonly until: number;
    };

/** Both directions alike. */
export interface LinkQuality {
  /** bits/s */
  readonly rate: number;
  /** Propagation, ns. */
  readonly delay: number;
  /** Up to so much more, uniformly, ns. Frames keep their order unless `reorder` says otherwise. */
  readonly jitter: number;
  /** Bytes that may wait at each end. */
  readonly queue: number;
  /** Shares of frames, 0 … 1. */
  readonly loss: number;
  readonly duplicate: number;
  /** Frames that are held back by `reorderBy` ns and so overtaken. */
  readonly reorder: number;
  readonly reorderBy: number;
  /** Share of bits that arrive inverted. */
  readonly bitErrors: number;
}

export type TableFact =
  | {
      readonly kind: 'arp.changed';
      readonly device: string;
      readonly interface: string;
      readonly address: string;
      readonly mac: string | null;
      readonly state: 'incomplete' | 'reachable' | 'stale' | 'probe' | 'failed' | 'permanent' | 'removed';
      /** What made the change. */
      readonly how: 'asked' | 'reply' | 'request' | 'announcement' | 'aged' | 'used' | 'set' | 'no-answer' | 'flushed';
    }
  | { readonly kind: 'arp.conflict'; readonly device: string; readonly address: string; readonly mac: string }
  | {
      readonly kind: 'mac.changed';
      readonly device: string;
      readonly mac: string;
      /** The port it is behind; null when the row is gone. */
      readonly port: string | null;
      readonly how: 'learned' | 'refreshed' | 'moved' | 'aged' | 'flushed';
    }
  /** What a switch did with a frame, and why. */
  | {
      readonly kind: 'switch.decided';
      readonly device: string;
      readonly frame: number;
      readonly decision: 'forward' | 'flood' | 'filter' | 'blocked';
      readonly ports: readonly string[];
    }
  | {
      readonly kind: 'stp.changed';
      readonly device: string;
      readonly port: string;
      readonly role: 'root' | 'designated' | 'blocked' | 'off';
      readonly state: 'blocking' | 'listening' | 'learning' | 'forwarding' | 'off';
    }
  | {
      readonly kind: 'address.changed';
      readonly device: string;
      readonly interface: string;
      readonly mac: string;
      readonly up: boolean;
      readonly addresses: readonly { readonly address: string; readonly prefixLength: number }[];
      readonly how: 'set' | 'dhcp' | 'link-local' | 'link';
    }
  | {
      readonly kind: 'route.changed';
      readonly device: string;
      readonly prefix: string;
      readonly via: string | null;
      readonly interface: string;
      readonly metric: number;
      readonly source: 'connected' | 'static' | 'dhcp' | 'rip' | 'redirect';
      readonly how: 'added' | 'removed' | 'changed';
    };

export type TransportFact =
  | {
      readonly kind: 'socket.changed';
      readonly device: string;
      readonly socket: number;
      readonly transport: 'tcp' | 'udp';
      readonly local: string;
      readonly remote: string | null;
      /** RFC 9293 §3.3.2 in `ss` spelling; `UNCONN` for UDP; CLOSED when it is gone. */
      readonly state: string;
      /** What made TCP change its state: `SYN arrived`, `close()`, `timeout` … */
      readonly cause: string;
    }
  /** The numbers behind the plots, whenever one of them changed. Bytes and ns. */
  | {
      readonly kind: 'tcp.sampled';
      readonly device: string;
      readonly socket: number;
      readonly congestionWindow: number;
      readonly slowStartThreshold: number;
      readonly flight: number;
      readonly sendWindow: number;
      readonly smoothedRtt: number | null;
      readonly retransmissionTimeout: number;
    }
  | {
      readonly kind: 'tcp.retransmitted';
      readonly device: string;
      readonly socket: number;
      readonly sequence: number;
      readonly length: number;
      readonly why: 'timeout' | 'fast' | 'sack' | 'zero-window-probe' | 'keep-alive' | 'syn' | 'fin';
    }
  /** The program has read up to here: bytes handed over in order so far. */
  | { readonly kind: 'tcp.delivered'; readonly device: string; readonly socket: number; readonly total: number };

export type ServiceFact =
  | {
      readonly kind: 'lease.changed';
      readonly device: string;
      /** Seen by the client itself or written by the server. */
      readonly by: 'client' | 'server';
      readonly mac: string;
      readonly address: string | null;
      /** RFC 2131 figure 5, lower case; `offered`, `bound`, `expired`, `released` at the server. */
      readonly state:
        | 'init'
        | 'selecting'
        | 'requesting'
        | 'bound'
        | 'renewing'
        | 'rebinding'
        | 'offered'
        | 'expired'
        | 'released'
        | 'declined'
        | 'link-local';
      /** ns, virtual; null where there is none. */
      readonly expires: number | null;
    }
  | {
      readonly kind: 'nat.changed';
      readonly device: string;
      readonly transport: 'tcp' | 'udp' | 'icmp';
      readonly inside: string;
      readonly outside: string;
      readonly remote: string;
      readonly how: 'added' | 'removed' | 'refused';
    }
  | {
      readonly kind: 'firewall.hit';
      readonly device: string;
      readonly rule: number;
      readonly verdict: 'accept' | 'drop' | 'reject';
      readonly hits: number;
    }
  | {
      readonly kind: 'dns.cached';
      readonly device: string;
      readonly name: string;
      readonly type: string;
      readonly ttl: number;
    }
  /** A service on a device said something worth knowing (`dhcp: pool is empty`). */
  | { readonly kind: 'noted'; readonly device: string; readonly says: string };

/** Where facts go; null when nobody looks, and then they are not even made. */
export type Trace = ((event: NetworkEvent) => void) | null;
