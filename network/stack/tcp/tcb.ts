import type { World } from '../../link/world.ts';
import { millisecond } from '../../time/clock.ts';
import { protocolTcp } from '../../wire/tcp.ts';
import type { Endpoint } from '../endpoint.ts';
import type { IpLayer, PacketOrders } from '../ip-layer.ts';
import type { TcpEnd, TcpOptions, TcpState, TcpUser } from '../sockets.ts';
import { Congestion } from './congestion.ts';
import { LazyTimer } from './lazy-timer.ts';
import { Reassembly } from './reassembly.ts';
import { RetransmissionTimeout } from './retransmission-timer.ts';
import { Scoreboard } from './sack.ts';
import { SendBuffer } from './send-buffer.ts';

/** Without the peer's word: RFC 9293 §3.7.1. Bytes. */
export const defaultSegment = 536;
/** Bytes of an IPv4 and a TCP header without options. */
export const plainHeaders = 40;
/** Bytes that the timestamps option takes in every segment: 10, and two NOPs to align it. RFC 7323 appendix A. */
export const timestampBytes = 12;
/**
 * 256 KiB each way: the bandwidth-delay product of 100 Mb/s and 20 ms, more than any scene of ours has, and so no
 * automatic tuning is needed to keep a link full. Linux starts at 128 KiB to receive and goes on to 6 MiB.
 */
const defaultBuffer = 256 * 1024;

/** Who made a connection and must hear of its fate. */
export interface Owner {
  readonly world: World;
  readonly device: string;
  readonly ip: IpLayer;
  /** The three-way handshake is done. @returns false when there is no room for one more */
  established(tcb: Tcb): boolean;
  /** It is CLOSED; nothing more will arrive for it. */
  gone(tcb: Tcb): void;
  expired(tcb: Tcb, timer: TimerName): void;
}

export type TimerName = 'retransmission' | 'delayed-ack' | 'time-wait' | 'keep-alive';

/** What the program is to be told when the current event has been dealt with. */
export const notice = { established: 1, readable: 2, writable: 4, closed: 8 } as const;

/**
 * The transmission control block: RFC 9293 §3.3.1 with what the RFCs after it have added. Sequence numbers are
 * positions (`sequence.ts`), so SND.UNA = 0 means that our SYN is not acknowledged.
 */
export class Tcb {
  readonly id: number;
  readonly owner: Owner;
  readonly local: Endpoint;
  readonly remote: Endpoint;
  readonly orders: PacketOrders;
  /** Made by a listener: RFC 9293 asks it in SYN-RECEIVED. */
  readonly passive: boolean;
  state: TcpState;
  user: TcpUser = {};

  // What was asked for, and after the handshake what both have agreed on.
  nagle: boolean;
  delayedAck: boolean;
  sack: boolean;
  timestamps: boolean;
  windowScale: boolean;
  readonly keepAlive: number;
  readonly segmentLifetime: number;

  /** ISS, SND.UNA, SND.NXT, SND.WND (bytes), SND.WL1, SND.WL2 */
  readonly initialSend: number;
  sendUnacknowledged = 0;
  sendNext = 0;
  sendWindow = 0;
  windowUpdateSequence = 0;
  windowUpdateAcknowledgment = 0;
  /** The largest window seen: Max(SND.WND) of §3.8.6.2.1, MAX.SND.WND of RFC 5961 §5. */
  sendWindowMost = 0;
  sendShift = 0;
  /** The one octet under way is a probe of a closed window. */
  probing = false;
  readonly output: SendBuffer;
  /** The program has closed: a FIN follows the last byte of `output`. */
  finQueued = false;
  /** The program wanted to send more than there was room for. */
  wantsRoom = false;

  /** IRS, RCV.NXT */
  initialReceive = 0;
  receiveNext = 0;
  readonly input = new Reassembly();
  readonly receiveCapacity: number;
  receiveShift = 0;
  /** The right edge of the window that we have told: nothing before it may be refused. Position. */
  windowEdge = 0;
  /** Where the peer's FIN stands, once it was seen, even beyond a gap; -1: not yet. */
  finAt = -1;
  finReceived = false;
  /** The program has closed both directions: what still comes in has nobody to read it. */
  abandoned = false;

  /** Bytes of data in a segment: the effective MSS, RFC 9293 §3.7.1. */
  segment = defaultSegment;
  peerSegment = defaultSegment;
  readonly timeout = new RetransmissionTimeout();
  congestion: Congestion;
  readonly scoreboard = new Scoreboard();
  duplicates = 0;
  /** NextSeg() rule 4 of RFC 6675 was used up to here. */
  rescuedBelow = 0;
  /** SND.NXT when the first gap was last sent again. */
  repairedAt = 0;
  /** A segment whose round trip is being measured ends here; -1: none. Position, ns */
  timedEnd = -1;
  timedSince = 0;
  lastSent = 0;
  /** Timeouts in a row without a sign of life. */
  unanswered = 0;
  synTries = 0;

  /** RFC 7323 §4.3, §5.4: TS.Recent and when it was noted, and our own clock's offset. */
  timestampRecent = 0;
  timestampRecentAt = 0;
  readonly timestampOffset: number;
  lastAckSent = 0;
  ackNow = false;
  /** Segments with data since the last ACK. */
  unacknowledgedSegments = 0;
  /** RFC 5961 §7: when the count of challenge ACKs began, and it. */
  challengesSince = 0;
  challenges = 0;
  keepAliveProbes = 0;

  readonly retransmissionTimer: LazyTimer;
  readonly delayedAckTimer: LazyTimer;
  readonly timeWaitTimer: LazyTimer;
  readonly keepAliveTimer: LazyTimer;

  firstFin: 'local' | 'remote' | null = null;
  notices = 0;
  /** The last word, once it has been said. */
  ending: { readonly end: TcpEnd; readonly by: 'local' | 'remote' } | null = null;
  /** An event is being dealt with: what the program does meanwhile is sent at its end. */
  busy = false;
  delivered = 0;
  /** The numbers last written to the trace. */
  sample = '';

  constructor(
    owner: Owner,
    local: Endpoint,
    remote: Endpoint,
    initial: { readonly sequence: number; readonly timestampOffset: number },
    passive: boolean,
    options: TcpOptions,
  ) {
    this.id = owner.world.nextSocket();
    this.owner = owner;
    this.local = local;
    this.remote = remote;
    // Don't Fragment: the path's MTU is found by being told (RFC 1191), as everybody does.
    this.orders = {
      source: local.address,
      destination: remote.address,
      protocol: protocolTcp,
      dontFragment: true,
    };
    this.passive = passive;
    this.state = passive ? 'LISTEN' : 'CLOSED';
    this.nagle = options.nagle ?? true;
    this.delayedAck = options.delayedAck ?? true;
    this.sack = options.sack ?? true;
    this.timestamps = options.timestamps ?? true;
    this.windowScale = options.windowScale ?? true;
    this.keepAlive = options.keepAlive ?? 0;
    this.segmentLifetime = options.maximumSegmentLifetime ?? 30_000 * millisecond;
    this.initialSend = initial.sequence;
    this.timestampOffset = initial.timestampOffset;
    this.output = new SendBuffer(options.sendBuffer ?? defaultBuffer);
    this.receiveCapacity = options.receiveBuffer ?? defaultBuffer;
    while (this.receiveShift < 14 && 65_535 * 2 ** this.receiveShift < this.receiveCapacity) this.receiveShift += 1;
    this.congestion = new Congestion(this.segment);
    const { clock } = owner.world;
    this.retransmissionTimer = new LazyTimer(clock, () => owner.expired(this, 'retransmission'));
    this.delayedAckTimer = new LazyTimer(clock, () => owner.expired(this, 'delayed-ack'));
    this.timeWaitTimer = new LazyTimer(clock, () => owner.expired(this, 'time-wait'));
    this.keepAliveTimer = new LazyTimer(clock, () => owner.expired(this, 'keep-alive'));
  }

  get now(): number {
    return this.owner.world.clock.now;
  }

  /** Bytes sent and not acknowledged, SYN and FIN included. */
  get flight(): number {
    return this.sendNext - this.sendUnacknowledged;
  }

  /** TSval: milliseconds (RFC 7323 §5.4 allows 1 ms to 1 s) from an offset of its own. */
  get timestamp(): number {
    return (Math.floor(this.now / millisecond) + this.timestampOffset) >>> 0;
  }
}
