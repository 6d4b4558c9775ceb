// HMAC-SHA-256 without the web's own: that answers in a later turn of the event loop, when the virtual clock has long
// gone on, and is missing where a classroom's page comes over plain http (no secure context).

const BLOCK = 64;

/** The first 32 bits of the fractional parts of the square (2) and cube (3) roots of the first primes: FIPS 180-4 §4.2.2. */
const roots = (count: number, power: number): Uint32Array => {
  const found = new Uint32Array(count);
  for (let candidate = 2, at = 0; at < count; candidate += 1) {
    let prime = true;
    for (let factor = 2; factor * factor <= candidate; factor += 1) if (candidate % factor === 0) prime = false;
    if (prime) found[at++] = (candidate ** (1 / power) % 1) * 0x1_0000_0000;
  }
  return found;
};

const start = roots(8, 2);
const constants = roots(64, 3);

const rotated = (word: number, by: number): number => (word >>> by) | (word << (32 - by));

/** SHA-256, FIPS 180-4 §6.2. */
export function sha256(message: Uint8Array): Uint8Array {
  const length = message.length;
  const padded = new Uint8Array(Math.ceil((length + 9) / BLOCK) * BLOCK);
  padded.set(message);
  padded[length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 8, Math.floor(length / 0x2000_0000));
  view.setUint32(padded.length - 4, (length * 8) >>> 0);
  const hash = start.slice();
  const schedule = new Uint32Array(64);
  for (let block = 0; block < padded.length; block += BLOCK) {
    for (let at = 0; at < 16; at += 1) schedule[at] = view.getUint32(block + at * 4);
    for (let at = 16; at < 64; at += 1) {
      const [w2, w7, w15, w16] = [2, 7, 15, 16].map((back) => schedule[at - back] ?? 0) as [
        number,
        number,
        number,
        number,
      ];
      const low = rotated(w15, 7) ^ rotated(w15, 18) ^ (w15 >>> 3);
      const high = rotated(w2, 17) ^ rotated(w2, 19) ^ (w2 >>> 10);
      schedule[at] = w16 + low + w7 + high;
    }
    compress(hash, schedule);
  }
  const digest = new Uint8Array(32);
  const out = new DataView(digest.buffer);
  for (const [at, word] of hash.entries()) out.setUint32(at * 4, word);
  return digest;
}

function compress(hash: Uint32Array, schedule: Uint32Array): void {
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = hash;
  for (let at = 0; at < 64; at += 1) {
    const big1 = rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25);
    const t1 = (h + big1 + ((e & f) ^ (~e & g)) + (constants[at] ?? 0) + (schedule[at] ?? 0)) | 0;
    const big0 = rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22);
    const t2 = (big0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + t1) | 0, c, b, a, (t1 + t2) | 0];
  }
  for (const [at, word] of [a, b, c, d, e, f, g, h].entries()) hash[at] = (hash[at] ?? 0) + word;
}

/** HMAC-SHA-256, RFC 2104 §2. */
export function hmacSha256(key: Uint8Array, message: Uint8Array): Uint8Array {
  const block = new Uint8Array(BLOCK);
  block.set(key.length > BLOCK ? sha256(key) : key);
  const inner = sha256(
    joined(
      block.map((byte) => byte ^ 0x36),
      message,
    ),
  );
  return sha256(
    joined(
      block.map((byte) => byte ^ 0x5c),
      inner,
    ),
  );
}

function joined(one: Uint8Array, other: Uint8Array): Uint8Array {
  const whole = new Uint8Array(one.length + other.length);
  whole.set(one);
  whole.set(other, one.length);
  return whole;
}
