/**
 * The way to the lab server as the page sees it: messages there and back, nothing more. A browser's WebSocket becomes
 * one with `channelOf` (websocket-channel.ts); a test makes one of two queues.
 */
export interface Channel {
  /** Only after `onopen`. */
  send(data: string | Uint8Array<ArrayBuffer>): void;
  /** Gives up. `onclose` follows, if it has not come already. */
  close(): void;
  /** Bytes handed over and not yet sent. */
  readonly bufferedAmount: number;
  onopen: (() => void) | null;
  onmessage: ((data: string | Uint8Array) => void) | null;
  /** Once, also when it never opened. */
  onclose: (() => void) | null;
}
