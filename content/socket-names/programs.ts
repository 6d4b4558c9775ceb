import type { Program } from '../../lab/lesson.ts';

const gap = '___';

export const serverWith = (port: string, names: string, reader: string): string => String.raw`import socket

listener = socket.socket()
listener.bind(('127.0.0.1', ${port}))       # let the system choose a port
listener.listen()
print('listener     ', listener.getsockname())

input('Nobody has called accept yet. Press Enter to call it.\n')

${names} = listener.accept()    # gives back two things
print('listener     ', listener.getsockname())
print('conversation ', conversation.getsockname(),
      'with', conversation.getpeername())
data = ${reader}.recv(1024)         # which of the two sockets carries bytes?
print('read         ', data)
conversation.sendall(b'got ' + data)
conversation.close()
listener.close()
`;

export const serverFilled = { port: '0', names: 'conversation, caller', reader: 'conversation' } as const;

export const serverProgram: Program = {
  file: 'server.py',
  starter: serverWith(gap, gap, gap),
  solution: serverWith(serverFilled.port, serverFilled.names, serverFilled.reader),
  node: {
    file: 'server.ts',
    source: String.raw`import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { createInterface } from 'node:readline/promises';

const shown = ({ address, port }: AddressInfo): string => "('" + address + "', " + port + ')';

// pauseOnConnect: take the connection, and read nothing from it yet.
const listener = createServer({ pauseOnConnect: true });
const called = once(listener, 'connection') as Promise<[Socket]>;
listener.listen(0, '127.0.0.1'); // let the system choose a port
await once(listener, 'listening');
console.log('listener     ', shown(listener.address() as AddressInfo));

const keyboard = createInterface(process.stdin, process.stdout);
// Node has no accept: it takes every caller at once. So here Enter only begins to read.
await keyboard.question('Nobody has called accept yet. Press Enter to call it.\n');
keyboard.close();

const [conversation] = await called;
console.log('listener     ', shown(listener.address() as AddressInfo));
const mine = shown({ address: conversation.localAddress ?? '', port: conversation.localPort ?? 0, family: 'IPv4' });
const theirs = shown({ address: conversation.remoteAddress ?? '', port: conversation.remotePort ?? 0, family: 'IPv4' });
console.log('conversation ', mine, 'with', theirs);
conversation.resume();
const [data] = (await once(conversation, 'data')) as [Buffer];
console.log('read         ', data.toString());
conversation.end(Buffer.concat([Buffer.from('got '), data]));
listener.close();
`,
  },
};

export const namesWith = (error: string, mine: string, theirs: string): string => String.raw`import errno
import socket
import sys

PORT = int(sys.argv[1])

s = socket.socket()
print('fresh   ', s.getsockname())
try:
    print('peer    ', s.getpeername())
except ${error} as problem:
    print('peer    ', errno.errorcode[problem.errno])

s.connect(('127.0.0.1', PORT))
mine = s.${mine}()                       # who am I?
theirs = s.${theirs}()                     # who are you?
print('mine    ', mine)
print('theirs  ', theirs)

text = f'I am {mine[0]}:{mine[1]} and you are {theirs[0]}:{theirs[1]}'
s.sendall(f'SAY {text}\nBYE\n'.encode())
while chunk := s.recv(1024):
    print(chunk.decode(), end='')
s.close()
`;

export const namesFilled = { error: 'OSError', mine: 'getsockname', theirs: 'getpeername' } as const;

export const namesProgram: Program = {
  file: 'names.py',
  starter: namesWith(gap, gap, gap),
  solution: namesWith(namesFilled.error, namesFilled.mine, namesFilled.theirs),
  node: {
    file: 'names.ts',
    source: String.raw`import { once } from 'node:events';
import { Socket } from 'node:net';

const port = Number(process.argv[2]);

const s = new Socket();
// Node has no errors here: without a port and a peer, a socket answers undefined.
console.log('fresh   ', s.localAddress, s.localPort);
console.log('peer    ', s.remoteAddress, s.remotePort);

s.connect(port, '127.0.0.1');
await once(s, 'connect');
const mine = s.localAddress + ':' + s.localPort; // who am I?
const theirs = s.remoteAddress + ':' + s.remotePort; // who are you?
console.log('mine    ', mine);
console.log('theirs  ', theirs);

s.write('SAY I am ' + mine + ' and you are ' + theirs + '\nBYE\n');
for await (const chunk of s) process.stdout.write(chunk);
`,
  },
};

export const deskWith = (sender: string, to: string): string => String.raw`import socket

desk = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
desk.bind(('127.0.0.1', 5055))
print('open at', desk.getsockname())

for number in (1, 2):
    data, ${sender} = desk.recvfrom(1024)     # recvfrom gives back a name
    print(number, data, 'from', sender)
    answer = f'You are number {number}\n'.encode()
    desk.sendto(answer, ${to})              # sendto takes one

desk.close()
`;

export const deskFilled = { sender: 'sender', to: 'sender' } as const;

export const deskProgram: Program = {
  file: 'desk.py',
  starter: deskWith(gap, gap),
  solution: deskWith(deskFilled.sender, deskFilled.to),
  node: {
    file: 'desk.ts',
    source: String.raw`import { createSocket } from 'node:dgram';

const desk = createSocket('udp4');
let number = 0;
desk.on('message', (data, sender) => {
  number += 1;
  console.log(number, JSON.stringify(data.toString()), 'from', sender.address, sender.port);
  const last = number === 2;
  // A datagram socket has no peer: each send names one.
  desk.send('You are number ' + number + '\n', sender.port, sender.address, () => last && desk.close());
});
desk.bind(5055, '127.0.0.1', () => console.log('open at', desk.address().address, desk.address().port));
`,
  },
};
