import { connect } from 'node:net';

/** Sends bytes as they are, and gives back all that comes. `fetch` would not send a wrong Host. */
export const rawRequest = (port: number, text: string): Promise<string> =>
  new Promise((resolve, reject) => {
    let heard = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(text));
    socket.on('data', (chunk) => {
      heard += String(chunk);
    });
    socket.on('end', () => socket.destroy());
    socket.on('close', () => resolve(heard));
    socket.on('error', reject);
  });
