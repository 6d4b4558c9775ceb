import { afterEach, expect, test } from 'vitest';
import { commands } from '../commands/index.ts';
import { TerminalRig } from '../memory-host/terminal-rig.ts';
import { testWorld } from '../memory-host/test-world.ts';
import { type Command, type Context, here } from './command.ts';
import { HISTORY_LINES } from './history.ts';

const CTRL_C = '\x03';
const CTRL_D = '\x04';
const UP = '\x1b[A';

const command = (name: string, run: (context: Context) => Promise<number>): Command => ({
  name,
  summary: name,
  usage: [name],
  about: name,
  examples: [],
  run,
});

/** Echoes each line back in brackets until the end of its input. */
const parrot = command('parrot', async ({ input, output, signal }) => {
  for (let line = await input.readLine(signal); line !== null; line = await input.readLine(signal)) {
    await output.write(`[${line}]\n`);
  }
  await output.write('parrot is done\n');
  return 0;
});

const secretive = command('secretive', async ({ input, output, signal }) => {
  const word = await input.ask('password: ', { secret: true }, signal);
  await output.write(`${word?.length} characters\n`);
  return 0;
});

const fails = command('fails', async () => 3);

/** Never writes and never ends by itself. */
const waits = command(
  'waits',
  ({ signal }) =>
    new Promise((_resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    }),
);

/** Writes for ever. */
const yes = command('yes', async ({ output }) => {
  for (;;) await output.write('y\n');
});

const open: TerminalRig[] = [];
afterEach(() => {
  for (const each of open.splice(0)) each.shell.close();
});

function rig(options: Partial<ConstructorParameters<typeof TerminalRig>[0]> = {}): TerminalRig {
  const made = new TerminalRig({
    commands: [...commands, ...[parrot, secretive, fails, waits, yes].map(here)],
    ...options,
  });
  open.push(made);
  return made;
}

test('a command runs and the prompt comes back', async () => {
  const terminal = rig();
  expect(await terminal.run('echo hello world')).toBe('hello world\n');
  expect(terminal.shell.foreground).toBeNull();
});

test('the evidence says which command began and how it ended', async () => {
  const terminal = rig({ terminal: 'b' });
  await terminal.run('fails');
  expect(terminal.log.entries).toMatchObject([
    { kind: 'command.started', terminal: 'b', job: 1, name: 'fails', line: 'fails' },
    { kind: 'command.ended', terminal: 'b', job: 1, name: 'fails', status: 3 },
  ]);
});

test('&& and || heed how the command before ended, and $? tells it', async () => {
  const terminal = rig();
  expect(await terminal.run('fails && echo no || echo yes; fails; echo $?')).toBe('yes\n3\n');
});

test('a pipeline hands text on while it runs', async () => {
  const terminal = rig();
  expect(await terminal.run('echo one two | wc -w')).toBe('2\n');
  expect(await terminal.run('yes | head -2')).toBe('y\ny\n');
});

test('head ends a command before it that waits and writes nothing', async () => {
  const terminal = rig();
  expect(await terminal.run('waits | head -0; echo over')).toBe('over\n');
});

test('Ctrl-C ends the program and the rest of its line', async () => {
  const terminal = rig();
  terminal.line('waits; echo never');
  await terminal.starts('waits');
  expect(terminal.shell.foreground).toBe('waits');
  terminal.type(CTRL_C);
  await terminal.atPrompt();
  expect(await terminal.run('echo $?')).toBe('130\n');
  expect(terminal.shell.transcript).not.toContain('\nnever');
});

test('Ctrl-C at the prompt drops the line', async () => {
  const terminal = rig();
  terminal.type(`echo half${CTRL_C}`);
  expect(terminal.seen).toContain('lab$ echo half^C\n');
  expect(await terminal.run('echo whole')).toBe('whole\n');
});

test('lines typed while a program runs go to that program, Ctrl-D ends its input', async () => {
  const terminal = rig();
  terminal.line('parrot');
  terminal.line('hello');
  await terminal.see('[hello]');
  terminal.type(CTRL_D);
  await terminal.see('parrot is done');
  await terminal.atPrompt();
});

test('Ctrl-D at the prompt closes nothing and says what it is for', async () => {
  const terminal = rig();
  terminal.type(CTRL_D);
  await terminal.see(/Ctrl-D ends the input of a program/);
  expect(await terminal.run('echo still here')).toBe('still here\n');
});

test('Ctrl-Z says politely that it cannot', async () => {
  const terminal = rig();
  terminal.type('\x1a');
  await terminal.see(/Ctrl-Z cannot pause/);
});

test('what is typed before anybody asks is not lost', async () => {
  const terminal = rig();
  terminal.line('sleep 0.01');
  terminal.type('echo typed ahead\recho un');
  await terminal.see('\ntyped ahead\n');
  terminal.type('finished\r');
  await terminal.see('\nunfinished\n');
});

test('a paste of several lines runs one after the other, and leaves the last for Enter', async () => {
  const terminal = rig();
  terminal.type('\x1b[200~echo one\nsleep 0.01\r\necho two\necho three\x1b[201~');
  await terminal.see('\ntwo\n');
  expect(terminal.seen).not.toContain('\nthree\n');
  terminal.type('\r');
  await terminal.see('\nthree\n');
});

test('Run types a line for whoever reads, and what was half typed comes back at the prompt', async () => {
  const terminal = rig();
  terminal.type('echo half');
  terminal.shell.enter('parrot');
  await terminal.see('lab$ parrot');
  terminal.shell.enter('from the button');
  await terminal.see('[from the button]');
  terminal.type(CTRL_D);
  await terminal.atPrompt();
  terminal.type(' whole\r');
  await terminal.see('\nhalf whole\n');
});

test('a secret is shown as dots and is neither in the transcript nor in the history', async () => {
  const saved: string[][] = [];
  const terminal = rig({ history: { load: () => [], save: (lines) => saved.push([...lines]) } });
  terminal.line('secretive');
  await terminal.see('password: ');
  terminal.line('first-hop');
  await terminal.see('9 characters');
  await terminal.atPrompt();
  expect(terminal.shell.transcript).not.toContain('first-hop');
  expect(terminal.written).not.toContain('first-hop');
  expect(saved).toEqual([['secretive']]);
});

test('says while a secret is being asked for, so that nothing else is typed into it', async () => {
  const terminal = rig();
  expect(terminal.shell.asksSecret).toBe(false);
  terminal.line('secretive');
  await terminal.see('password:');
  expect(terminal.shell.asksSecret).toBe(true);
  terminal.line('hunter2');
  await terminal.atPrompt();
  expect(terminal.shell.asksSecret).toBe(false);
});

test('an interrupted secret does not appear either', async () => {
  const terminal = rig();
  terminal.line('secretive');
  await terminal.see('password: ');
  terminal.type(`first-hop${CTRL_C}`);
  await terminal.atPrompt();
  expect(terminal.shell.transcript + terminal.written).not.toContain('first-hop');
});

test('the history survives a reload, keeps no doubles in a row and no line that begins with a blank', async () => {
  let stored: readonly string[] = [];
  const history = {
    load: () => stored,
    save: (lines: readonly string[]) => {
      stored = lines;
    },
  };
  const terminal = rig({ history });
  for (const line of ['echo a', 'echo a', ' echo hidden', 'echo b', 'echo a']) await terminal.run(line);
  expect(stored).toEqual(['echo a', 'echo b', 'echo a']);
  const reloaded = rig({ history });
  reloaded.type(`${UP}${UP}\r`);
  await reloaded.see('\nb\n');
});

test('the history keeps its newest lines only', async () => {
  const old = Array.from({ length: HISTORY_LINES + 20 }, (_, index) => `echo ${index}`);
  const terminal = rig({ history: { load: () => old, save: () => {} } });
  expect((await terminal.run('history | wc -l')).trim()).toBe(String(HISTORY_LINES));
});

test('a background job leaves the prompt, is listed, and says when it is done', async () => {
  const terminal = rig();
  terminal.line('sleep 0.05 &');
  await terminal.see('[1] sleep 0.05 &');
  expect(await terminal.run('jobs')).toBe('[1]  Running  sleep 0.05 &\n');
  expect(terminal.log.entries[0]).toMatchObject({ kind: 'command.started', name: 'sleep', line: 'sleep 0.05 &' });
  await terminal.see('[1] Done  sleep 0.05');
  expect(await terminal.run('jobs')).toBe('');
});

test('a background job that reads the terminal waits until fg hands it over', async () => {
  const terminal = rig();
  terminal.line('parrot &');
  await terminal.see('[1] reads from the terminal and waits: `fg %1` hands it over.');
  expect(await terminal.run('jobs')).toContain('Waits for the terminal');
  terminal.line('fg %1');
  await terminal.see('lab$ fg %1');
  terminal.line('now for you');
  await terminal.see('[now for you]');
  expect(terminal.shell.foreground).toBe('parrot');
  terminal.type(CTRL_D);
  await terminal.see('parrot is done');
  await terminal.atPrompt();
  expect(await terminal.run('fg')).toContain('Nothing runs in the background');
});

test('Ctrl-C reaches the job that fg brought to the front', async () => {
  const terminal = rig();
  terminal.line('waits &');
  await terminal.see('[1] waits &');
  terminal.line('fg');
  await terminal.starts('fg');
  terminal.type(CTRL_C);
  await terminal.atPrompt();
  expect(await terminal.run('jobs')).toBe('');
});

test('an unknown command suggests the nearest, or tells what to use instead', async () => {
  const terminal = rig();
  expect(await terminal.run('roms')).toContain('Did you mean `rooms`?');
  expect(await terminal.run('hcat')).toContain('Did you mean `chat`?');
  expect(await terminal.run('ping 8.8.8.8')).toContain('nc -zv');
  expect(await terminal.run('python3')).toContain('There is no Python');
  expect(await terminal.run('frobnicate; echo $?')).toMatch(/`help` lists all[\s\S]*\n127\n/);
});

test('a mistake in the line is pointed at', async () => {
  const terminal = rig();
  expect(await terminal.run('echo hi > file')).toMatch(/^echo hi > file\n {8}\^\nThere are no files here/);
});

test('a line that uses a command wrongly says what is wrong and where to read on', async () => {
  const terminal = rig();
  expect(await terminal.run('nc -Q; echo $?')).toBe(
    'nc: There is no flag -Q.\n`help nc` shows how it is written.\n2\n',
  );
});

test('a command that breaks does not take the shell with it', async () => {
  const broken = command('broken', async () => {
    throw new Error('bug 7');
  });
  const terminal = rig({ commands: [...commands, here(broken)] });
  expect(await terminal.run('broken')).toMatch(/our mistake and not yours \(bug 7\)/);
  expect(await terminal.run('echo fine')).toBe('fine\n');
});

test('a notice from outside appears above the line being edited and keeps it', async () => {
  const terminal = rig();
  terminal.type('echo kept');
  terminal.shell.notice('The lab server is gone.');
  terminal.type('\r');
  await terminal.see('\nkept\n');
  expect(terminal.shell.transcript).toContain('The lab server is gone.\n');
});

test('closing ends everything that runs', async () => {
  const terminal = rig();
  terminal.line('waits &');
  await terminal.see('[1] waits &');
  terminal.line('waits');
  await terminal.happens((fact) => fact.kind === 'command.started' && fact.line === 'waits' && fact.job === 2);
  terminal.shell.close();
  await terminal.atPrompt();
  const ended = terminal.log.entries.filter((entry) => entry.kind === 'command.ended');
  expect(ended.map((entry) => entry.kind === 'command.ended' && entry.status)).toEqual([130, 130]);
});

test('clear empties the transcript too', async () => {
  const terminal = rig();
  await terminal.run('echo gone');
  terminal.line('clear');
  await terminal.atPrompt();
  expect(terminal.shell.transcript).not.toContain('gone');
});

test('Ctrl-C that arrives in the same breath as Enter stops the line', async () => {
  const terminal = rig();
  terminal.type(`waits\r${CTRL_C}`);
  await terminal.atPrompt();
  expect(await terminal.run('echo free')).toBe('free\n');
});

test('Ctrl-C gives the prompt back also from a command that does not heed it', async () => {
  const deaf = command('deaf', () => new Promise(() => {}));
  const impatient = { ...testWorld, sleep: async () => {} };
  const terminal = rig({ commands: [...commands, here(deaf)], world: impatient });
  terminal.line('deaf');
  await terminal.starts('deaf');
  terminal.type(CTRL_C);
  await terminal.atPrompt();
  expect(await terminal.run('echo $?')).toBe('130\n');
});
