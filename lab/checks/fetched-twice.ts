import type { Evidence } from '../evidence/event.ts';
import type { Check } from './check.ts';
import { isOf, openerOf, programRuns } from './program-runs.ts';
import { type SeenSocket, socketsSeen } from './sockets-seen.ts';
import { missing, seen } from './verdict.ts';

const requestOf = ({ sent }: SeenSocket): string => {
  const decoder = new TextDecoder();
  return sent.map(({ bytes }) => decoder.decode(bytes, { stream: true })).join('');
};

const nameIn = (request: string): string | null => /^user-agent:[ \t]*(\S.*?)\s*$/im.exec(request)?.[1] ?? null;
/** http.client sends this line by itself, and a request by hand has no reason to. */
const isByLibrary = (request: string): boolean => /^accept-encoding:[ \t]*identity\s*$/im.test(request);

/**
 * The program asked a web server for its page twice through this port: once in its own words and once by http.client,
 * both times under the same name. The server must have seen two such requests.
 */
export function fetchedTwice(file: string, through: number): Check {
  return (evidence) => {
    const last = programRuns(evidence, file).at(-1);
    if (!last) return missing(`\`${file}\` has not run yet. Type \`python ${file} ${through}\`.`);
    const own = socketsSeen(evidence).filter(({ socket, role }) => {
      const run = openerOf(evidence, socket);
      return role === 'client' && run !== null && isOf(run, file);
    });
    const wired = own.filter(({ remote }) => remote.port === through);
    const elsewhere = own.at(-1);
    if (wired.length === 0)
      return missing(
        elsewhere
          ? `Your program called port ${elsewhere.remote.port}. This time go through the wire, port ${through}.`
          : `\`${file}\` has not connected to anything yet. The message in the terminal names the line where it ended.`,
      );
    const requests = wired.map((socket) => ({ text: requestOf(socket), closed: socket.closed }));
    const whole = requests.filter(({ text }) => text.includes('\r\n\r\n'));
    const unended = requests.at(-1);
    if (unended && unended.text !== '' && !unended.text.includes('\r\n\r\n'))
      return missing(
        'Your request has no end, so the server still waits. After the last header comes an empty line, `\\r\\n`.',
      );
    if (whole.length === 0)
      return missing('Your program was connected and sent no request. Sockets take bytes, not text.');
    const byHand = whole.filter(({ text }) => !isByLibrary(text));
    const byLibrary = whole.filter(({ text }) => isByLibrary(text));
    if (byHand.length === 0) return missing('The library’s request has come. The one by hand is missing.');
    if (byLibrary.length === 0)
      return missing('The request by hand has come. The library’s is missing: the message in the terminal says why.');
    if (byHand.every(({ text }) => nameIn(text) === null))
      return missing('The request by hand does not say who is asking: the line `User-Agent:` is missing, or empty.');
    const pair = byHand.flatMap(({ text }) => {
      const name = nameIn(text);
      return name !== null && byLibrary.some((other) => nameIn(other.text) === name) ? [name] : [];
    });
    const name = pair.at(-1);
    if (name === undefined)
      return missing('The library’s request goes by another name. Hand it yours: `headers={"User-Agent": NAME}`.');
    const witnessed = witnesses(evidence, name, last.started);
    if (witnessed.length < 2)
      return missing(`The server has seen ${witnessed.length} of the 2 requests by “${name}” so far.`);
    return seen(`The server saw “${name}” twice, and both asked for /.`, witnessed.slice(1));
  };
}

const witnesses = (evidence: readonly Evidence[], name: string, from: number): readonly number[] =>
  evidence.flatMap((fact) =>
    fact.kind === 'http.request' &&
    fact.seq > from &&
    fact.method === 'GET' &&
    fact.path === '/' &&
    fact.headers['user-agent'] === name
      ? [fact.seq]
      : [],
  );
