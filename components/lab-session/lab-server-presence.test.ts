import { describe, expect, it } from 'vitest';
import { hasLabServer } from './lab-server-presence.ts';

const answering = (status: number, type: string) => async () =>
  new Response('{}', { status, headers: { 'content-type': type } });

describe('whether a page has a lab server', () => {
  it('has one that answers /healthz with JSON, also when it is in trouble', async () => {
    expect(await hasLabServer(answering(200, 'application/json'))).toBe(true);
    expect(await hasLabServer(answering(502, 'text/html'))).toBe(true);
  });

  it('has one that is down when nobody answers', async () => {
    expect(await hasLabServer(() => Promise.reject(new TypeError('fetch failed')))).toBe(true);
  });

  it('has none where only files are served', async () => {
    expect(await hasLabServer(answering(404, 'text/html'))).toBe(false);
    expect(await hasLabServer(answering(200, 'text/html'))).toBe(false);
  });
});
