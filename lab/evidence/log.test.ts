import { describe, expect, it } from 'vitest';
import { EvidenceLog } from './log.ts';

const host = { kind: 'host.back' } as const;

describe('the evidence log', () => {
  it('numbers and times what is appended', () => {
    let now = 0;
    const log = new EvidenceLog(() => now);
    log.append(host);
    now = 7;
    log.append(host);
    expect(log.entries.map(({ seq, ms }) => [seq, ms])).toEqual([
      [0, 0],
      [1, 7],
    ]);
  });

  it('gives the same snapshot until something happens, and never changes one it gave', () => {
    const log = new EvidenceLog(() => 0);
    log.append(host);
    const first = log.entries;
    expect(log.entries).toBe(first);
    log.append(host);
    expect(log.entries).not.toBe(first);
    expect(first).toHaveLength(1);
  });

  it('keeps the newest within its capacity, also while nobody reads', () => {
    const log = new EvidenceLog(() => 0, 10);
    for (let at = 0; at < 1_000; at++) log.append(host);
    expect(log.entries.map((entry) => entry.seq)).toEqual([990, 991, 992, 993, 994, 995, 996, 997, 998, 999]);
  });

  it('drops old events of a network for new ones, never what the learner did', () => {
    const log = new EvidenceLog(() => 0, { facts: 10, network: 100 });
    const noted = { at: 0, kind: 'noted', device: 'pc1', says: 'hello' } as const;
    log.append(host);
    for (let at = 0; at < 1_000; at++) log.append({ kind: 'network', scene: 'lan', run: 1, event: noted });
    expect(log.entries).toHaveLength(101);
    expect(log.entries[0]).toMatchObject({ kind: 'host.back', seq: 0 });
    expect(log.entries[1]).toMatchObject({ kind: 'network', seq: 901 });
    for (let at = 0; at < 20; at++) log.append(host);
    expect(log.entries.filter((entry) => entry.kind === 'network')).toHaveLength(100);
    expect(log.entries.at(-1)).toMatchObject({ seq: 1_020 });
  });

  it('drops old traffic for new, never what the learner did', () => {
    const log = new EvidenceLog(() => 0, { facts: 10, traffic: 5 });
    log.append(host);
    for (let at = 0; at < 100; at++) log.append({ kind: 'tcp.sent', socket: 1, bytes: Uint8Array.of(at) });
    log.append(host);
    expect(log.entries.map(({ seq }) => seq)).toEqual([0, 96, 97, 98, 99, 100, 101]);
  });

  it('tells its listeners once a turn, until they stop', async () => {
    const log = new EvidenceLog(() => 0);
    let told = 0;
    const stop = log.onChange(() => {
      told += 1;
    });
    log.append(host);
    log.append(host);
    await Promise.resolve();
    expect(told).toBe(1);
    log.append(host);
    await Promise.resolve();
    expect(told).toBe(2);
    stop();
    log.append(host);
    await Promise.resolve();
    expect(told).toBe(2);
  });
});
