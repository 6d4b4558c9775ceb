import { readOptionData, readRaw } from './dhcp-option-data.ts';
import { knownOptions, optionText } from './dhcp-option-names.ts';
import { dhcpOptionSize, optionEndOfOptions, optionPad } from './dhcp-options.ts';
import type { FieldReader } from './field-reader.ts';

const general = 'RFC 2132 §2';

/**
 * Reads one option, its code and length included, and never past `limit`.
 * @returns false when nothing after it can be read: the end option, or a length past the end
 */
export function readDhcpOption(read: FieldReader, limit: number): boolean {
  const { at, bytes } = read;
  const code = bytes[at] ?? 0;
  if (code === optionPad || code === optionEndOfOptions) return readBare(read, code, limit);
  const size = dhcpOptionSize(bytes, at, limit);
  const found = knownOptions.get(code);
  const source =
    found === undefined ? general : found.section.startsWith('RFC') ? found.section : `RFC 2132 ${found.section}`;
  const name = found?.name ?? `Option ${code}`;
  const important = code >= 50 && code <= 54 && code !== 52 ? ({ important: true } as const) : {};
  read.group(
    {
      name,
      key: 'dhcp.option',
      meaning: found?.meaning ?? 'An option that this course does not explain.',
      source,
      ...important,
    },
    () => {
      read.number(8, {
        name: 'Code',
        key: 'dhcp.option.type',
        text: optionText,
        meaning: 'Which option this is.',
        source: general,
      });
      if (read.at < limit)
        read.number(8, {
          name: 'Length',
          key: 'dhcp.option.length',
          meaning: 'Bytes of data that follow.',
          source: general,
          problem: (length) =>
            size === 0 ? `It promises ${length} bytes, and ${limit - at - 2} are left.` : undefined,
        });
      const length = (size === 0 ? limit : at + size) - read.at;
      if (length <= 0) return name;
      return found && size > 0
        ? readOptionData(read, found, length, source)
        : readRaw(read, length, 'dhcp.option.value', name, source);
    },
  );
  return size > 0;
}

function readBare(read: FieldReader, code: number, limit: number): boolean {
  if (code === optionEndOfOptions) {
    read.number(8, { name: 'End', key: 'dhcp.option.end', meaning: 'No options follow.', source: 'RFC 2132 §3.2' });
    return false;
  }
  let count = 1;
  while (read.at + count < limit && read.bytes[read.at + count] === optionPad) count += 1;
  read.raw(count, { name: 'Pad', key: 'dhcp.option.padding', meaning: 'Nothing: fills up.', source: 'RFC 2132 §3.1' });
  return true;
}
