import type { Timer } from '../time/clock.ts';
import type { LinkQuality } from '../trace/event.ts';
import { Flight } from './flight.ts';
import { Port } from './port.ts';
import { Segment } from './segment.ts';
import { tellSent } from './tell.ts';
import type { Repeater, Transmission } from './transmission.ts';
import type { World } from './world.ts';

/** A hub's side of a segment. Nobody listens at it: a hub has no address and no memory. */
export class HubPort extends Port {
  readonly hub: Hub;

  constructor(hub: Hub, label: string) {
    super(hub.name, label, { receive: () => undefined });
    this.hub = hub;
  }
}

export interface HubOptions {
  /** bits/s; 10 Mb/s unless said, since most hubs were 10BASE-T (IEEE 802.3 cl. 14) */
  readonly rate?: number;
  /** Ports are called p1, p2 … unless another letter and number are said. */
  readonly label?: string;
  readonly first?: number;
}

/**
 * A multiport repeater (IEEE 802.3 cl. 9): whatever bit comes in at one port goes out at all others at once, and where
 * two come in together it jams every port. It has no buffer, so frames meet in it: the stations at its segments share
 * one medium and take turns by CSMA/CD.
 */
export class Hub implements Repeater {
  readonly name: string;
  readonly rate: number;
  readonly ports: readonly HubPort[];
  readonly #world: World;
  #segments: Segment[] = [];
  /** Heard at the hub just now: more than one is a collision. */
  #active: Transmission[] = [];
  readonly #timers = new Map<Transmission, { first: Timer; last: Timer }>();

  constructor(world: World, name: string, portCount: number, options: HubOptions = {}) {
    this.#world = world;
    this.name = name;
    this.rate = options.rate ?? 10_000_000;
    const { label = 'p', first = 1 } = options;
    this.ports = Array.from({ length: portCount }, (_, at) => new HubPort(this, `${label}${first + at}`));
  }

  /** @throws Error if there is no such port */
  port(label: string): HubPort {
    const port = this.ports.find((candidate) => candidate.label === label);
    if (!port) throw new Error(`${this.name} has no port ${label}.`);
    return port;
  }

  /** For `plug`. @param quiet a part of the same device, whose segment nobody sees */
  attach(name: string, station: Port, at: HubPort, quality: LinkQuality, quiet = false): Segment {
    if (station instanceof HubPort)
      throw new Error(`${name}: two hubs would be one medium of two delays; put a bridge between them.`);
    const segment = new Segment(this.#world, this, name, station, at, quality, quiet);
    this.#segments.push(segment);
    // A station that is plugged in while others talk hears them at once.
    if (this.#active.length > 0) segment.carrier.begin(this.#world.clock.now);
    return segment;
  }

  detach(segment: Segment): void {
    this.#segments = this.#segments.filter((other) => other !== segment);
  }

  hear(transmission: Transmission): void {
    const { clock } = this.#world;
    const delay = transmission.segment.delay;
    this.#timers.set(transmission, {
      first: clock.at(transmission.starts + delay, () => this.#firstBit(transmission)),
      last: clock.at(transmission.ends + delay, () => this.#lastBit(transmission)),
    });
  }

  breakOff(transmission: Transmission): void {
    const timers = this.#timers.get(transmission);
    timers?.first.cancel();
    timers?.last.cancel();
    this.#spoil(transmission, 'cut', `${transmission.segment.name} was cut in the middle of it.`);
    this.#lastBit(transmission);
  }

  #firstBit(transmission: Transmission): void {
    this.#active.push(transmission);
    if (this.#active.length > 1) {
      this.#collide();
      return;
    }
    const now = this.#world.clock.now;
    const others = this.#segments.filter((segment) => segment !== transmission.segment && segment.up);
    for (const segment of others) segment.carrier.begin(now);
    if (transmission.flight.fate) {
      this.#spoil(transmission, 'loss', `It was lost on ${transmission.segment.name}.`);
      return;
    }
    transmission.copies = others.map((segment) => ({
      segment,
      number: segment.quiet ? transmission.flight.number : this.#world.nextFrame(),
    }));
    this.#tellCopies(transmission, now);
  }

  #tellCopies({ copies, flight, starts, ends }: Transmission, now: number): void {
    const trace = this.#world.trace;
    if (!trace) return;
    for (const { segment, number } of copies) {
      if (segment.quiet) continue;
      const [to, from] = [segment.ends[0].name, segment.ends[1].name];
      const last = now + ends - starts;
      const times = { starts: now, ends: last, arrives: last + segment.delay };
      const { bytes, fcs } = flight;
      const event = { at: now, frame: number, link: segment.name, from, to, bytes, ...times, queued: 0 };
      tellSent(trace, event, flight.number, fcs);
    }
  }

  /** Every port is jammed; each sender hears that after the delay of its own segment, if it still sends. */
  #collide(): void {
    const { clock } = this.#world;
    const now = clock.now;
    for (const segment of this.#segments) segment.carrier.begin(now);
    let jamUntil = now;
    for (const transmission of this.#active) {
      const { segment } = transmission;
      if (!transmission.spoiled) {
        const heard = now + segment.delay;
        const late = heard >= transmission.ends;
        const says = late
          ? `It collided in ${this.name} after its sender had finished, who does not know: a late collision.`
          : `It met another in ${this.name}: both are noise now.`;
        this.#spoil(transmission, 'collision', says);
        this.#quitAt(transmission, heard);
      }
      jamUntil = Math.max(jamUntil, transmission.ends + segment.delay);
    }
    const points = this.#active.map(({ segment }) => segment.ends[0].name);
    this.#world.trace?.({ at: now, kind: 'collision', hub: this.name, points, jamUntil });
  }

  #quitAt(transmission: Transmission, heard: number): void {
    const { clock } = this.#world;
    const { segment } = transmission;
    if (heard >= transmission.ends) return;
    transmission.ends = segment.jammedAt(transmission, heard);
    const timers = this.#timers.get(transmission);
    timers?.last.cancel();
    if (timers) timers.last = clock.at(transmission.ends + segment.delay, () => this.#lastBit(transmission));
    segment.quit(transmission);
  }

  #lastBit(transmission: Transmission): void {
    this.#timers.delete(transmission);
    const now = this.#world.clock.now;
    this.#active = this.#active.filter((other) => other !== transmission);
    if (!transmission.spoiled) {
      const { bytes, fcs } = transmission.flight;
      for (const { segment, number } of transmission.copies)
        segment.carry(new Flight(bytes, fcs, number, now, now + segment.delay), transmission.starts);
    }
    if (this.#active.length > 0) return;
    for (const segment of this.#segments) {
      segment.carrier.end(now);
      segment.quiets();
    }
  }

  #spoil(transmission: Transmission, reason: 'collision' | 'cut' | 'loss', says: string): void {
    if (transmission.spoiled) return;
    transmission.spoiled = true;
    const { trace, clock } = this.#world;
    if (!trace) return;
    const { flight, segment, copies } = transmission;
    const drop = (frame: number, where: string) =>
      trace({ at: clock.now, kind: 'frame.dropped', frame, where, reason, bytes: flight.bytes, says });
    if (!segment.quiet) drop(flight.number, segment.name);
    for (const copy of copies) if (!copy.segment.quiet) drop(copy.number, copy.segment.name);
  }
}
