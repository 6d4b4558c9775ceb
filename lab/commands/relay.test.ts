import { afterEach, describe, expect, it } from 'vitest';
import { EvidenceLog } from '../evidence/log.ts';
import type { Stream } from '../host.ts';
import { MemoryComputer } from '../memory-host/memory-computer.ts';
import { MemoryHost } from '../memory-host/memory-host.ts';
import { TerminalRig } from '../memory-host/terminal-rig.ts';
import { testWorld } from '../memory-host/test-world.ts';
import { commands } from './index.ts';
import { relaysOn } from './relay/relay.ts';

const open: TerminalRig[] = [];
afterEach(() => {
  for (const { host } of open) for (const relay of [...relaysOn(host).values()]) relay.remove();
  for (const each of open.splice(0)) each.shell.close();
});

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const decode = (bytes: Uint8Array | null): string | null => (bytes === null ? null : new TextDecoder().decode(bytes));

/** Two terminals of a page, and an outside server and client of the same computer. */
function desk() {
  const log = new EvidenceLog(testWorld.now);
  const computer = new MemoryComputer();
  const host = new MemoryHost({ computer, log });
  const outside = new MemoryHost({ computer, log: new EvidenceLog(testWorld.now) });
  const [a, b] = ['a', 'b'].map((terminal) => new TerminalRig({ commands, log, host, terminal }));
  if (!a || !b) throw new Error('Two terminals were made.');
  open.push(a, b);
  return { a, b, log, host, outside };
}

const at = (port: number) => ({ address: '127.0.0.1', port });

async function wire(add = 'relay add 7101 -> 5001') {
  const all = desk();
  const listener = await all.outside.listen(at(5001));
  await all.a.run(add);
  const client = await all.outside.connect(at(7101));
  const server = await listener.accept();
  return { ...all, listener, client, server };
}

const seen = async (stream: Stream): Promise<string | null> => decode(await stream.read());

describe('relay', () => {
  it('is put up in any of the spellings, and listed', async () => {
    const { a } = desk();
    expect(await a.run('relay add 7101 → 127.0.0.1:5001 delay=50ms rate=8mbit')).toBe(
      'tcp 7101 → 127.0.0.1:5001, each way delay=50ms rate=8mbit. It runs until `relay remove`.\n',
    );
    await a.run('relay add 7102->5001; relay add 7103 to 5001; relay add udp 7101 -> 7007 loss=20%');
    const table = (await a.run('relay list')).split('\n').map((line) => line.trim().split(/ {2,}/).slice(0, 4));
    expect(table).toEqual([
      ['PORT', 'TO', 'RULES', 'STATE'],
      ['tcp', '7101', '127.0.0.1:5001', 'delay=50ms rate=8mbit'],
      ['tcp', '7102', '127.0.0.1:5001', '-'],
      ['tcp', '7103', '127.0.0.1:5001', '-'],
      ['udp', '7101', '127.0.0.1:7007', 'loss=20%'],
      [''],
    ]);
  });

  it('passes bytes both ways, and each FIN in its own direction', async () => {
    const { client, server, log } = await wire();
    await client.write(encode('hello'));
    expect(await seen(server)).toBe('hello');
    client.end();
    expect(await seen(server)).toBeNull();
    await server.write(encode('late'));
    expect(await seen(client)).toBe('late');
    server.end();
    expect(await seen(client)).toBeNull();
    expect(await client.closed).toBe('fin');
    expect(log.entries.filter(({ kind }) => kind === 'relay.joined')).toHaveLength(1);
  });

  it('delays each way by so much', async () => {
    const { client, server } = await wire('relay add 7101 -> 5001 delay=120ms');
    const began = performance.now();
    await client.write(encode('hello'));
    expect(await seen(server)).toBe('hello');
    const there = performance.now() - began;
    await server.write(encode('back'));
    expect(await seen(client)).toBe('back');
    const both = performance.now() - began;
    expect(there).toBeGreaterThanOrEqual(119);
    expect(there).toBeLessThan(200);
    expect(both).toBeGreaterThanOrEqual(238);
    expect(both).toBeLessThan(360);
  });

  it('lets through so many bits a second, exactly', { timeout: 20_000 }, async () => {
    const { client, server } = await wire('relay add 7101 -> 5001 rate=4mbit');
    const began = performance.now();
    const write = client.write(new Uint8Array(500_000)).then(() => client.end());
    let bytes = 0;
    for (let piece = await server.read(); piece !== null; piece = await server.read()) bytes += piece.length;
    await write;
    expect(bytes).toBe(500_000);
    const took = performance.now() - began;
    expect(took).toBeGreaterThan(990);
    expect(took).toBeLessThan(1_100);
  });

  it('holds a bounded part of what a reader does not read', async () => {
    const { client, a } = await wire();
    let written = 0;
    const pour = async (): Promise<void> => {
      for (;;) {
        await client.write(new Uint8Array(10_000));
        written += 10_000;
      }
    };
    pour().catch(() => undefined);
    let before = -1;
    while (before !== written) {
      before = written;
      await testWorld.sleep(50);
    }
    expect(written).toBeLessThan(500_000);
    await a.run('relay remove');
  });

  it('stands still when frozen: nothing passes, nothing closes, and it goes on when it thaws', async () => {
    const { a, client, server, log } = await wire();
    await client.write(encode('one'));
    expect(await seen(server)).toBe('one');
    expect(await a.run('relay freeze')).toContain('nothing passes, nothing is closed');
    await client.write(encode('two'));
    const heard = server.read();
    const first = await Promise.race([heard.then(() => 'bytes'), testWorld.sleep(150).then(() => 'nothing')]);
    expect(first).toBe('nothing');
    expect(await Promise.race([client.closed, 'open'])).toBe('open');
    // Whoever calls now is taken by the system, and hears nothing either.
    const late = await a.host.connect(at(7101));
    expect(await Promise.race([late.closed, 'open'])).toBe('open');
    await a.run('relay thaw');
    expect(decode(await heard)).toBe('two');
    const states = log.entries.flatMap((fact) => (fact.kind === 'relay.set' ? [fact.state] : []));
    expect(states).toEqual(['open', 'frozen', 'open']);
  });

  it('brings a reset through, but not while it is frozen', async () => {
    const { a, client, server } = await wire();
    await client.write(encode('one'));
    await server.read();
    await a.run('relay freeze');
    client.reset();
    await testWorld.sleep(50);
    expect(await Promise.race([server.closed, 'open'])).toBe('open');
    await a.run('relay thaw');
    expect(await server.closed).toBe('rst');
  });

  it('cut resets what goes through and refuses what comes; mend takes again', async () => {
    const { a, outside, listener, client, server } = await wire();
    await client.write(encode('one'));
    await server.read();
    expect(await a.run('relay cut')).toContain('1 connection reset');
    expect([await client.closed, await server.closed]).toEqual(['rst', 'rst']);
    await expect(outside.connect(at(7101))).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    await a.run('relay mend');
    const again = await outside.connect(at(7101));
    await again.write(encode('two'));
    expect(await seen(await listener.accept())).toBe('two');
  });

  it('half-closes one direction by hand, and the other goes on', async () => {
    const { a, client, server } = await wire();
    await client.write(encode('one'));
    expect(await seen(server)).toBe('one');
    expect(await a.run('relay half-close')).toContain('The server hears the end (FIN) of 1 connection');
    expect(await seen(server)).toBeNull();
    await client.write(encode('lost'));
    await server.write(encode('still here'));
    expect(await seen(client)).toBe('still here');
    await a.run('relay half-close ←');
    expect(await seen(client)).toBeNull();
  });

  it('resets what goes through, and takes new connections', async () => {
    const { a, outside, listener, client, server } = await wire();
    await client.write(encode('one'));
    await server.read();
    expect(await a.run('relay reset 7101')).toContain('1 connection reset');
    expect(await server.closed).toBe('rst');
    await outside.connect(at(7101));
    expect(await listener.accept()).toBeDefined();
  });

  it('shows both directions to whoever taps it', async () => {
    const { b, client, server } = await wire();
    b.line('relay tap');
    await b.see('Tapping');
    await client.write(encode('PASS first-hop\n'));
    await b.see('1 →  PASS first-hop\\n');
    await server.write(encode('OK\n'));
    await b.see('1 ←  OK\\n');
    client.end();
    await b.see('1 →  (FIN)');
    b.type('\x03');
    await b.atPrompt();
  });

  it('resets a client for whom nobody listens at the other end', async () => {
    const { a, outside } = desk();
    await a.run('relay add 7101 -> 5099');
    const client = await outside.connect(at(7101));
    expect(await client.closed).toBe('rst');
  });

  it('explains what cannot be', async () => {
    const { a } = desk();
    const lines: readonly (readonly [string, string])[] = [
      ['relay', 'Say what: add, list'],
      ['relay freeze', 'No relay runs in this page'],
      ['relay add 7101', 'Say where it leads'],
      ['relay add 7101 -> 7101', 'for ever'],
      ['relay add 7101 -> 5001 loss=20%', 'ends TCP on both of its sides'],
      ['relay add 7101 -> 5001 rate=8mb', 'Rates are in bits: 8mbit'],
      ['relay add 7101 -> 5001 delay=2h', 'Write 50ms'],
      ['relay add 7101 -> 5001 fog=1', 'There is no rule fog'],
      ['relay add 7101 -> 5001; relay add 7101 -> 5002', 'EADDRINUSE'],
      ['relay add 7102 -> 5001; relay cut', 'Say which: tcp 7101, tcp 7102'],
      ['relay set 7103 delay=1s', 'No relay of this page is on port 7103'],
    ];
    for (const [line, saying] of lines) expect(await a.run(line), line).toContain(saying);
  });
});

describe('relay udp', () => {
  const talk = async (add: string) => {
    const all = desk();
    const server = await all.outside.bind(at(7007));
    await all.a.run(add);
    const client = await all.outside.bind(at(0));
    return { ...all, server, client };
  };

  it('passes datagrams both ways, each client its own', async () => {
    const { server, client, outside } = await talk('relay add udp 7101 -> 7007');
    const other = await outside.bind(at(0));
    await client.send(at(7101), encode('one'));
    await other.send(at(7101), encode('two'));
    for (let count = 0; count < 2; count += 1) {
      const { from, payload } = await server.receive();
      await server.send(from, encode(`${decode(payload)} back`));
    }
    expect(decode((await client.receive()).payload)).toBe('one back');
    expect(decode((await other.receive()).payload)).toBe('two back');
  });

  it('loses as many of a hundred as it was told, and says which', async () => {
    const { client, log, a } = await talk('relay add udp 7101 -> 7007 loss=20%');
    const sent = 1_000;
    for (let count = 0; count < sent; count += 1) await client.send(at(7101), encode('x'));
    const fates = () => log.entries.flatMap((fact) => (fact.kind === 'relay.datagram' ? [fact.fate] : []));
    await expect.poll(() => fates().length).toBe(sent);
    const lost = fates().filter((fate) => fate === 'lost').length;
    // Five standard deviations.
    expect(Math.abs(lost - 200)).toBeLessThan(64);
    expect(await a.run('relay list')).toContain(String(lost));
  });

  it('drops what comes faster than its rate lets through', async () => {
    const { client, log } = await talk('relay add udp 7101 -> 7007 rate=8mbit');
    for (let count = 0; count < 100; count += 1) await client.send(at(7101), new Uint8Array(1_000));
    const fates = () => log.entries.flatMap((fact) => (fact.kind === 'relay.datagram' ? [fact.fate] : []));
    await expect.poll(() => fates().length).toBe(100);
    expect(fates()).toContain('overflow');
    expect(fates().filter((fate) => fate === 'passed').length).toBeGreaterThan(60);
  });

  it('loses everything while it is cut, and goes on afterwards; has no connections to close', async () => {
    const { a, client, server, log } = await talk('relay add udp 7101 -> 7007');
    await a.run('relay cut');
    await client.send(at(7101), encode('lost'));
    await expect.poll(() => log.entries.some((fact) => fact.kind === 'relay.datagram')).toBe(true);
    await a.run('relay mend');
    await client.send(at(7101), encode('kept'));
    expect(decode((await server.receive()).payload)).toBe('kept');
    expect(await a.run('relay reset')).toContain('UDP has no connections');
  });
});
