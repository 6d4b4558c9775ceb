import type { NetworkEvent } from '../../network/trace/event.ts';
import { Fold } from './fold.ts';

type Collision = Extract<NetworkEvent, { kind: 'collision' }>;
type Draw = Extract<NetworkEvent, { kind: 'backoff' }>;

/** A station that has drawn a number after a collision. */
export interface BackOff {
  /** `pc1:eth0` */
  readonly point: string;
  readonly slots: number;
  /** How long so many slots are, ns. */
  readonly length: number;
  /** It sits out its slots, or it has, and waits until it hears nobody. */
  readonly phase: 'waits' | 'listens';
}

interface Turn {
  readonly draw: Draw;
  /** When the station spoke again, or was unplugged, ns. */
  ended: number;
}

interface Noise {
  readonly collision: Collision;
  /** When a station spoke after it, ns. */
  ended: number;
}

interface Index {
  readonly collisions: Noise[];
  readonly turns: Turn[];
  readonly open: Map<string, Turn>;
}

/** More stations than this do not wait at a hub of ours. */
const mostAtOnce = 64;

/** Who spoils whose words on shared media, and who sits out its back-off: IEEE 802.3 cl. 4, as a drawing shows it. */
export class Contention {
  readonly #fold = new Fold<Index>({
    start: () => ({ collisions: [], turns: [], open: new Map() }),
    apply: add,
    copy: (state) => state,
  });

  /** Hubs that are full of noise at `until`, or were within the last `linger` ns and are silent since. */
  noise(events: readonly NetworkEvent[], until: number, linger: number): ReadonlySet<string> {
    const { collisions } = this.#fold.after(events, events.length);
    const hubs = new Set<string>();
    for (const { collision, ended } of collisions.slice(-mostAtOnce * 4)) {
      const { at, hub, jamUntil } = collision;
      const last = Math.max(jamUntil, Math.min(ended, at + linger));
      if (at <= until && until <= last) hubs.add(hub);
    }
    return hubs;
  }

  /** Who waits at `until`, and for what. */
  backOffs(events: readonly NetworkEvent[], until: number): readonly BackOff[] {
    const { turns } = this.#fold.after(events, events.length);
    const found: BackOff[] = [];
    for (const { draw, ended } of turns.slice(-mostAtOnce * 4)) {
      if (draw.at > until || ended <= until) continue;
      const { point, slots } = draw;
      found.push({ point, slots, length: draw.until - draw.at, phase: until < draw.until ? 'waits' : 'listens' });
    }
    return found;
  }
}

function add({ collisions, turns, open }: Index, event: NetworkEvent): void {
  const end = (point: string): void => {
    const turn = open.get(point);
    if (turn) turn.ended = event.at;
    open.delete(point);
  };
  if (event.kind === 'collision') collisions.push({ collision: event, ended: Number.POSITIVE_INFINITY });
  else if (event.kind === 'backoff') {
    end(event.point);
    const turn = { draw: event, ended: Number.POSITIVE_INFINITY };
    open.set(event.point, turn);
    turns.push(turn);
  } else if (event.kind === 'frame.sent') {
    end(event.from);
    const noise = collisions.at(-1);
    if (noise) noise.ended = Math.min(noise.ended, event.at);
  } else if (event.kind === 'link.changed' && (!event.up || event.gone)) for (const point of event.ends) end(point);
}
