import type { Evidence } from '../evidence/event.ts';
import { endpointText } from '../host.ts';
import type { Check } from './check.ts';
import { beginsWith, linesOf } from './lines-of.ts';
import { type SeenSocket, socketsSeen } from './sockets-seen.ts';
import { missing, seen } from './verdict.ts';

/** The socket of ours whose end a witness named. */
function socketAt(evidence: readonly Evidence[], peer: string, port: number): SeenSocket | undefined {
  return socketsSeen(evidence).find(
    ({ role, local, remote }) => role === 'client' && endpointText(local) === peer && remote.port === port,
  );
}

/** The daytime server saw a connection of ours, we read a line from it, and it hung up. RFC 867. */
export const heardDaytime: Check = (evidence) => {
  const told = evidence.flatMap((fact) =>
    fact.kind === 'service.witness' && fact.service === 'daytime' && fact.transport === 'tcp' ? [fact] : [],
  );
  const [first] = told;
  if (first === undefined) return missing('The daytime server has not seen a connection of yours yet.');
  for (const { peer, port, what } of told) {
    const socket = socketAt(evidence, endpointText(peer), port);
    const [line] = linesOf(socket?.received ?? []);
    if (what.event === 'left' && line) return seen(`Daytime told you: ${line.text}`, [line.seq]);
  }
  return missing(
    'The daytime server has said what it knows and finished. Your end is still open: Ctrl-D ends your input, and so the connection.',
  );
};

/** A request for this path that no program wrote: it names none, and the web server answered it with 200. */
export function httpByHand(path: string): Check {
  return (evidence) => {
    const requests = evidence.flatMap((fact) =>
      fact.kind === 'http.request' && fact.host === undefined ? [fact] : [],
    );
    const byHand = requests.filter(({ headers }) => headers['user-agent'] === undefined);
    const good = byHand.find((one) => one.method === 'GET' && one.path === path && one.status === 200);
    if (good) return seen(`The web server answered your GET ${path} with 200.`, [good.seq]);
    const last = byHand.at(-1);
    if (last === undefined) {
      if (requests.length > 0)
        return missing(
          'A program spoke HTTP for you: its request names itself. Speak it by hand this time, with `nc`.',
        );
      const begun = socketsSeen(evidence).some(
        ({ role, sent }) => role === 'client' && beginsWith(sent, `GET ${path}`),
      );
      return missing(
        begun
          ? 'The web server has a request of yours that is not whole. After the last line comes an empty one: press Enter once more.'
          : 'The web server has no request of yours yet.',
      );
    }
    return missing(`The web server answered you with ${last.status}. ${whyNot(last)}`);
  };
}

function whyNot({ status, headers, method }: Extract<Evidence, { kind: 'http.request' }>): string {
  if (status === 400 && method !== '' && headers.host === undefined)
    return 'The request had no Host line, and HTTP/1.1 wants one.';
  if (status === 400)
    return 'It could not read the request. The first line is GET / HTTP/1.1, the second Host: lab.test.';
  if (status === 404) return 'It understood you, and has nothing at that path.';
  if (status === 505) return 'It speaks HTTP/1.1, and that is how the first line must end.';
  return 'This step wants a GET for / that it can answer.';
}

/** The lobby heard a request for a web page from us, and did not understand it. */
export const wrongGrammar: Check = (evidence) => {
  const talks = socketsSeen(evidence).filter(
    ({ role, received }) => role === 'client' && beginsWith(received, 'HELLO lobby/1'),
  );
  if (talks.length === 0) return missing('The lobby has not greeted a connection of yours yet.');
  for (const { sent, received } of talks) {
    const asked = linesOf(sent).find(({ text }) => /^GET \S+ HTTP\/1\.[01]$/.test(text));
    const answer =
      asked && linesOf(received).find(({ text, seq }) => seq > asked.seq && text.startsWith('ERR unknown-command'));
    if (answer) return seen(`The lobby answered: ${answer.text}`, [answer.seq]);
  }
  return missing('The lobby has your connection, and no line from you yet that begins a web request.');
};
