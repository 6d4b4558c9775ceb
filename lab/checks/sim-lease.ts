import type { ServiceFact } from '../../network/trace/event.ts';
import type { Check } from './check.ts';
import { simEvents } from './sim-events.ts';
import { missing, seen } from './verdict.ts';

type LeaseState = Extract<ServiceFact, { kind: 'lease.changed' }>['state'];

/** What a client in that state is doing, for whoever does not know the words of the RFC. */
const doing: Partial<Record<LeaseState, string>> = {
  selecting: 'it asks everybody, and has no offer yet. Let the time run',
  requesting: 'it has taken that offer, and tests for some seconds that nobody else has the address. Let the time run',
  bound: 'the address is its own for now',
  renewing: 'it asks its own server for more time',
  rebinding: 'it asks everybody for more time',
  'link-local': 'no server has answered it so far',
  released: 'it has given its address back. `dhclient eth0` asks anew',
};

/**
 * A host's own DHCP client was in this state.
 * @param address `*` for any
 */
export function simLease(scene: string, host: string, state: LeaseState, address = '*'): Check {
  return (evidence) => {
    const changes = simEvents(evidence, scene, 'lease.changed').filter(
      (change) => change.device === host && change.by === 'client',
    );
    const right = changes.filter((change) => change.state === state && (address === '*' || change.address === address));
    const first = right[0];
    const holding = (held: string | null): string => (held === null ? '' : ` with ${held}`);
    if (first !== undefined)
      return seen(
        `The DHCP client of ${host} was ${state}${holding(first.address)}.`,
        right.map((change) => change.seq),
      );
    const last = changes.at(-1);
    if (last === undefined) return missing(`${host} has not asked for an address yet. \`dhclient eth0\` does.`);
    const means = doing[last.state];
    const so = means === undefined ? '' : `: ${means}`;
    return missing(`The DHCP client of ${host} is ${last.state}${holding(last.address)}${so}.`);
  };
}
