import type { Timer } from '../time/clock.ts';
import type { DropReason, LinkQuality, Trace } from '../trace/event.ts';
import { Backoff, gapBits, jamBits, preambleBits } from './backoff.ts';
import { Carrier } from './carrier.ts';
import { Fifo } from './fifo.ts';
import { Flight } from './flight.ts';
import type { HandOrder, HandProblem } from './hands.ts';
import { Hazard } from './hazard.ts';
import type { Link, LinkCounters } from './link.ts';
import type { Frame, Medium, Port } from './port.ts';
import { fcsBytes, preambleBytes, qualityOf } from './quality.ts';
import { tellReceived, tellSent } from './tell.ts';
import type { Repeater, Transmission } from './transmission.ts';
import type { World } from './world.ts';

/**
 * (A little over 300 lines: the MAC's states share its queue and timers, and each procedure is short.)
 * A station's cable to a hub, with the half-duplex MAC that sends into it: CSMA/CD (IEEE 802.3 cl. 4.2.3.2).
 * A quality's delay, loss, bit errors and queue count here; its rate is the hub's.
 */
export class Segment implements Medium, Link {
  readonly name: string;
  /** The station's port, the hub's. */
  readonly ends: readonly [Port, Port];
  /** Part of a device (an access point's own radio): its transmissions are not told. */
  readonly quiet: boolean;
  readonly carrier: Carrier;
  readonly #world: World;
  readonly #hub: Repeater;
  readonly #hazard: Hazard;
  readonly #backoff: Backoff;
  #quality: LinkQuality;
  #up = false;
  readonly #queue = new Fifo<Frame>();
  #queuedBytes = 0;
  /** The head of the queue waits for this moment to look at the medium again. */
  #wake: Timer | null = null;
  #sending: Transmission | null = null;
  #finish: Timer | null = null;
  #lastEnd = Number.NEGATIVE_INFINITY;
  #lastCut = Number.NEGATIVE_INFINITY;
  /** The attempt before this one, for the same frame. */
  #retryOf = 0;
  #sent = 0;
  #dropped = 0;

  constructor(
    world: World,
    hub: Repeater,
    name: string,
    station: Port,
    at: Port,
    quality: LinkQuality,
    quiet: boolean,
  ) {
    for (const end of [station, at]) if (end.medium) throw new Error(`${name}: ${end.name} has a cable already.`);
    this.name = name;
    this.ends = [station, at];
    this.quiet = quiet;
    this.#world = world;
    this.#hub = hub;
    this.#quality = { ...quality, rate: hub.rate };
    const random = world.random.branch(`link/${name}/${station.name}`);
    this.#hazard = new Hazard(random);
    this.#backoff = new Backoff(random.branch('backoff'));
    this.carrier = new Carrier(() => this.#quality.delay);
    station.medium = this;
    at.medium = this;
    this.mend();
  }

  get up(): boolean {
    return this.#up;
  }

  get rate(): number {
    return this.#hub.rate;
  }

  get quality(): LinkQuality {
    return this.#quality;
  }

  get delay(): number {
    return this.#quality.delay;
  }

  send(frame: Frame): void {
    this.#sent += 1;
    const length = frame.bytes.length;
    const station = this.ends[0].name;
    if (!this.#up) {
      this.#drop(null, 'cut', frame.bytes, `${this.name} is cut: ${station} has nobody to send to.`);
      return;
    }
    if (this.#queue.length > 0 && this.#queuedBytes + length > this.#quality.queue) {
      const says = `${this.#queuedBytes} bytes waited at ${station}, ${this.#quality.queue} may: no room for ${length} more.`;
      this.#drop(null, 'queue-full', frame.bytes, says);
      return;
    }
    this.#queue.push(frame);
    this.#queuedBytes += length;
    if (this.#queue.length === 1) this.#attempt();
  }

  /** The frame on the wire does not wait, one that is between two attempts does. */
  queued(): number {
    return this.#queuedBytes - (this.#sending ? (this.#queue.first?.bytes.length ?? 0) : 0);
  }

  counters(): LinkCounters {
    return { sent: this.#sent, dropped: this.#dropped };
  }

  change(quality: Partial<LinkQuality>): void {
    this.#quality = qualityOf(this.#quality, { ...quality, rate: this.#hub.rate });
    this.#tell();
  }

  cut(): void {
    if (!this.#up) return;
    this.#up = false;
    this.#lastCut = this.#world.clock.now;
    this.#tell();
    this.#wake?.cancel();
    this.#wake = null;
    this.#finish?.cancel();
    const broken = this.#sending;
    this.#sending = null;
    if (broken) {
      this.#queue.shift();
      this.#hub.breakOff(broken);
    }
    for (const frame of this.#queue.drain())
      this.#drop(null, 'cut', frame.bytes, `It waited to be sent on ${this.name}.`);
    this.#queuedBytes = 0;
    this.#backoff.reset();
    this.#retryOf = 0;
    this.ends[0].linkChanged(false);
  }

  mend(): void {
    if (this.#up || this.ends[0].medium !== this) return;
    this.#up = true;
    this.#tell();
    this.ends[0].linkChanged(true);
  }

  unplug(): void {
    if (this.ends[0].medium !== this) return;
    this.cut();
    for (const end of this.ends) end.medium = null;
    this.#hub.detach(this);
    this.#tell(true);
  }

  hand(order: HandOrder): HandProblem | null {
    if (order.link !== this.name) return { code: 'wrong-link', says: `This is ${this.name}, not ${order.link}.` };
    return {
      code: 'not-on-a-hub',
      says: 'A hub passes bits on while they still arrive: no frame is ever whole there to be held or changed.',
    };
  }

  /** The medium, as this station hears it, has gone quiet or will at a known time: waiting frames plan their turn. */
  quiets(): void {
    if (this.#queue.length > 0 && !this.#sending && !this.#wake) this.#attempt();
  }

  /** The station hears that its transmission collided, while it still sends: it jams and stops. */
  quit(transmission: Transmission): void {
    if (this.#sending !== transmission) return;
    this.#finish?.cancel();
    this.#finish = this.#world.clock.at(transmission.ends, () => this.#collided(transmission));
  }

  /** When a station that hears of a collision at `heard` has sent its jam; the preamble is always finished first. */
  jammedAt(transmission: Transmission, heard: number): number {
    if (heard >= transmission.ends) return transmission.ends;
    return Math.max(heard, transmission.starts + this.#time(preambleBits)) + this.#time(jamBits);
  }

  /** A whole frame comes out of the hub towards the station. */
  carry(frame: Flight, began: number): void {
    const world = this.#world;
    world.clock.at(world.clock.now + this.#quality.delay, () => {
      if (!this.#up || this.#lastCut >= began) {
        this.#drop(frame.number, 'cut', frame.bytes, `It was on ${this.name}.`);
        return;
      }
      if (this.#hazard.isLost(this.#quality)) {
        this.#drop(frame.number, 'loss', frame.bytes, `It was lost on ${this.name}.`);
        return;
      }
      this.#hazard.damage(frame, this.#quality);
      if (world.trace && !this.quiet)
        tellReceived(world.trace, world.clock.now, frame, this.ends[0].name, frame.changed);
      this.ends[0].deliver(frame);
    });
  }

  #time(bits: number): number {
    return Math.round((bits * 1e9) / this.#hub.rate);
  }

  /** Carrier sense and deference. A gap is never in two parts here: from a hub, nobody is heard within the other's gap. */
  #attempt(): void {
    this.#wake = null;
    const now = this.#world.clock.now;
    const gap = this.#time(gapBits);
    const heard = this.carrier.heardAt(now);
    if (heard) {
      if (heard.until !== Number.POSITIVE_INFINITY) this.#plan(heard.until + gap);
      return;
    }
    const quietFor = Math.max(this.carrier.lastEnd(now), this.#lastEnd) + gap;
    if (quietFor > now) this.#plan(quietFor);
    else this.#transmit(now);
  }

  #plan(at: number): void {
    this.#wake = this.#world.clock.at(at, () => this.#attempt());
  }

  #transmit(now: number): void {
    const frame = this.#queue.first;
    if (!frame) return;
    const world = this.#world;
    const ends = now + this.#time((preambleBytes + frame.bytes.length + fcsBytes) * 8);
    const number = this.quiet ? frame.number : world.nextFrame();
    const flight = new Flight(frame.bytes, frame.fcs, number, now, ends + this.#quality.delay);
    const transmission: Transmission = { segment: this, flight, starts: now, ends, spoiled: false, copies: [] };
    this.#sending = transmission;
    if (world.trace && !this.quiet) this.#tellSent(world.trace, transmission, this.#retryOf || frame.number);
    if (this.#hazard.isLost(this.#quality)) flight.fate = 'loss';
    this.#hazard.damage(flight, this.#quality);
    this.#finish = world.clock.at(ends, () => this.#sentAll());
    this.#hub.hear(transmission);
  }

  #tellSent(trace: NonNullable<Trace>, { flight, starts, ends }: Transmission, after: number): void {
    const [from, to] = [this.ends[0].name, this.ends[1].name];
    const { number: frame, bytes, arrives } = flight;
    const queued = this.queued();
    tellSent(
      trace,
      { at: starts, frame, link: this.name, from, to, bytes, starts, ends, arrives, queued },
      after,
      flight.fcs,
    );
  }

  #sentAll(): void {
    this.#sending = null;
    this.#lastEnd = this.#world.clock.now;
    this.#nextFrame();
  }

  #nextFrame(): void {
    const frame = this.#queue.shift();
    this.#queuedBytes -= frame?.bytes.length ?? 0;
    this.#backoff.reset();
    this.#retryOf = 0;
    if (this.#queue.length > 0) this.#plan(this.#lastEnd + this.#time(gapBits));
  }

  #collided(transmission: Transmission): void {
    const now = this.#world.clock.now;
    this.#sending = null;
    this.#lastEnd = now;
    this.#retryOf = transmission.flight.number;
    const turn = this.#backoff.next();
    if (turn === null) {
      const says = `${this.ends[0].name} tried ${this.#backoff.attempts} times and collided every time (IEEE 802.3 cl. 4.2.3.2.5).`;
      this.#drop(null, 'excessive-collisions', transmission.flight.bytes, says);
      this.#nextFrame();
      return;
    }
    const until = now + this.#time(turn.bits);
    this.#world.trace?.({
      at: now,
      kind: 'backoff',
      point: this.ends[0].name,
      attempt: this.#backoff.attempts,
      slots: turn.slots,
      until,
    });
    this.#plan(until);
  }

  #drop(frame: number | null, reason: DropReason, bytes: Uint8Array, says: string): void {
    this.#dropped += 1;
    const where = reason === 'queue-full' || reason === 'excessive-collisions' ? this.ends[0].name : this.name;
    this.#world.trace?.({ at: this.#world.clock.now, kind: 'frame.dropped', frame, where, reason, bytes, says });
  }

  #tell(gone = false): void {
    if (this.quiet) return;
    this.#world.trace?.({
      at: this.#world.clock.now,
      kind: 'link.changed',
      link: this.name,
      ends: [this.ends[0].name, this.ends[1].name],
      up: this.#up,
      quality: this.#quality,
      ...(gone && { gone }),
    });
  }
}
