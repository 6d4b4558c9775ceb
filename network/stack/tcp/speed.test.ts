import { expect, it } from 'vitest';
import { connected, pair, pattern } from './test/pipe.ts';

it('moves bulk data fast enough: 100 MiB through two TCPs, checksums and all', () => {
  const size = 100 * 1024 * 1024;
  const net = pair({ traced: false });
  const { client, server } = connected(net);
  server.socket.user = {
    readable: () => {
      server.total += server.socket.receive().length;
    },
  };
  const block = pattern(64 * 1024);
  let left = size;
  const more = (): void => {
    while (left > 0) {
      const taken = client.socket.send(block);
      left -= taken;
      if (taken < block.length) return;
    }
  };
  client.socket.user.writable = more;
  const began = process.hrtime.bigint();
  more();
  while (server.total < size && net.clock.step());
  const seconds = Number(process.hrtime.bigint() - began) / 1e9;
  const perSecond = Math.round(net.ends.a.sent / seconds);
  process.stderr.write(`tcp: ${perSecond} data segments/s, ${Math.round((size * 8) / seconds / 1e6)} Mb/s\n`);
  expect(server.total).toBeGreaterThanOrEqual(size);
  // A floor for a busy machine: it only notices when this becomes several times slower.
  expect(perSecond).toBeGreaterThan(20_000);
});
