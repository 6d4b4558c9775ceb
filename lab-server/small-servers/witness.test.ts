import { expect, it, onTestFinished } from 'vitest';
import { nodePage, readUntil } from '../../tests/node-page.ts';
import { startLab } from '../lab.ts';

const lab = async () => {
  const running = await startLab({ port: 0, lobbyPort: 0, chatPorts: { from: 0, to: 0 } });
  onTestFinished(() => running.close());
  const page = () => {
    const { computer, log } = nodePage(running.url);
    onTestFinished(() => computer.close());
    return { computer, log };
  };
  const at = (name: string) => ({
    address: '127.0.0.1',
    port: running.services().find((service) => service.name === name)?.port ?? 0,
  });
  return { page, at };
};

const text = (words: string): Uint8Array => new TextEncoder().encode(words);

it('reaches the page that owns the connection, and no other', async () => {
  const { page, at } = await lab();
  const [a, b] = [page(), page()];
  await b.computer.ready();
  const web = await a.computer.connect(at('web'));
  await web.write(text('GET / HTTP/1.1\r\nHost: lab.test\r\nUser-Agent: me/1\r\n\r\n'));
  await readUntil(web, '</html>');
  const echo = await a.computer.connect(at('echo'));
  await echo.write(text('hello'));
  echo.end();
  await readUntil(echo, 'hello');
  expect(await echo.closed).toBe('fin');
  const told = () => a.log.entries.filter(({ kind }) => kind === 'http.request' || kind === 'service.witness');
  await expect.poll(told).toMatchObject([
    {
      kind: 'http.request',
      port: at('web').port,
      peer: web.local,
      method: 'GET',
      path: '/',
      status: 200,
      headers: { host: 'lab.test', 'user-agent': 'me/1' },
    },
    { kind: 'service.witness', service: 'echo', transport: 'tcp', peer: echo.local, what: { event: 'connected' } },
    { kind: 'service.witness', what: { event: 'left', how: 'fin', received: 5, sent: 5 } },
  ]);
  expect(b.log.entries.filter(({ kind }) => kind === 'http.request' || kind === 'service.witness')).toEqual([]);
});

it('reaches the page that owns a UDP socket', async () => {
  const { page, at } = await lab();
  const { computer, log } = page();
  const socket = await computer.bind({ address: '127.0.0.1', port: 0 });
  await socket.send(at('echo'), text('hello'));
  expect(new TextDecoder().decode((await socket.receive()).payload)).toBe('hello');
  const told = () => log.entries.filter(({ kind }) => kind === 'service.witness');
  await expect
    .poll(told)
    .toMatchObject([
      { service: 'echo', transport: 'udp', peer: socket.local, what: { event: 'datagram', received: 5, sent: 5 } },
    ]);
});

it('is told by name in the list of sockets, TCP and UDP', async () => {
  const { page, at } = await lab();
  const { computer } = page();
  const { rows, source } = await computer.sockets();
  if (source !== 'kernel') return;
  const owners = rows.filter((row) => row.local.port === at('echo').port && row.local.address === '127.0.0.1');
  expect(owners.map(({ transport, owner }) => `${transport} ${owner}`).sort()).toEqual(['tcp echo', 'udp echo']);
});
