import type { Context } from '../../shell/command.ts';

/** ms that deserve a row of their own. */
const shortestRow = 100;
const rule = '-'.repeat(60);

export const heading = (text: string): string => `${rule}\n${text}\n${rule}\n`;
export const columnTitles = '[ ID] Interval       Transfer     Bandwidth\n';

const number = (value: number): string =>
  value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2);

/** Units as iperf chooses them. */
function scaled(value: number, kilo: number): { text: string; prefix: string } {
  const prefixes = ['', 'K', 'M', 'G'];
  let power = 0;
  let rest = value;
  while (rest >= kilo && power < prefixes.length - 1) {
    rest /= kilo;
    power += 1;
  }
  return { text: number(rest), prefix: prefixes[power] ?? '' };
}

/** `[  1]  0.0- 1.0 sec  11.2 MBytes  94.4 Mbits/sec`. @param from, to in ms */
export function row(from: number, to: number, bytes: number, more = ''): string {
  const moved = scaled(bytes, 1024);
  const speed = scaled(to > from ? (bytes * 8000) / (to - from) : 0, 1000);
  const time = `${(from / 1000).toFixed(1).padStart(4)}-${(to / 1000).toFixed(1).padStart(4)} sec`;
  return `[  1] ${time}  ${moved.text.padStart(4)} ${moved.prefix}Bytes  ${speed.text.padStart(4)} ${speed.prefix}bits/sec${more}\n`;
}

/** Counts, and prints a row a second for as long as it runs. */
export class Meter {
  readonly #context: Context;
  readonly #began: number;
  #bytes = 0;
  #shown = 0;
  #rows = 0;
  #runs = true;

  constructor(context: Context) {
    this.#context = context;
    this.#began = context.now();
    void this.#tick();
  }

  add(bytes: number): void {
    this.#bytes += bytes;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** ms since it began */
  get elapsed(): number {
    return this.#context.now() - this.#began;
  }

  /** Stops and prints the sum. */
  async sum(more = ''): Promise<void> {
    this.#runs = false;
    const [from, to] = [this.#rows * 1000, this.elapsed];
    // The second that was under way; a sum alone would repeat it.
    if (from > 0 && to - from > shortestRow) await this.#context.output.write(row(from, to, this.#bytes - this.#shown));
    await this.#context.output.write(row(0, this.elapsed, this.#bytes, more), 'bold');
  }

  stop(): void {
    this.#runs = false;
  }

  async #tick(): Promise<void> {
    for (;;) {
      await this.#context.sleep((this.#rows + 1) * 1000 - this.elapsed);
      if (!this.#runs || this.#context.signal.aborted) return;
      const bytes = this.#bytes - this.#shown;
      this.#shown = this.#bytes;
      this.#rows += 1;
      await this.#context.output.write(row((this.#rows - 1) * 1000, this.#rows * 1000, bytes));
    }
  }
}
