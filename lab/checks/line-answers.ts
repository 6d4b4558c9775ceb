import type { Evidence } from '../evidence/event.ts';
import type { Check } from './check.ts';
import { linesOf } from './lines-of.ts';
import { socketsSeen } from './sockets-seen.ts';
import { counted, missing, seen } from './verdict.ts';

/** One conversation with a server that answers every line with GOT and its length. */
interface Talk {
  readonly opened: number;
  /** Bytes of each whole line that was sent. */
  readonly lines: readonly number[];
  /** Bytes behind the last line end. */
  readonly rest: number;
  /** Pieces that ended inside a line, and pieces that held more than one line end. */
  readonly torn: number;
  readonly glued: number;
  readonly answers: readonly number[];
  /** Where in the log the last answer came. */
  readonly last: number;
}

function talksTo(port: number, evidence: readonly Evidence[]): readonly Talk[] {
  return socketsSeen(evidence).flatMap((socket) => {
    if (socket.role !== 'client' || socket.remote.port !== port) return [];
    const lines: number[] = [];
    let [rest, torn, glued] = [0, 0, 0];
    for (const fact of evidence) {
      if (fact.kind !== 'tcp.sent' || fact.socket !== socket.socket) continue;
      // The log keeps the beginning of a long piece; what sends long lines ends them with a short one.
      const ends = [...fact.bytes].flatMap((byte, at) => (byte === 0x0a ? [at] : []));
      let from = 0;
      for (const end of ends) {
        lines.push(rest + end - from);
        rest = 0;
        from = end + 1;
      }
      rest += (fact.length ?? fact.bytes.length) - from;
      if (rest > 0) torn += 1;
      if (ends.length > 1) glued += 1;
    }
    const back = linesOf(socket.received).flatMap(({ text, seq }) => {
      const length = /^GOT (\d+)\r?$/.exec(text)?.[1];
      return length === undefined ? [] : [{ length: Number(length), seq }];
    });
    const answers = back.map(({ length }) => length);
    return [{ opened: socket.opened, lines, rest, torn, glued, answers, last: back.at(-1)?.seq ?? socket.opened }];
  });
}

const isRight = ({ lines, answers }: Talk): boolean =>
  lines.length > 0 && lines.length === answers.length && lines.every((length, at) => length === answers[at]);

const nothing = (port: number): string =>
  `No line has been sent to port ${port} yet. Your server listens there, and \`framing send ${port}\` talks to it.`;

/** The server took one chunk for one message: several lines got one answer, and one line got several. */
export function linesMisread(port: number): Check {
  return (evidence) => {
    const talks = talksTo(port, evidence).filter(({ lines, answers }) => lines.length > 0 && answers.length > 0);
    const glued = talks.filter(({ lines, answers }) => lines.length > 1 && answers.length < lines.length);
    const torn = talks.filter(({ lines, answers }) => lines.length === 1 && answers.length > 1);
    const [one, other] = [glued.at(-1), torn.at(-1)];
    if (one && other)
      return seen(
        `${one.lines.length} lines got ${counted(one.answers.length, 'answer')}, and one line got several: terminal b lists them.`,
        [Math.max(one.last, other.last)],
      );
    if (talks.length === 0) return missing(nothing(port));
    if (talks.every(isRight))
      return missing('Your server answered every line once, so it is mended already. Look at the unmended one first.');
    return missing(
      'Your server has answered, and only one of the two has gone wrong so far. Let `framing send` finish.',
    );
  };
}

/** What is wrong with the answers of a talk, in words. @param before bytes that an earlier caller left without a line end */
function trouble({ lines, answers }: Talk, before: number): string {
  const at = lines.findIndex((length, nth) => answers[nth] !== length);
  const [wanted, got] = [lines[at] ?? 0, answers[at]];
  if (at === -1) return `${lines.length} lines were answered ${answers.length} times.`;
  if (at === 0 && before > 0 && got === wanted + before)
    return `An earlier caller left ${before} bytes of a line, and they turned up in the next caller’s first message. Each conversation needs a buffer of its own.`;
  if (got === undefined && answers.length > 0)
    return `${lines.length} lines were sent, and ${counted(answers.length, 'answer')} came. A chunk may hold several lines: take out all of them.`;
  if (got === undefined) return `${lines.length} lines were sent, and no answer came.`;
  if (wanted === 0 && got === lines[at + 1]) return 'An empty line got no answer. It is a message too, of 0 bytes.';
  if (got > wanted)
    return `A line of ${wanted} bytes was answered with GOT ${got}: your server took several lines for one message.`;
  return `A line of ${wanted} bytes was answered with GOT ${got}: your server took a piece of it for a message.`;
}

/** Three lines in a row, and one that is longer than any chunk: each got its answer. */
export function linesRead(port: number): Check {
  return (evidence) => {
    const talks = talksTo(port, evidence).filter(({ lines }) => lines.length > 0);
    const right = talks.filter(isRight);
    const short = right.filter(({ lines }) => lines.length === 3);
    const long = right.filter(({ lines }) => lines.some((length) => length >= 300_000));
    if (short.length > 0 && long.length > 0)
      return seen('3 lines, 3 answers. One line of 300,000 bytes, one answer.', [
        Math.max(short.at(-1)?.last ?? 0, long.at(-1)?.last ?? 0),
      ]);
    const wrong = talks.findLast((talk) => !isRight(talk));
    if (!wrong)
      return missing(talks.length === 0 ? nothing(port) : 'One of the two has come so far. Let `framing send` finish.');
    return missing(trouble(wrong, 0));
  };
}

/** Hundreds of lines cut in other places each time, and a caller before that left in the middle of one: all answers right. */
export function linesInAnyCut(port: number, atLeast: number): Check {
  return (evidence) => {
    const talks = talksTo(port, evidence);
    const fuzzed = talks.filter(
      ({ torn, glued, lines }) => torn + glued >= 1 && lines.length >= 6 && lines.includes(0),
    );
    const rudeBefore = (talk: Talk): Talk | undefined =>
      talks.findLast(({ opened, lines, rest }) => opened < talk.opened && lines.length === 0 && rest > 0);
    const right = fuzzed.filter(
      (talk) => isRight(talk) && talk.lines.length >= atLeast && talk.torn >= 50 && rudeBefore(talk) !== undefined,
    );
    const best = right.at(-1);
    if (best)
      return seen(
        `${best.lines.length} lines, ${best.torn} of the pieces torn and ${best.glued} glued: every answer was right.`,
        right.map(({ last }) => last),
      );
    const last = fuzzed.at(-1);
    if (!last) return missing(`The lines have not been cut in other ways yet: \`framing fuzz ${port}\`.`);
    if (!isRight(last)) return missing(trouble(last, rudeBefore(last)?.rest ?? 0));
    return missing(`${last.lines.length} lines were right so far. Let \`framing fuzz\` finish.`);
  };
}
