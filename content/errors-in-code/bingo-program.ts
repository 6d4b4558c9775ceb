import type { Program } from '../../lab/lesson.ts';

const gap = '___';

/** What is written into the seven gaps. */
export interface BingoGaps {
  readonly closedPort: string;
  readonly secondPort: string;
  readonly who: string;
  readonly times: string;
  readonly ask: string;
  readonly size: string;
  readonly name: string;
}

export const bingoWith = (of: BingoGaps): string => `import errno
import socket
import time

HERE = '127.0.0.1'

def pair(port):
    """A listener, a client of it, and the listener's end of the two."""
    listener = socket.create_server((HERE, port))
    client = socket.create_connection((HERE, port))
    served, _ = listener.accept()
    return listener, client, served

def refused():
    socket.create_connection((HERE, ${of.closedPort}))    # nobody listens there

def in_use():
    first = socket.create_server((HERE, 5071))
    second = socket.socket()
    second.bind((HERE, ${of.secondPort}))
    second.listen()

def reset():
    listener, client, served = pair(5072)
    client.sendall(b'please read me')
    time.sleep(0.3)
    ${of.who}.close()             # somebody lets go, and has not read
    client.recv(1024)

def broken_pipe():
    listener, client, served = pair(5073)
    served.close()                  # a polite end: FIN
    for number in range(${of.times}):    # how often, until somebody complains?
        time.sleep(0.3)
        print('   send', number + 1, 'returned', client.send(b'x'))

def not_connected():
    fresh = socket.socket()
    fresh.${of.ask}()             # who is at the other end?

def too_big():
    udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    size = ${of.size}                # the most that fits into UDP, and one more
    udp.sendto(b'x' * size, (HERE, 5074))

def not_found():
    socket.gethostbyname(${of.name})    # a name that nobody may own

attempts = (refused, in_use, reset, broken_pipe,
            not_connected, too_big, not_found)
for attempt in attempts:
    try:
        attempt()
        said = 'no error'
    except socket.gaierror as error:
        said = f'ENOTFOUND      {error.strerror}'
    except OSError as error:
        said = f'{errno.errorcode.get(error.errno, "?"):14} {error.strerror}'
    except (NameError, AttributeError, TypeError) as error:
        said = 'a gap is left to fill' if '___' in str(error) else error
    print(f'{attempt.__name__:14} {said}')
`;

export const bingoFilled: BingoGaps = {
  closedPort: '5999',
  secondPort: '5071',
  who: 'served',
  times: '5',
  ask: 'getpeername',
  size: '65_508',
  name: "'nobody.invalid'",
};

const gaps: BingoGaps = {
  closedPort: gap,
  secondPort: gap,
  who: gap,
  times: gap,
  ask: gap,
  size: gap,
  name: gap,
};

export const bingoProgram: Program = {
  file: 'bingo.py',
  starter: bingoWith(gaps),
  solution: bingoWith(bingoFilled),
  node: {
    file: 'bingo.ts',
    source: `import { createSocket } from 'node:dgram';
import { lookup } from 'node:dns/promises';
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

const here = '127.0.0.1';

/** A client, and the other end of its connection, which reads nothing by itself. */
const pair = async (port: number): Promise<[Socket, Socket]> => {
  const listener = createServer({ pauseOnConnect: true, allowHalfOpen: true });
  listener.listen(port, here);
  const called = once(listener, 'connection') as Promise<[Socket]>;
  const client = connect({ port, host: here, allowHalfOpen: true });
  await once(client, 'connect');
  const [served] = await called;
  listener.close();
  return [client, served];
};

const attempts: Record<string, () => Promise<unknown>> = {
  refused: () => once(connect(5999, here), 'connect'),
  in_use: async () => {
    const first = createServer().listen(5071, here);
    await once(first, 'listening');
    const second = createServer().listen(5071, here);
    await once(second, 'listening').finally(() => first.close());
  },
  reset: async () => {
    const [client, served] = await pair(5072);
    client.write('please read me');
    await sleep(300);
    served.destroy(); // it lets go, and has not read
    await once(client, 'data');
  },
  broken_pipe: async () => {
    const [client, served] = await pair(5073);
    client.resume();
    client.on('error', () => undefined); // the callback of write tells
    served.destroy(); // a polite end: nothing was left unread
    for (let number = 1; number <= 5; number += 1) {
      await sleep(300);
      await new Promise<void>((done, failed) => client.write('x', (error) => (error ? failed(error) : done())));
      console.log('   send', number, 'returned');
    }
  },
  not_connected: async () => createSocket('udp4').remoteAddress(),
  too_big: () =>
    new Promise((done, failed) => {
      const udp = createSocket('udp4');
      udp.send(Buffer.alloc(65_508), 5074, here, (error) => {
        udp.close();
        if (error) failed(error);
        else done(null);
      });
    }),
  not_found: () => lookup('nobody.invalid'),
};

for (const [name, attempt] of Object.entries(attempts)) {
  try {
    await attempt();
    console.log(name.padEnd(14), 'no error');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    // Node names two of them itself: no name server is EAI_AGAIN, no peer is ERR_SOCKET_DGRAM_NOT_CONNECTED.
    console.log(name.padEnd(14), code, message);
  }
}
process.exit();
`,
  },
};
