import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { freePorts, killServers, startServer } from '../server-process.ts';

const blockers: Server[] = [];
afterEach(() => {
  killServers();
  for (const blocker of blockers.splice(0)) blocker.close();
});

/** Takes a port and keeps it until the test is over. */
const takePort = async (): Promise<number> => {
  const blocker = createServer().listen(0, '127.0.0.1');
  blockers.push(blocker);
  await once(blocker, 'listening');
  return (blocker.address() as AddressInfo).port;
};

describe('npm start', () => {
  it('prints one line with one URL within 3 s', async () => {
    const began = performance.now();
    const server = startServer(['--port', '0', ...(await freePorts())]);
    const url = await server.url();
    expect(performance.now() - began).toBeLessThan(3_000);
    expect(server.printed().trim().split('\n')).toHaveLength(1);
    expect(await (await fetch(url)).text()).toContain('First Hop');
  });

  it.each(['SIGTERM', 'SIGINT'] as const)(
    '%s: members are told, sockets end with FIN, status 0 within 2 s',
    async (signal) => {
      const server = startServer(['--port', '0', ...(await freePorts())]);
      await server.url();
      const member = connect({ port: server.ports.green, host: '127.0.0.1' });
      let heard = '';
      const joined = new Promise<void>((resolve) => {
        member.on('data', (bytes) => {
          heard += bytes;
          if (heard.includes('OK you=')) resolve();
        });
      });
      await joined;
      const finished = once(member, 'end');
      const began = performance.now();
      server.child.kill(signal);
      await finished;
      expect(await server.exit).toBe(0);
      expect(performance.now() - began).toBeLessThan(2_000);
      expect(heard).toContain('BYE');
    },
  );

  it('stops within 2 s even when a member never reads and never closes', async () => {
    const server = startServer(['--port', '0', ...(await freePorts())]);
    await server.url();
    const deaf = connect({ port: server.ports.green, host: '127.0.0.1', allowHalfOpen: true });
    deaf.on('error', () => undefined);
    await once(deaf, 'connect');
    deaf.pause();
    const began = performance.now();
    server.child.kill('SIGTERM');
    expect(await server.exit).toBe(0);
    expect(performance.now() - began).toBeLessThan(2_000);
    deaf.destroy();
  });

  it('names the taken port, who has it, and what to type instead', async () => {
    const taken = await takePort();
    const [, , , chatPorts = ''] = await freePorts();
    const server = startServer(['--port', '0', '--lobby-port', String(taken), '--chat-ports', chatPorts]);
    expect(await server.exit).toBe(1);
    expect(server.complained()).toContain(`Port ${taken} on 127.0.0.1, meant for the lobby, is taken`);
    if (process.platform === 'linux') expect(server.complained()).toContain(`process ${process.pid}`);
    expect(server.complained()).toContain('--lobby-port');
  });

  it('says how to choose other room ports when one of the first is taken', async () => {
    const taken = await takePort();
    const [, lobby = ''] = await freePorts();
    const server = startServer(['--port', '0', '--lobby-port', lobby, '--chat-ports', `${taken}-${taken + 10}`]);
    expect(await server.exit).toBe(1);
    expect(server.complained()).toContain(String(taken));
    expect(server.complained()).toContain('--chat-ports 6001-6099');
  });

  it('leaves out a small server whose port is taken, says which and what to type, and opens the rest', async () => {
    const taken = await takePort();
    const [lobby = '', lobbyPort = '', chat = '', chatPorts = ''] = await freePorts();
    const small = ['--small-ports', `${taken}-${taken + 4}`];
    const server = startServer(['--port', '0', lobby, lobbyPort, chat, chatPorts, ...small]);
    expect((await fetch(await server.url())).status).toBe(200);
    expect(server.printed()).toContain(`Port ${taken} on 127.0.0.1, meant for echo, is taken`);
    if (process.platform === 'linux') expect(server.printed()).toContain(`process ${process.pid}`);
    expect(server.printed()).toContain('--small-ports 6201-6205');
  });

  it('stops when the page port that was asked for is taken', async () => {
    const server = startServer(['--port', String(await takePort()), ...(await freePorts())]);
    expect(await server.exit).toBe(1);
    expect(server.complained()).toContain('--port 4001');
  });

  it('takes a free page port by itself when the usual one is taken and none was asked for', async () => {
    const blocker = createServer().listen(4000, '127.0.0.1');
    blockers.push(blocker);
    // Taken by this test or by somebody else before it: both are the case that is meant.
    await once(blocker, 'listening').catch(() => undefined);
    const url = await startServer(await freePorts()).url();
    expect(new URL(url).port).not.toBe('4000');
    expect((await fetch(`${url}healthz`)).status).toBe(200);
  });

  it('says what an option takes when it is wrong', async () => {
    const server = startServer(['--chat-ports', 'lots']);
    expect(await server.exit).toBe(2);
    expect(server.complained()).toContain('such as 6001-6099');
  });
});
