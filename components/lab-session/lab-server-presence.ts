/**
 * Is there a lab server behind this page at all? Asked when the first try to reach it failed. A place that only serves
 * files answers `/healthz` with an error or a page of its own; nobody answering means a lab server that is down.
 */
export async function hasLabServer(ask: typeof fetch): Promise<boolean> {
  let answer: Response;
  try {
    answer = await ask('/healthz', { cache: 'no-store' });
  } catch (error) {
    if (error instanceof TypeError) return true;
    throw error;
  }
  const type = answer.headers.get('content-type') ?? '';
  return answer.status >= 500 || (answer.ok && type.includes('json'));
}
