import type { NetworkEvent } from '../../network/trace/event.ts';
import { countUntil, Fold } from './fold.ts';
import { deviceOf } from './transmissions.ts';

type Dropped = Extract<NetworkEvent, { kind: 'frame.dropped' }>;

/** Who threw a frame away because it was for somebody else. */
export class Refusals {
  readonly #fold = new Fold<Dropped[]>({
    start: () => [],
    apply(refused, event) {
      if (event.kind === 'frame.dropped' && event.reason === 'not-for-me') refused.push(event);
    },
    copy: (refused) => refused,
  });

  /** Devices that did it within the last `linger` ns before `until`. */
  at(events: readonly NetworkEvent[], until: number, linger: number): ReadonlySet<string> {
    const refused = this.#fold.after(events, events.length);
    const devices = new Set<string>();
    for (let index = countUntil(refused, until) - 1; index >= 0; index -= 1) {
      const one = refused[index];
      if (!one || one.at + linger < until) break;
      devices.add(deviceOf(one.where));
    }
    return devices;
  }
}
