/** A link and a message on it. */
export interface PipeSetting {
  /** bits/s */
  readonly rate: number;
  readonly km: number;
  readonly bytes: number;
}

/** The times of one message over one empty link. All in seconds. */
export interface PipeSums {
  /** Until the last bit has left: size ÷ rate. */
  readonly put: number;
  /** From end to end, for any bit. */
  readonly travel: number;
  /** One-way delay, RFC 7679 §3.4: first bit out to last bit in. */
  readonly delay: number;
  /** Bits that fit on the link at once: rate × travel. */
  readonly fit: number;
  /** How long one bit is on the link, in metres. */
  readonly bitLength: number;
}

/** Light in fibre: a kilometre in 5 µs, so 200,000 km in a second. */
const KM_A_SECOND = 200_000;

export function sumsOf({ rate, km, bytes }: PipeSetting): PipeSums {
  const put = (bytes * 8) / rate;
  const travel = km / KM_A_SECOND;
  return { put, travel, delay: put + travel, fit: rate * travel, bitLength: (KM_A_SECOND * 1_000) / rate };
}

/** Where the message is at one moment: shares of it (0 to 1), and what of the link it covers (0 is the sender's end). */
export interface PipeMoment {
  readonly unsent: number;
  readonly onLink: number;
  readonly arrived: number;
  readonly tail: number;
  readonly head: number;
}

/** @param at seconds since the first bit left */
export function momentOf(sums: PipeSums, at: number): PipeMoment {
  const share = (time: number): number => (sums.put === 0 ? Number(time >= 0) : clamp(time / sums.put));
  const left = share(at);
  const arrived = share(at - sums.travel);
  const place = (time: number): number => (sums.travel === 0 ? Number(time > 0) : clamp(time / sums.travel));
  return { unsent: 1 - left, onLink: left - arrived, arrived, tail: place(at - sums.put), head: place(at) };
}

/** Something to reach by moving the sliders. */
export interface PipeGoal {
  readonly id: string;
  readonly says: string;
  reached(setting: PipeSetting, sums: PipeSums): boolean;
}

export const pipeGoals: readonly PipeGoal[] = [
  {
    id: 'letter',
    says: '1,500 bytes over 1,000 km or more, there within 10 ms',
    reached: ({ bytes, km }, { delay }) => bytes === 1_500 && km >= 1_000 && delay <= 0.01,
  },
  {
    id: 'film',
    says: '15 MB over 10,000 km or more, there within a second',
    reached: ({ bytes, km }, { delay }) => bytes === 15_000_000 && km >= 10_000 && delay <= 1,
  },
  {
    id: 'full',
    says: 'a million bits or more on the link at the same time',
    reached: ({ bytes }, { fit }) => Math.min(fit, bytes * 8) >= 1_000_000,
  },
];

/** `12 ms`, `10 µs`, `2 min 5 s`: three digits that count. @param seconds at least 0 */
export function timeText(seconds: number): string {
  if (seconds === 0) return '0';
  if (seconds >= 120) return `${digits(Math.floor(seconds / 60))} min ${Math.round(seconds % 60)} s`;
  if (seconds >= 1) return `${digits(seconds)} s`;
  if (seconds >= 1e-3) return `${digits(seconds * 1e3)} ms`;
  return seconds >= 1e-6 ? `${digits(seconds * 1e6)} µs` : `${digits(seconds * 1e9)} ns`;
}

/** `8 Mb/s` */
export function rateText(rate: number): string {
  if (rate >= 1e9) return `${digits(rate / 1e9)} Gb/s`;
  return rate >= 1e6 ? `${digits(rate / 1e6)} Mb/s` : `${digits(rate / 1e3)} kb/s`;
}

/** `1,500 bytes`, `15 MB` */
export function sizeText(bytes: number): string {
  if (bytes >= 1e6) return `${digits(bytes / 1e6)} MB`;
  return bytes >= 15_000 ? `${digits(bytes / 1e3)} kB` : `${grouped(bytes)} bytes`;
}

/** `200 m`, `2 cm` */
export function lengthText(metres: number): string {
  if (metres >= 1_000) return `${digits(metres / 1_000)} km`;
  return metres >= 1 ? `${digits(metres)} m` : `${digits(metres * 100)} cm`;
}

export const grouped = (count: number): string => String(Math.round(count)).replace(/\B(?=(\d{3})+$)/g, ',');

/** What makes up most of the delay. */
export function decidedBy({ put, travel, delay }: PipeSums): string {
  const share = Math.round((Math.max(put, travel) / delay) * 100);
  const most = share > 99 ? 'nearly all' : `${share} %`;
  return put > travel
    ? `Putting it on is ${most} of the delay: a wider link helps.`
    : `Travelling is ${most} of the delay: a wider link hardly helps.`;
}

const digits = (value: number): string => grouped3(Number(value.toPrecision(3)));
const grouped3 = (value: number): string => (value >= 1_000 ? grouped(value) : String(value));
const clamp = (value: number): number => Math.min(1, Math.max(0, value));
