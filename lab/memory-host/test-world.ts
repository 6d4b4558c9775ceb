import type { World } from '../shell/shell.ts';

interface WebCrypto {
  getRandomValues(bytes: Uint8Array): Uint8Array;
  readonly subtle: {
    importKey(form: 'raw', key: Uint8Array, how: object, extractable: false, uses: readonly string[]): Promise<object>;
    sign(how: string, key: object, message: Uint8Array): Promise<ArrayBuffer>;
  };
}

const { crypto, performance } = globalThis as unknown as { crypto: WebCrypto; performance: { now(): number } };

/** Real time and chance, as a page has them. */
export const testWorld: World = {
  now: () => performance.now(),
  sleep: (ms) =>
    new Promise((resolve) => {
      setTimeout(resolve, ms);
    }),
  randomBytes: (count) => crypto.getRandomValues(new Uint8Array(count)),
  async hmac(key, message) {
    const how = { name: 'HMAC', hash: 'SHA-256' };
    const imported = await crypto.subtle.importKey('raw', key, how, false, ['sign']);
    return new Uint8Array(await crypto.subtle.sign('HMAC', imported, message));
  },
};
