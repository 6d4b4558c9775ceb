import type { Server } from 'node:http';
import { createServer } from 'node:net';
import { classLimits, httpLimits } from '../config.ts';
import { Admission } from '../rooms/admission.ts';
import { PortTaken } from '../rooms/port-taken.ts';

/** A listener on an address of the local network; what comes in is the page server's. */
export interface LanDoor {
  close(): void;
}

/**
 * Listens on each address, with the page's port. Each by its name and not "every address", so that a network that the
 * machine joins later, or one that was not meant, finds nothing.
 * @throws PortTaken; then none of them listens
 */
export async function openLanDoors(site: Server, addresses: readonly string[], port: number): Promise<LanDoor[]> {
  const admission = new Admission(httpLimits.connections, classLimits.connectionsPerAddress);
  const doors: LanDoor[] = [];
  try {
    for (const address of addresses) doors.push(await openDoor(site, address, port, admission));
  } catch (error) {
    for (const door of doors) door.close();
    throw error;
  }
  return doors;
}

function openDoor(site: Server, host: string, port: number, admission: Admission): Promise<LanDoor> {
  const door = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
    socket.on('error', () => socket.destroy());
    const release = admission.admit(socket.remoteAddress ?? '');
    if (release === undefined) return void socket.destroy();
    socket.once('close', release);
    // Documented: a connection that was accepted elsewhere is handed to an HTTP server by this event.
    site.emit('connection', socket);
  });
  return new Promise((resolve, reject) => {
    door.once('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'EADDRINUSE' || error.code === 'EACCES' ? new PortTaken(port, 'page', host) : error);
    });
    door.listen({ host, port, backlog: 4096 }, () => {
      door.removeAllListeners('error');
      // For example EMFILE while accepting: that visitor is lost, the door stays.
      door.on('error', () => undefined);
      resolve({ close: () => void door.close() });
    });
  });
}
