import type { Channel } from './channel.ts';

/** What a browser's WebSocket and the one of `ws` have in common. */
export interface WebSocketLike {
  binaryType: string;
  readonly bufferedAmount: number;
  send(data: string | Uint8Array<ArrayBuffer>): void;
  close(): void;
  onopen: ((event: never) => void) | null;
  onclose: ((event: never) => void) | null;
  onerror: ((event: never) => void) | null;
  onmessage: ((event: never) => void) | null;
}

/** `() => channelOf(new WebSocket(url))` is what `ThisComputer` asks for. */
export function channelOf(socket: WebSocketLike): Channel {
  const channel: Channel = {
    send: (data) => socket.send(data),
    close: () => socket.close(),
    get bufferedAmount() {
      return socket.bufferedAmount;
    },
    onopen: null,
    onmessage: null,
    onclose: null,
  };
  socket.binaryType = 'arraybuffer';
  socket.onopen = () => channel.onopen?.();
  socket.onclose = () => channel.onclose?.();
  // A WebSocket that fails reports 'error' and then always 'close' (WHATWG WebSockets §4), and `ws` wants a listener.
  socket.onerror = () => undefined;
  socket.onmessage = (event: { data: unknown }) => {
    if (typeof event.data === 'string') channel.onmessage?.(event.data);
    else if (event.data instanceof ArrayBuffer) channel.onmessage?.(new Uint8Array(event.data));
  };
  return channel;
}
