import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';

const everywhere: Readonly<Record<string, string>> = {
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
};

const onLoopback: Readonly<Record<string, string>> = {
  ...everywhere,
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

/**
 * For every answer, errors included. A plain http address of the local network is no secure context: there browsers
 * ignore the two headers that isolate a page, and complain of them in the console, so they are for loopback only.
 */
export const setSecurityHeaders = (response: ServerResponse): void => {
  const isSecure = response.req.socket.localAddress?.startsWith('127.') ?? false;
  for (const [name, value] of Object.entries(isSecure ? onLoopback : everywhere)) response.setHeader(name, value);
};

const inlineScripts = /<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/gi;

/** `sha256-…` of every inline script of an exported page. The export is ours, so a regular expression is enough. */
export const inlineScriptHashes = (html: string): string[] => {
  const hashes = new Set<string>();
  for (const match of html.matchAll(inlineScripts)) {
    hashes.add(
      `'sha256-${createHash('sha256')
        .update(match[1] ?? '', 'utf8')
        .digest('base64')}'`,
    );
  }
  return [...hashes];
};

/**
 * For the script of the Python thread, which Pyodide makes compile WebAssembly. A worker from the network has the policy
 * of its own script and not that of its page (CSP Level 3, §4.2.2), so no page's policy has to be wider for it.
 */
export const pythonThreadPolicy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'";

/**
 * The page may load from this origin only and run only the inline scripts whose hash is named. Styles may be inline:
 * xterm writes style elements. The bridge's WebSocket is named in full, because older engines do not count ws: as 'self'.
 */
export const contentSecurityPolicy = (scriptHashes: readonly string[], host: string): string =>
  [
    "default-src 'none'",
    `script-src 'self' ${scriptHashes.join(' ')}`.trim(),
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self' ws://${host}`,
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
