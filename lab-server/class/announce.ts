import { renderUnicodeCompact } from 'uqr';
import { classLink } from '../../lab/class/messages.ts';
import type { LanAddress } from './lan-addresses.ts';

/** What will be open, and to whom. */
export interface Opening {
  readonly addresses: readonly LanAddress[];
  /** As it was asked for; the usual one may be taken, and then it is another. */
  readonly port: number;
  readonly lobbyPort: number;
  readonly chatPorts: { readonly from: number; readonly to: number };
  /** Whether the system has a loopback address for each seat. */
  readonly ownLoopbacks: boolean;
}

/** Said before anything listens: plainly what `--lan` exposes. */
export const exposure = ({ addresses, port, lobbyPort, chatPorts, ownLoopbacks }: Opening): string =>
  [
    '--lan opens First Hop to everybody on these networks:',
    ...addresses.map(({ address, on }) => `    ${address}  (${on})`),
    '',
    `  The course, port ${port}. A visitor sees nothing before giving the class code. Then the labs in that browser`,
    '  open real sockets on THIS computer: to the chat rooms and the other services of the course, and to what the',
    '  same browser opened. Not to other programs here, not to other computers, and they start no program.',
    `  The lobby and the rooms, ports ${lobbyPort} and ${chatPorts.from} to ${chatPorts.to}. Anybody can connect with plain nc, without the`,
    '  class code: a room with a password asks for that, room green lets everybody in.',
    '  All of it crosses the network as plain text, so whoever listens on it can read along.',
    ...(ownLoopbacks
      ? []
      : ['  This system has no loopback address for each seat: two seats cannot listen on the same port.']),
    '',
    '  Without --lan nothing of this is reachable from outside this computer. Ctrl-C ends it.',
  ].join('\n');

/**
 * Said once it listens: the address, the code, and both as a QR code.
 * @param coloured a terminal that shows colours: then the QR code is black on white whatever its theme, for cameras
 */
export const invitation = (teacher: string, urls: readonly string[], code: string, coloured: boolean): string => {
  const [url = '', ...others] = urls;
  // A full block is a light module: on a dark terminal it needs no colours.
  const qr = renderUnicodeCompact(classLink(url, code), { border: 2 });
  return [
    '',
    coloured ? qr.replace(/^.*$/gm, `\x1b[97;40m$&\x1b[0m`) : qr,
    '',
    `  Visitors open      ${url}`,
    ...(others.length > 0 ? [`  or, on another of the networks,  ${others.join('  ')}`] : []),
    `  and give the code  ${spaced(code)}`,
    '',
    `  Your own page: ${teacher}class/   (opens on this computer only)`,
    '  No visitor gets through? Guest networks often keep their devices apart: use a hotspot or another network.',
  ].join('\n');
};

/** `482 913`: easier to read from the last row. */
const spaced = (code: string): string => `${code.slice(0, 3)} ${code.slice(3)}`;
