import { ipv4Text, macText } from '../../network/wire/address.ts';
import { arpRequest, decodeArp } from '../../network/wire/arp.ts';
import { destinationOf, ethernetHeaderLength, etherTypeArp, typeOf } from '../../network/wire/ethernet.ts';
import type { Evidence } from '../evidence/event.ts';
import type { Check } from './check.ts';
import { type FrameTest, simEvents } from './sim-events.ts';
import { counted, missing, seen } from './verdict.ts';

/** `who-has address`, to everybody. The quiet question that makes sure of a known neighbour goes to that one alone. */
const isQuestion = (bytes: Uint8Array, address: string): boolean => {
  if (typeOf(bytes) !== etherTypeArp || macText(destinationOf(bytes)) !== 'ff:ff:ff:ff:ff:ff') return false;
  const arp = decodeArp(bytes, ethernetHeaderLength);
  if ('malformed' in arp || arp.operation !== arpRequest) return false;
  return ipv4Text(arp.targetIp) === address && arp.senderIp !== arp.targetIp;
};

const sentBy = (evidence: readonly Evidence[], scene: string, host: string, test: FrameTest): number[] =>
  simEvents(evidence, scene, 'frame.sent')
    .filter((frame) => frame.from.startsWith(`${host}:`) && test(frame.bytes))
    .map((frame) => frame.seq);

/** A host asked everybody on its link who has an address. RFC 826. */
export function simAsked(scene: string, host: string, address: string): Check {
  return (evidence) => {
    const asked = sentBy(evidence, scene, host, (bytes) => isQuestion(bytes, address));
    if (asked.length > 0) return seen(`${host} asked ${counted(asked.length, 'time')}: who has ${address}?`, asked);
    return missing(`${host} has not asked who has ${address} yet.`);
  };
}

/** A host that had asked before sent such a frame again without another question. */
export function simRemembered(scene: string, host: string, address: string, sends: FrameTest): Check {
  return (evidence) => {
    const asked = sentBy(evidence, scene, host, (bytes) => isQuestion(bytes, address));
    const sent = sentBy(evidence, scene, host, sends);
    const again = sent.filter((seq, at) => {
      const before = sent[at - 1];
      return before !== undefined && !asked.some((question) => question > before && question < seq);
    });
    if (again.length > 0)
      return seen(`${host} sent to ${address} again and did not ask: the answer was still in its cache.`, again);
    if (sent.length === 0) return missing(`${host} has sent nothing to ${address} yet.`);
    if (sent.length === 1) return missing(`${host} has sent to ${address} once, and asked for it. Send once more.`);
    return missing(
      `${host} asked anew before it sent: its row was gone, of age or by your hand. Send once more, soon.`,
    );
  };
}

/** A host's row of an address went away; with `flushed`, by hand and not of age. */
export function simForgot(scene: string, host: string, address: string, flushed = false): Check {
  return (evidence) => {
    const rows = simEvents(evidence, scene, 'arp.changed').filter(
      (row) => row.device === host && row.address === address,
    );
    const gone = rows.filter(
      (row) => row.state === 'removed' && (!flushed || row.how === 'flushed' || row.how === 'set'),
    );
    if (gone.length > 0)
      return seen(
        `${host} has forgotten ${address}.`,
        gone.map((row) => row.seq),
      );
    if (rows.length === 0) return missing(`${host} has no row for ${address} to forget.`);
    if (rows.at(-1)?.state === 'removed')
      return missing(`The row for ${address} went of age at ${host}. Ping, and flush before it does.`);
    return missing(`${host} still has a row for ${address}. \`ip neigh flush all\` clears them.`);
  };
}
