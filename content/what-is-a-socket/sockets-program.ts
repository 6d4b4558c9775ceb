import type { Program } from '../../lab/lesson.ts';

/** The five places where somebody went wrong. */
interface Lines {
  readonly family: string;
  readonly type: string;
  readonly connect: string;
  readonly send: string;
  readonly sendto: string;
}

/** The program of lab 5.1b with these five lines. */
export const socketsWith = ({ family, type, connect, send, sendto }: Lines): string => `import socket
import sys

PORT = int(sys.argv[1])     # the number you type after sockets.py

a = socket.socket(${family}, socket.SOCK_STREAM)
b = socket.socket(socket.AF_INET, ${type})

${connect}
print('stream  ', a.getsockname(), 'to', a.getpeername())
${send}
print('echo    ', a.recv(1024).decode())

${sendto}
print('datagram', b.getsockname(), 'has no peer')
data, sender = b.recvfrom(1024)
print('echo    ', data.decode(), 'from', sender)

a.close()
b.close()
`;

/** As they were in somebody's notes. */
export const broken: Lines = {
  family: 'socket.AF_NET',
  type: 'socket.sock_dgram',
  connect: "a.connect('127.0.0.1', PORT)",
  send: "a.sendall('hello from a stream')",
  sendto: "b.sendto(b'hello from a datagram', '127.0.0.1:PORT')",
};

export const mended: Lines = {
  family: 'socket.AF_INET',
  type: 'socket.SOCK_DGRAM',
  connect: "a.connect(('127.0.0.1', PORT))",
  send: "a.sendall(b'hello from a stream')",
  sendto: "b.sendto(b'hello from a datagram', ('127.0.0.1', PORT))",
};

export const socketsProgram: Program = {
  file: 'sockets.py',
  starter: socketsWith(broken),
  solution: socketsWith(mended),
  node: {
    file: 'sockets.ts',
    source: `import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect } from 'node:net';

const port = Number(process.argv[2]); // the number you type after sockets.ts

const a = connect({ host: '127.0.0.1', port });
const b = createSocket('udp4');

await once(a, 'connect');
console.log('stream  ', a.localAddress, a.localPort, 'to', a.remoteAddress, a.remotePort);
a.write('hello from a stream');
const [chunk] = (await once(a, 'data')) as [Buffer];
console.log('echo    ', chunk.toString());

b.send('hello from a datagram', port, '127.0.0.1');
const [data, sender] = (await once(b, 'message')) as [Buffer, { address: string; port: number }];
console.log('datagram', b.address().address, b.address().port, 'has no peer');
console.log('echo    ', data.toString(), 'from', sender.address, sender.port);

a.end();
b.close();
`,
  },
};
