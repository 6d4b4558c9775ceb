import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { SocketTableReader } from './socket-table.ts';

const question = (ports: readonly number[]) => ({
  isLabPort: (port: number) => ports.includes(port),
  ownerOf: () => 'somebody',
  known: () => [],
  most: 100,
});

async function startServer(host: string): Promise<number> {
  const server = createServer((socket) => void socket.on('error', () => undefined).resume()).listen(0, host);
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}

test.runIf(process.platform === 'linux')('shows lab sockets on loopback and nothing else of the machine', async () => {
  const [lab, other, everywhere] = [
    await startServer('127.0.0.1'),
    await startServer('127.0.0.1'),
    await startServer('0.0.0.0'),
  ];
  const client = connect(lab, '127.0.0.1');
  await once(client, 'connect');
  onTestFinished(() => void client.destroy());
  const { source, rows } = await new SocketTableReader().read(question([lab, everywhere]));
  expect(source).toBe('kernel');
  expect(rows.map(({ state, local, remote }) => [state, local.address, local.port, remote.port])).toEqual(
    expect.arrayContaining([
      ['LISTEN', '127.0.0.1', lab, 0],
      ['LISTEN', '0.0.0.0', everywhere, 0],
      ['ESTAB', '127.0.0.1', client.localPort, lab],
      ['ESTAB', '127.0.0.1', lab, client.localPort],
    ]),
  );
  expect(
    rows.every(({ local, remote }) => [local.port, remote.port].some((port) => port === lab || port === everywhere)),
  ).toBe(true);
  expect(rows.some(({ local }) => local.port === other)).toBe(false);
});

test.runIf(process.platform === 'linux')('who asks while it is being read gets what is true afterwards', async () => {
  const reader = new SocketTableReader();
  const early = reader.read(question([]));
  const port = await startServer('127.0.0.1');
  const answers = await Promise.all([early, ...[1, 2, 3].map(() => reader.read(question([port])))]);
  for (const { rows } of answers.slice(1)) expect(rows.some(({ local }) => local.port === port)).toBe(true);
});

test('keeps listeners and living connections before dead ones when there is no room for all', async () => {
  const reader = new SocketTableReader();
  const at = { address: '127.0.0.1', port: 5_001 };
  const row = { transport: 'tcp', local: at, remote: at, receiveQueue: 0, sendQueue: 0, owner: '' } as const;
  const known = () => (['TIME-WAIT', 'ESTAB', 'TIME-WAIT', 'LISTEN'] as const).map((state) => ({ ...row, state }));
  const platform = Object.getOwnPropertyDescriptor(process, 'platform');
  Object.defineProperty(process, 'platform', { ...platform, value: 'darwin' });
  onTestFinished(() => void Object.defineProperty(process, 'platform', platform ?? {}));
  const { source, rows } = await reader.read({ ...question([5_001]), known, most: 2 });
  expect(source).toBe('lab-server');
  expect(rows.map(({ state }) => state)).toEqual(['LISTEN', 'ESTAB']);
});
