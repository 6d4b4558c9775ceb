/** The same room for Node. */
export const roomTypescript = String.raw`// The same chat room for Node. Run it with: node room.ts (Node 22.18 or newer), or: npx tsx room.ts
import { randomBytes } from 'node:crypto';
import { createServer, type Socket } from 'node:net';

const PORT = Number(process.argv[2] ?? 5050);
const NAME = 'mine';
const PASSWORD = 'tea';
const LONGEST = 1024; // bytes of a line, without its end
const MOST_WAITING = 65_536; // bytes that may wait for somebody who reads slowly
const MOST_MEMBERS = 40;

interface Client {
  socket: Socket;
  coming: Buffer; // the line that is not whole yet
  nick: string | null; // null until the password was right
  wrong: number;
  leaving: boolean;
}

const clients = new Set<Client>();
const decoder = new TextDecoder('utf-8', { fatal: true });

function tell(client: Client, line: string): void {
  if (client.socket.destroyed) return;
  client.socket.write(line + '\n');
  // Node keeps what the system does not take. Too much of it, and somebody does not read.
  if (client.socket.writableLength > MOST_WAITING) client.socket.destroy();
}

function tellAll(line: string): void {
  for (const other of clients) if (other.nick && !other.leaving) tell(other, line);
}

function gone(client: Client): void {
  if (clients.delete(client) && client.nick) tellAll('LEFT ' + client.nick);
}

/** Nobody may drive another's terminal: control characters become U+FFFD, but not the tab. */
const plain = (text: string): string => text.replace(/(?!\t)\p{Cc}/gu, '\ufffd');

function obey(client: Client, line: Buffer): void {
  let text: string;
  try {
    text = decoder.decode(line);
  } catch {
    return tell(client, 'ERR not-utf8 Those bytes are not UTF-8.');
  }
  const space = text.indexOf(' ');
  const verb = (space === -1 ? text : text.slice(0, space)).toUpperCase();
  const rest = space === -1 ? '' : text.slice(space + 1);
  if (verb === 'BYE') {
    tell(client, 'BYE');
    leave(client);
  } else if (verb === 'PASS' && !client.nick) {
    knock(client, rest.trim());
  } else if (!client.nick) {
    tell(client, 'ERR need-password Type PASS, a space and the password.');
  } else if (verb === 'SAY' && rest.trim()) {
    const message = 'MSG ' + client.nick + ' ' + plain(rest);
    if (Buffer.byteLength(message) > LONGEST)
      tell(client, 'ERR line-too-long With your name in front it does not fit.');
    else tellAll(message);
  } else if (verb === 'WHO') {
    const nicks = [...clients].flatMap(({ nick }) => (nick ? [nick] : []));
    tell(client, 'HERE ' + nicks.length + ' ' + nicks.join(' '));
  } else if (verb === 'SAY' || !text.trim()) {
    tell(client, 'ERR empty Type SAY, a space and your text.');
  } else {
    tell(client, 'ERR unknown-command Type SAY, a space and your text. WHO and BYE are commands, too.');
  }
}

function knock(client: Client, word: string): void {
  if (word !== PASSWORD) {
    client.wrong += 1;
    tell(client, 'NO wrong-password');
    if (client.wrong === 3) leave(client);
  } else if ([...clients].filter(({ nick }) => nick).length >= MOST_MEMBERS) {
    tell(client, 'ERR room-full Try again later.');
    leave(client);
  } else {
    let nick = 'anon-' + randomBytes(3).toString('hex');
    while ([...clients].some((each) => each.nick === nick)) nick = 'anon-' + randomBytes(3).toString('hex');
    tell(client, 'OK you=' + nick);
    tellAll('JOIN ' + nick);
    client.nick = nick;
  }
}

function leave(client: Client): void {
  client.leaving = true;
  client.socket.end();
}

const server = createServer((socket) => {
  const client: Client = { socket, coming: Buffer.alloc(0), nick: null, wrong: 0, leaving: false };
  clients.add(client);
  tell(client, 'HELLO chat/1 room=' + NAME + ' auth=password');
  socket.on('data', (data) => {
    let rest = Buffer.concat([client.coming, data]);
    for (let end = rest.indexOf(10); end !== -1 && !client.leaving; end = rest.indexOf(10)) {
      const line = rest.subarray(0, rest[end - 1] === 13 ? end - 1 : end);
      rest = rest.subarray(end + 1);
      if (line.length > LONGEST) tell(client, 'ERR line-too-long At most 1,024 bytes.');
      else obey(client, line);
    }
    client.coming = Buffer.from(rest.subarray(0, LONGEST + 2)); // too long already: its beginning is enough to know
  });
  socket.on('error', () => {}); // a reset: 'close' follows
  socket.on('close', () => gone(client));
});

server.listen(PORT, '127.0.0.1', () => console.log('Room ' + NAME + ' listens on port ' + PORT));

process.on('SIGINT', () => {
  for (const client of clients) {
    tell(client, 'BYE The room closes.');
    client.socket.end();
  }
  server.close(() => console.log('The room is closed.'));
});
`;
