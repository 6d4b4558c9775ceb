import { request } from 'node:http';

/** What a server answered. */
export interface Answer {
  readonly status: number;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly body: string;
  /** On the wire, compressed or not. */
  readonly bytes: number;
}

/** One HTTP request as it is written here: `fetch` would not send a Host or a Cookie of our choice. */
export const ask = (
  url: string,
  path: string,
  { method = 'GET', headers = {} }: { method?: string; headers?: Record<string, string> } = {},
): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url);
    const asked = request({ host: hostname, port, path, method, headers, agent: false }, (answer) => {
      const pieces: Buffer[] = [];
      answer.on('data', (piece: Buffer) => pieces.push(piece));
      answer.on('end', () => {
        const all = Buffer.concat(pieces);
        const { statusCode: status = 0, headers: told } = answer;
        resolve({ status, headers: told, body: all.toString('utf8'), bytes: all.length });
      });
      answer.on('error', reject);
    });
    asked.on('error', reject);
    asked.end();
  });

/** Gives the code as the page for it does. @returns the cookie, ready to be sent back */
export const takeSeat = async (url: string, code: string): Promise<string> => {
  const answer = await ask(url, '/class/join', { headers: { 'first-hop-code': code } });
  const cookie = String(answer.headers['set-cookie'] ?? '').split(';')[0] ?? '';
  if (answer.status !== 204 || cookie === '') throw new Error(`no seat: ${answer.status} ${answer.body}`);
  return cookie;
};
