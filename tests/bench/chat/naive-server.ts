import { type AddressInfo, createServer, type Socket } from 'node:net';

// The broadcaster that everybody writes first: each line, to each member, one write.
const members = new Set<Socket>();
const server = createServer({ noDelay: true }, (socket) => {
  let rest = '';
  members.add(socket);
  socket.on('error', () => members.delete(socket));
  socket.on('close', () => members.delete(socket));
  socket.on('data', (bytes) => {
    const lines = (rest + bytes.toString()).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) for (const member of members) member.write(`${line}\n`);
  });
});
server.listen({ port: 0, host: '127.0.0.1', backlog: 4096 }, () => {
  process.stdout.write(`listening ${(server.address() as AddressInfo).port}\n`);
});
