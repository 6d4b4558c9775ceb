import { ipv4Text, readUint16, readUint32 } from '../../network/wire/address.ts';
import { isMalformed } from '../../network/wire/field.ts';
import { decodeIcmp, type Icmp, icmpType, unreachableCode } from '../../network/wire/icmp.ts';
import { headerLengthOf, ipv4At } from '../../network/wire/ipv4.ts';

/** What stands after `ICMP `: `echo request, id 17, seq 1, length 64`. */
export function icmpText(payload: Uint8Array): string {
  const icmp = decodeIcmp(payload);
  if (isMalformed(icmp)) return `[|icmp], length ${payload.length}`;
  return `ICMP ${meaning(icmp)}, length ${payload.length}`;
}

function meaning(icmp: Required<Icmp>): string {
  const { type, code, rest, data } = icmp;
  switch (type) {
    case icmpType.echo:
    case icmpType.echoReply:
      return `echo ${type === icmpType.echo ? 'request' : 'reply'}, id ${rest >>> 16}, seq ${rest & 0xffff}`;
    case icmpType.unreachable:
      return unreachable(code, rest, data);
    case icmpType.timeExceeded:
      return code === 0 ? 'time exceeded in-transit' : 'ip reassembly time exceeded';
    case icmpType.redirect:
      return `redirect ${destination(data)} to host ${ipv4Text(rest)}`;
    case icmpType.parameterProblem:
      return `parameter problem - octet ${rest >>> 24}`;
    case icmpType.timestamp:
      return `time stamp query id ${rest >>> 16} seq ${rest & 0xffff}`;
    case icmpType.timestampReply:
      return `time stamp reply id ${rest >>> 16} seq ${rest & 0xffff}`;
    default:
      return `type-#${type}`;
  }
}

function unreachable(code: number, rest: number, quoted: Uint8Array): string {
  const to = destination(quoted);
  switch (code) {
    case unreachableCode.net:
      return `net ${to} unreachable`;
    case unreachableCode.host:
      return `host ${to} unreachable`;
    case unreachableCode.protocol:
      return `${to} protocol ${quoted[ipv4At.protocol] ?? 0} unreachable`;
    case unreachableCode.port: {
      const protocol = quoted[ipv4At.protocol];
      const name = protocol === 6 ? 'tcp' : protocol === 17 ? 'udp' : `protocol ${protocol}`;
      return `${to} ${name} port ${readUint16(quoted, headerLengthOf(quoted, 0) + 2)} unreachable`;
    }
    case unreachableCode.fragmentationNeeded:
      return `${to} unreachable - need to frag (mtu ${rest & 0xffff})`;
    case unreachableCode.hostProhibited:
      return `host ${to} unreachable - admin prohibited`;
    case unreachableCode.netProhibited:
      return `net ${to} unreachable - admin prohibited`;
    case unreachableCode.administrativelyProhibited:
      return `host ${to} unreachable - admin prohibited filter`;
    default:
      return `${to} unreachable - #${code}`;
  }
}

const destination = (quoted: Uint8Array): string => ipv4Text(readUint32(quoted, ipv4At.destination));
