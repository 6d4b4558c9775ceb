import type { RequestSeen } from '../../evidence/event.ts';
import type { Request } from './request.ts';

/** The fields of a request that a web server's witness tells. None of them is content. */
export const WITNESSED_HEADERS = ['host', 'user-agent', 'accept', 'connection', 'referer', 'range'] as const;

/** Characters of a value, and of a path, that are told: enough to know it by. */
const MOST = 200;

/** What a witness tells of a request that was answered; null where its first line could not be read. */
export function requestSeen(request: Request | null, status: number): RequestSeen {
  const headers: Record<string, string> = {};
  for (const name of WITNESSED_HEADERS) {
    const value = request?.fields.get(name);
    if (value !== undefined) headers[name] = value.slice(0, MOST);
  }
  return {
    method: (request?.method ?? '').slice(0, MOST),
    path: (request?.path ?? '').slice(0, MOST),
    status,
    headers,
  };
}
