import type { PageMessage, ServerMessage } from '../../lab/bridge/messages.ts';
import { readInterfaces } from '../kernel/interfaces.ts';
import { countFilesOpenForWriting } from '../kernel/open-files.ts';
import type { BridgeCommons } from './commons.ts';
import type { Session } from './session.ts';

/** What a page may ask of this computer beside sockets. Nothing here starts a process. */
export async function answer(
  { call, what }: Extract<PageMessage, { type: 'ask' }>,
  page: Session,
  commons: BridgeCommons,
): Promise<ServerMessage> {
  switch (what) {
    case 'sockets':
      return { type: 'sockets', call, table: await commons.table(page) };
    case 'interfaces':
      return { type: 'interfaces', call, rows: page.seat === null ? readInterfaces() : commons.interfacesForSeats() };
    case 'services':
      return { type: 'services', call, services: commons.services() };
    case 'doors':
      return { type: 'doors', call, doors: await commons.doors(page.seat) };
    case 'open-files':
      return { type: 'open-files', call, count: await countFilesOpenForWriting() };
  }
}
