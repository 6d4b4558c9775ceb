import type { Program } from '../../lab/lesson.ts';

/** What stands where the learner has something to write. */
const gap = '___';

/** The client with what is written into its three gaps. */
export const clientWith = (connect: string, say: string, end: string): string => String.raw`import socket
import sys

PORT = int(sys.argv[1])          # the number you type after client.py

# 1. Resolve: from a name to an address.
address = (socket.gethostbyname('localhost'), PORT)

# 2. Create: a ticket. IPv4 and a stream, unless you say otherwise.
room = socket.socket()

# 3. Connect: say who is at the other end.
room.connect(${connect})
print(room.recv(1024).decode(), end='')

# 4. Exchange: bytes go out, bytes come in.
room.sendall(b'PASS first-hop\n')
room.sendall(${say})
input('In the room. Press Enter to leave.\n')
room.sendall(b'BYE\n')

# 5. Close: read until the other side has finished, then let go.
while True:
    chunk = room.recv(1024)
    if ${end}:
        break
    print(chunk.decode(), end='')
room.close()
print('closed')
`;

/** The right words for each gap. */
export const filled = { connect: 'address', say: String.raw`b'SAY hello from code\n'`, end: "chunk == b''" } as const;

export const clientProgram: Program = {
  file: 'client.py',
  starter: clientWith(gap, gap, gap),
  solution: clientWith(filled.connect, filled.say, filled.end),
  node: {
    file: 'client.ts',
    source: String.raw`import { lookup } from 'node:dns/promises';
import { once } from 'node:events';
import { connect } from 'node:net';
import { createInterface } from 'node:readline/promises';

const port = Number(process.argv[2]); // the number you type after client.ts

// 1. Resolve: from a name to an address.
const { address } = await lookup('localhost', 4);

// 2. and 3. Create and connect: in Node one call does both.
const room = connect(port, address);
await once(room, 'connect');

// 4. Exchange. In Node nobody waits in recv: what comes is handed to you.
room.on('data', (chunk) => process.stdout.write(chunk));
room.write('PASS first-hop\n'); // text becomes UTF-8 bytes by itself
room.write('SAY hello from code\n');
const keyboard = createInterface(process.stdin, process.stdout);
await keyboard.question('In the room. Press Enter to leave.\n');
keyboard.close();
room.write('BYE\n');

// 5. Close: 'end' is what b'' is in Python.
await once(room, 'end');
room.end();
console.log('closed');
`,
  },
};
