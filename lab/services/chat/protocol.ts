import type { RoomLimits } from './room-limits.ts';

// chat/1: UTF-8 lines ended by LF (CRLF accepted), in both directions.
//
//   server  HELLO chat/1 room=<name> auth=password|open|challenge [nonce=<32 hex>]
//   client  PASS <word>            (challenge: PROVE <hex of HMAC-SHA-256(password, nonce)>)
//   server  OK you=<nick>  or  NO wrong-password (the third one closes). An open room sends OK by itself.
//   client  SAY <text>             everybody, the sender too:  MSG <nick> <text>
//   client  WHO                    HERE <n> <nick> <nick> … (several lines with the same n when one is not enough)
//   client  BYE                    BYE, then the server closes with FIN
//   others see                     JOIN <nick>, LEFT <nick>
//   server  ERR <code> <sentence>  BYE <sentence> when the server ends it

/** chat/1: the longest line in either direction, without its end. Bytes. */
export const CHAT_LINE_BYTES = 1024;

export type ChatErrorCode =
  | 'need-password'
  | 'unknown-command'
  | 'line-too-long'
  | 'not-utf8'
  | 'too-fast'
  | 'room-full'
  | 'empty'
  | 'paused'
  | 'muted';

/** What a room asks for at the door. */
export type Auth = 'open' | 'password' | 'challenge';

const encoder = new TextEncoder();

/** The bytes of one line, LF included. */
export const lineOf = (text: string): Uint8Array => encoder.encode(`${text}\n`);

/** `SAY hello` → `SAY` and the bytes of `hello`. The verb in capitals, empty when no verb can be that long. */
export function splitVerb(line: Uint8Array): { readonly verb: string; readonly rest: Uint8Array } {
  const space = line.indexOf(0x20);
  const end = space === -1 ? line.length : space;
  const rest = line.subarray(Math.min(end + 1, line.length));
  if (end > LONGEST_VERB) return { verb: '', rest };
  return { verb: String.fromCharCode(...line.subarray(0, end)).toUpperCase(), rest };
}

const LONGEST_VERB = 8;

/** Without the spaces and tabs around it. */
export function trimmed(bytes: Uint8Array): Uint8Array {
  let from = 0;
  let to = bytes.length;
  while (from < to && isBlank(bytes[from])) from += 1;
  while (to > from && isBlank(bytes[to - 1])) to -= 1;
  return bytes.subarray(from, to);
}

const isBlank = (byte: number | undefined): boolean => byte === 0x20 || byte === 0x09;

/** `MSG anon-7f3 hello`, encoded once for everybody. @param prefix `MSG anon-7f3 ` */
export function messageOf(prefix: Uint8Array, text: Uint8Array): Uint8Array {
  const line = new Uint8Array(prefix.length + text.length + 1);
  line.set(prefix);
  line.set(text, prefix.length);
  line[line.length - 1] = 0x0a;
  return line;
}

export const errLine = (code: ChatErrorCode, sentence: string): Uint8Array => lineOf(`ERR ${code} ${sentence}`);

/** Every sentence a room says to one person. Written for somebody who sits at `nc` and has read nothing. */
export const sayings = {
  knock: (auth: Auth): string =>
    auth === 'challenge'
      ? 'This room wants PROVE and the HMAC-SHA-256 of the nonce, in hex. BYE leaves.'
      : 'This room has a password. Type PASS, a space and the password. BYE leaves.',
  noSuchVerb: 'That is no command here. Type SAY, a space and your text; WHO lists who is here; BYE leaves.',
  inAlready: 'You are in already, nothing more to unlock. Type SAY, a space and your text.',
  noWord: 'There was no password on that line. Type PASS, a space and the password.',
  nothingToSay: 'There is nothing to deliver. Type SAY, a space and your text.',
  paused: 'The teacher has paused this room: nobody is heard until it goes on. Your text was not delivered.',
  muted: 'The teacher has muted your seat, so your text was not delivered. You still hear the others.',
  notUtf8: 'Those bytes are not UTF-8, so nobody could read them. Nothing was delivered.',
  lineTooLong: ({ lineBytes }: RoomLimits): string =>
    `A line has at most ${lineBytes} bytes, so yours was not delivered. Send it in pieces.`,
  messageTooLong: (textBytes: number): string =>
    `With your name in front the line gets too long. Your text may have ${textBytes} bytes; nothing was delivered.`,
  endlessLine: 'This line does not end, so the room hangs up.',
  tooFast: ({ linesPerSecond }: RoomLimits): string =>
    `More than ${linesPerSecond} lines a second. This line was not delivered; wait a moment and send it again.`,
  flood: 'You went on sending too fast, so the room hangs up.',
  full: ({ members }: RoomLimits): string =>
    `${members} people are in this room, more do not fit. Try again later, or ask the lobby for another room.`,
  crowded: 'Too many knock at this door at once. Wait a few seconds and connect again.',
  noPassword: (ms: number): string => `No password within ${ms / 1000} seconds.`,
  idle: (ms: number): string => `Nothing came from you for ${ms / 60_000} minutes.`,
};
