import type { LinkQuality } from '../trace/event.ts';
import { type HandOrder, type HandProblem, Hands } from './hands.ts';
import { HubPort } from './hub.ts';
import { Lane } from './lane.ts';
import type { Link, LinkCounters } from './link.ts';
import type { Frame, Medium, Port } from './port.ts';
import { defaultQuality, qualityOf } from './quality.ts';
import type { World } from './world.ts';

/** A full-duplex cable between two ports: two lanes that share a name, a quality and their fate. */
export class Cable implements Medium, Link {
  readonly name: string;
  readonly ends: readonly [Port, Port];
  readonly #world: World;
  readonly #there: Lane;
  readonly #back: Lane;
  readonly #hands = new Hands();
  #quality: LinkQuality;
  #up = false;

  constructor(world: World, name: string, a: Port, b: Port, quality: LinkQuality) {
    if (a === b) throw new Error(`${name}: both ends are ${a.name}.`);
    for (const end of [a, b]) if (end.medium) throw new Error(`${name}: ${end.name} has a cable already.`);
    this.name = name;
    this.ends = [a, b];
    this.#world = world;
    this.#quality = quality;
    this.#there = new Lane(world, name, a, b, quality, this.#hands);
    this.#back = new Lane(world, name, b, a, quality, this.#hands);
    a.medium = this;
    b.medium = this;
    this.mend();
  }

  get up(): boolean {
    return this.#up;
  }

  get rate(): number {
    return this.#quality.rate;
  }

  get quality(): LinkQuality {
    return this.#quality;
  }

  send(frame: Frame, from: Port): void {
    const lane = this.#lane(from);
    if (this.#up) lane.send(frame);
    else lane.refuseCut(frame.bytes);
  }

  queued(from: Port): number {
    return this.#lane(from).queued;
  }

  counters(from: Port): LinkCounters {
    const { sent, dropped } = this.#lane(from);
    return { sent, dropped };
  }

  change(quality: Partial<LinkQuality>): void {
    this.#quality = qualityOf(this.#quality, quality);
    this.#there.change(this.#quality);
    this.#back.change(this.#quality);
    this.#tell();
  }

  cut(): void {
    if (!this.#up) return;
    this.#up = false;
    this.#tell();
    this.#there.cut();
    this.#back.cut();
    for (const end of this.ends) end.linkChanged(false);
  }

  mend(): void {
    if (this.#up || this.ends[0].medium !== this) return;
    this.#up = true;
    this.#tell();
    for (const end of this.ends) end.linkChanged(true);
  }

  unplug(): void {
    if (this.ends[0].medium !== this) return;
    this.cut();
    for (const end of this.ends) end.medium = null;
    this.#tell(true);
  }

  hand(order: HandOrder, matches: (bytes: Uint8Array) => boolean = () => true): HandProblem | null {
    if (order.link !== this.name) return { code: 'wrong-link', says: `This is ${this.name}, not ${order.link}.` };
    if (order.do === 'forget') {
      this.#hands.forget(() => true);
      return null;
    }
    if (order.do === 'release') {
      if (order.frame === undefined) this.#hands.forget((act) => act.do === 'hold');
      const released = this.#there.release(order.frame) + this.#back.release(order.frame);
      return released > 0 || order.frame === undefined ? null : notHere(order.frame, this.name);
    }
    if (order.frame === undefined) {
      this.#hands.add(order, matches);
      return null;
    }
    const done = this.#there.actOn(order, order.frame) ?? this.#back.actOn(order, order.frame);
    return done ? done.problem : notHere(order.frame, this.name);
  }

  #lane(from: Port): Lane {
    return from === this.#there.from ? this.#there : this.#back;
  }

  #tell(gone = false): void {
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

const notHere = (frame: number, link: string): HandProblem => ({
  code: 'not-in-flight',
  says: `Frame ${frame} is not on ${link}: it has arrived, was dropped, or went another way.`,
});

/**
 * Puts a cable between two ports. If one of them is a hub's, what comes back is a segment of that hub: same handles,
 * but half duplex, and at the hub's rate.
 * @throws Error if a port is taken, RangeError for a quality no cable can have
 */
export function plug(world: World, name: string, a: Port, b: Port, quality: Partial<LinkQuality> = {}): Link {
  const whole = qualityOf(defaultQuality, quality);
  if (a instanceof HubPort) return a.hub.attach(name, b, a, whole);
  if (b instanceof HubPort) return b.hub.attach(name, a, b, whole);
  return new Cable(world, name, a, b, whole);
}
