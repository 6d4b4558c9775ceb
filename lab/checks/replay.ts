import type { Evidence } from '../evidence/event.ts';
import type { Check } from './check.ts';
import { linesOf, type SeenLine } from './lines-of.ts';
import { type SeenSocket, servicePort, socketsSeen } from './sockets-seen.ts';
import { missing, seen } from './verdict.ts';

export interface ReplayOptions {
  /** The port on which the tap listens. */
  readonly tap: number;
  /** The line that was captured begins with this word. */
  readonly verb: 'PASS' | 'PROVE';
  /** What the room has to make of the copy. */
  readonly room: 'lets in' | 'turns away';
}

/**
 * A line that passed through the tap was sent again, letter for letter, on a connection that did not exist when it
 * was captured, and the room answered it.
 */
export function replayed({ tap, verb, room: wanted }: ReplayOptions): Check {
  return (evidence) => {
    const sockets = socketsSeen(evidence);
    const through = sockets.filter((socket) => socket.role === 'server' && servicePort(socket) === tap);
    if (through.length === 0) return missing(nothingThrough(evidence, tap));
    const captured = through.flatMap((socket) => capturedIn(socket, verb));
    if (captured.length === 0)
      return missing(`A connection passed through the tap on ${tap}, but no line that begins with ${verb}.`);
    const clients = sockets.filter((socket) => socket.role === 'client');
    const copies = clients.flatMap((socket) => copiesIn(socket, captured, verb));
    const right = copies.filter(({ answer }) => answer?.word === (wanted === 'lets in' ? 'OK' : 'NO'));
    const [first] = right;
    if (first)
      return seen(
        first.saying,
        right.map(({ answer }) => answer?.seq ?? 0),
      );
    return missing(copies.at(-1)?.saying ?? noCopyYet(clients, captured, verb));
  };
}

interface Captured extends SeenLine {
  readonly room: string | null;
}

interface Copy {
  readonly answer: Answer | null;
  readonly saying: string;
}

interface Answer {
  readonly word: 'OK' | 'NO';
  readonly seq: number;
}

const verbOf = (line: SeenLine): string => (line.text.split(' ', 1)[0] ?? '').toUpperCase();

/** The tap hears its guest, and sends on what the room says, so the greeting goes out there. */
const capturedIn = (socket: SeenSocket, verb: string): readonly Captured[] =>
  linesOf(socket.received)
    .filter((line) => verbOf(line) === verb)
    .map((line) => ({ ...line, room: greetedBy(linesOf(socket.sent)) }));

/** What was tried on one later connection to the same room. */
function copiesIn(socket: SeenSocket, captured: readonly Captured[], verb: string): readonly Copy[] {
  const heard = linesOf(socket.received);
  const room = greetedBy(heard);
  const known = captured.filter((line) => line.room === room && line.seq < socket.opened);
  if (known.length === 0) return [];
  return linesOf(socket.sent)
    .filter((line) => verbOf(line) === verb || marked(line.text, known))
    .map((line) => {
      if (marked(line.text, known))
        return {
          answer: null,
          saying: `You sent the tap’s own marks along: the arrow before the line, or the \\n behind it. Send only from ${verb} to the last letter.`,
        };
      if (!known.some(({ text }) => text === line.text))
        return {
          answer: null,
          saying: `A ${verb} went out on a fresh connection, but not the line that the tap captured. Compare the two letter by letter.`,
        };
      const answer = answerTo(line, heard);
      const says = answer ? `the room answered ${answer.word}` : 'no answer has come yet';
      return { answer, saying: `The captured ${verb} line went out on a fresh connection, and ${says}.` };
    });
}

/** A captured line with what the tap prints around it. */
const marked = (text: string, captured: readonly Captured[]): boolean =>
  captured.some((line) => text !== line.text && text.includes(line.text) && /→|\\n/.test(text));

function answerTo(line: SeenLine, heard: readonly SeenLine[]): Answer | null {
  for (const { seq, text } of heard) {
    if (seq < line.seq) continue;
    if (/^OK\b/.test(text)) return { word: 'OK', seq };
    if (/^NO\b/.test(text)) return { word: 'NO', seq };
  }
  return null;
}

/** The name of the room in its greeting, or null while none has come. */
function greetedBy(lines: readonly SeenLine[]): string | null {
  for (const { text } of lines) {
    const name = /^HELLO chat\/1 room=(\S+)/.exec(text)?.[1];
    if (name !== undefined) return name;
  }
  return null;
}

function nothingThrough(evidence: readonly Evidence[], tap: number): string {
  const open = evidence.some((fact) => fact.kind === 'tcp.listening' && fact.local.port === tap);
  return open
    ? `The tap on ${tap} is open, but nothing has passed through it. Connect to ${tap}, not to the room’s own port.`
    : `No tap listens on port ${tap} yet.`;
}

function noCopyYet(clients: readonly SeenSocket[], captured: readonly Captured[], verb: string): string {
  const fresh = clients.some(
    (socket) =>
      socket.closed === null &&
      captured.some(({ seq, room }) => seq < socket.opened && room === greetedBy(linesOf(socket.received))),
  );
  return fresh
    ? `You have a fresh connection to the room, but the captured ${verb} line has not gone out on it yet.`
    : `The tap holds a ${verb} line. Open a fresh connection to the room and send that line again.`;
}
