import { WebSocket } from 'ws';
import { channelOf } from '../lab/bridge/websocket-channel.ts';
import { EvidenceLog } from '../lab/evidence/log.ts';
import type { Stream } from '../lab/host.ts';
import { ThisComputer } from '../lab/this-computer.ts';

/**
 * What a browser page holds, without the browser: a host over the real bridge, and its log.
 * @param cookie of a seat, in a class
 */
export const nodePage = (url: string, cookie?: string): { computer: ThisComputer; log: EvidenceLog } => {
  const origin = url.replace(/\/$/, '');
  const bridge = `${origin.replace('http:', 'ws:')}/bridge`;
  const headers = cookie === undefined ? {} : { cookie };
  const log = new EvidenceLog(() => performance.now());
  const computer = new ThisComputer({
    connect: () => channelOf(new WebSocket(bridge, { origin, headers, perMessageDeflate: false }) as never),
    log,
    world: { now: () => performance.now() },
  });
  return { computer, log };
};

/** Reads until the text so far contains `wanted`. @throws when the stream ends before */
export const readUntil = async (stream: Stream, wanted: string): Promise<string> => {
  const decoder = new TextDecoder();
  let heard = '';
  while (!heard.includes(wanted)) {
    const bytes = await stream.read();
    if (bytes === null) throw new Error(`the stream ended before "${wanted}": ${heard}`);
    heard += decoder.decode(bytes, { stream: true });
  }
  return heard;
};
