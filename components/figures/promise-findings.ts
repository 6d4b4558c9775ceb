import type { Evidence } from '../../lab/evidence/event.ts';

/** What an audit of the chat can find in the evidence. Each answers one sentence, or null while there is nothing. */
export type Finding = (evidence: readonly Evidence[]) => string | null;

interface Line {
  readonly socket: number;
  readonly way: 'sent' | 'received';
  readonly text: string;
}

/** The lines that crossed our sockets. Pieces of a line that came apart are joined, as a room would. */
export function linesOf(evidence: readonly Evidence[]): readonly Line[] {
  const rest = new Map<string, string>();
  const lines: Line[] = [];
  const decoder = new TextDecoder();
  for (const fact of evidence) {
    if (fact.kind !== 'tcp.sent' && fact.kind !== 'tcp.received') continue;
    const way = fact.kind === 'tcp.sent' ? 'sent' : 'received';
    const key = `${fact.socket} ${way}`;
    const parts = `${rest.get(key) ?? ''}${decoder.decode(fact.bytes)}`.split('\n');
    rest.set(key, parts.pop() ?? '');
    for (const part of parts) lines.push({ socket: fact.socket, way, text: part.replace(/\r$/, '') });
  }
  return lines;
}

const lettersIn = (text: string): number => new TextEncoder().encode(text).length;
const plural = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

/** Two nicknames, one address: from rooms served in this page (`OK you=`), and from what a room told of its members. */
export const linked: Finding = (evidence) => {
  const names = new Map<string, Set<string>>();
  const note = (address: string, nick: string): void => {
    names.set(address, (names.get(address) ?? new Set()).add(nick));
  };
  const accepted = new Map<number, string>();
  for (const fact of evidence) {
    if (fact.kind === 'tcp.opened' && fact.role === 'server') accepted.set(fact.socket, fact.remote.address);
    if (fact.kind === 'room.witness' && fact.what.event === 'joined') note(fact.peer.address, fact.what.nick);
  }
  for (const { socket, way, text } of linesOf(evidence)) {
    const address = accepted.get(socket);
    const nick = /^OK you=(\S+)/.exec(text)?.[1];
    if (address && nick && way === 'sent') note(address, nick);
  }
  const most = [...names].sort((a, b) => b[1].size - a[1].size)[0];
  if (!most || most[1].size < 2) return null;
  const [address, nicks] = most;
  return `${plural(nicks.size, 'name')}, ${[...nicks].slice(0, 3).join(', ')}, and every one of them came from ${address}.`;
};

/** A password as letters on a connection. */
export const overheard: Finding = (evidence) => {
  const line = linesOf(evidence).find(({ text }) => /^PASS \S/i.test(text));
  if (!line) return null;
  return `A line of ${lettersIn(line.text)} bytes crossed a connection: PASS and the word itself, letter by letter.`;
};

/** The same PASS line opened the door on two connections. */
export const replayed: Finding = (evidence) => {
  const lines = linesOf(evidence);
  const welcomed = new Set(lines.filter(({ text }) => text.startsWith('OK you=')).map(({ socket }) => socket));
  const clients = new Set<number>();
  for (const fact of evidence) if (fact.kind === 'tcp.opened' && fact.role === 'client') clients.add(fact.socket);
  const opened = new Map<string, Set<number>>();
  for (const { socket, way, text } of lines) {
    if (way !== 'sent' || !clients.has(socket) || !welcomed.has(socket)) continue;
    if (/^PASS \S/i.test(text)) opened.set(text, (opened.get(text) ?? new Set()).add(socket));
  }
  const times = Math.max(0, ...[...opened.values()].map((sockets) => sockets.size));
  const refused = proofRefused(lines);
  if (times < 2) return refused;
  const again = `The same PASS line opened the door on ${times} connections.`;
  return refused ? `${again} ${refused}` : again;
};

/** A proof that was sent a second time and denied. */
function proofRefused(lines: readonly Line[]): string | null {
  const first = new Map<string, number>();
  for (const { socket, way, text } of lines) {
    if (way !== 'sent' || !/^PROVE \S/i.test(text)) continue;
    const before = first.get(text);
    if (before === undefined) first.set(text, socket);
    else if (before !== socket && lines.some((one) => one.socket === socket && /^NO\b/.test(one.text)))
      return 'The same PROVE line was denied the second time.';
  }
  return null;
}

/** What was said, as letters on a connection. */
export const readable: Finding = (evidence) => {
  const said = linesOf(evidence).filter(({ text }) => /^SAY \S/i.test(text));
  if (said.length === 0) return null;
  const bytes = said.reduce((sum, { text }) => sum + lettersIn(text), 0);
  return `${plural(said.length, 'SAY line')}, ${bytes} bytes in all, crossed as plain letters.`;
};

/** The search itself was made. What it printed stands in the terminal; the log has only that it ended well. */
export const searched: Finding = (evidence) =>
  evidence.some((fact) => fact.kind === 'command.ended' && fact.name === 'traces' && fact.status === 0)
    ? 'You searched with `traces`. It asked the lab server for files open for writing; its answer stands in the terminal.'
    : null;

/** Copies that this very page holds. */
export const kept: Finding = (evidence) => {
  const messages = linesOf(evidence).filter(({ text }) => /^(SAY|MSG) \S/i.test(text)).length;
  return messages === 0
    ? null
    : `This page alone holds ${plural(messages, 'line')} of what was said, until you reload it.`;
};
