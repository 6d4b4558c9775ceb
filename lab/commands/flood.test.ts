import { afterEach, describe, expect, test } from 'vitest';
import { stoodStillThenWhole } from '../checks/flow-control.ts';
import { udpLost } from '../checks/udp.ts';
import { EvidenceLog } from '../evidence/log.ts';
import { MemoryHost } from '../memory-host/memory-host.ts';
import { TerminalRig } from '../memory-host/terminal-rig.ts';
import { testWorld } from '../memory-host/test-world.ts';
import { commands } from './index.ts';
import { Bench } from './test-bench.ts';

const open: { close(): void }[] = [];
afterEach(() => {
  for (const each of open.splice(0)) each.close();
});

function rig(): TerminalRig {
  const log = new EvidenceLog(testWorld.now);
  const made = new TerminalRig({ commands, log, host: new MemoryHost({ log }) });
  open.push(made.shell);
  return made;
}

const bench = (): Bench => {
  const made = new Bench();
  open.push(made.scene);
  return made;
};

const number = (shown: string, name: string): number =>
  Number(new RegExp(`^${name} +([\\d,]+)`, 'm').exec(shown)?.[1]?.replaceAll(',', ''));

describe('flood', () => {
  test('over UDP: what finds the buffer full is lost, and nobody tells the sender', async () => {
    const a = rig();
    const shown = await a.run('flood udp 5007 --count 200 --size 512 --slow-reader 30ms --buffer 4kb');
    expect(number(shown, 'sent')).toBe(200);
    expect(number(shown, 'errors')).toBe(0);
    expect(number(shown, 'received')).toBe(9);
    expect(number(shown, 'lost')).toBe(191);
    expect(number(shown, 'thrown away at the full buffer, as the system counts')).toBe(191);
    expect(udpLost(5007, 100)(a.log.entries).passed).toBe(true);
  });

  test('over TCP: nothing is lost, and the sender waits', async () => {
    const a = rig();
    const shown = await a.run('flood tcp 5007 --count 2000 --slow-reader 300ms');
    expect(number(shown, 'received')).toBe(2000 * 4096);
    expect(number(shown, 'lost')).toBe(0);
    expect(number(shown, 'longest wait of the sender')).toBeGreaterThan(150);
    expect(stoodStillThenWhole(5007, 150)(a.log.entries).passed).toBe(true);
  });

  test('on a virtual host it is the same, in its own time', async () => {
    const network = bench();
    const udp = await network.run('pc1', 'flood udp 5007 --size 512');
    expect(number(udp, 'received')).toBe(278);
    expect(number(udp, 'thrown away at the full buffer, as the system counts')).toBe(5000 - 278);
    const tcp = await network.run('pc1', 'flood tcp 5007 --count 500');
    expect(number(tcp, 'lost')).toBe(0);
    expect(number(tcp, 'longest wait of the sender')).toBeGreaterThan(900);
  });

  test('a port that is taken, and lines that make no sense', async () => {
    const a = rig();
    a.line('nc -lu 5007 &');
    expect(await a.run('flood udp 5007')).toContain('Address already in use');
    expect(await a.run('flood')).toContain('Say what with, and where');
    expect(await a.run('flood udp 5007 --count 9999')).toContain('from 1 to 5000');
    expect(await a.run('flood udp 5007 --size 65kb')).toContain('from 8 to 65507');
    expect(await a.run('flood udp 5007 --slow-reader 300')).toContain('300ms');
    expect(await a.run('flood tcp 5007 --buffer 4kb')).toContain('goes with udp only');
  });

  test('Ctrl-C ends it, and the port is free again', async () => {
    const a = rig();
    a.line('flood udp 5007 --slow-reader 9s');
    await a.see('busy for 9000 ms');
    a.type('\x03');
    await a.atPrompt();
    expect(await a.run('flood udp 5007 --count 1 --slow-reader 1ms')).toContain('lost');
  });
});

describe('udp send', () => {
  test('sends one datagram for each text, an empty one too, and says no more than it knows', async () => {
    const a = rig();
    a.line('nc -luk 5007 &');
    await a.happens(({ kind }) => kind === 'udp.bound');
    expect(await a.run("udp send 5007 hello world; udp send 5007 ''")).toMatch(
      /1 datagram, 12 bytes[\s\S]*1 datagram, 0 bytes/,
    );
    expect(await a.run('udp send --count 3 5007 tick')).toContain('3 datagrams, 21 bytes in all');
    const came = a.log.entries.flatMap((fact) =>
      fact.kind === 'udp.received' ? [new TextDecoder().decode(fact.bytes)] : [],
    );
    expect(came).toEqual(['hello world\n', '', '1 tick\n', '2 tick\n', '3 tick\n']);
  });

  test('to a port that nobody has: no error, where `nc -u` is told', async () => {
    const a = rig();
    expect(await a.run('udp send 5007 hello')).toContain('Sent 1 datagram');
    expect(await a.run('echo hello | nc -u 127.0.0.1 5007')).toContain('Connection refused');
  });

  test('to a host by its name, from a virtual host', async () => {
    const network = bench();
    await network.type('pc2', 'nc -lu 5007\r');
    await network.run('pc1', 'udp send --count 2 --every 100 pc2 5007 hi');
    await network.run('pc1', 'sleep 1');
    expect(network.shell('pc2').transcript).toContain('1 hi\n2 hi');
  });

  test('says what is missing', async () => {
    const a = rig();
    expect(await a.run('udp')).toContain('udp send 5007 hello');
    expect(await a.run('udp send 5007')).toContain('Say what to send');
    expect(await a.run('udp send --count 0 5007 x')).toContain('from 1 to 200');
  });
});
