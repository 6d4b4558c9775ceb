import { commands } from '../../lab/commands/index.ts';
import { EvidenceLog } from '../../lab/evidence/log.ts';
import { hmacSha256 } from '../../lab/hmac-sha-256.ts';
import type { DeviceDoor } from '../../lab/scene/device-door.ts';
import { HostServices, type ServiceWorld } from '../../lab/scene/services.ts';
import { Shell } from '../../lab/shell/shell.ts';
import type { ServiceSpec } from '../../lab/topology/topology.ts';
import { VirtualHost } from '../../lab/virtual-host.ts';
import { millisecond } from '../../network/time/clock.ts';
import type { Joint } from './joint.ts';

const over = 'it-is-over';

/** The programs of one host of a joint, at the pace of the wall: what a scene does for those of a lesson. */
export class Programs {
  readonly #joint: Joint;
  readonly #log = new EvidenceLog(() => performance.now());
  readonly #host: VirtualHost;
  readonly #world: ServiceWorld;
  readonly #name: string;

  constructor(joint: Joint, name: string) {
    this.#joint = joint;
    this.#name = name;
    const { clock } = joint.world;
    const later = (run: () => void, ms: number) => joint.act(() => clock.after(ms * millisecond, run));
    this.#world = {
      now: () => clock.now / millisecond,
      sleep: (ms) => new Promise((resolve) => later(resolve, ms)),
      schedule: (run, ms) => {
        const timer = later(run, ms);
        return () => timer.cancel();
      },
      randomBytes: (count) => Uint8Array.from({ length: count }, () => joint.world.random.below(256)),
      hmac: async (key, message) => hmacSha256(key, message),
    };
    this.#host = new VirtualHost({ name, device: this.#door(), log: this.#log, owner: 'test', owners: new Map() });
  }

  serve(...services: readonly ServiceSpec[]): void {
    new HostServices(this.#host, services, this.#world, this.#log);
  }

  /** Types a line at a terminal of the host. @returns what is on the screen when it has ended */
  async type(line: string): Promise<string> {
    const prompt = `${this.#name}$ `;
    const shell: Shell = new Shell({
      terminal: this.#name,
      host: this.#host,
      log: this.#log,
      screen: { columns: 120, rows: 40, write: () => undefined, clear: () => undefined },
      world: this.#world,
      history: { load: () => [], save: () => undefined },
      commands,
      transcripts: () => [],
      prompt,
    });
    shell.start();
    // The line after it runs when it has ended.
    shell.type(`${line}\recho ${over}\r`);
    await this.#joint.until(`the end of ${line}`, () => shell.transcript.includes(`\n${over}\n`), 30);
    return shell.transcript.slice(0, shell.transcript.lastIndexOf(prompt));
  }

  #door(): DeviceDoor {
    const joint = this.#joint;
    const name = this.#name;
    return {
      name,
      get part() {
        return joint.network.device(name);
      },
      get now() {
        return joint.world.clock.now;
      },
      woke: () => undefined,
      awaited: (begin, signal) =>
        new Promise((resolve, reject) => {
          const cancel = begin(resolve);
          signal?.addEventListener('abort', () => {
            cancel();
            reject(signal.reason);
          });
        }),
      hold: () => () => undefined,
      onEvent: () => () => undefined,
      act: (action) => {
        throw new Error(`not here: ${action.act}`);
      },
      beside: () => this.#host,
      devices: [name],
    };
  }
}
