import type { Program } from '../../lab/lesson.ts';

/** The client that stays in a room, with the part that waits for the next bytes. */
const heartWith = (before: string, silence: string): string => `import socket
import sys
import time

PORT = int(sys.argv[1])
BEAT = 2                  # seconds of silence after which we ask
DEAD = 6                  # seconds of silence after which we give up

def join():
    """Joins the room. Tries again, with longer and longer pauses."""
    pause = 1
    while True:
        s = None
        try:
            s = socket.create_connection(('127.0.0.1', PORT), timeout=2)
            if s.recv(1024):
                return s
        except OSError as error:
            print('not there:', error)
        if s:
            s.close()
        print('again in', pause, 's')
        time.sleep(pause)
        pause = min(2 * pause, 8)

def stay(s):
    """Until the connection is over, or given up."""
    ${before}
    heard = time.monotonic()
    while True:
        try:
            chunk = s.recv(1024)
        except TimeoutError:
            ${silence}
            continue
        if chunk == b'':
            print('the room has closed')
            return
        heard = time.monotonic()
        print('heard', chunk.decode().split()[0])

while True:
    s = join()
    print('in the room, from port', s.getsockname()[1])
    try:
        stay(s)
    except OSError as error:
        print('lost:', error)
    s.close()
`;

const withHeart = String.raw`if time.monotonic() - heard > DEAD:
                print('silent for', DEAD, 's: given up')
                return
            s.sendall(b'WHO\n')     # the heartbeat: a question the room must answer`;

export const heartProgram: Program = {
  file: 'heart.py',
  starter: heartWith(
    's.settimeout(None)    # wait for ever',
    'pass                  # nobody comes here: we wait for ever',
  ),
  solution: heartWith('s.settimeout(BEAT)', withHeart),
  node: {
    file: 'heart.ts',
    source: String.raw`import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

const port = Number(process.argv[2]);
const beat = 2_000; // ms of silence after which we ask
const dead = 6_000; // ms of silence after which we give up

/** A connection that has been greeted. Tries again, with longer and longer pauses. */
const join = async (): Promise<Socket> => {
  for (let pause = 1; ; pause = Math.min(2 * pause, 8)) {
    const s = connect(port, '127.0.0.1');
    try {
      await once(s, 'data', { signal: AbortSignal.timeout(2_000) });
      return s;
    } catch (error) {
      console.log('not there:', (error as Error).message);
      s.destroy();
    }
    console.log('again in', pause, 's');
    await sleep(pause * 1_000);
  }
};

/** Until the connection is over, or given up. */
const stay = async (s: Socket): Promise<void> => {
  let heard = Date.now();
  s.on('data', (chunk) => {
    heard = Date.now();
    console.log('heard', chunk.toString().split(' ')[0]);
  });
  s.on('error', (error) => console.log(error.message));
  const heart = setInterval(() => {
    if (Date.now() - heard > dead) {
      console.log('silent for', dead / 1_000, 's: given up');
      s.destroy();
    } else s.write('WHO\n'); // the heartbeat: a question the room must answer
  }, beat);
  await new Promise<void>((over) => s.once('close', () => over()));
  clearInterval(heart);
};

for (;;) {
  const s = await join();
  console.log('in the room, from port', s.localPort);
  await stay(s);
}
`,
  },
};

/** Gives up after the right time, but never asks: a quiet room is taken for a dead one. */
export const withoutQuestion = heartWith(
  's.settimeout(BEAT)',
  `if time.monotonic() - heard > DEAD:
                print('silent for', DEAD, 's: given up')
                return`,
);

/** Asks, and gives up in time; but the room waits for the rest of the question. */
export const withoutLineEnd = heartWith('s.settimeout(BEAT)', withHeart.replace('WHO\\n', 'WHO'));

/** Asks, and never gives up. */
export const withoutEnd = heartWith('s.settimeout(BEAT)', String.raw`s.sendall(b'WHO\n')`);
