import type { Program } from '../../lab/lesson.ts';

const gap = '___';

/** The two fetches with what is written into the three gaps. */
export const fetchWith = (name: string, end: string, send: string): string => String.raw`import http.client
import socket
import sys

PORT = int(sys.argv[1])
NAME = ${name}                      # how your program calls itself

# Lower floor: you write the words of HTTP yourself.
request = (
    'GET / HTTP/1.1\r\n'
    f'Host: 127.0.0.1:{PORT}\r\n'
    f'User-Agent: {NAME}\r\n'
    'Connection: close\r\n'
    + ${end}                        # what says that the head is over
)
with socket.create_connection(('127.0.0.1', PORT)) as web:
    web.sendall(${send})            # sockets take bytes
    answer = b''
    while chunk := web.recv(1024):
        answer += chunk
print('by hand    ', answer.split(b'\r\n')[0].decode())

# Upper floor: http.client writes them for you.
web = http.client.HTTPConnection('127.0.0.1', PORT)
web.request('GET', '/', headers={'User-Agent': NAME})
reply = web.getresponse()
page = reply.read()
web.close()
print('by library ', reply.status, reply.reason)
print('same page  ', answer.endswith(page))
`;

export const filled = {
  name: "'first-hop-learner/1.0'",
  end: String.raw`'\r\n'`,
  send: 'request.encode()',
} as const;

export const fetchProgram: Program = {
  file: 'fetch.py',
  starter: fetchWith(gap, gap, gap),
  solution: fetchWith(filled.name, filled.end, filled.send),
  node: {
    file: 'fetch.ts',
    source: String.raw`import { get } from 'node:http';
import { connect } from 'node:net';

const port = Number(process.argv[2]);
const name = 'first-hop-learner/1.0'; // how your program calls itself

// Lower floor: you write the words of HTTP yourself.
const byHand = async (): Promise<string> => {
  const web = connect(port, '127.0.0.1');
  web.write('GET / HTTP/1.1\r\n' + 'Host: 127.0.0.1:' + port + '\r\n');
  web.write('User-Agent: ' + name + '\r\n' + 'Connection: close\r\n' + '\r\n');
  const chunks: Buffer[] = [];
  for await (const chunk of web) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
};

// Upper floor: node:http writes them for you.
const byLibrary = (): Promise<{ status: string; page: string }> =>
  new Promise((resolve, reject) => {
    const asked = get({ host: '127.0.0.1', port, path: '/', headers: { 'User-Agent': name } }, async (reply) => {
      const chunks: Buffer[] = [];
      for await (const chunk of reply) chunks.push(chunk);
      resolve({ status: reply.statusCode + ' ' + reply.statusMessage, page: Buffer.concat(chunks).toString() });
    });
    asked.on('error', reject);
  });

const answer = await byHand();
console.log('by hand    ', answer.split('\r\n')[0]);
const reply = await byLibrary();
console.log('by library ', reply.status);
console.log('same page  ', answer.endsWith(reply.page) ? 'True' : 'False');
`,
  },
};
