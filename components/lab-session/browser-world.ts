import type { World } from '../../lab/shell/shell.ts';

/** Time and chance of a browser tab. */
export const browserWorld: World = {
  now: () => performance.now(),
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  randomBytes: (count) => crypto.getRandomValues(new Uint8Array(count)),
  hmac: async (key, message) => {
    // A classroom's plain-http page is no secure context, and a browser keeps crypto.subtle for those.
    if (!crypto.subtle) return (await import('../../lab/hmac-sha-256.ts')).hmacSha256(key, message);
    const imported = await crypto.subtle.importKey('raw', own(key), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
    return new Uint8Array(await crypto.subtle.sign('HMAC', imported, own(message)));
  },
};

/** The bytes in a buffer of their own: WebCrypto's types do not take one that may be shared. */
const own = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => new Uint8Array(bytes);
