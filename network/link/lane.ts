import type { Timer } from '../time/clock.ts';
import type { DropReason, LinkQuality, Trace } from '../trace/event.ts';
import { Fifo } from './fifo.ts';
import { Flight } from './flight.ts';
import type { HandAct, HandProblem, Hands } from './hands.ts';
import { Hazard, isIdeal } from './hazard.ts';
import type { Frame, Port } from './port.ts';
import { fcsBytes, interFrameGapBytes, preambleBytes } from './quality.ts';
import { tellReceived, tellSent } from './tell.ts';
import type { World } from './world.ts';

/**
 * One direction of a cable. A frame costs one event, its arrival: when it will start and end is arithmetic at the
 * moment it is handed over. Only the next arrival is in the clock's queue.
 */
export class Lane {
  readonly from: Port;
  readonly to: Port;
  readonly #world: World;
  readonly #link: string;
  readonly #hands: Hands;
  readonly #hazard: Hazard;
  #quality: LinkQuality;
  #ideal: boolean;
  #byteTime: number;
  /** When the next frame can start: a fraction of a nanosecond is kept, so that the rate is true in the long run. */
  #free = 0;
  #lastArrival = 0;
  /** Not yet started. */
  readonly #waiting = new Fifo<Flight>();
  #waitingBytes = 0;
  /** In the order of arrival. */
  readonly #flights = new Fifo<Flight>();
  #next: Timer | null = null;
  /** Out of that order: held back by chance or let go by hand. */
  readonly #stragglers = new Map<Flight, Timer>();
  /** Held by hand, and how many ns they still had to go. */
  readonly #held = new Map<Flight, number>();
  sent = 0;
  dropped = 0;

  constructor(world: World, link: string, from: Port, to: Port, quality: LinkQuality, hands: Hands) {
    this.#world = world;
    this.#link = link;
    this.from = from;
    this.to = to;
    this.#hands = hands;
    this.#hazard = new Hazard(world.random.branch(`link/${link}/${from.name}`));
    this.#quality = quality;
    this.#ideal = isIdeal(quality);
    this.#byteTime = 8e9 / quality.rate;
  }

  change(quality: LinkQuality): void {
    this.#quality = quality;
    this.#ideal = isIdeal(quality);
    this.#byteTime = 8e9 / quality.rate;
  }

  /** Bytes that were handed over and have not begun to leave. */
  get queued(): number {
    if (this.#waitingBytes === 0) return 0;
    const now = this.#world.clock.now;
    for (let flight = this.#waiting.first; flight && flight.starts <= now; flight = this.#waiting.first) {
      this.#waitingBytes -= flight.bytes.length;
      this.#waiting.shift();
    }
    return this.#waitingBytes;
  }

  send(frame: Frame): void {
    const flight = this.#launch(frame.bytes, frame.fcs, frame.number);
    if (!flight || (this.#ideal && this.#hands.idle)) return;
    if (this.#hazard.isDoubled(this.#quality)) this.#launch(frame.bytes, frame.fcs, flight.number);
    if (this.#hands.idle) return;
    for (const act of this.#hands.actsOn(frame.bytes, this.from.name)) this.#act(act, flight);
  }

  /** @returns null when the queue is full */
  #launch(bytes: Uint8Array, fcs: number | undefined, after: number): Flight | null {
    const world = this.#world;
    const now = world.clock.now;
    const quality = this.#quality;
    const length = bytes.length;
    this.sent += 1;
    const waits = this.#free > now;
    const queued = waits ? this.queued : 0;
    if (waits && queued + length > quality.queue) {
      this.#refuse(bytes, queued);
      return null;
    }
    const begins = waits ? this.#free : now;
    const ends = begins + (preambleBytes + length + fcsBytes) * this.#byteTime;
    this.#free = ends + interFrameGapBytes * this.#byteTime;
    const flight = new Flight(bytes, fcs, world.nextFrame(), Math.round(begins), Math.round(ends + quality.delay));
    if (flight.starts > now) {
      this.#waiting.push(flight);
      this.#waitingBytes += length;
    }
    const late = this.#ideal ? false : this.#endanger(flight);
    if (late) {
      this.#straggle(flight);
    } else {
      if (flight.arrives < this.#lastArrival) flight.arrives = this.#lastArrival;
      this.#lastArrival = flight.arrives;
      this.#flights.push(flight);
      this.#next ??= world.clock.at(flight.arrives, this.#arrive);
    }
    if (world.trace) this.#tell(world.trace, flight, after, Math.round(ends), queued);
    return flight;
  }

  #tell(trace: NonNullable<Trace>, flight: Flight, after: number, ends: number, queued: number): void {
    const { number: frame, starts, arrives, bytes, fcs } = flight;
    const [from, to] = [this.from.name, this.to.name];
    const at = this.#world.clock.now;
    tellSent(trace, { at, frame, link: this.#link, from, to, bytes, starts, ends, arrives, queued }, after, fcs);
  }

  /** @returns true when it does not keep its place in the order */
  #endanger(flight: Flight): boolean {
    const quality = this.#quality;
    if (this.#hazard.isLost(quality)) flight.fate = 'loss';
    this.#hazard.damage(flight, quality);
    flight.arrives = Math.round(flight.arrives + this.#hazard.lateness(quality));
    if (!this.#hazard.isHeldBack(quality)) return false;
    flight.arrives += quality.reorderBy;
    return true;
  }

  /** A moment later the next one may be cut off by what the receiver does, so it is planned first. */
  readonly #arrive = (): void => {
    const flight = this.#flights.shift();
    this.#plan();
    if (flight) this.#deliver(flight);
  };

  #plan(): void {
    const next = this.#flights.first;
    this.#next = next ? this.#world.clock.at(next.arrives, this.#arrive) : null;
  }

  #straggle(flight: Flight): void {
    const arrive = () => {
      this.#stragglers.delete(flight);
      this.#deliver(flight);
    };
    this.#stragglers.set(flight, this.#world.clock.at(flight.arrives, arrive));
  }

  #deliver(flight: Flight): void {
    if (flight.fate) {
      this.#end(flight, flight.fate);
      return;
    }
    const { trace, clock } = this.#world;
    if (trace) tellReceived(trace, clock.now, flight, this.to.name, flight.changed);
    this.to.deliver(flight);
  }

  /** Everything on the way and in the queue is lost. */
  cut(): void {
    const lost = [...this.#flights.drain(), ...this.#stragglers.keys(), ...this.#held.keys()];
    this.#next?.cancel();
    this.#next = null;
    for (const timer of this.#stragglers.values()) timer.cancel();
    this.#stragglers.clear();
    this.#held.clear();
    this.#waiting.drain();
    this.#waitingBytes = 0;
    this.#free = this.#world.clock.now;
    this.#lastArrival = 0;
    for (const flight of lost.sort((a, b) => a.number - b.number)) this.#end(flight, 'cut');
  }

  /** A frame handed to a cable that is cut. */
  refuseCut(bytes: Uint8Array): void {
    this.sent += 1;
    this.#drop(null, 'cut', bytes, this.#link, `${this.#link} is cut: ${this.from.name} has nobody to send to.`);
  }

  #refuse(bytes: Uint8Array, queued: number): void {
    const says = `${queued} bytes waited at ${this.from.name}, ${this.#quality.queue} may: no room for ${bytes.length} more.`;
    this.#drop(null, 'queue-full', bytes, this.from.name, says);
  }

  #end(flight: Flight, reason: keyof typeof ending): void {
    this.#drop(flight.number, reason, flight.bytes, this.#link, `${ending[reason]} ${this.#link}.`);
  }

  #drop(frame: number | null, reason: DropReason, bytes: Uint8Array, where: string, says: string): void {
    this.dropped += 1;
    this.#world.trace?.({ at: this.#world.clock.now, kind: 'frame.dropped', frame, where, reason, bytes, says });
  }

  /** @returns null when no frame of this number is on its way here, else what came of the order */
  actOn(act: HandAct, frame: number): { readonly problem: HandProblem | null } | null {
    const wanted = (flight: Flight) => flight.number === frame;
    const flight =
      this.#flights.find(wanted) ?? [...this.#stragglers.keys()].find(wanted) ?? [...this.#held.keys()].find(wanted);
    return flight ? { problem: this.#act(act, flight) } : null;
  }

  #act(act: HandAct, flight: Flight): HandProblem | null {
    const clock = this.#world.clock;
    if (act.do === 'flip') {
      if (act.bit < 0 || act.bit >= flight.bits)
        return { code: 'no-such-bit', says: `Frame ${flight.number} has ${flight.bits} bits with its FCS.` };
      flight.flip([act.bit], act.recomputeFcs);
    } else if (act.do === 'duplicate') {
      this.#launch(flight.bytes, flight.fcs, flight.number);
    } else if (act.do === 'hold' && !this.#held.has(flight)) {
      this.#takeOut(flight);
      this.#held.set(flight, flight.arrives - clock.now);
      this.#world.trace?.({ at: clock.now, kind: 'frame.held', frame: flight.number, link: this.#link });
    } else if (act.do === 'drop') {
      if (act.frame === undefined) flight.fate = 'removed-by-hand';
      else {
        this.#takeOut(flight);
        this.#end(flight, 'removed-by-hand');
      }
    }
    return null;
  }

  /** @param frame all that are held unless given; @returns how many went on */
  release(frame?: number): number {
    let count = 0;
    for (const [flight, left] of [...this.#held]) {
      if (frame !== undefined && flight.number !== frame) continue;
      this.#held.delete(flight);
      const at = this.#world.clock.now;
      flight.arrives = at + left;
      this.#world.trace?.({
        at,
        kind: 'frame.released',
        frame: flight.number,
        link: this.#link,
        arrives: flight.arrives,
      });
      this.#straggle(flight);
      count += 1;
    }
    return count;
  }

  #takeOut(flight: Flight): void {
    if (this.#held.delete(flight)) return;
    const straggler = this.#stragglers.get(flight);
    straggler?.cancel();
    if (this.#stragglers.delete(flight) || !this.#flights.remove(flight)) return;
    this.#next?.cancel();
    this.#plan();
  }
}

const ending = { loss: 'It was lost on', cut: 'It was on', 'removed-by-hand': 'A hand took it off' } as const;
