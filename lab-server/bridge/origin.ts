import type { IncomingMessage } from 'node:http';

/** The hosts under which this server's own page is asked for: `127.0.0.1:4000`, `localhost:4000`. */
export interface AllowedHosts {
  readonly hosts: ReadonlySet<string>;
}

export type UpgradeVerdict =
  | { readonly ok: true }
  | { readonly ok: false; readonly status: 400 | 403 | 421; readonly why: string };

const HOST = /^(?:[a-z0-9.-]+|\[[0-9a-f:]+\])(?::[1-9]\d{0,4})?$/;

/**
 * Who may open the bridge: a page that this server itself delivered, nobody else. Browsers let any page open a
 * WebSocket to any host and say in `Origin` which page it was (RFC 6455 §10.2), so we compare it exactly; and since a
 * foreign name can be made to resolve to 127.0.0.1 (DNS rebinding), `Host` must be one of our own (RFC 9110 §7.2).
 */
export function judgeUpgrade(request: Pick<IncomingMessage, 'rawHeaders'>, allowed: AllowedHosts): UpgradeVerdict {
  const [host, ...moreHosts] = valuesOf(request, 'host');
  if (host === undefined || moreHosts.length > 0) {
    return { ok: false, status: 400, why: 'An HTTP/1.1 request names its host exactly once.' };
  }
  if (!HOST.test(host) || !allowed.hosts.has(host)) {
    return { ok: false, status: 421, why: 'This lab server does not answer under that name.' };
  }
  const [origin, ...moreOrigins] = valuesOf(request, 'origin');
  if (origin === undefined || moreOrigins.length > 0) {
    return { ok: false, status: 403, why: 'The bridge opens only for a page, which says where it came from.' };
  }
  if (origin !== `http://${host}`) {
    return { ok: false, status: 403, why: "The bridge opens only for this lab server's own pages." };
  }
  return { ok: true };
}

/** Node joins or drops repeated headers in `headers`; the raw list keeps each. */
function valuesOf({ rawHeaders }: Pick<IncomingMessage, 'rawHeaders'>, name: string): string[] {
  return rawHeaders.filter((_, index) => index % 2 === 1 && rawHeaders[index - 1]?.toLowerCase() === name);
}
