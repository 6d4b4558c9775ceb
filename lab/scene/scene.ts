import { type World as NetworkWorld, worldOf } from '../../network/link/world.ts';
import { Clock, second } from '../../network/time/clock.ts';
import { Random } from '../../network/time/random.ts';
import type { NetworkEvent } from '../../network/trace/event.ts';
import type { EvidenceLog } from '../evidence/log.ts';
import { build } from '../topology/build.ts';
import type { Network } from '../topology/network.ts';
import type { Topology } from '../topology/topology.ts';
import { VirtualHost } from '../virtual-host.ts';
import type { Recording, SceneAction, SceneInput } from './action.ts';
import { checkAction, perform } from './actions.ts';
import type { DeviceDoor } from './device-door.ts';
import { Driver } from './driver.ts';
import { PowerSwitches } from './power.ts';
import { awaited, ProgramTime } from './program-time.ts';
import { HostServices, type ServiceWorld } from './services.ts';
import type { Wall } from './wall.ts';
import { Watch } from './watch.ts';

/** What takes keys; a `Shell` does. */
export interface SceneTerminal {
  type(keys: string): void;
  interrupt(): void;
}

/** Makes the filter text of a hand's order into a test of bytes. */
export type FilterCompiler = (filter: string) => (bytes: Uint8Array) => boolean;

/**
 * One virtual network while a lesson uses it: built from a topology, its time paced by the wall, everything that happens
 * in the evidence log, everything that comes from outside recorded. The same topology, seed and inputs give the same
 * events, byte for byte, at any pace.
 */
export class Scene {
  readonly id: string;
  readonly topology: Topology;
  readonly #log: EvidenceLog;
  readonly #driver: Driver;
  readonly #programs: ProgramTime;
  readonly #compile: FilterCompiler | null;
  readonly #hosts = new Map<string, VirtualHost>();
  readonly #terminals = new Map<string, SceneTerminal>();
  readonly #listeners = new Set<(event: NetworkEvent) => void>();
  readonly #owners = new Map<string, Map<number, string>>();
  readonly #power: PowerSwitches;
  #services = new Map<string, HostServices>();
  #inputs: SceneInput[] = [];
  #replay: SceneInput[] = [];
  #clock = new Clock();
  #network: Network;
  #run = 1;
  #frames = 0;
  #watch = new Watch();
  #watching = false;
  #down = false;

  /** @param compile for orders that name coming frames by a filter */
  constructor(id: string, topology: Topology, log: EvidenceLog, wall: Wall, compile: FilterCompiler | null = null) {
    this.id = id;
    this.topology = topology;
    this.#log = log;
    this.#compile = compile;
    this.#driver = new Driver(this.#timeline(), wall);
    this.#programs = new ProgramTime(() => this.#clock, this.#driver, topology.seed);
    this.#power = new PowerSwitches({
      up: (name) => this.#startServices(name),
      down: (name) => {
        this.#hosts.get(name)?.lost();
        this.#services.get(name)?.lost();
      },
    });
    this.#network = this.#build();
    this.#driver.nudge();
  }

  /** As it was recorded, at the pace it is given. Open its terminals in the same turn: they get their keys from it. */
  static replay(
    recording: Recording,
    id: string,
    topology: Topology,
    log: EvidenceLog,
    wall: Wall,
    compile: FilterCompiler | null = null,
  ): Scene {
    if (recording.topology !== topology.id)
      throw new Error(`This recording is of ${recording.topology}, not of ${topology.id}.`);
    const scene = new Scene(id, { ...topology, seed: recording.seed }, log, wall, compile);
    scene.#replay = [...recording.inputs];
    scene.#driver.setPace(0);
    return scene;
  }

  get network(): Network {
    return this.#network;
  }

  /** From 1; a reset begins the next. */
  get run(): number {
    return this.#run;
  }

  /** Virtual ns, of the last thing that happened. */
  get now(): number {
    return this.#clock.now;
  }

  /** Virtual ns for drawing: between events it goes on smoothly. */
  get moment(): number {
    return this.#driver.moment;
  }

  /** Events that have run. */
  get ran(): number {
    return this.#clock.ran;
  }

  /** Still replaying: what a learner does now ends it, and the run is theirs from here. */
  get replaying(): boolean {
    return this.#replay.length > 0;
  }

  /** Virtual seconds in a real one; 0 is frozen. */
  get pace(): number {
    return this.#driver.pace.ratio;
  }

  set pace(ratio: number) {
    this.#watching = false;
    this.#driver.setPace(ratio);
  }

  /** Whether the pace follows what there is to see: slow while frames are on their way, else real time. */
  get watching(): boolean {
    return this.#watching;
  }

  watch(): void {
    this.#watch.pass(this.#clock.now);
    this.#driver.setPace(this.#watch.ratio);
    this.#watching = true;
  }

  /** Freezes, and lets the next event happen. */
  async stepEvent(): Promise<void> {
    this.pace = 0;
    const before = this.#clock.ran;
    await this.#driver.run(Number.POSITIVE_INFINITY, () => this.#clock.ran > before);
  }

  /** Freezes, and goes on until a frame leaves, arrives or is dropped. */
  async stepFrame(): Promise<void> {
    this.pace = 0;
    const before = this.#frames;
    await this.#driver.run(Number.POSITIVE_INFINITY, () => this.#frames > before);
  }

  /** As fast as possible. @param time virtual ns to pass */
  async runFor(time: number): Promise<void> {
    await this.#driver.run(this.#clock.now + time);
  }

  /** As fast as possible, until `enough` (asked after every event). @param atMost virtual ns; @returns whether it was */
  async runUntil(enough: () => boolean, atMost: number): Promise<boolean> {
    await this.#driver.run(this.#clock.now + atMost, enough);
    return enough();
  }

  /** Everything recorded has happened again. */
  async replayed(): Promise<void> {
    await this.#driver.run(Number.POSITIVE_INFINITY, () => this.#replay.length === 0);
  }

  /** The names of everything that has an IP stack. */
  get hosts(): readonly string[] {
    return [...this.#hosts.keys()];
  }

  /** A device as programs see it; the same object through every reset. @throws TopologyProblem */
  host(name: string): VirtualHost {
    const known = this.#hosts.get(name);
    if (known !== undefined) return known;
    this.#network.device(name);
    const owners = new Map<number, string>();
    this.#owners.set(name, owners);
    const device = this.#door(name);
    const host = new VirtualHost({ name, device, log: this.#log, owner: 'this terminal', owners });
    this.#hosts.set(name, host);
    return host;
  }

  /** Time and chance for the programs of one terminal. */
  worldFor(name: string): ServiceWorld {
    return this.#programs.worldFor(name);
  }

  attach(name: string, terminal: SceneTerminal): void {
    this.#terminals.set(name, terminal);
  }

  /** Keys for a terminal, recorded. */
  type(terminal: string, keys: string): void {
    this.#input({ terminal, keys });
  }

  /** What a hand does, recorded. A reset begins a new run and a new recording. @throws TopologyProblem for unknown names */
  act(action: SceneAction): void {
    if (action.act === 'reset') return void this.reset();
    checkAction(action, this.#network);
    this.#input({ action });
  }

  /** A prediction or an answer, in the log and recorded. */
  answer(question: string, option: string): void {
    this.#input({ question, option });
  }

  /** Resolves once no program is in the middle of something. */
  settled(): Promise<void> {
    return new Promise((resolve) => this.#driver.whenSettled(resolve));
  }

  /** Time stands still while something outside is awaited. @returns its end */
  hold(): () => void {
    return this.#driver.hold();
  }

  onEvent(listener: (event: NetworkEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  recording(): Recording {
    return { version: 1, topology: this.topology.id, seed: this.topology.seed, inputs: [...this.#inputs] };
  }

  /** From the beginning. Programs at the terminals are interrupted; their sockets are gone. */
  async reset(): Promise<void> {
    const arrived = this.#driver.hold();
    this.#takeDown();
    for (const terminal of this.#terminals.values()) terminal.interrupt();
    // Programs come to their ends while there is no network that they could still touch.
    this.#driver.woke();
    await this.settled();
    this.#down = false;
    this.#programs.restart();
    this.#run += 1;
    this.#clock = new Clock();
    this.#inputs = [];
    this.#replay = [];
    this.#power.reset();
    this.#watch.forget();
    this.#network = this.#build();
    if (this.#watching) this.#driver.changePace(this.#watch.ratio);
    this.#driver.pace.restart(this.#clock.now);
    arrived();
  }

  close(): void {
    this.#takeDown();
    this.#driver.close();
  }

  #takeDown(): void {
    this.#down = true;
    for (const host of this.#hosts.values()) host.lost();
    for (const services of this.#services.values()) services.lost();
    this.#programs.end();
  }

  #build(): Network {
    const run = this.#run;
    const world: NetworkWorld = worldOf(this.#clock, new Random(this.topology.seed), (event) => {
      if (event.kind === 'frame.sent' || event.kind === 'frame.received' || event.kind === 'frame.dropped')
        this.#frames += 1;
      this.#log.append({ kind: 'network', scene: this.id, run, event });
      for (const listener of this.#listeners) listener(event);
      const changes = this.#watch.see(event);
      if (this.#watching && changes) this.#driver.changePace(this.#watch.ratio);
    });
    const network = build(this.topology, world);
    this.#network = network;
    this.#services = new Map();
    for (const [name, device] of network.devices) {
      if (device.kind !== 'host' && device.kind !== 'router') continue;
      this.host(name);
      if (device.spec.off) this.#power.turn(network, name, false);
      else this.#startServices(name);
    }
    this.#clock.runUntil((this.topology.begins ?? 0) * second);
    this.#watch.pass(this.#clock.now);
    return network;
  }

  #startServices(name: string): void {
    const services = this.#network.station(name).spec.services ?? [];
    this.#services.set(name, new HostServices(this.host(name), services, this.worldFor(`${name}/services`), this.#log));
  }

  #input(what: SceneInput['what']): void {
    this.#driver.whenSettled(() => {
      this.#replay = [];
      this.#driver.catchUp();
      this.#take({ at: this.#clock.now, ran: this.#clock.ran, what });
    });
  }

  #take(input: SceneInput): void {
    this.#inputs.push(input);
    this.#driver.woke();
    const { what } = input;
    if ('keys' in what) this.#terminals.get(what.terminal)?.type(what.keys);
    else if ('question' in what) this.#log.append({ kind: 'answered', question: what.question, option: what.option });
    else this.#do(what.action);
  }

  #do(action: SceneAction): void {
    if (action.act === 'power') this.#power.turn(this.#network, action.device, action.on);
    else perform(action, this.#network, this.#compile);
  }

  /** Nothing happens, but something to see is over, and time may go on faster. */
  #seen(moment: number): void {
    this.#clock.runUntil(Math.max(moment, this.#clock.now));
    this.#watch.pass(moment);
    this.#driver.changePace(this.#watch.ratio);
  }

  /** The clock's events; between them what a replay has recorded, and the ends of what there was to see. */
  #timeline() {
    const scene = this;
    const due = (): SceneInput | null => {
      const input = scene.#replay[0];
      return input !== undefined && input.ran <= scene.#clock.ran ? input : null;
    };
    const seenBy = (): number | null => {
      const seen = scene.#watching ? scene.#watch.next : null;
      return seen !== null && seen < (scene.#clock.next ?? Number.POSITIVE_INFINITY) ? seen : null;
    };
    return {
      get now(): number {
        return scene.#clock.now;
      },
      get next(): number | null {
        return due()?.at ?? seenBy() ?? scene.#clock.next;
      },
      step(): void {
        const input = due();
        const seen = seenBy();
        if (input === null && seen !== null) return void scene.#seen(seen);
        if (input === null) return void scene.#clock.step();
        scene.#replay.shift();
        scene.#clock.runUntil(input.at);
        scene.#take(input);
      },
      passTo(moment: number): void {
        scene.#clock.runUntil(moment);
      },
    };
  }

  #door(name: string): DeviceDoor {
    const scene = this;
    return {
      name,
      get part() {
        return scene.#down || scene.#power.isOff(name) ? null : scene.#network.device(name);
      },
      get now() {
        return scene.#clock.now;
      },
      woke: () => scene.#driver.woke(),
      awaited: (begin, signal) => awaited(scene.#driver, begin, signal),
      hold: () => scene.hold(),
      onEvent: (listener) => scene.onEvent(listener),
      act: (action) => {
        checkAction(action, scene.#network);
        scene.#do(action);
      },
      beside: (other) => scene.host(other),
      get devices() {
        return [...scene.#network.devices.keys()];
      },
    };
  }
}
