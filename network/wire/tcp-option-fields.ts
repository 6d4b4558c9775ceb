import { type FieldReader, hexText, type Row } from './field-reader.ts';
import {
  optionEnd,
  optionMss,
  optionNop,
  optionSack,
  optionSackPermitted,
  optionSize,
  optionTimestamps,
  optionWindowScale,
} from './tcp-options.ts';

interface Known {
  readonly name: string;
  readonly key: string;
  readonly meaning: string;
  readonly source: string;
  /** The only length that is right, bytes with kind and length. */
  readonly size?: number;
  readonly synOnly?: true;
  /** Reads the data of an option whose size is right. @returns what it says, in short */
  readonly data?: (read: FieldReader, length: number) => string;
}

const largestShift = 14;

const known: ReadonlyMap<number, Known> = new Map<number, Known>([
  [
    optionEnd,
    {
      name: 'End of Options',
      key: 'tcp.options.eol',
      meaning: 'No options follow; the rest is padding.',
      source: 'RFC 9293 §3.2',
    },
  ],
  [
    optionNop,
    {
      name: 'NOP',
      key: 'tcp.options.nop',
      meaning: 'Nothing: it moves the next option to a word of 4 bytes.',
      source: 'RFC 9293 §3.2',
    },
  ],
  [
    optionMss,
    {
      name: 'MSS',
      key: 'tcp.options.mss',
      meaning: 'The largest piece of data that the sender wants to receive in one segment.',
      source: 'RFC 9293 §3.7.1',
      size: 4,
      synOnly: true,
      data: (read) =>
        `MSS ${read.number(16, number('Maximum Segment Size', 'tcp.options.mss_val', 'Bytes of data in a segment, headers not counted.', 'RFC 9293 §3.7.1'))}`,
    },
  ],
  [
    optionWindowScale,
    {
      name: 'Window Scale',
      key: 'tcp.options.wscale',
      meaning: 'Makes windows above 65,535 bytes possible; it counts only when both SYNs have it.',
      source: 'RFC 7323 §2.2',
      size: 3,
      synOnly: true,
      data: (read) => {
        const shift = read.number(8, {
          ...number(
            'Shift Count',
            'tcp.options.wscale.shift',
            'The sender of this option means its windows times two to this power.',
            'RFC 7323 §2.2',
          ),
          problem: (value) =>
            value > largestShift ? `At most ${largestShift} is allowed; receivers use ${largestShift}.` : undefined,
        });
        return `Window scale ${shift} (×${2 ** Math.min(shift, largestShift)})`;
      },
    },
  ],
  [
    optionSackPermitted,
    {
      name: 'SACK Permitted',
      key: 'tcp.options.sack_perm',
      meaning: 'The sender understands selective acknowledgments.',
      source: 'RFC 2018 §2',
      size: 2,
      synOnly: true,
    },
  ],
  [
    optionSack,
    {
      name: 'SACK',
      key: 'tcp.options.sack',
      meaning: 'What arrived beyond a gap, so that only the gap is sent again.',
      source: 'RFC 2018 §3',
      data: readSack,
    },
  ],
  [
    optionTimestamps,
    {
      name: 'Timestamps',
      key: 'tcp.options.timestamp',
      meaning: 'Measures the round trip and tells old duplicates from new segments.',
      source: 'RFC 7323 §3.2',
      size: 10,
      data: (read) => {
        const value = read.number(
          32,
          number(
            'Timestamp Value',
            'tcp.options.timestamp.tsval',
            'The sender’s clock when it sent this.',
            'RFC 7323 §3.2',
          ),
        );
        const echo = read.number(
          32,
          number(
            'Timestamp Echo Reply',
            'tcp.options.timestamp.tsecr',
            'The last value the sender saw from the other side.',
            'RFC 7323 §3.2',
          ),
        );
        return `Timestamps ${value}, echo ${echo}`;
      },
    },
  ],
  [
    19,
    {
      name: 'MD5 Signature',
      key: 'tcp.options.md5',
      meaning: 'Proves that the sender knows a shared secret; routers that speak BGP use it.',
      source: 'RFC 2385 §3.0',
      size: 18,
      data: (read, length) => {
        read.raw(length, {
          name: 'Digest',
          key: 'tcp.options.md5.digest',
          meaning: 'MD5 over the segment and the secret.',
          source: 'RFC 2385 §2.0',
        });
        return 'MD5 signature';
      },
    },
  ],
  [
    34,
    {
      name: 'Fast Open Cookie',
      key: 'tcp.options.tfo',
      meaning: 'Lets a client that was here before send data already in its SYN.',
      source: 'RFC 7413 §2',
      synOnly: true,
      data: (read, length) => {
        read.raw(length, {
          name: 'Cookie',
          key: 'tcp.options.tfo.cookie',
          meaning: 'What the server gave this client earlier.',
          source: 'RFC 7413 §4.1.1',
        });
        return length === 0 ? 'Fast Open: asks for a cookie' : 'Fast Open cookie';
      },
    },
  ],
]);

const number = (name: string, key: string, meaning: string, source: string): Row<number> => ({
  name,
  key,
  meaning,
  source,
});

function readSack(read: FieldReader, length: number): string {
  const blocks: string[] = [];
  for (let block = 0; block < length; block += 8) {
    const left = read.number(
      32,
      number('Left Edge', 'tcp.options.sack_le', 'The first byte of a block that arrived.', 'RFC 2018 §3'),
    );
    const right = read.number(
      32,
      number('Right Edge', 'tcp.options.sack_re', 'The first byte after that block.', 'RFC 2018 §3'),
    );
    blocks.push(`${left}–${right}`);
  }
  return `SACK ${blocks.join(' ')}`;
}

const kindNames = new Map([...known].map(([kind, { name }]) => [kind, name]));

/**
 * Reads one option, its kind and length included, and never past `limit`.
 * @param syn is the segment a SYN? Some options are only allowed there
 * @returns what it says, in short
 */
export function readTcpOption(read: FieldReader, limit: number, syn: boolean): string {
  const at = read.at;
  const kind = read.bytes[at] ?? 0;
  const size = optionSize(read.bytes, at, limit);
  const option = known.get(kind);
  const name = option?.name ?? `Option ${kind}`;
  const source = option?.source ?? 'RFC 9293 §3.2';
  const fits =
    size > 0 &&
    (option?.size === undefined || option.size === size) &&
    (kind !== optionSack || (size > 2 && size % 8 === 2));
  let summary = name;
  read.group(
    {
      name,
      key: option?.key ?? 'tcp.options.unknown',
      meaning:
        option?.meaning ?? 'An option that this course does not explain; a TCP that does not know it passes over it.',
      source,
    },
    () => {
      read.number(8, {
        name: 'Kind',
        key: 'tcp.option_kind',
        text: (value) => `${value} (${kindNames.get(value) ?? 'unknown'})`,
        meaning: 'Which option this is.',
        source: 'RFC 9293 §3.2',
      });
      if (kind === optionNop) return name;
      if (kind === optionEnd) {
        read.raw(limit - read.at, {
          name: 'Padding',
          key: 'tcp.options.eol.padding',
          meaning: 'Fills the header up to a word of 4 bytes.',
          source,
          problem: notZero,
        });
        return name;
      }
      if (read.at < limit)
        read.number(8, {
          name: 'Length',
          key: 'tcp.option_len',
          meaning: 'Bytes of the option, kind and length included.',
          source: 'RFC 9293 §3.2',
          problem: () => lengthProblem(size, fits, option),
        });
      const data = Math.max(0, (size === 0 ? limit : at + size) - read.at);
      if (fits && option?.data) summary = option.data(read, data);
      else
        read.raw(data, {
          name: 'Data',
          key: 'tcp.options.unknown.payload',
          text: (bytes) => hexText(bytes),
          meaning: 'The bytes of the option as they are.',
          source,
        });
      return {
        value: summary,
        problem: option?.synOnly && !syn ? 'This option belongs in a SYN; here it counts for nothing.' : undefined,
      };
    },
  );
  return summary;
}

function lengthProblem(size: number, fits: boolean, option: Known | undefined): string | undefined {
  if (size === 0) return 'This length cannot be true, so nothing after it can be read.';
  if (fits) return undefined;
  return option?.size === undefined ? 'This length does not fit the option.' : `This option has ${option.size} bytes.`;
}

const notZero = (bytes: Uint8Array): string | undefined =>
  bytes.some((byte) => byte !== 0) ? 'Padding should be zero.' : undefined;
