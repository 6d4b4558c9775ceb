import { addressGroup } from '../../lab/services/address-group.ts';

/** Counts connections, in all and for each address, so that neither one address nor all together fill the process. */
export class Admission {
  readonly #most: number;
  readonly #mostPerAddress: number;
  readonly #here = new Map<string, number>();
  #count = 0;

  constructor(most: number, mostPerAddress: number) {
    this.#most = most;
    this.#mostPerAddress = mostPerAddress;
  }

  /** @returns the way to say that it is over, or undefined when there is no place */
  admit(address: string): (() => void) | undefined {
    const group = addressGroup(address);
    const here = this.#here.get(group) ?? 0;
    if (this.#count >= this.#most || here >= this.#mostPerAddress) return undefined;
    this.#count += 1;
    this.#here.set(group, here + 1);
    let released = false;
    return () => {
      if (released) return;
      released = true;
      this.#count -= 1;
      const left = (this.#here.get(group) ?? 1) - 1;
      if (left === 0) this.#here.delete(group);
      else this.#here.set(group, left);
    };
  }
}
