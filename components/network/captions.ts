import type { Place } from './drawn-topology.ts';

/** From one address under a device to the next, px. */
export const captionLine = 14;
const most = 3;
/** Where the icons are smaller than this share, addresses are written smaller too, or neighbours’ would touch. */
export const tightBelow = 0.75;
/** Width of a letter, px: of an address 0.6 of its font's size, of a name about 8. */
const letter = { wide: 6.9, tight: 5.7, name: 8 };

/** The baseline of a device's first address, px below its middle. */
export const firstCaption = (scale: number): number => 30 * scale + 29;

export interface Captioned {
  readonly name: string;
  readonly place: Place;
  readonly captions: readonly string[];
}

interface Box {
  readonly of: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/**
 * How many of its addresses each device shows: as many as lie over no other device, no name and no address drawn
 * before. Its tables tell the rest.
 */
export function captionsShown(devices: readonly Captioned[], scale: number, height: number): Map<string, number> {
  const wide = scale < tightBelow ? letter.tight : letter.wide;
  const boxOf = (of: string, { x, y }: Place, halfWidth: number, top: number, bottom: number): Box => ({
    of,
    left: x - halfWidth,
    right: x + halfWidth,
    top: y + top,
    bottom: y + bottom,
  });
  const taken = devices.flatMap(({ name, place }) => [
    boxOf(name, place, 28 * scale, -26 * scale, 26 * scale),
    boxOf(name, place, (name.length * letter.name) / 2, 30 * scale + 3, 30 * scale + 15),
  ]);
  const shown = new Map(devices.map(({ name }) => [name, 0]));
  for (let line = 0; line < most; line += 1) {
    for (const { name, place, captions } of devices) {
      const text = captions[line];
      const baseline = firstCaption(scale) + line * captionLine;
      if (text === undefined || shown.get(name) !== line) continue;
      if (line > 0 && place.y + baseline > height - 3) continue;
      const box = boxOf(name, place, (text.length * wide) / 2, baseline - 8, baseline);
      if (taken.some((other) => other.of !== name && overlap(box, other))) continue;
      taken.push(box);
      shown.set(name, line + 1);
    }
  }
  return shown;
}

const overlap = (one: Box, other: Box): boolean =>
  one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
