/** Virtual time for people: `412 µs`, `12.418 ms`, `3.2 s`. @param ns */
export function timeText(ns: number): string {
  const size = Math.abs(ns);
  if (size < 1000) return `${Math.round(ns)} ns`;
  if (size < 1e6) return `${short(ns / 1e3)} µs`;
  if (size < 1e9) return `${short(ns / 1e6)} ms`;
  return `${short(ns / 1e9)} s`;
}

/** An age: whole seconds once there are some. @param ns */
export function ageText(ns: number): string {
  if (ns < 1e9) return timeText(ns);
  const seconds = Math.floor(ns / 1e9);
  if (seconds < 120) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  return minutes < 120 ? `${minutes} min` : `${Math.floor(minutes / 60)} h`;
}

/** In steps of 1000. @param bits per second */
export function rateText(bits: number): string {
  const units: readonly [number, string][] = [
    [1e9, 'Gb/s'],
    [1e6, 'Mb/s'],
    [1e3, 'kb/s'],
  ];
  const [size, unit] = units.find(([least]) => bits >= least) ?? [1, 'b/s'];
  return `${short(bits / size)} ${unit}`;
}

/** `1.46 kB`, in steps of 1000. */
export function bytesText(bytes: number): string {
  if (bytes < 1000) return `${Math.round(bytes)} B`;
  return bytes < 1e6 ? `${short(bytes / 1e3)} kB` : `${short(bytes / 1e6)} MB`;
}

/** Seconds with six digits after the point, as captures show them. @param ns */
export const stampText = (ns: number): string => (ns / 1e9).toFixed(6);

/** `388 201 554`: groups of three, a narrow space between. */
export const groupedText = (value: number): string => String(value).replace(/\B(?=(\d{3})+$)/g, '\u2009');

const short = (value: number): string => {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return String(Number(value.toFixed(digits)));
};
