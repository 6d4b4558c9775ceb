import { parseIpv4, readUint32 } from '../../network/wire/address.ts';
import { ethernetHeaderLength, etherTypeIpv4, typeOf } from '../../network/wire/ethernet.ts';
import { icmpType, protocolIcmp } from '../../network/wire/icmp.ts';
import { headerLengthOf, ipv4At } from '../../network/wire/ipv4.ts';
import type { Check } from './check.ts';
import { simEvents } from './sim-events.ts';
import { missing, seen } from './verdict.ts';

interface SilentHop {
  /** Whom the packets were sent to, whose TTL ran out. */
  readonly to: string;
  /** The router that did not report, and a later one that did: their addresses. */
  readonly silent: string;
  readonly after: string;
}

const ip = ethernetHeaderLength;

/** Who reports that the TTL of a packet to `to` ran out; null for any other frame. */
function reporterOf(bytes: Uint8Array, to: string): number | null {
  if (typeOf(bytes) !== etherTypeIpv4 || bytes[ip + ipv4At.protocol] !== protocolIcmp) return null;
  const icmp = ip + headerLengthOf(bytes, ip);
  if (bytes[icmp] !== icmpType.timeExceeded) return null;
  const quoted = icmp + 8;
  if (readUint32(bytes, quoted + ipv4At.destination) !== parseIpv4(to)) return null;
  return readUint32(bytes, ip + ipv4At.source);
}

/** In a trace, one router kept quiet about what it dropped, and one behind it did not. RFC 1812 §5.2.7.3. */
export function simSilentHop(scene: string, { to, silent, after }: SilentHop): Check {
  return (evidence) => {
    const quiet: number[] = [];
    let spoke = false;
    // Every hop's report must have its own frame; the dropped probe itself is told where it ended.
    let died = 0;
    for (const event of reports(evidence)) {
      if (event.by === 'dropped') died += 1;
      else if (event.by === parseIpv4(silent)) {
        spoke = true;
        died = 0;
      } else if (event.by === parseIpv4(after)) {
        if (died > 0) quiet.push(event.seq);
      }
    }
    if (quiet.length > 0) return seen(`${silent} kept quiet, and ${after} behind it answered.`, quiet);
    if (died > 0) return missing(`${silent} kept quiet. Wait until the trace has gone past it.`);
    if (spoke) return missing(`In the last trace ${silent} reported what it dropped. Silence it, then trace again.`);
    return missing(`No trace to ${to} has run yet.`);
  };

  function* reports(evidence: Parameters<Check>[0]): Generator<{ by: number | 'dropped'; seq: number }> {
    const ownName = ownerOf(evidence, silent);
    const events = [...simEvents(evidence, scene, 'frame.sent'), ...simEvents(evidence, scene, 'frame.dropped')].sort(
      (one, other) => one.seq - other.seq,
    );
    for (const event of events) {
      if (event.kind === 'frame.dropped') {
        const meant = readUint32(event.bytes, ip + ipv4At.destination) === parseIpv4(to);
        if (event.reason === 'ttl' && event.where === ownName && meant) yield { by: 'dropped', seq: event.seq };
        continue;
      }
      const by = reporterOf(event.bytes, to);
      if (by !== null) yield { by, seq: event.seq };
    }
  }

  function ownerOf(evidence: Parameters<Check>[0], address: string): string | undefined {
    return simEvents(evidence, scene, 'address.changed').find((change) =>
      change.addresses.some((each) => each.address === address),
    )?.device;
  }
}
