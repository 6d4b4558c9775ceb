import { equalBytes, hexOf } from '../bytes.ts';
import type { Clock } from '../line-session.ts';
import type { GuessBrake } from './guess-brake.ts';

/** HMAC-SHA-256 (RFC 2104). */
export type Hmac = (key: Uint8Array, message: Uint8Array) => Uint8Array | Promise<Uint8Array>;

export interface DoorOptions {
  readonly password: string;
  /** Answer `PROVE` instead of `PASS`: the password itself never crosses the connection. */
  readonly challenge: boolean;
  readonly clock: Clock;
  readonly random: (count: number) => Uint8Array;
  readonly hmac: Hmac;
  readonly brake: GuessBrake;
}

const encoder = new TextEncoder();

/**
 * Who may come in. The password is kept only as an HMAC under a random key that nobody else has and that goes with
 * the room (a challenge needs the password itself, since each answer is computed from it).
 */
export class Door {
  readonly challenge: boolean;
  readonly #options: DoorOptions;
  readonly #key: Uint8Array;
  readonly #secret: Uint8Array | Promise<Uint8Array>;

  constructor(options: DoorOptions) {
    this.challenge = options.challenge;
    this.#options = { ...options, password: '' };
    this.#key = options.random(32);
    const password = encoder.encode(options.password);
    this.#secret = options.challenge ? password : options.hmac(this.#key, password);
  }

  /** @returns 32 hex digits for a greeting */
  nonce(): string {
    return hexOf(this.#options.random(16));
  }

  /**
   * Whether `word` opens the door, after the wait that its address has earned.
   * @param word the password, or the proof in hex where there is a challenge
   */
  async opens(word: Uint8Array, nonce: string, address: string): Promise<boolean> {
    const { brake, clock } = this.#options;
    const wait = brake.delay(address);
    const right = this.challenge ? await this.#proves(word, nonce) : await this.#matches(word);
    if (!right) brake.wrong(address);
    if (wait > 0) await new Promise<void>((resolve) => clock.schedule(resolve, wait));
    return right;
  }

  async #matches(word: Uint8Array): Promise<boolean> {
    return equalBytes(await this.#options.hmac(this.#key, word), await this.#secret);
  }

  async #proves(proof: Uint8Array, nonce: string): Promise<boolean> {
    const right = await this.#options.hmac(await this.#secret, encoder.encode(nonce));
    return equalBytes(lowerCase(proof), encoder.encode(hexOf(right)));
  }
}

const lowerCase = (hex: Uint8Array): Uint8Array =>
  hex.map((byte) => (byte >= 0x41 && byte <= 0x46 ? byte | 0x20 : byte));
