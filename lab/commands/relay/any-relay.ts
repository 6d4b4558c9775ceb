import type { RelayRules } from '../../evidence/event.ts';
import type { Endpoint } from '../../host.ts';
import {
  hostKey,
  keyOf,
  type Passing,
  type Relay,
  type RelayCounts,
  type RelayState,
  type RelayWorld,
  relaysOn,
  Taps,
  type Towards,
  type Transport,
} from './relay.ts';
import { WireClock } from './wire-clock.ts';

/** What a relay is, whatever it carries: its rules, its state, its clock, who taps it, and the evidence of all that. */
export abstract class AnyRelay implements Relay {
  readonly transport: Transport;
  readonly port: number;
  readonly to: Endpoint;
  protected readonly world: RelayWorld;
  protected readonly clock: WireClock;
  protected readonly taps = new Taps();
  /** Bytes handed over. */
  protected readonly passed: Record<Towards, number> = { server: 0, client: 0 };
  protected isCut = false;
  #rules: RelayRules;
  #removed = false;

  protected constructor(
    at: { transport: Transport; port: number },
    to: Endpoint,
    rules: RelayRules,
    world: RelayWorld,
  ) {
    this.transport = at.transport;
    this.port = at.port;
    this.to = to;
    this.#rules = rules;
    this.world = world;
    this.clock = new WireClock(world);
    relaysOn(world.host).set(keyOf(this), this);
    this.record();
  }

  get rules(): RelayRules {
    return this.#rules;
  }

  get state(): RelayState {
    if (this.isCut) return 'cut';
    return this.clock.frozen ? 'frozen' : 'open';
  }

  get removed(): boolean {
    return this.#removed;
  }

  abstract get counts(): RelayCounts;
  abstract cut(): void;
  abstract mend(): Promise<void>;
  abstract reset(): number | null;
  abstract halfClose(towards: Towards): number | null;
  abstract remove(): void;

  change(rules: RelayRules): void {
    this.#rules = rules;
    this.record();
  }

  freeze(): void {
    this.clock.freeze();
    this.record();
  }

  thaw(): void {
    this.clock.thaw();
    this.record();
  }

  onPassing(tell: (passing: Passing) => Promise<void> | void): () => void {
    return this.taps.add(tell);
  }

  /** The relay is no more: taken away, or the host under it is gone. @returns false if it was so already */
  protected gone(): boolean {
    if (this.#removed) return false;
    this.#removed = true;
    relaysOn(this.world.host).delete(keyOf(this));
    this.record('removed');
    this.clock.end();
    return true;
  }

  protected record(state: RelayState | 'removed' = this.state): void {
    const { port, to, transport, rules } = this;
    this.world.log.append({ kind: 'relay.set', transport, port, to, rules, state, ...hostKey(this.world.host) });
  }
}
