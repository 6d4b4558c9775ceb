import type { NetworkEvent } from '../../network/trace/event.ts';
import type { Host } from '../host.ts';
import type { NetworkDevice } from '../topology/network.ts';
import type { Activity } from '../virtual-host/wakeups.ts';
import type { SceneAction } from './action.ts';

/** How a command at a virtual terminal reaches below sockets: its device, and the scene it stands in. */
export interface DeviceDoor extends Activity {
  readonly name: string;
  /** The device as it is now; null while it is switched off. Ask anew each time: a scene may replace it. */
  readonly part: NetworkDevice | null;
  /** Virtual ns. */
  readonly now: number;
  /**
   * Makes a promise of something the network will call back: virtual time waits for whoever awaits it. `begin` gets
   * the function to resolve with and returns how to give up, which happens when the signal aborts.
   */
  awaited<T>(begin: (resolve: (value: T) => void) => () => void, signal?: AbortSignal): Promise<T>;
  /** Virtual time stands still until its end is called: a program computes somewhere else. @returns its end */
  hold(): () => void;
  /** Every event of the network from now on (tcpdump). @returns the way to stop */
  onEvent(listener: (event: NetworkEvent) => void): () => void;
  /** What a console does to the scene. Not recorded: the keys that made it do so are. @throws TopologyProblem */
  act(action: SceneAction): void;
  /** Another device of the scene, for what two hosts do at the same moment. @throws TopologyProblem */
  beside(name: string): Host;
  /** The names of all devices. */
  readonly devices: readonly string[];
}
