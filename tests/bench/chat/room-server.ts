import { startChat } from '../../../lab-server/rooms/chat-server.ts';

// Our room as it runs in production, but for the limits that would stop a benchmark.
const line = { linesPerSecond: 1e9, burstLines: 1e9 };
const chat = await startChat({
  chatPorts: { from: 0, to: 0 },
  lobbyPort: 0,
  limits: { room: { ...line, members: 10_000 }, server: { connections: 10_000, connectionsPerAddress: 10_000 } },
  log: (text) => process.stderr.write(`${text}\n`),
});
const green = chat.rooms().find((room) => room.name === 'green');
process.stdout.write(`listening ${green?.port}\n`);
