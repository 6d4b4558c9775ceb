import type { Recording } from './action.ts';

/** The part of an address that holds a run: `#run=2.3b.<recording>`. */
const mark = '#run=';

/** An address that opens a lab's network as it was recorded: seed and inputs, nothing else. */
export function linkOf(address: string, lab: string, recording: Recording): string {
  const text = new TextEncoder().encode(JSON.stringify(recording));
  return `${address.replace(/#.*$/, '')}${mark}${lab}.${base64url(text)}`;
}

export interface SharedRun {
  readonly lab: string;
  readonly recording: Recording;
}

/** What such an address holds; null when it holds none, or one that cannot be read. */
export function runIn(hash: string): SharedRun | null {
  const match = new RegExp(`^${mark}([0-9]+\\.[0-9]+[a-z])\\.([A-Za-z0-9_-]+)$`).exec(hash);
  const [, lab, text] = match ?? [];
  const bytes = text === undefined ? null : bytesOf(text);
  if (lab === undefined || bytes === null) return null;
  return readRun(`{"lab":"${lab}","recording":${new TextDecoder().decode(bytes)}}`);
}

/** What a file with a run holds; null when it is something else. */
export function readRun(text: string): SharedRun | null {
  try {
    const { lab, recording } = JSON.parse(text) as Partial<Record<keyof SharedRun, unknown>>;
    return typeof lab === 'string' && isRecording(recording) ? { lab, recording } : null;
  } catch {
    return null; // Somebody changed it: it is no run.
  }
}

/** It came from outside, so it is looked at: its shape here, its names when they are used. */
function isRecording(value: unknown): value is Recording {
  if (typeof value !== 'object' || value === null) return false;
  const { version, topology, seed, inputs } = value as Partial<Record<keyof Recording, unknown>>;
  return (
    version === 1 &&
    typeof topology === 'string' &&
    typeof seed === 'string' &&
    Array.isArray(inputs) &&
    inputs.every(isInput)
  );
}

function isInput(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { at, ran, what } = value as Record<string, unknown>;
  if (typeof at !== 'number' || typeof ran !== 'number' || typeof what !== 'object' || what === null) return false;
  const said = what as Record<string, unknown>;
  if (typeof said.keys === 'string') return typeof said.terminal === 'string';
  if (typeof said.question === 'string') return typeof said.option === 'string';
  return typeof said.action === 'object' && said.action !== null;
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** RFC 4648 §5, without padding. */
function base64url(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const word = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    const digits = [18, 12, 6, 0].map((shift) => alphabet[(word >>> shift) & 63]).join('');
    text += digits.slice(0, Math.min(4, bytes.length - at + 1));
  }
  return text;
}

function bytesOf(text: string): Uint8Array | null {
  const bytes: number[] = [];
  let held = 0;
  let bits = 0;
  for (const digit of text) {
    const value = alphabet.indexOf(digit);
    if (value < 0) return null;
    held = ((held << 6) | value) & 0xffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes.push((held >>> bits) & 255);
    }
  }
  return Uint8Array.from(bytes);
}
