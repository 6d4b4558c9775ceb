import { connect } from 'node:net';

// A process that connects at a rate until somebody kills it: `many-connects.ts <port> <a second>`. Each connection waits
// for the greeting and resets.

const [port = '0', rate = '0'] = process.argv.slice(2);
let made = 0;
const began = performance.now();
setInterval(() => {
  const due = ((performance.now() - began) / 1_000) * Number(rate);
  for (; made < due; made += 1) {
    const socket = connect({ port: Number(port), host: '127.0.0.1' });
    socket.once('data', () => socket.resetAndDestroy()).on('error', () => socket.destroy());
    socket.setTimeout(5_000, () => socket.destroy());
  }
}, 5);
process.stdout.write('at it\n');
