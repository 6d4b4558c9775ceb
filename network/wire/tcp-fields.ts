import { dnsPort } from './dns.ts';
import type { Below, Dissector, LayerName } from './field.ts';
import { FieldReader, hexNumber, type Row, setOrNot } from './field-reader.ts';
import {
  flagAck,
  flagFin,
  flagPsh,
  flagRst,
  flagSyn,
  flagUrg,
  protocolTcp,
  tcpAt,
  tcpFlags,
  tcpHeaderLength,
  transportChecksum,
} from './tcp.ts';
import { readTcpOption } from './tcp-option-fields.ts';

const rfc = 'RFC 9293 §3.1';

const flagRows: readonly Row<number>[] = [
  {
    name: 'CWR',
    key: 'tcp.flags.cwr',
    meaning: 'Congestion window reduced: the sender has slowed down because it was told of congestion.',
    source: 'RFC 3168 §6.1',
  },
  {
    name: 'ECE',
    key: 'tcp.flags.ece',
    meaning: 'ECN echo: a router on the way here marked a packet instead of dropping it. In a SYN: I can do that.',
    source: 'RFC 3168 §6.1',
  },
  { name: 'URG', key: 'tcp.flags.urg', meaning: 'The urgent pointer counts.', source: rfc },
  {
    name: 'ACK',
    key: 'tcp.flags.ack',
    meaning: 'The acknowledgment number counts; only the first SYN has it not.',
    source: rfc,
  },
  {
    name: 'PSH',
    key: 'tcp.flags.push',
    meaning: 'Hand what has come to the program now, do not wait for more.',
    source: rfc,
  },
  { name: 'RST', key: 'tcp.flags.reset', meaning: 'The connection ends here and now, or never was.', source: rfc },
  {
    name: 'SYN',
    key: 'tcp.flags.syn',
    meaning: 'Opens a direction: the sequence number is where its counting begins.',
    source: rfc,
  },
  { name: 'FIN', key: 'tcp.flags.fin', meaning: 'The sender has no more to send; it still receives.', source: rfc },
];

/** `SYN, ACK`; `none` for no flag at all. */
export const tcpFlagNames = (flags: number): string =>
  flagRows.flatMap(({ name }, index) => ((flags << index) & 0x80 ? [name] : [])).join(', ') || 'none';

export const dissectTcp: Dissector = (bytes, start, end, below) => {
  const read = new FieldReader(bytes, start, end);
  const flags = end - start > tcpAt.flags ? tcpFlags(bytes, start) : 0;
  const from = read.number(16, {
    name: 'Source Port',
    key: 'tcp.srcport',
    meaning: 'Which socket of the sending host speaks.',
    source: rfc,
    important: true,
  });
  const to = read.number(16, {
    name: 'Destination Port',
    key: 'tcp.dstport',
    meaning: 'Which socket of the receiving host it is for.',
    source: rfc,
    important: true,
  });
  const sequence = read.number(32, {
    name: 'Sequence Number',
    key: 'tcp.seq_raw',
    meaning:
      flags & flagSyn
        ? 'Where this direction begins to count.'
        : 'The number of the first byte of data in this segment.',
    source: 'RFC 9293 §3.4',
    important: true,
  });
  const acknowledgment = read.number(32, {
    name: 'Acknowledgment Number',
    key: 'tcp.ack_raw',
    meaning:
      flags & flagAck
        ? 'The next byte that the sender waits for: all before it has arrived.'
        : 'Means nothing here, because ACK is not set.',
    source: 'RFC 9293 §3.4',
    important: true,
  });
  const words = read.number(4, {
    name: 'Data Offset',
    key: 'tcp.hdr_len',
    text: (value) => `${value * 4} bytes`,
    meaning: 'Where the data begins, in words of 4 bytes: the length of this header with its options.',
    source: rfc,
    problem: (value) => headerProblem(value * 4, end - start),
  });
  read.group(
    {
      name: 'Flags',
      key: 'tcp.flags',
      meaning: 'What kind of segment this is, one bit each.',
      source: rfc,
      important: true,
    },
    () => {
      readFlags(read);
      return { value: tcpFlagNames(flags), problem: flagsProblem(flags) };
    },
  );
  const window = read.number(16, {
    name: 'Window',
    key: 'tcp.window_size_value',
    meaning:
      flags & flagSyn
        ? 'How many more bytes the sender has room for; never scaled in a SYN.'
        : 'How many more bytes the sender has room for, before the scale that the SYNs agreed on.',
    source: 'RFC 9293 §3.8.6',
    important: true,
  });
  read.number(16, {
    name: 'Checksum',
    key: 'tcp.checksum',
    text: (value) => hexNumber(value, 4),
    meaning: 'Proves that header, data and the IP addresses have not changed on the way.',
    source: rfc,
    problem: (value) => checksumProblem(bytes, start, end, value, below),
  });
  read.number(16, {
    name: 'Urgent Pointer',
    key: 'tcp.urgent_pointer',
    meaning:
      flags & flagUrg ? 'How far from here the urgent data reaches.' : 'Means nothing here, because URG is not set.',
    source: 'RFC 9293 §3.8.5',
  });
  const length = Math.min(end - start, Math.max(tcpHeaderLength, words * 4));
  if (length > tcpHeaderLength)
    read.group(
      {
        name: 'Options',
        key: 'tcp.options',
        meaning: 'What the two sides agree on or tell beside the header.',
        source: rfc,
      },
      () => {
        const names: string[] = [];
        while (read.at < start + length) names.push(readTcpOption(read, start + length, (flags & flagSyn) !== 0));
        return names.filter((name) => name !== 'NOP').join(', ') || 'NOP';
      },
    );
  const payload = start + length;
  const sizes = `Seq=${sequence} Ack=${acknowledgment} Win=${window} Len=${Math.max(0, end - payload)}`;
  const layer = read.layer('TCP', `${from} → ${to} [${tcpFlagNames(flags)}] ${sizes}`);
  if (read.cut || payload >= end) return { layer, payload: null };
  const as: LayerName = from === dnsPort || to === dnsPort ? 'DNS' : 'Data';
  return {
    layer,
    payload: { start: payload, end, as, below: { pseudoHeader: null, fragment: below.fragment, stream: true } },
  };
};

function readFlags(read: FieldReader): void {
  read.number(3, {
    name: 'Reserved',
    key: 'tcp.flags.res',
    meaning: 'Kept for later: zero when sent, not looked at when received.',
    source: rfc,
    problem: (value) => (value === 0 ? undefined : 'These bits have no meaning yet and should be zero.'),
  });
  read.number(1, {
    name: 'AE',
    key: 'tcp.flags.ae',
    text: setOrNot,
    meaning: 'Accurate ECN: with CWR and ECE it counts marked packets. Older texts show it as reserved.',
    source: 'RFC 9768 §3.1',
  });
  for (const row of flagRows) read.number(1, { ...row, text: setOrNot });
}

function headerProblem(length: number, there: number): string | undefined {
  if (length < tcpHeaderLength) return `A TCP header has at least ${tcpHeaderLength} bytes, and this says ${length}.`;
  return length > there ? `The header says ${length} bytes, and only ${there} are there.` : undefined;
}

function flagsProblem(flags: number): string | undefined {
  if ((flags & flagSyn) !== 0 && (flags & (flagFin | flagRst)) !== 0)
    return 'No TCP opens and ends a connection in one segment.';
  return (flags & (flagSyn | flagAck | flagRst)) === 0 && (flags & (flagFin | flagPsh | flagUrg)) !== 0
    ? 'Only a first SYN and some resets go without ACK.'
    : undefined;
}

function checksumProblem(
  bytes: Uint8Array,
  start: number,
  end: number,
  found: number,
  below: Below,
): string | undefined {
  if (below.fragment || below.pseudoHeader === null) return undefined;
  const off = transportChecksum(bytes, start, end, protocolTcp, below.pseudoHeader);
  return off === 0 ? undefined : wrongChecksum(found, off);
}

/** @param off the checksum over bytes that hold `found` already: how far that is from the right one */
export function wrongChecksum(found: number, off: number): string {
  const sum = found + off;
  const right = sum > 0xffff ? sum - 0xffff : sum;
  return `Wrong: for these bytes it would be ${hexNumber(right, 4)}.`;
}
