import { resets, thirty } from './crowd.ts';
import { greeting, join, password, silent } from './door.ts';
import { controlCharacters, crlf, gluedLines, longLine, notUtf8, oneByte, separateBuffers } from './framing.ts';
import type { ServerCheck } from './server-check.ts';
import { slowReader } from './slow-reader.ts';
import { bareLine, bye, everyMember, joinLeft, noHistory, who } from './talk.ts';

/** All that a room has to do, in the order in which it is tried. Six are about safety, the rest about manners. */
export const serverChecks: readonly ServerCheck[] = [
  greeting,
  join,
  silent,
  everyMember,
  password,
  who,
  joinLeft,
  bareLine,
  bye,
  noHistory,
  oneByte,
  gluedLines,
  separateBuffers,
  crlf,
  longLine,
  notUtf8,
  controlCharacters,
  thirty,
  resets,
  slowReader,
];
