import { expect, test } from 'vitest';
import { EvidenceLog } from '../evidence/log.ts';
import type { Endpoint, Stream } from '../host.ts';
import { MemoryHost } from './memory-host.ts';

const AT: Endpoint = { address: '127.0.0.1', port: 5010 };
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const read = async (stream: Stream): Promise<string | null> => {
  const got = await stream.read();
  return got === null ? null : new TextDecoder().decode(got);
};

async function pair() {
  const log = new EvidenceLog(() => 0);
  const host = new MemoryHost({ log });
  const listener = await host.listen(AT);
  const client = await host.connect(AT);
  const server = await listener.accept();
  return { log, host, listener, client, server };
}

test('bytes arrive in order, and after FIN the other direction still works', async () => {
  const { client, server } = await pair();
  await client.write(bytes('question'));
  client.end();
  expect([await read(server), await read(server)]).toEqual(['question', null]);
  await server.write(bytes('answer'));
  server.end();
  expect([await read(client), await read(client)]).toEqual(['answer', null]);
  expect(await Promise.all([client.closed, server.closed])).toEqual(['fin', 'fin']);
});

test('nobody listening is ECONNREFUSED, a taken port EADDRINUSE, and both are facts', async () => {
  const { log, host } = await pair();
  await expect(host.connect({ ...AT, port: 5099 })).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  await expect(host.listen(AT)).rejects.toMatchObject({ code: 'EADDRINUSE' });
  await expect(host.bind(AT)).resolves.toBeDefined();
  await expect(host.listen({ ...AT, address: '127.0.0.2' })).resolves.toBeDefined();
  expect(log.entries.filter((fact) => fact.kind === 'socket.failed')).toMatchObject([
    { call: 'connect', code: 'ECONNREFUSED' },
    { call: 'listen', code: 'EADDRINUSE' },
  ]);
});

test('a reset drops what was not read, on both sides', async () => {
  const { client, server } = await pair();
  await client.write(bytes('never read'));
  client.reset();
  await expect(server.read()).rejects.toMatchObject({ code: 'ECONNRESET' });
  expect(await Promise.all([client.closed, server.closed])).toEqual(['rst', 'rst']);
});

test('closing with bytes unread resets, as RFC 9293 §3.10.4 and RFC 2525 §2.17 want', async () => {
  const { client, server } = await pair();
  await client.write(bytes('unread'));
  server.close();
  expect(await client.closed).toBe('rst');
});

test('a fast writer waits for a slow reader', async () => {
  const { client, server } = await pair();
  let sent = false;
  const writing = client.write(new Uint8Array(70_000)).then(() => {
    sent = true;
  });
  await Promise.resolve();
  expect(sent).toBe(false);
  await server.read();
  await writing;
});

test('the table shows the states, and TIME-WAIT on the side that closed first', async () => {
  const { host, client, server } = await pair();
  const states = async () => (await host.sockets()).rows.map((row) => row.state);
  expect(await states()).toEqual(['LISTEN', 'ESTAB', 'ESTAB']);
  client.end();
  expect(await states()).toEqual(['LISTEN', 'FIN-WAIT-2', 'CLOSE-WAIT']);
  server.end();
  expect(await states()).toEqual(['LISTEN', 'TIME-WAIT']);
});

test('UDP: a refusal reaches only a connected socket', async () => {
  const host = new MemoryHost();
  const nobody = { ...AT, port: 5099 };
  const loose = await host.bind({ ...AT, port: 0 });
  await loose.send(nobody, bytes('x'));
  await loose.send(nobody, bytes('x'));
  const connected = await host.bind({ ...AT, port: 0 }, nobody);
  await connected.send(nobody, bytes('x'));
  await expect(connected.receive()).rejects.toMatchObject({ code: 'ECONNREFUSED' });
});
