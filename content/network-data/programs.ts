import type { Program } from '../../lab/lesson.ts';

/** The server of lab 5.4a with the part that finds messages in what has come. */
export const splitterWith = (loop: string, limit = ''): string => `import socket
import time

PORT = 5060
${limit}
def serve(conversation):
    time.sleep(0.3)         # a busy program: it does not read at once
${loop}

with socket.create_server(('127.0.0.1', PORT)) as listener:
    print('listening on', PORT)
    while True:
        conversation, caller = listener.accept()
        with conversation:
            serve(conversation)
`;

const naiveLoop = String.raw`    while chunk := conversation.recv(65536):
        # Whatever recv returns is taken for one message.
        message = chunk.rstrip(b'\n')
        conversation.sendall(f'GOT {len(message)}\n'.encode())`;

const bufferedLoop = String.raw`    buffer = b''            # what has come and is no whole message yet
    while chunk := conversation.recv(65536):
        buffer += chunk
        while b'\n' in buffer:
            message, buffer = buffer.split(b'\n', 1)
            conversation.sendall(f'GOT {len(message)}\n'.encode())
        if len(buffer) > LIMIT:
            conversation.sendall(b'TOO LONG\n')
            return`;

export const splitterProgram: Program = {
  file: 'splitter.py',
  starter: splitterWith(naiveLoop),
  solution: splitterWith(bufferedLoop, 'LIMIT = 1_000_000       # bytes; a longer message is refused\n'),
  node: {
    file: 'splitter.ts',
    source: String.raw`import { createServer } from 'node:net';

const PORT = 5060;
const LIMIT = 1_000_000; // bytes; a longer message is refused

const listener = createServer((conversation) => {
  let buffer = Buffer.alloc(0); // what has come and is no whole message yet
  conversation.on('data', (chunk) => {
    buffer = Buffer.concat([buffer, chunk]);
    for (let end = buffer.indexOf('\n'); end !== -1; end = buffer.indexOf('\n')) {
      const message = buffer.subarray(0, end);
      buffer = buffer.subarray(end + 1);
      conversation.write('GOT ' + message.length + '\n');
    }
    if (buffer.length > LIMIT) {
      conversation.removeAllListeners('data').pause();
      conversation.end('TOO LONG\n', () => conversation.destroy());
    }
  });
  conversation.on('error', () => {}); // a reset ends this one only
});
listener.listen(PORT, '127.0.0.1', () => console.log('listening on', PORT));
`,
  },
};

/** A mended server whose buffer is shared by all conversations: half a message of one sticks to the next. */
export const oneBufferForAll = splitterWith(String.raw`    global buffer
    while chunk := conversation.recv(65536):
        buffer += chunk
        while b'\n' in buffer:
            message, buffer = buffer.split(b'\n', 1)
            conversation.sendall(f'GOT {len(message)}\n'.encode())

buffer = b''`);

/** Splits each chunk by itself: right for glued lines, wrong for torn ones. */
export const splitsEachChunk = splitterWith(String.raw`    while chunk := conversation.recv(65536):
        for message in chunk.split(b'\n'):
            if message:
                conversation.sendall(f'GOT {len(message)}\n'.encode())`);

export const frameWith = (length: string, order: string): string => `import socket

TEXT = 'naïve 👋'

body = TEXT.encode('utf-8')                   # text becomes bytes
header = ${length}.to_bytes(4, '${order}')   # a number becomes four bytes
print('header', header.hex(' '))
print('body  ', body.hex(' '))

with socket.create_connection(('127.0.0.1', 5061)) as s:
    s.sendall(header + body)
    print(s.recv(1024).decode(), end='')
`;

export const frameProgram: Program = {
  file: 'frame.py',
  starter: frameWith('len(body)', 'little'),
  solution: frameWith('len(body)', 'big'),
  node: {
    file: 'frame.ts',
    source: `import { connect } from 'node:net';

const text = 'naïve 👋';

const body = Buffer.from(text, 'utf8'); // text becomes bytes
const header = Buffer.alloc(4); // a number becomes four bytes
header.writeUInt32BE(body.length); // BE: big-endian
const spaced = (bytes: Buffer): string => bytes.toString('hex').replace(/(..)(?=.)/g, '$1 ');
console.log('header', spaced(header));
console.log('body  ', spaced(body));

const s = connect(5061, '127.0.0.1');
s.write(Buffer.concat([header, body]));
s.once('data', (answer) => {
  process.stdout.write(answer);
  s.end();
});
`,
  },
};
