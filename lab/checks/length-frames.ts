import type { Evidence } from '../evidence/event.ts';
import type { Check } from './check.ts';
import { isOf, openerOf, programRuns } from './program-runs.ts';
import { socketsSeen } from './sockets-seen.ts';
import { grouped, missing, seen } from './verdict.ts';

interface Frame {
  /** The four bytes as the reader takes them, biggest first. */
  readonly length: number;
  readonly header: string;
  readonly body: Uint8Array;
  readonly answer: string;
  readonly last: number;
}

const hex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(' ');

function framesTo(port: number, file: string, evidence: readonly Evidence[]): readonly Frame[] {
  return socketsSeen(evidence).flatMap(({ role, remote, socket, sent, received, opened }) => {
    const run = openerOf(evidence, socket);
    if (role !== 'client' || remote.port !== port || !run || !isOf(run, file)) return [];
    const bytes = Uint8Array.from(sent.flatMap((piece) => [...piece.bytes]));
    if (bytes.length < 4) return [];
    const answer = received.map((piece) => new TextDecoder().decode(piece.bytes)).join('');
    return [
      {
        length: new DataView(bytes.buffer).getUint32(0),
        header: hex(bytes.subarray(0, 4)),
        body: bytes.subarray(4),
        answer,
        last: received.at(-1)?.seq ?? opened,
      },
    ];
  });
}

function notSent(port: number, file: string, evidence: readonly Evidence[]): string {
  const last = programRuns(evidence, file).at(-1);
  if (!last) return `\`${file}\` has not run yet: \`python ${file}\`.`;
  const refused = evidence.some(
    (fact) =>
      fact.kind === 'socket.failed' && fact.call === 'connect' && fact.at.port === port && fact.seq > last.started,
  );
  if (refused) return `Nobody reads frames on port ${port}. In terminal b: \`framing read ${port}\`.`;
  return `\`${file}\` has run, and no frame came to port ${port}. The message in the terminal says why.`;
}

/** A header that holds the right length, smallest byte first, was read biggest first, and refused by the limit. */
export function frameRefused(port: number, file: string): Check {
  return (evidence) => {
    const frames = framesTo(port, file, evidence);
    const refused = frames.filter(({ length, answer }) => length > 65_536 && answer.startsWith('REFUSED'));
    const best = refused.at(-1);
    if (best)
      return seen(
        `${best.header} was read as ${grouped(best.length)}, and refused by the limit.`,
        refused.map(({ last }) => last),
      );
    const last = frames.at(-1);
    if (!last) return missing(notSent(port, file, evidence));
    if (last.answer.startsWith('GOT'))
      return missing('Your frame was understood. First send the header with its smallest byte in front: `little`.');
    return missing('Your frame is under way, and nothing came back yet.');
  };
}

/** Exactly these bytes came: the length of the text in four bytes, biggest first, and the text in UTF-8. */
export function frameUnderstood(port: number, file: string, text: string): Check {
  const body = new TextEncoder().encode(text);
  return (evidence) => {
    const frames = framesTo(port, file, evidence);
    const right = frames.filter(
      (frame) => frame.length === body.length && hex(frame.body) === hex(body) && frame.answer.startsWith('GOT'),
    );
    const best = right.at(-1);
    if (best)
      return seen(
        `${best.header} ${hex(body)}: ${body.length} bytes announced, ${body.length} sent, and “${text}” understood.`,
        right.map(({ last }) => last),
      );
    const last = frames.at(-1);
    if (!last) return missing(notSent(port, file, evidence));
    if (hex(last.body) !== hex(body))
      return missing(
        `The bytes after your header are not “${text}” in UTF-8. The text belongs into \`encode('utf-8')\`.`,
      );
    if (last.length === [...text].length)
      return missing(
        `Your header says ${last.length}, and ${body.length} bytes follow. That counts letters: the length is the number of bytes.`,
      );
    if (last.length > 65_536)
      return missing(
        `Your header ${last.header} says ${grouped(last.length)} to whoever reads the biggest byte first, as networks do.`,
      );
    if (last.length !== body.length)
      return missing(`Your header says ${last.length}, and ${body.length} bytes follow.`);
    return missing('Your frame is right. Its answer has not come back yet.');
  };
}
