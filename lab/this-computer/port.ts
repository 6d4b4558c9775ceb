import type { PageMessage } from '../bridge/messages.ts';
import type { EvidenceLog } from '../evidence/log.ts';

/** What a socket in the page needs of the way to the lab server. */
export interface WayPort {
  say(message: PageMessage): void;
  frame(bytes: Uint8Array<ArrayBuffer>): void;
  /** Resolves when the WebSocket has sent enough of what it was given, `null` if it has already. */
  room(): Promise<void> | null;
  readonly log: EvidenceLog;
}
