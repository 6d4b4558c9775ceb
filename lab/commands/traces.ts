import type { Evidence } from '../evidence/event.ts';
import type { Command, Context } from '../shell/command.ts';
import { WrongUsage } from '../shell/wrong-usage.ts';
import { aligned } from './columns.ts';

export const traces: Command = {
  name: 'traces',
  summary: 'looks for a word in every place this page can reach',
  usage: ['traces word'],
  about: `
Where is a message after it was said? Looks for a word (upper and lower case alike) in the text of every terminal of
this page, in the lines you typed, and in the bytes that this page sent and received; asks the lab server how many
files it holds open for writing; and names the places it cannot look into.`,
  examples: [
    { line: 'traces hello', says: 'where "hello" is still to be found' },
    { line: 'traces first-hop', says: 'is a password in your history?' },
  ],
  async run(context) {
    const word = context.args.join(' ');
    if (word === '') throw new WrongUsage('Say which word to look for.');
    const found = [...inTerminals(word, context), inHistory(word, context), ...inEvidence(word, context.log.entries)];
    const rows = found.map(({ place, count }) => [
      count === 0 ? 'no' : `yes, ${count} time${count === 1 ? '' : 's'}`,
      place,
    ]);
    await context.output.write(`Looking for "${word}"\n`, 'bold');
    for (const [index, line] of aligned(rows).entries()) {
      await context.output.write(`  ${line}\n`, (found[index]?.count ?? 0) > 0 ? 'error' : 'good');
    }
    await context.output.write(`  ${await files(context)}\n`);
    await context.output.write('Out of reach for this page\n', 'bold');
    for (const place of OUT_OF_REACH) await context.output.write(`  ${place}\n`, 'dim');
    return found.some(({ count }) => count > 0) ? 0 : 1;
  },
};

const OUT_OF_REACH = [
  "other people's terminals, screens and memories",
  'captures that somebody on the way has made',
  'the swap and the crash dumps of either computer',
];

interface Found {
  readonly place: string;
  readonly count: number;
}

function occurrences(text: string, word: string): number {
  return text.toLowerCase().split(word.toLowerCase()).length - 1;
}

const inTerminals = (word: string, context: Context): Found[] =>
  context.transcripts().map(({ terminal, text }) => ({
    place: `text of terminal ${terminal}`,
    // The line that asks for the word is not a trace of it.
    count: occurrences(text.replaceAll(/^lab\$ traces .*$/gm, ''), word),
  }));

const inHistory = (word: string, context: Context): Found => ({
  place: 'lines typed in this terminal',
  count: context.history.filter((line) => !line.startsWith('traces ') && occurrences(line, word) > 0).length,
});

/** Bytes of one socket and direction are one text: a word may come in two pieces. */
function inEvidence(word: string, evidence: readonly Evidence[]): Found[] {
  const directions = { sent: new Map<number, string>(), received: new Map<number, string>() };
  const decoder = new TextDecoder('utf-8');
  for (const entry of evidence) {
    if (entry.kind === 'tcp.sent' || entry.kind === 'udp.sent')
      add(directions.sent, entry.socket, decoder.decode(entry.bytes));
    if (entry.kind === 'tcp.received' || entry.kind === 'udp.received') {
      add(directions.received, entry.socket, decoder.decode(entry.bytes));
    }
  }
  return Object.entries(directions).map(([direction, texts]) => ({
    place: `bytes ${direction} by this page`,
    count: [...texts.values()].reduce((sum, text) => sum + occurrences(text, word), 0),
  }));
}

const add = (texts: Map<number, string>, socket: number, text: string): void => {
  texts.set(socket, (texts.get(socket) ?? '') + text);
};

async function files(context: Context): Promise<string> {
  const open = await context.host.filesOpenForWriting();
  if (open === null) return 'lab server, files open for writing: this system does not tell';
  return `lab server, files open for writing: ${open}`;
}
