/** A number for this visit of the page, so that the order stays while the learner is here. */
const visit = Math.floor(Math.random() * 2 ** 32);

/** mulberry32: a small generator, good enough to shuffle three options. */
const generator = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

/** The places 0 … count-1 in an order of its own for each `name`, the same for one `seed`. */
export const shuffledPlaces = (count: number, name: string, seed = visit): number[] => {
  let mixed = seed;
  for (const letter of name) mixed = (Math.imul(mixed, 31) + letter.charCodeAt(0)) | 0;
  const random = generator(mixed);
  const places = Array.from({ length: count }, (_, at) => at);
  for (let at = count - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1));
    const [a, b] = [places[at] ?? 0, places[other] ?? 0];
    places[at] = b;
    places[other] = a;
  }
  return places;
};
