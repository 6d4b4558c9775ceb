import { nodePage, readUntil } from '../node-page.ts';

// A process that holds many pages in the open room, until somebody kills it: `many-pages.ts <url> <port> <count>`.

const [url = '', port = '0', count = '0'] = process.argv.slice(2);
await Promise.all(
  Array.from({ length: Number(count) }, async () => {
    const stream = await nodePage(url).computer.connect({ address: '127.0.0.1', port: Number(port) });
    await readUntil(stream, 'OK you=');
  }),
);
process.stdout.write('all are in\n');
setInterval(() => undefined, 60_000);
