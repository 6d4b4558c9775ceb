import { flag, listOf, oneOf, pick, type Reader, shape, text, whole } from '../bridge/schema.ts';

// The teacher's page and the lab server: JSON in text frames of one WebSocket, opened from the machine itself only.

/** A seat as the teacher sees it: a number, never a name. */
export interface SeatRow {
  readonly seat: number;
  /** Tabs of the course that are connected now; 0: nobody sits there at the moment. */
  readonly pages: number;
  readonly muted: boolean;
  /** The lesson's slug, if the seat chose to tell; else ''. */
  readonly lesson: string;
  /** The step it is at, `4.3a.2`, if the seat chose to tell; else ''. */
  readonly step: string;
}

export interface ClassRoomRow {
  readonly name: string;
  readonly port: number;
  readonly auth: 'password' | 'open';
  readonly here: number;
  readonly paused: boolean;
}

/** Everything that the teacher's page shows, sent whole whenever it changed. */
export interface ClassState {
  readonly type: 'class';
  /** Where visitors come in, `http://192.168.1.7:4000/`, the likeliest address first. */
  readonly urls: readonly string[];
  readonly code: string;
  readonly wrongCodes: number;
  readonly lobbyPort: number;
  readonly seats: readonly SeatRow[];
  readonly rooms: readonly ClassRoomRow[];
}

export type TeacherMessage =
  | { readonly type: 'pause'; readonly room: string; readonly on: boolean }
  | { readonly type: 'mute'; readonly seat: number; readonly on: boolean }
  /** Its pages are closed and its cookie is worth nothing any more. */
  | { readonly type: 'remove'; readonly seat: number }
  /** Forgets the seats at which nobody sits, and what the others told of their steps. */
  | { readonly type: 'clear' }
  /** Another code from now on; who is in stays in. */
  | { readonly type: 'renew' }
  /** Stops the lab server, as Ctrl-C does. */
  | { readonly type: 'close' };

const MAX_JSON = 256 * 1024;
const MAX_ROWS = 1_024;
const port = whole(0, 65_535);
const count = whole(0, Number.MAX_SAFE_INTEGER);

type Of<T extends TeacherMessage['type']> = Extract<TeacherMessage, { type: T }>;

const teacherMessage = pick<TeacherMessage>(
  'type',
  new Map<string, Reader<TeacherMessage>>([
    ['pause', shape<Of<'pause'>>({ type: oneOf('pause'), room: text(64), on: flag })],
    ['mute', shape<Of<'mute'>>({ type: oneOf('mute'), seat: count, on: flag })],
    ['remove', shape<Of<'remove'>>({ type: oneOf('remove'), seat: count })],
    ['clear', shape<Of<'clear'>>({ type: oneOf('clear') })],
    ['renew', shape<Of<'renew'>>({ type: oneOf('renew') })],
    ['close', shape<Of<'close'>>({ type: oneOf('close') })],
  ]),
);

const classState = shape<ClassState>({
  type: oneOf('class'),
  urls: listOf(text(128), 64),
  code: text(16),
  wrongCodes: count,
  lobbyPort: port,
  seats: listOf(shape<SeatRow>({ seat: count, pages: count, muted: flag, lesson: text(64), step: text(12) }), MAX_ROWS),
  rooms: listOf(
    shape<ClassRoomRow>({ name: text(64), port, auth: oneOf('password', 'open'), here: count, paused: flag }),
    MAX_ROWS,
  ),
});

/** @returns the message, or null if this text is none. Never throws. */
export const decodeTeacherMessage = (json: string): TeacherMessage | null => teacherMessage(parse(json)) ?? null;

/** @returns the state, or null if this text is none. Never throws. */
export const decodeClassState = (json: string): ClassState | null => classState(parse(json)) ?? null;

function parse(json: string): unknown {
  if (json.length > MAX_JSON) return undefined;
  try {
    return JSON.parse(json);
  } catch {
    // Not JSON at all: the same answer as JSON of a wrong shape.
    return undefined;
  }
}

/** What is in the QR code: the code stands in the fragment, which no browser sends to anybody. */
export const classLink = (url: string, code: string): string => `${url}#code=${code}`;
