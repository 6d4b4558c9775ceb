import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { type ClassState, decodeTeacherMessage, type TeacherMessage } from '../../lab/class/messages.ts';
import type { ClassLimits } from '../config.ts';

/** WebSocket close code for a broken protocol, RFC 6455 §7.4.1. */
const POLICY_VIOLATION = 1008;
/** Bytes that may wait in a teacher's page before it is given up: a page that sleeps. */
const WAITING_AT_MOST = 1_048_576;

export interface ControlOptions {
  readonly limits: ClassLimits;
  state(): ClassState;
  obey(message: TeacherMessage): void;
}

/** The teacher's pages: each is told the whole state when it changed, and may ask for what is in `TeacherMessage`. */
export class Control {
  readonly #options: ControlOptions;
  readonly #server: WebSocketServer;
  readonly #pages = new Set<WebSocket>();
  #told = '';
  #look: NodeJS.Timeout | undefined;

  constructor(options: ControlOptions) {
    this.#options = options;
    const maxPayload = options.limits.teacherMessageBytes;
    this.#server = new WebSocketServer({ noServer: true, clientTracking: false, perMessageDeflate: false, maxPayload });
  }

  /** Takes over an upgrade request whose Origin, Host and peer were judged before. */
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    if (this.#pages.size >= this.#options.limits.teacherPages) {
      socket.end('HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\n\r\nToo many teacher’s pages are open.\n');
      return;
    }
    this.#server.handleUpgrade(request, socket, head, (page) => this.#serve(page));
  }

  /** Something changed: every page hears of it at once. */
  changed(): void {
    if (this.#pages.size === 0) return;
    const state = JSON.stringify(this.#options.state());
    if (state === this.#told) return;
    this.#told = state;
    for (const page of this.#pages) send(page, state);
  }

  close(): void {
    clearInterval(this.#look);
    for (const page of this.#pages) page.terminate();
  }

  #serve(page: WebSocket): void {
    this.#pages.add(page);
    page.on('error', () => page.terminate());
    page.on('close', () => {
      this.#pages.delete(page);
      if (this.#pages.size > 0) return;
      clearInterval(this.#look);
      this.#look = undefined;
    });
    page.on('message', (data, isBinary) => {
      const message = isBinary ? null : decodeTeacherMessage(String(data));
      if (message === null) return page.close(POLICY_VIOLATION, 'This is no message of the teacher’s page.');
      this.#options.obey(message);
      this.changed();
    });
    // Rooms fill and empty without telling us.
    this.#look ??= setInterval(() => this.changed(), this.#options.limits.lookMs);
    this.#told = JSON.stringify(this.#options.state());
    send(page, this.#told);
  }
}

function send(page: WebSocket, state: string): void {
  if (page.bufferedAmount > WAITING_AT_MOST) page.terminate();
  else if (page.readyState === page.OPEN) page.send(state);
}
