import { commands } from '../commands/index.ts';
import { EvidenceLog } from '../evidence/log.ts';
import { VirtualClassroom } from '../player/virtual-classroom.ts';
import { type Command, here, type ListedCommand } from '../shell/command.ts';
import type { Topology } from '../topology/topology.ts';
import { Scene } from './scene.ts';
import { realWall, type Wall } from './wall.ts';

/** Three hosts at a switch, one cable lossy, and everything a host can serve. For tests. */
export const lan: Topology = {
  id: 'lan',
  seed: 'a',
  devices: [
    { kind: 'host', name: 'pc1', at: { x: 100, y: 100 }, interfaces: [{ address: '192.168.1.10/24' }] },
    { kind: 'host', name: 'pc2', at: { x: 100, y: 300 }, interfaces: [{ address: '192.168.1.20/24' }] },
    {
      kind: 'host',
      name: 'server',
      looks: 'server',
      at: { x: 700, y: 200 },
      interfaces: [{ address: '192.168.1.30/24' }],
      services: [
        { kind: 'room', name: 'blue', port: 5001, password: 'first-hop' },
        { kind: 'lobby', port: 4999 },
        { kind: 'echo' },
        { kind: 'web', pages: { '/': { type: 'text/plain', body: 'hello\n' } } },
      ],
    },
    { kind: 'switch', name: 'sw1', at: { x: 400, y: 200 }, ports: 4 },
  ],
  cables: [
    { ends: ['pc1:eth0', 'sw1:p1'] },
    { ends: ['pc2:eth0', 'sw1:p2'], quality: { loss: 0.2, jitter: 300_000, delay: 1_000_000 } },
    { ends: ['server:eth0', 'sw1:p3'] },
  ],
};

const command = (name: string, run: Command['run']): ListedCommand =>
  here({ name, summary: name, usage: [name], about: name, examples: [], run });

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Programs that need no more than UDP. */
const probes: readonly ListedCommand[] = [
  command('answer', async ({ host, output, signal }) => {
    const socket = await host.bind({ address: '0.0.0.0', port: 4000 });
    await output.write('ready\n');
    for (;;) {
      const { from, payload } = await socket.receive(signal);
      await socket.send(from, payload);
    }
  }),
  command('probe', async ({ host, args, output, sleep, now, signal }) => {
    const socket = await host.bind({ address: '0.0.0.0', port: 0 });
    const hear = async (): Promise<void> => {
      for (;;) {
        const { payload } = await socket.receive(signal);
        await output.write(`heard ${decoder.decode(payload)} at ${now().toFixed(6)}\n`);
      }
    };
    // Ends with its socket.
    hear().catch(() => undefined);
    for (let count = 1; count <= Number(args[1] ?? 1); count += 1) {
      await socket.send({ address: args[0] ?? '', port: 4000 }, encoder.encode(`${count} `.padEnd(200, 'x')));
      await sleep(5);
    }
    await sleep(20);
    socket.close();
    await output.write('sent\n');
    return 0;
  }),
];

export class TestScene {
  readonly log: EvidenceLog;
  readonly scene: Scene;
  readonly classroom: VirtualClassroom;

  constructor(topology: Topology = lan, wall: Wall = realWall(), scene?: (log: EvidenceLog, wall: Wall) => Scene) {
    this.log = new EvidenceLog(() => wall.now());
    this.scene = scene?.(this.log, wall) ?? new Scene('lan', topology, this.log, wall);
    this.classroom = new VirtualClassroom({
      scene: this.scene,
      log: this.log,
      commands: [...commands, ...probes],
    });
  }

  /** Runs a line to the text that it must show. @returns what the terminal shows */
  async see(terminal: string, line: string, text: string): Promise<string> {
    const shell = this.classroom.shell(terminal);
    await this.scene.settled();
    this.classroom.terminal(terminal).type(`${line}\r`);
    const from = shell.transcript.length;
    const holds = await this.scene.runUntil(() => shell.transcript.slice(from).includes(text), 600_000_000_000);
    if (!holds) throw new Error(`${terminal} does not show ${text}:\n${shell.transcript.slice(from)}`);
    return shell.transcript.slice(from);
  }
}
