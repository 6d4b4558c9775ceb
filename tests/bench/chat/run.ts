import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Arena, type Contender, type Run } from './contender.ts';
import { hasNgircd, ngircd } from './ngircd.ts';

// Fan-out of a chat room: one sender, many members, beside other servers in the same minute. Rounds are short and the
// servers take turns, so that whatever else the machine does meets all of them; figures are medians over the rounds.
//
//   npx tsx tests/bench/chat/run.ts [--members 50,500,2000] [--in-flight 1,4,16] [--seconds 2] [--rounds 4]

const { values } = parseArgs({
  options: {
    members: { type: 'string', default: '50,500,2000' },
    'in-flight': { type: 'string', default: '1,4,16' },
    /** Of measuring, for each server and figure. */
    seconds: { type: 'string', default: '2' },
    rounds: { type: 'string', default: '4' },
  },
});
const numbers = (list: string): number[] => list.split(',').map(Number);
const rounds = Number(values.rounds);
const secondsARound = Number(values.seconds) / rounds;
const here = import.meta.dirname;
const say = (text: string): void => void process.stdout.write(`${text}\n`);

/** 50 lines a second: what a lively room brings. */
const LIGHT_PAUSE_US = 20_000;

const directory = mkdtempSync(join(tmpdir(), 'first-hop-bench-'));
const compiled = (name: string): string | undefined => {
  const program = join(directory, name);
  return spawnSync('gcc', ['-O2', '-o', program, join(here, `${name}.c`)]).status === 0 ? program : undefined;
};
const typeScript = (name: string): string[] => [process.execPath, '--import', 'tsx', join(here, name)];

const contenders = async (): Promise<Contender[]> => {
  const broadcast = compiled('broadcast');
  const list: Contender[] = [
    { name: 'our room', command: typeScript('room-server.ts'), protocol: 'chat' },
    { name: 'Node, naive', command: typeScript('naive-server.ts'), protocol: 'raw' },
  ];
  if (broadcast !== undefined) {
    list.push({ name: 'C, by line', command: [broadcast, 'line'], protocol: 'raw' });
    list.push({ name: 'C, by turn', command: [broadcast, 'batch'], protocol: 'raw' });
  }
  if (hasNgircd()) list.push({ name: 'ngircd', protocol: 'irc', ...(await ngircd(directory)) });
  return list;
};

const median = (figures: readonly number[]): number =>
  figures.toSorted((a, b) => a - b)[figures.length >> 1] ?? Number.NaN;
const rate = (run: Run): number => run.deliveries / run.seconds;

interface Figures {
  readonly arena: Arena;
  readonly runs: Run[];
}

const table = (members: number, load: string, all: readonly Figures[]): void => {
  say(`\n${members} members, ${load}`);
  say(
    ['', 'deliveries/s', 'p50 ms', 'p99 ms', 'cpu µs each', 'bytes a member'].map((head) => head.padStart(14)).join(''),
  );
  for (const { arena, runs } of all) {
    const cpus = runs.flatMap(({ cpu }) => (cpu === undefined ? [] : [cpu]));
    const row = [
      arena.contender.name,
      Math.round(median(runs.map(rate))).toLocaleString('en'),
      (median(runs.map(({ p50 }) => p50)) / 1000).toFixed(2),
      (median(runs.map(({ p99 }) => p99)) / 1000).toFixed(2),
      cpus.length > 0 ? median(cpus).toFixed(2) : '?',
      arena.bytesAMember === undefined ? '?' : Math.round(arena.bytesAMember).toLocaleString('en'),
    ];
    say(row.map((cell) => cell.padStart(14)).join(''));
  }
};

/** Ratio of our room to another server: of rounds that ran right after one another. */
const against = (name: string, all: readonly Figures[]): number | undefined => {
  const ours = all.find(({ arena }) => arena.contender.name === 'our room');
  const other = all.find(({ arena }) => arena.contender.name === name);
  if (ours === undefined || other === undefined) return undefined;
  return median(ours.runs.map((run, round) => rate(run) / rate(other.runs[round] ?? run)));
};

const aims: string[] = [];
const aim = (what: string, figure: number | undefined, reached: (figure: number) => boolean, unit = '×'): void => {
  if (figure !== undefined)
    aims.push(`${reached(figure) ? 'reached' : 'MISSED '}  ${figure.toFixed(2)}${unit}  ${what}`);
};

const judge = (members: number, inFlight: number, all: readonly Figures[]): void => {
  const where = `${members} members, ${inFlight} in flight`;
  if (inFlight === 16) aim(`ngircd, aim ≥ 2: ${where}`, against('ngircd', all), (ratio) => ratio >= 2);
  if (inFlight === 4) aim(`ngircd, aim ≥ 1: ${where}`, against('ngircd', all), (ratio) => ratio >= 1);
  if (inFlight === 1) aim(`C by line, aim ≥ 0.85: ${where}`, against('C, by line', all), (ratio) => ratio >= 0.85);
};

const takeTurns = async (arenas: readonly Arena[], run: (arena: Arena) => Promise<Run>): Promise<Figures[]> => {
  const all = arenas.map((arena): Figures => ({ arena, runs: [] }));
  for (let round = 0; round < rounds; round++) {
    for (const figures of all) figures.runs.push(await run(figures.arena));
  }
  return all;
};

const client = compiled('load');
const load = client === undefined ? typeScript('load.ts') : [client];
if (client === undefined) say('No gcc here: the load client runs on Node and is itself a limit.');
try {
  for (const members of numbers(values.members)) {
    const arenas: Arena[] = [];
    try {
      for (const contender of await contenders()) {
        const arena = new Arena(contender);
        arenas.push(arena);
        await arena.connect(load, members);
        await arena.run(16, 0.5);
      }
      for (const inFlight of numbers(values['in-flight'])) {
        const all = await takeTurns(arenas, (arena) => arena.run(inFlight, secondsARound));
        table(members, `${inFlight} in flight`, all);
        judge(members, inFlight, all);
      }
      const light = await takeTurns(arenas, (arena) => arena.run(1, secondsARound, LIGHT_PAUSE_US));
      table(members, 'light load: 50 lines a second', light);
      const ours = light[0];
      if (members === 50 && ours !== undefined) {
        const p99 = median(ours.runs.map((run) => run.p99)) / 1000;
        aim('p99 at light load, aim < 5 ms: 50 members', p99, (ms) => ms < 5, ' ms');
      }
    } finally {
      for (const arena of arenas) arena.close();
    }
  }
  say(`\n${aims.join('\n')}`);
} finally {
  rmSync(directory, { recursive: true, force: true });
}
