import type { RoomEvent } from '../../evidence/event.ts';
import { type Endpoint, endpointText } from '../../host.ts';

const WAYS = {
  bye: 'said BYE',
  fin: 'left without a word (FIN)',
  rst: 'was cut off (RST)',
  dropped: 'was dropped by the room',
} as const;

/** One line for whoever runs a room. Names and, if wanted, addresses; never what was said. */
export class EventTeller {
  readonly #showPeers: boolean;
  readonly #nicks = new Map<string, string>();

  constructor(showPeers: boolean) {
    this.#showPeers = showPeers;
  }

  tell(peer: Endpoint, event: RoomEvent): string | null {
    const place = endpointText(peer);
    const nick = this.#nicks.get(place) ?? 'somebody';
    const behind = this.#showPeers ? ` from ${place}` : '';
    switch (event.event) {
      case 'joined':
        this.#nicks.set(place, event.nick);
        return `${event.nick} joined${behind}; ${event.here} here`;
      case 'denied':
        return `somebody${behind} gave a wrong password (${event.tries} of 3)`;
      case 'left':
        this.#nicks.delete(place);
        return `${nick}${behind} ${WAYS[event.how]}`;
      case 'delivered':
        return this.#showPeers ? `${nick}${behind} said something; handed to ${event.to}` : null;
      case 'greeted':
      case 'who':
        return null;
    }
  }
}
