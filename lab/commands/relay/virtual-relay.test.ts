import { afterEach, expect, it } from 'vitest';
import { Bench } from '../test-bench.ts';

let bench: Bench | undefined;
afterEach(() => bench?.scene.close());

it('stands on a virtual host too, and its delay is one of virtual time', async () => {
  bench = new Bench();
  expect(await bench.run('pc2', 'relay add 8080 → 203.0.113.80:80 delay=100ms')).toContain('8080 → 203.0.113.80:80');
  const direct = await bench.run('pc1', "curl -s -o /dev/null -w '%{time_total}' http://server/");
  const relayed = await bench.run('pc1', "curl -s -o /dev/null -w '%{time_total}' http://pc2:8080/");
  expect(Number.parseFloat(direct)).toBeLessThan(0.02);
  expect(Number.parseFloat(relayed)).toBeGreaterThanOrEqual(0.2);
  expect(Number.parseFloat(relayed)).toBeLessThan(0.22);
  expect(bench.log.entries.find((fact) => fact.kind === 'relay.joined')).toMatchObject({ host: 'pc2', port: 8080 });
});

it('loses datagrams there by the seed of the scene, so the same ones each time', async () => {
  const fates = async (): Promise<string> => {
    bench = new Bench();
    await bench.run('pc2', 'relay add udp 7101 → 192.168.1.10:7007 loss=50%');
    await bench.run('pc1', 'nc -zu pc2 7101; nc -zu pc2 7101; nc -zu pc2 7101; nc -zu pc2 7101; nc -zu pc2 7101');
    const told = bench.log.entries.flatMap((fact) => (fact.kind === 'relay.datagram' ? [fact.fate] : []));
    bench.scene.close();
    return told.join(' ');
  };
  const once = await fates();
  expect(once.split(' ')).toHaveLength(5);
  expect(await fates()).toBe(once);
});
