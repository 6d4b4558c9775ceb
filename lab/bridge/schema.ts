/**
 * A strict schema for JSON from the other side. A reader takes any value and gives back a clean copy, or `undefined`
 * if anything is not as it should be: a key that nobody knows, a number that is no whole number, a wrong type. It never
 * throws, and it reads own keys only, so `__proto__` and `constructor` are unknown keys like any other.
 */
export type Reader<T> = (value: unknown) => T | undefined;

/** A whole number from `least` to `most`. */
export const whole =
  (least: number, most: number): Reader<number> =>
  (value) =>
    typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most ? value : undefined;

/** A string of at most `most` UTF-16 units. */
export const text =
  (most: number): Reader<string> =>
  (value) =>
    typeof value === 'string' && value.length <= most ? value : undefined;

export const flag: Reader<boolean> = (value) => (typeof value === 'boolean' ? value : undefined);

/** Exactly one of these words. */
export const oneOf =
  <const W extends string>(...words: readonly W[]): Reader<W> =>
  (value) =>
    words.find((word) => word === value);

export const listOf =
  <T>(item: Reader<T>, most: number): Reader<readonly T[]> =>
  (value) => {
    if (!Array.isArray(value) || value.length > most) return undefined;
    const items: T[] = [];
    for (const one of value) {
      const read = item(one);
      if (read === undefined) return undefined;
      items.push(read);
    }
    return items;
  };

type Readers<T> = { readonly [K in keyof T]-?: Reader<Exclude<T[K], undefined>> };

/** An object with exactly these keys; the ones in `optional` may be missing. */
export function shape<T extends object>(readers: Readers<T>, optional: readonly (keyof T & string)[] = []): Reader<T> {
  const fields = new Map<string, Reader<unknown>>(Object.entries(readers));
  return (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    const given = new Map<string, unknown>(Object.entries(value));
    const clean: [string, unknown][] = [];
    for (const [key, found] of given) {
      const read = fields.get(key)?.(found);
      if (read === undefined) return undefined;
      clean.push([key, read]);
    }
    for (const key of fields.keys()) {
      if (!given.has(key) && !optional.some((name) => name === key)) return undefined;
    }
    return Object.fromEntries(clean) as T;
  };
}

/** Picks the reader by the value of one key, so that a union is read without trying every member. */
export function pick<T extends object>(key: string, readers: ReadonlyMap<string, Reader<T>>): Reader<T> {
  return (value) => {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    const word: unknown = Reflect.get(value, key);
    return typeof word === 'string' ? readers.get(word)?.(value) : undefined;
  };
}
