import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readCapture } from './read-capture.ts';
import { unread } from './unread.ts';

/** A field as tshark sees it. */
export interface SaidField {
  readonly name: string;
  /** First byte in the frame. */
  readonly at: number;
  /** Bytes. */
  readonly size: number;
  /** Hex: the bytes there, or the bits of them that are meant. */
  readonly value: string;
  /** The text that it shows, where that is more than the bytes: names. */
  readonly show: string;
}

/** Each frame by itself: nothing is put together from several segments. */
const settings = ['-o', 'tcp.desegment_tcp_streams:FALSE'];

/** What the installed tshark says of several captures (pcap, all of one kind), asked once: starting it takes most of the time. */
export function askTshark(files: readonly string[]): SaidField[][][] {
  const captures = files.map((file) => readFileSync(file));
  const whole = captures.map((bytes, index) => (index === 0 ? bytes : bytes.subarray(pcapHeaderBytes)));
  const folder = mkdtempSync(join(tmpdir(), 'capture-'));
  try {
    const file = join(folder, 'all.pcap');
    writeFileSync(file, Buffer.concat(whole));
    const said = askOne(file);
    let next = 0;
    return captures.map((bytes) => {
      next += readCapture(bytes).length;
      return said.slice(next - readCapture(bytes).length, next);
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** draft-ietf-opsawg-pcap §4 */
const pcapHeaderBytes = 24;

/** The fields of each frame that it shows, in its order. */
function askOne(file: string): SaidField[][] {
  const pdml = execFileSync('tshark', ['-n', '-r', file, '-T', 'pdml', ...settings], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    maxBuffer: 1 << 28,
  });
  return pdml
    .split('<packet>')
    .slice(1)
    .map((packet) => asOurs([...packet.matchAll(/<field ([^>]*)>/g)].flatMap(([, text = '']) => fieldOf(text))));
}

const protocols = /^(eth|ip|udp|tcp|dhcp|dns|rip)\./;
/** Of these the text is judged, too. */
const isName = (name: string): boolean => /^dns\.(.*name|cname|ns|.*target|.*exchange|srv\.\w+)$|fqdn$/.test(name);

function fieldOf(text: string): SaidField[] {
  const read = (key: string) => new RegExp(`(?:^| )${key}="([^"]*)"`).exec(text)?.[1];
  const name = read('name') ?? '';
  const value = read('value')?.toLowerCase();
  // What tshark hides are second names, for its filters.
  if (!protocols.test(name) || value === undefined || value === '' || read('hide') === 'yes') return [];
  const show = isName(name) ? (read('show') ?? '').replace('&lt;Root&gt;', '.') : '';
  return [{ name, at: Number(read('pos')), size: Number(read('size')), value, show }];
}

/**
 * Two differences of naming. tshark cuts the owner of a SRV record into service, protocol and name; here it is one name
 * again. And what it calls a DHCP option's type spans the whole option: our `dhcp.option`.
 */
function asOurs(fields: SaidField[]): SaidField[] {
  return fields.flatMap((field, index) => {
    const { name, size } = field;
    if (name === 'dhcp.option.type') return size > 1 ? [{ ...field, name: 'dhcp.option' }] : [];
    if (name === 'dns.srv.service' || name === 'dns.srv.proto') return [];
    if (name !== 'dns.srv.name') return [field];
    const show = [fields[index - 2]?.show, fields[index - 1]?.show, field.show].join('.');
    return [{ ...field, name: 'dns.resp.name', show }];
  });
}

/**
 * The committed answers, without what we do not read (`unread.ts`): a line for each frame, its fields separated by tabs.
 * `name size`; then `@at` where it does not begin where the field before ended, `=value` where that is not the bytes
 * there, `'show` for names. `^n` stands for the first n fields of the line before.
 */
export function writeAnswers(file: string, answers: readonly SaidField[][], frames: readonly Uint8Array[]): void {
  const lines = answers.map((fields, index) => {
    let next = 0;
    return fields
      .filter(({ name }) => !unread.has(name))
      .map(({ name, at, size, value, show }) => {
        const place = at === next ? '' : `@${at}`;
        next = at + size;
        const plain = value === hexOf(frames[index], at, size);
        return `${name} ${size}${place}${plain ? '' : `=${value}`}${show === '' ? '' : `'${show}`}`;
      });
  });
  const short = lines.map((cells, index) => {
    const before = lines[index - 1] ?? [];
    const other = cells.findIndex((cell, at) => cell !== before[at]);
    const shared = other < 0 ? cells.length : other;
    return shared === 0 ? cells : [`^${shared}`, ...cells.slice(shared)];
  });
  writeFileSync(file, short.map((cells) => `${cells.join('\t')}\n`).join(''));
}

/** @throws Error for a line that `writeAnswers` did not write */
export function readAnswers(file: string, frames: readonly Uint8Array[]): SaidField[][] {
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
  let before: string[] = [];
  return lines.map((line, index) => {
    let next = 0;
    before = line
      .split('\t')
      .flatMap((cell) => (cell.startsWith('^') ? before.slice(0, Number(cell.slice(1))) : [cell]));
    return before.map((text) => {
      const [, name, length, place, given, show = ''] =
        /^(\S+) (\d+)(?:@(\d+))?(?:=([0-9a-f]+))?(?:'(.*))?$/.exec(text) ?? [];
      if (name === undefined) throw new Error(`${file}:${index + 1}: ${text}`);
      const [size, at] = [Number(length), place === undefined ? next : Number(place)];
      next = at + size;
      return { name, at, size, value: given ?? hexOf(frames[index], at, size), show };
    });
  });
}

const hexOf = (frame: Uint8Array | undefined, at: number, size: number): string =>
  Buffer.from(frame?.subarray(at, at + size) ?? []).toString('hex');
