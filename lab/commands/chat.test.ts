import { afterEach, beforeEach, expect, test } from 'vitest';
import { EvidenceLog } from '../evidence/log.ts';
import { ChatServer, testServices } from '../memory-host/chat-server.ts';
import { MemoryComputer } from '../memory-host/memory-computer.ts';
import { MemoryHost } from '../memory-host/memory-host.ts';
import { TerminalRig } from '../memory-host/terminal-rig.ts';
import { testWorld } from '../memory-host/test-world.ts';
import { commands } from './index.ts';

const CTRL_C = '\x03';
const CTRL_D = '\x04';

let computer: MemoryComputer;
let server: ChatServer;
const open: TerminalRig[] = [];

beforeEach(async () => {
  computer = new MemoryComputer();
  server = await ChatServer.start(computer);
});
afterEach(() => {
  for (const each of open.splice(0)) each.shell.close();
  server.stop();
});

function rig(terminal = 'a'): TerminalRig {
  const log = new EvidenceLog(testWorld.now);
  const host = new MemoryHost({ computer, log, services: testServices });
  const made = new TerminalRig({ commands, host, log, terminal });
  open.push(made);
  return made;
}

async function joinBlue(terminal: TerminalRig): Promise<string> {
  terminal.line('chat blue');
  await terminal.see('password: ');
  terminal.line('first-hop');
  return /You are (anon-\w+)/.exec(await terminal.see('You are anon-'))?.[1] ?? '';
}

const events = () => server.events.map(({ event }) => event.event);

test('rooms asks the lobby and prints a table', async () => {
  expect(await rig().run('rooms')).toBe(
    'ROOM   PORT  ENTRY     HERE\nblue   5001  password     0\ngreen  5002  open         0\n',
  );
});

test('without a lobby, rooms says so', async () => {
  const terminal = new TerminalRig({ commands });
  open.push(terminal);
  expect(await terminal.run('rooms; echo $?')).toMatch(/runs no lobby.*\n1\n/);
});

test('a member gives the password, speaks, asks who is here, and leaves', async () => {
  const terminal = rig();
  const you = await joinBlue(terminal);
  terminal.line('hello there');
  await terminal.see(/you {7}hello there\n/);
  terminal.line('/who');
  await terminal.see(`1 here: ${you} (you)\n`);
  terminal.line('/bye');
  await terminal.see('The room closed first (FIN), as BYE asked it to.');
  await terminal.atPrompt();
  expect(events()).toEqual(['greeted', 'joined', 'delivered', 'who', 'left']);
  expect(await terminal.run('echo $?')).toBe('0\n');
});

test('the evidence shows the connection from open to close', async () => {
  const terminal = rig();
  await joinBlue(terminal);
  terminal.line('/bye');
  await terminal.atPrompt();
  const facts = terminal.log.entries;
  const opened = facts.find((fact) => fact.kind === 'tcp.opened' && fact.remote.port === 5001);
  expect(opened).toMatchObject({ role: 'client' });
  const socket = opened?.kind === 'tcp.opened' ? opened.socket : -1;
  expect(facts.find((fact) => fact.kind === 'tcp.closed' && fact.socket === socket)).toMatchObject({
    how: 'fin',
    by: 'remote',
  });
});

test('chat join green enters an open room without a question', async () => {
  const terminal = rig();
  terminal.line('chat join green');
  await terminal.see('You are anon-');
});

test('two members hear each other, and see each other come and go', async () => {
  const [ann, bob] = [rig('a'), rig('b')];
  const annNick = await joinBlue(ann);
  const bobNick = await joinBlue(bob);
  await ann.see(`${bobNick} joined`);
  bob.line('/say hello ann');
  await ann.see(`${bobNick}  hello ann`);
  expect(ann.shell.transcript).not.toContain('first-hop');
  ann.line('bye bob');
  await bob.see(`${annNick}  bye bob`);
  bob.type(CTRL_D);
  await ann.see(`${bobNick} left`);
});

test('a wrong password is asked for again, the third closes', async () => {
  const terminal = rig();
  terminal.line('chat blue');
  for (const word of ['one', 'two', 'three']) {
    await terminal.see('password: ');
    terminal.line(word);
    await terminal.see('NO, that is not the password');
  }
  await terminal.see('closed the connection (FIN) before you were in');
  await terminal.atPrompt();
  expect(events().filter((event) => event === 'denied')).toHaveLength(3);
  expect(await terminal.run('echo $?')).toBe('1\n');
});

test('a room that hangs up while the password is asked for is noticed', async () => {
  const terminal = rig();
  terminal.line('chat blue');
  await terminal.see('password: ');
  server.rooms.get('blue')?.room.close('No more today.');
  await terminal.see('BYE No more today.');
  await terminal.see('before you were in');
});

test('Ctrl-C leaves with a FIN and without BYE', async () => {
  const terminal = rig();
  await joinBlue(terminal);
  terminal.type(CTRL_C);
  await terminal.see('You left without BYE: your side closed with a FIN.');
  await terminal.atPrompt();
  expect(server.events.at(-1)?.event).toEqual({ event: 'left', how: 'fin' });
});

test('/reset aborts: the room reads a reset', async () => {
  const terminal = rig();
  await joinBlue(terminal);
  terminal.line('/reset');
  await terminal.see('sent a reset (RST)');
  await terminal.atPrompt();
  expect(server.events.at(-1)?.event).toEqual({ event: 'left', how: 'rst' });
  expect(terminal.log.entries.find((fact) => fact.kind === 'tcp.closed' && fact.how === 'rst')).toMatchObject({
    by: 'local',
  });
});

test('a room that closes says so, and who closed', async () => {
  const terminal = rig();
  await joinBlue(terminal);
  server.rooms.get('blue')?.room.close('The teacher goes home.');
  await terminal.see('BYE The teacher goes home.');
  await terminal.see('The room closed the connection (FIN).');
  await terminal.atPrompt();
});

test('an unknown / command is explained, and /say sends a text that begins with /', async () => {
  const terminal = rig();
  await joinBlue(terminal);
  terminal.line('/dance');
  await terminal.see('/dance is no command of this chat');
  terminal.line('/say /dance');
  await terminal.see(/you {7}\/dance/);
  terminal.line('/help');
  await terminal.see('/reset drop the connection');
});

test('another member cannot drive this terminal', async () => {
  const terminal = rig();
  await joinBlue(terminal);
  const other = await new MemoryHost({ computer }).connect({ address: '127.0.0.1', port: 5001 });
  await other.write(new TextEncoder().encode('PASS first-hop\nSAY \x1b]0;owned\x07\x1b[2J\u202eevil\n'));
  const seen = await terminal.see('evil');
  expect(seen).toContain('�]0;owned��[2J�evil');
  expect(terminal.written).not.toContain('\x1b]0;');
});

test('a room name that is nearly right is suggested', async () => {
  expect(await rig().run('chat bleu')).toContain('Did you mean `chat blue`?');
});

test('a port where nothing listens, and one that is no room, are told apart', async () => {
  const terminal = rig();
  expect(await terminal.run('chat 5077')).toContain('Nothing listens on 127.0.0.1:5077');
  expect(await terminal.run('chat 4999')).toContain('does not greet as a chat/1 room does. It said: HELLO lobby/1');
});

test('room open has the lobby open one, and chat finds it', async () => {
  const terminal = rig();
  expect(await terminal.run('room open tea-house earl-grey')).toContain('Room tea-house listens on port 5003');
  expect(await terminal.run('room open tea-house')).toMatch(/name is open/);
  expect(await terminal.run('room open Tea')).toContain('1 to 20 of a-z');
  terminal.line('chat tea-house');
  await terminal.see('password: ');
});

test('room serve makes this page the server, and shows who is behind a nickname', async () => {
  const [host, guest] = [rig('a'), rig('b')];
  host.line('room serve 5009 --password tea --show-peers --name mine');
  await host.see('Room mine listens on 127.0.0.1:5009');
  guest.line('chat 5009');
  await guest.see('password: ');
  guest.line('wrong');
  await host.see(/somebody from 127\.0\.0\.1:\d+ gave a wrong password \(1 of 3\)/);
  guest.line('tea');
  await guest.see('You are anon-');
  await host.see(/anon-\w+ joined from 127\.0\.0\.1:\d+; 1 here/);
  guest.line('hi');
  await guest.see(/you {7}hi/);
  host.type(CTRL_C);
  await guest.see('BYE The room closes.');
  await host.see('The room is closed; its one member was told.');
  const witnessed = host.log.entries.flatMap((fact) => (fact.kind === 'room.witness' ? [fact.what.event] : []));
  expect(witnessed).toEqual(['greeted', 'denied', 'joined', 'delivered', 'left']);
  expect(JSON.stringify(host.log.entries.filter((fact) => fact.kind === 'room.witness'))).not.toContain('"hi"');
});

test('with --challenge the password itself never crosses', async () => {
  const [host, guest] = [rig('a'), rig('b')];
  host.line('room serve 5009 --password tea-leaf --challenge');
  await host.see('listens on');
  guest.line('chat 5009');
  await guest.see('asks for a proof');
  guest.line('tea-leaf');
  await guest.see('You are anon-');
  const sent = guest.log.entries
    .map((fact) => (fact.kind === 'tcp.sent' ? new TextDecoder().decode(fact.bytes) : ''))
    .join('');
  expect(sent).toMatch(/PROVE [0-9a-f]{64}\n/);
  expect(sent).not.toContain('tea-leaf');
});

test('room hide listens somewhere and does not tell where', async () => {
  const terminal = rig();
  terminal.line('room hide &');
  const seen = await terminal.see('will not say where');
  const listening = terminal.log.entries.find((fact) => fact.kind === 'tcp.listening');
  const port = listening?.kind === 'tcp.listening' ? listening.local.port : 0;
  expect(port).toBeGreaterThanOrEqual(5100);
  expect(port).toBeLessThanOrEqual(5999);
  expect(seen).not.toContain(String(port));
  expect(await terminal.run('nc -zv 127.0.0.1 5100-5999')).toContain(`127.0.0.1 ${port} port [tcp/*] succeeded!`);
});

test('a line piped into chat is said, then it leaves', async () => {
  const terminal = rig();
  expect(await terminal.run('echo from a pipe | chat green')).toMatch(/you {7}from a pipe/);
});
