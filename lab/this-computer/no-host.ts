import { SocketError } from '../host.ts';

/** The way to the lab server is down; what a program and its reader are told. */
export const noHost = (trouble?: string): SocketError =>
  new SocketError(
    'NO-HOST',
    trouble ??
      'The lab server on this computer stopped answering; this page tries to reach it again by itself. If you stopped it, start it with `npm start`.',
  );
