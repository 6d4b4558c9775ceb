import { afterAll, describe, expect, it } from 'vitest';
import { commands } from '../../lab/commands/index.ts';
import { EvidenceLog } from '../../lab/evidence/log.ts';
import { FileStore } from '../../lab/files/file-store.ts';
import { TerminalRig } from '../../lab/memory-host/terminal-rig.ts';
import { play } from '../../lab/player/play.ts';
import { VirtualClassroom } from '../../lab/player/virtual-classroom.ts';
import { Scene } from '../../lab/scene/scene.ts';
import { lan } from '../../lab/scene/test-scene.ts';
import { realWall } from '../../lab/scene/wall.ts';
import { nodePython } from './node-python.ts';

const python = nodePython();
afterAll(() => python.close());

/** A terminal whose lesson has these programs. */
const rigWith = (programs: Readonly<Record<string, string>>): TerminalRig =>
  new TerminalRig({
    commands,
    python,
    files: new FileStore(Object.entries(programs).map(([file, starter]) => ({ file, starter }))),
  });

describe('python at a terminal', { timeout: 60_000 }, () => {
  it('asks at the terminal, and takes the end of input for EOFError', async () => {
    const rig = rigWith({ 'ask.py': 'name = input("Name: ")\nprint("Hello,", name)\ninput("More? ")\n' });
    rig.line('python ask.py');
    await rig.see('Name: ');
    rig.line('Ann');
    await rig.see('Hello, Ann');
    await rig.see('More? ');
    rig.type('\x04');
    await rig.see('EOFError: EOF when reading a line');
    await rig.atPrompt();
  });

  it('says where a program still has gaps, and runs it all the same', async () => {
    const rig = rigWith({ 'one.py': 'print(1)\n___ = 2\n', 'three.py': 'a = ___\nb = ___\n\nc = ___\n' });
    expect(await rig.run('python one.py')).toContain(
      'one.py still has a gap, in line 2: ___ stands for what you write there.\n1\n',
    );
    expect(await rig.run('python three.py')).toContain('three.py still has gaps, in lines 1, 2 and 4:');
    expect(await rig.run('python -c "___ = 1; print(___)"')).not.toContain('still has');
  });

  it('gives arguments, a status, and files that import each other', async () => {
    const rig = rigWith({
      'main.py': 'import sys, greeting\nprint(greeting.words, sys.argv)\nsys.exit(3)\n',
      'greeting.py': 'words = "hi"\n',
    });
    expect(await rig.run('python3 ./main.py a "b c"; echo $?')).toContain("hi ['main.py', 'a', 'b c']\n3\n");
  });

  it('starts every program anew: a changed file, other names, no leftovers', async () => {
    const rig = rigWith({ 'one.py': 'import two\nprint(two.x)\nopen("left", "w").close()\n', 'two.py': 'x = 1\n' });
    expect(await rig.run('python one.py')).toContain('1\n');
    expect(await rig.run('python -c "import os; print(os.listdir()); print(\'x\' in globals())"')).toContain(
      "['one.py', 'two.py']\nFalse\n",
    );
  });

  it('is ended by Ctrl-C wherever it is: in recv, in sleep, at the keyboard, while it computes', async () => {
    const rig = rigWith({});
    const computes = 'exec("print(1)\\nwhile True: pass")';
    const waits = [
      'import socket; s = socket.socket(type=socket.SOCK_DGRAM); s.bind((str(), 5990)); print(1); s.recv(1)',
      'import time; print(1); time.sleep(100)',
      'print(1); input()',
      'import select; print(1); select.select([], [], [])',
      computes,
      'while True: print(1)',
    ];
    for (const code of waits) {
      rig.line(`python -c '${code}'`);
      await rig.see('1\n');
      rig.type('\x03');
      await rig.see('KeyboardInterrupt');
      await rig.atPrompt();
    }
    expect(await rig.run('echo $?')).toContain('130');
  });

  it('lets a program say goodbye, and stops one that will not end', async () => {
    const rig = rigWith({
      'polite.py': 'import time\ntry:\n  print("on")\n  time.sleep(100)\nexcept KeyboardInterrupt:\n  print("bye")\n',
      'stubborn.py': 'import signal\nsignal.signal(signal.SIGINT, lambda *_: None)\nprint("on")\nwhile True:\n  pass\n',
    });
    rig.line('python polite.py');
    await rig.see('on\n');
    rig.type('\x03');
    await rig.see('bye');
    await rig.atPrompt();
    rig.line('python stubborn.py');
    await rig.see('on\n');
    rig.type('\x03');
    await rig.atPrompt();
    expect(await rig.run('python -c "print(6 * 7)"')).toContain('42');
  });

  it('reads and writes pipes', async () => {
    const rig = rigWith({ 'upper.py': 'import sys\nfor line in sys.stdin:\n  print(line.strip().upper())\n' });
    expect(await rig.run('echo hello | python upper.py | cat')).toContain('HELLO\n');
    expect(await rig.run('python -c "exec(\'while True: print(1)\')" | head -2')).toBe('1\n1\n');
  });

  it('says that there are no threads here, and which files there are', async () => {
    const rig = rigWith({ 'client.py': '' });
    expect(await rig.run('python -c "import threading; threading.Thread(target=print).start()"')).toContain(
      "RuntimeError: can't start new thread: Python in this page has none.",
    );
    expect(await rig.run('python clinet.py')).toContain('There is client.py.');
    expect(await rig.run('ls')).toBe('client.py\n');
  });

  it('has the interactive prompt', async () => {
    const rig = rigWith({});
    rig.line('python');
    await rig.see('>>> ');
    rig.line('6 * 7');
    await rig.see('42');
    rig.type('\x04');
    await rig.atPrompt();
  });
});

describe('python on a virtual host', { timeout: 60_000 }, () => {
  const server = `
import socket, time
s = socket.socket()
s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
s.bind(("", 5050))
s.listen()
print("listening", socket.gethostname())
conn, address = s.accept()
print("from", address[0])
with conn, conn.makefile("rw") as f:
    for line in f:
        time.sleep(20)
        f.write(line.upper()); f.flush()
print("over")
`;
  const client = `
import socket, time
began = time.monotonic()
s = socket.create_connection(("192.168.1.20", 5050))
s.sendall(b"hello\\n")
print(s.recv(100), round(time.monotonic() - began, 1))
s.settimeout(0.5)
try:
    s.recv(1)
except TimeoutError as e:
    print(e)
s.close()
`;

  const run = async (): Promise<{ shown: string; log: EvidenceLog; took: number }> => {
    const log = new EvidenceLog(() => performance.now());
    const scene = new Scene(lan.id, lan, log, realWall());
    const files = new FileStore([
      { file: 'server.py', starter: server },
      { file: 'client.py', starter: client },
    ]);
    const classroom = new VirtualClassroom({ scene, log, commands, files, python });
    const began = performance.now();
    await play(
      [
        { type: 'python server.py', in: 'pc2' },
        { see: 'listening pc2', in: 'pc2' },
        { type: 'python client.py', in: 'pc1' },
        { see: 'timed out', in: 'pc1' },
        { see: 'over', in: 'pc2' },
      ],
      classroom,
    );
    const took = performance.now() - began;
    const { shown } = classroom;
    scene.close();
    return { shown, log, took };
  };

  it('talks over the virtual network, in its time, and every run is the same', async () => {
    const first = await run();
    expect(first.shown).toContain("b'HELLO\\n' 20.0");
    expect(first.shown).toContain('from 192.168.1.10');
    const second = await run();
    expect(second.shown.replace('Fetching and starting Python …\n', '')).toBe(
      first.shown.replaceAll('Fetching and starting Python …\n', ''),
    );
    // Twenty seconds of its time, as fast as can be.
    expect(second.took).toBeLessThan(15_000);
    const frames = (log: EvidenceLog): readonly number[] =>
      log.entries.flatMap((fact) =>
        fact.kind === 'network' && fact.event.kind === 'frame.sent' ? [fact.event.at] : [],
      );
    expect(frames(second.log)).toEqual(frames(first.log));
    expect(frames(second.log).length).toBeGreaterThan(10);
  });
});
