/** A frame as a capture file holds it. */
export interface ReadFrame {
  readonly bytes: Uint8Array;
  /** ns since the epoch of the file. */
  readonly at: bigint;
  /** `if_name`, or the number of the interface. */
  readonly interface: string;
  readonly direction: 'inbound' | 'outbound' | 'unknown';
}

/** Reads classic pcap (both byte orders, µs and ns) and pcapng (both byte orders). For tests: it throws on what it does not know. */
export function readCapture(file: Uint8Array): ReadFrame[] {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  return view.getUint32(0) === 0x0a0d0d0a ? readPcapng(view) : readPcap(view);
}

/** draft-ietf-opsawg-pcap §4, §5. */
function readPcap(view: DataView): ReadFrame[] {
  const magics = new Map([
    [0xa1b2c3d4, { little: false, unit: 1000n }],
    [0xd4c3b2a1, { little: true, unit: 1000n }],
    [0xa1b23c4d, { little: false, unit: 1n }],
    [0x4d3cb2a1, { little: true, unit: 1n }],
  ]);
  const format = magics.get(view.getUint32(0));
  if (!format) throw new Error(`no capture: it begins with ${view.getUint32(0).toString(16)}`);
  const { little, unit } = format;
  if (view.getUint32(20, little) !== 1) throw new Error(`link type ${view.getUint32(20, little)} is not Ethernet`);
  const frames: ReadFrame[] = [];
  for (let at = 24; at + 16 <= view.byteLength; ) {
    const length = view.getUint32(at + 8, little);
    frames.push({
      bytes: copy(view, at + 16, length),
      at: BigInt(view.getUint32(at, little)) * 1_000_000_000n + BigInt(view.getUint32(at + 4, little)) * unit,
      interface: '0',
      direction: 'unknown',
    });
    at += 16 + length;
  }
  return frames;
}

interface Interface {
  readonly name: string;
  readonly tick: bigint;
}

/** draft-ietf-opsawg-pcapng §3, §4. */
function readPcapng(view: DataView): ReadFrame[] {
  const frames: ReadFrame[] = [];
  let interfaces: Interface[] = [];
  let little = false;
  for (let at = 0; at + 12 <= view.byteLength; ) {
    const type = view.getUint32(at, little);
    if (type === 0x0a0d0d0a) {
      little = view.getUint32(at + 8, true) === 0x1a2b3c4d;
      interfaces = [];
    }
    const length = view.getUint32(at + 4, little);
    if (view.getUint32(at + length - 4, little) !== length) throw new Error(`the block at ${at} has two lengths`);
    if (type === 1) interfaces.push(readInterface(view, at, length, little, interfaces.length));
    if (type === 6) frames.push(readPacket(view, at, length, little, interfaces));
    at += length;
  }
  return frames;
}

function readInterface(view: DataView, at: number, length: number, little: boolean, number: number): Interface {
  const options = readOptions(view, at + 16, at + length - 4, little);
  const resolution = options.get(9)?.[0] ?? 6;
  if (resolution > 9) throw new Error(`time resolution ${resolution}`);
  const name = options.get(2);
  return { name: name ? new TextDecoder().decode(name) : String(number), tick: 10n ** BigInt(9 - resolution) };
}

function readPacket(view: DataView, at: number, length: number, little: boolean, all: readonly Interface[]): ReadFrame {
  const from = all[view.getUint32(at + 8, little)];
  if (!from) throw new Error(`the packet at ${at} is of an interface nobody described`);
  const ticks = (BigInt(view.getUint32(at + 12, little)) << 32n) | BigInt(view.getUint32(at + 16, little));
  const captured = view.getUint32(at + 20, little);
  const options = readOptions(view, at + 28 + ((captured + 3) & ~3), at + length - 4, little);
  const flags = options.get(2);
  const way = flags ? new DataView(flags.buffer).getUint32(0, little) & 3 : 0;
  return {
    bytes: copy(view, at + 28, captured),
    at: ticks * from.tick,
    interface: from.name,
    direction: way === 1 ? 'inbound' : way === 2 ? 'outbound' : 'unknown',
  };
}

function readOptions(view: DataView, start: number, end: number, little: boolean): Map<number, Uint8Array> {
  const options = new Map<number, Uint8Array>();
  for (let at = start; at + 4 <= end; ) {
    const code = view.getUint16(at, little);
    const length = view.getUint16(at + 2, little);
    if (code === 0) break;
    options.set(code, copy(view, at + 4, length));
    at += 4 + ((length + 3) & ~3);
  }
  return options;
}

const copy = (view: DataView, at: number, length: number): Uint8Array<ArrayBuffer> =>
  new Uint8Array(view.buffer.slice(view.byteOffset + at, view.byteOffset + at + length) as ArrayBuffer);
