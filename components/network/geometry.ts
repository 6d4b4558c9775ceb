import { deviceOf } from '../../lab/views/transmissions.ts';
import type { DrawnCable, DrawnTopology, Place } from './drawn-topology.ts';

/** A cable on the drawing: a slight arc, as a hand draws it. All in px. */
export interface Arc {
  readonly cable: DrawnCable;
  readonly from: Place;
  readonly to: Place;
  /** The point that pulls the line; a quadratic Bézier curve. */
  readonly pull: Place;
}

export interface Drawing {
  readonly places: ReadonlyMap<string, Place>;
  readonly arcs: readonly Arc[];
  /** Of the icons: 1 is 64 px wide. */
  readonly scale: number;
}

/** What a drawing has, in its own units, and how many px each of them is. */
export interface Room {
  readonly width: number;
  readonly height: number;
  readonly zoom: number;
}

/** The usual text, px, for which the drawing's letters are made. */
const usualRem = 16;
/** Less than this, in its own units, and a drawing loses more by being larger than its letters win. */
const least = { width: 480, height: 250 };
/** A folded stage has no height at all. px */
const lowest = 150;

/** A drawing grows with the page's text as far as its sheet has room. @param rem px */
export function roomOf(sheet: { readonly width: number; readonly height: number }, rem: number): Room {
  const height = Math.max(lowest, sheet.height);
  const zoom = Math.max(1, Math.min(rem / usualRem, sheet.width / least.width, height / least.height));
  return { width: sheet.width / zoom, height: height / zoom, zoom };
}

/** Room around the outermost devices: icon and capsules above, icon and two lines of text below. px */
const margin = { side: 66, above: 50, below: 72 };
/** An icon of scale 1 and air around it, px. */
const roomy = { width: 112, height: 104 };
/** How far a lone cable bends, px; parallel ones bend further apart. */
const bend = 5;
const apart = 34;

/** Fits the places given by a lesson into `width` × `height` px, each direction on its own, so that no room is wasted. */
export function drawingOf({ devices, cables }: DrawnTopology, width: number, height: number): Drawing {
  const xs = [...new Set(devices.map(({ at }) => at.x))].sort((one, other) => one - other);
  const ys = [...new Set(devices.map(({ at }) => at.y))].sort((one, other) => one - other);
  const side = Math.min(margin.side, width / 6 + 8);
  const onX = (x: number): number => stretch(x, xs, side, width - side);
  const onY = (y: number): number => stretch(y, ys, margin.above, height - margin.below);
  const places = new Map(devices.map(({ name, at }) => [name, { x: onX(at.x), y: onY(at.y) }]));
  const scale = scaleFor([...places.values()], width, height);
  const middle: Place = { x: width / 2, y: height / 2 };
  const pairs = new Map<string, DrawnCable[]>();
  for (const cable of cables) {
    const pair = cable.ends.map(deviceOf).sort().join(' ');
    pairs.set(pair, [...(pairs.get(pair) ?? []), cable]);
  }
  const arcs = [...pairs.values()].flatMap((parallel) =>
    parallel.map((cable, index): Arc => {
      const from = places.get(deviceOf(cable.ends[0])) ?? middle;
      const to = places.get(deviceOf(cable.ends[1])) ?? middle;
      const turned = deviceOf(cable.ends[0]) > deviceOf(cable.ends[1]) ? -1 : 1;
      const off = parallel.length === 1 ? bend : (index - (parallel.length - 1) / 2) * apart * 2 * turned;
      const long = Math.max(1, Math.hypot(to.x - from.x, to.y - from.y));
      const pull = {
        x: (from.x + to.x) / 2 - ((to.y - from.y) / long) * off,
        y: (from.y + to.y) / 2 + ((to.x - from.x) / long) * off,
      };
      return { cable, from, to, pull };
    }),
  );
  return { places, arcs, scale };
}

/** The largest icons (at most 1) that leave each pair of devices air beside or above each other. */
function scaleFor(places: readonly Place[], width: number, height: number): number {
  let scale = Math.min(1, width / roomy.width / 2, height / roomy.height);
  for (const [at, one] of places.entries())
    for (const other of places.slice(at + 1)) {
      const room = Math.max(Math.abs(one.x - other.x) / roomy.width, Math.abs(one.y - other.y) / roomy.height);
      scale = Math.min(scale, room);
    }
  return Math.max(0.6, scale);
}

function stretch(value: number, sorted: readonly number[], from: number, to: number): number {
  const first = sorted[0] ?? 0;
  const span = (sorted.at(-1) ?? 0) - first;
  return span === 0 ? (from + to) / 2 : from + ((value - first) / span) * (to - from);
}

/** A place on the arc and the direction there (unit vector); `share` from 0 at `from` to 1 at `to`. */
export function along({ from, to, pull }: Arc, share: number): Place & { readonly dx: number; readonly dy: number } {
  const rest = 1 - share;
  const x = rest * rest * from.x + 2 * rest * share * pull.x + share * share * to.x;
  const y = rest * rest * from.y + 2 * rest * share * pull.y + share * share * to.y;
  const dx = 2 * rest * (pull.x - from.x) + 2 * share * (to.x - pull.x);
  const dy = 2 * rest * (pull.y - from.y) + 2 * share * (to.y - pull.y);
  const long = Math.hypot(dx, dy) || 1;
  return { x, y, dx: dx / long, dy: dy / long };
}

export const lengthOf = ({ from, to }: Arc): number => Math.hypot(to.x - from.x, to.y - from.y);

/** Half an icon of scale 1, px; below it stand its name and address. */
const half = { width: 36, height: 30 };
const captions = 36;

/** The share of the arc, from its end `end`, at which it comes out from under the device there and its name. */
export function edgeOf(arc: Arc, end: 0 | 1, scale: number): number {
  const [here, there] = end === 0 ? [arc.from, arc.to] : [arc.to, arc.from];
  const long = lengthOf(arc) || 1;
  const across = Math.abs(there.x - here.x) / long;
  const down = (there.y - here.y) / long;
  const tall = half.height * scale + (down > 0 ? captions : 0);
  const reach = Math.min((half.width * scale) / Math.max(across, 0.01), tall / Math.max(Math.abs(down), 0.01));
  return Math.min(0.4, reach / long);
}

export const pathOf = ({ from, to, pull }: Arc): string =>
  `M${round(from.x)} ${round(from.y)}Q${round(pull.x)} ${round(pull.y)} ${round(to.x)} ${round(to.y)}`;

const round = (value: number): number => Math.round(value * 10) / 10;

/** The nearest device in the direction of an arrow key; null when there is none that way. */
export function neighbour(places: ReadonlyMap<string, Place>, from: string, key: string): string | null {
  const start = places.get(from);
  const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[key];
  if (!start || !way) return null;
  const [wayX = 0, wayY = 0] = way;
  let best: { name: string; cost: number } | null = null;
  for (const [name, { x, y }] of places) {
    const ahead = (x - start.x) * wayX + (y - start.y) * wayY;
    const beside = Math.abs((x - start.x) * wayY) + Math.abs((y - start.y) * wayX);
    if (name === from || ahead <= 1) continue;
    const cost = ahead + 2 * beside;
    if (!best || cost < best.cost) best = { name, cost };
  }
  return best?.name ?? null;
}
