import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Evidence } from '../evidence/event.ts';
import { EvidenceLog } from '../evidence/log.ts';
import type { Listener, Stream } from '../host.ts';
import { MemoryComputer } from '../memory-host/memory-computer.ts';
import { MemoryHost } from '../memory-host/memory-host.ts';
import { TerminalRig } from '../memory-host/terminal-rig.ts';
import { testWorld } from '../memory-host/test-world.ts';
import { commands } from './index.ts';

const CTRL_C = '\x03';
const CTRL_D = '\x04';

let computer: MemoryComputer;
let outside: MemoryHost;
const open: TerminalRig[] = [];
beforeEach(() => {
  computer = new MemoryComputer();
  outside = new MemoryHost({ computer });
});
afterEach(() => {
  for (const each of open.splice(0)) each.shell.close();
});

function rig(terminal = 'a'): TerminalRig {
  const log = new EvidenceLog(testWorld.now);
  const made = new TerminalRig({ commands, log, terminal, host: new MemoryHost({ computer, log }) });
  open.push(made);
  return made;
}

const listen = (port: number): Promise<Listener> => outside.listen({ address: '127.0.0.1', port });
const listening = (fact: Evidence): boolean => fact.kind === 'tcp.listening';
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const text = async (stream: Stream): Promise<string | null> => {
  const read = await stream.read();
  return read === null ? null : new TextDecoder().decode(read);
};

test('two terminals talk both ways, and the listener ends when the other closes', async () => {
  const [a, b] = [rig('a'), rig('b')];
  a.line('nc -l 5006');
  b.line('nc 127.0.0.1 5006');
  b.line('hello a');
  await a.see('hello a\n');
  a.line('hello b');
  await b.see('hello b\n');
  b.type(CTRL_C);
  await a.atPrompt();
  expect(await a.run('echo $?')).toBe('0\n');
});

test('-v tells who listens, who came, and that a connection was made', async () => {
  const [a, b] = [rig('a'), rig('b')];
  a.line('nc -lv 5006');
  await a.see('Listening on 127.0.0.1 5006\n');
  b.line('nc -v localhost 5006');
  await b.see('Connection to localhost (127.0.0.1) 5006 port [tcp/*] succeeded!\n');
  await a.see(/Connection received on 127\.0\.0\.1 \d+\n/);
});

test.each(['nc -l 127.0.0.2 5001', 'nc -l -p 5001 127.0.0.2', 'nc -p 5001 -l 127.0.0.2'])(
  '%s listens there',
  async (line) => {
    const terminal = rig();
    terminal.line(line);
    await terminal.happens(listening);
    const client = await outside.connect({ address: '127.0.0.2', port: 5001 });
    await client.write(bytes('found you\n'));
    await terminal.see('found you');
  },
);

test('a port that is taken is refused for TCP, and free for UDP and on another address', async () => {
  await listen(5001);
  const terminal = rig();
  const seen = await terminal.run('nc -l 5001; echo $?');
  expect(seen).toMatch(/Address already in use \(EADDRINUSE\)\nAnother socket holds tcp 127\.0\.0\.1:5001.*\n1\n/);
  terminal.line('nc -lu 5001 &');
  terminal.line('nc -l 127.0.0.2 5001 &');
  expect(await terminal.run('ss -H -ltun | wc -l')).toContain('3');
});

test('connection refused is explained', async () => {
  expect(await rig().run('nc 127.0.0.1 5099; echo $?')).toBe(
    'nc: connect to 127.0.0.1 port 5099 (tcp) failed: Connection refused (ECONNREFUSED)\n' +
      'Nothing listens on 127.0.0.1:5099, so your computer answered with a reset (connection refused). `ss -ltn` shows what does.\n1\n',
  );
});

test('the end of the input sends FIN with -N, and reading goes on', async () => {
  const listener = await listen(5010);
  const terminal = rig();
  terminal.line('echo question | nc -N 127.0.0.1 5010');
  const server = await listener.accept();
  expect(await text(server)).toBe('question\n');
  expect(await text(server)).toBeNull();
  await server.write(bytes('answer\n'));
  await terminal.see('answer');
  server.close();
  await terminal.atPrompt();
});

test('without -N the end of the input sends no FIN, as with OpenBSD', async () => {
  const listener = await listen(5010);
  const terminal = rig();
  terminal.line('nc 127.0.0.1 5010');
  const server = await listener.accept();
  terminal.type(CTRL_D);
  await terminal.see('Without -N, nc sends no FIN');
  expect(terminal.log.entries.some((fact) => fact.kind === 'tcp.finished' && fact.by === 'local')).toBe(false);
  await server.write(bytes('still read\n'));
  await terminal.see('still read');
  server.close();
  await terminal.atPrompt();
});

test('a client stays after the FIN of the other side until its own input ends', async () => {
  const listener = await listen(5010);
  const terminal = rig();
  terminal.line('nc 127.0.0.1 5010');
  const server = await listener.accept();
  server.end();
  await terminal.see('The other side has finished sending (FIN)');
  terminal.line('you still hear me');
  expect(await text(server)).toBe('you still hear me\n');
  terminal.type(CTRL_D);
  await terminal.atPrompt();
});

test('a reset is named', async () => {
  const listener = await listen(5010);
  const terminal = rig();
  terminal.line('nc 127.0.0.1 5010');
  (await listener.accept()).reset();
  await terminal.see('Connection reset by peer (ECONNRESET)');
  await terminal.atPrompt();
  expect(await terminal.run('echo $?')).toBe('1\n');
});

test('head ends nc at once', async () => {
  const listener = await listen(5010);
  const terminal = rig();
  terminal.line('nc 127.0.0.1 5010 | head -1');
  const server = await listener.accept();
  await server.write(bytes('HELLO\nmore\n'));
  await terminal.see('HELLO\n');
  await terminal.atPrompt();
  expect(terminal.seen).not.toContain('more');
});

test('-k takes one after the other; without it, nobody else gets in', async () => {
  const terminal = rig();
  terminal.line('nc -lk 5006');
  await terminal.happens(listening);
  for (const name of ['first', 'second']) {
    const client = await outside.connect({ address: '127.0.0.1', port: 5006 });
    await client.write(bytes(`${name}\n`));
    await terminal.see(name);
    client.close();
  }
  terminal.type(CTRL_C);
  await terminal.atPrompt();
  terminal.line('nc -lv 5006');
  await terminal.see('Listening on');
  await outside.connect({ address: '127.0.0.1', port: 5006 });
  await new Promise((resolve) => setTimeout(resolve, 0));
  await expect(outside.connect({ address: '127.0.0.1', port: 5006 })).rejects.toMatchObject({ code: 'ECONNREFUSED' });
});

test('-z scans a range and -v tells what is open', async () => {
  await listen(5003);
  await listen(5777);
  const terminal = rig();
  expect(await terminal.run('nc -zv 127.0.0.1 5000-5999; echo $?')).toBe(
    'Connection to 127.0.0.1 5003 port [tcp/*] succeeded!\n' +
      'Connection to 127.0.0.1 5777 port [tcp/*] succeeded!\n1000 ports tried, 2 open.\n0\n',
  );
  expect(await terminal.run('nc -z 127.0.0.1 5003; echo $?')).toBe('0\n');
  expect(await terminal.run('nc -zv 127.0.0.1 5004; echo $?')).toMatch(
    /port 5004 \(tcp\) failed: Connection refused[\s\S]*\n1\n/,
  );
});

test('-w gives up after silence', async () => {
  await listen(5010);
  expect(await rig().run('nc -w 0.05 127.0.0.1 5010; echo $?')).toBe('0\n');
});

test('-s chooses the own address', async () => {
  const listener = await listen(5010);
  const terminal = rig();
  terminal.line('nc -s 127.0.0.9 127.0.0.1 5010');
  expect((await listener.accept()).remote.address).toBe('127.0.0.9');
});

test('UDP: lines are datagrams, and the first sender is who gets the answers', async () => {
  const [a, b] = [rig('a'), rig('b')];
  a.line('nc -luv 5007');
  await a.see('Bound on 127.0.0.1 5007');
  b.line('nc -u 127.0.0.1 5007');
  b.line('one');
  await a.see('one\n');
  const stranger = await outside.bind({ address: '127.0.0.1', port: 0 });
  await stranger.send({ address: '127.0.0.1', port: 5007 }, bytes('stranger\n'));
  a.line('back');
  await b.see('back\n');
  expect(a.shell.transcript).not.toContain('stranger');
});

test('UDP to nobody: the refusal comes back to a connected socket', async () => {
  const terminal = rig();
  terminal.line('nc -u 127.0.0.1 5008');
  terminal.line('anybody?');
  await terminal.see('Connection refused (ECONNREFUSED)');
  await terminal.see('ICMP port unreachable');
  await terminal.atPrompt();
  expect(await terminal.run('nc -zu 127.0.0.1 5008; echo $?')).toBe('1\n');
});

test.each([
  ['nc', /Say where to/],
  ['nc 127.0.0.1', /Say where to/],
  ['nc 127.0.0.1 70000', /from 1 to 65535/],
  ['nc 127.0.0.1 5000-5010', /range of ports goes with -z/],
  ['nc -l', /needs the port/],
  ['nc -w x 127.0.0.1 1', /number of seconds/],
  ['nc 127.0.0.01 5001', /no IPv4 address/],
])('%s is wrong usage and says why', async (line, saying) => {
  const seen = await rig().run(`${line}; echo $?`);
  expect(seen).toMatch(saying);
  expect(seen).toMatch(/\n2\n$/);
});

test('help nc, nc --help and nc -h are the same and have three examples', async () => {
  const terminal = rig();
  const help = await terminal.run('help nc');
  expect(await terminal.run('nc --help')).toBe(help);
  expect(await terminal.run('nc -h')).toBe(help);
  expect(help.split('Examples')[1]?.match(/^ {2}nc /gm)).toHaveLength(3);
  expect(Math.max(...help.split('\n').map((line) => line.length))).toBeLessThanOrEqual(88);
});
