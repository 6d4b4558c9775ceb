/** A network of the map, and whoever it belongs to. All of them are made up. */
export interface Owner {
  readonly id: 'home' | 'elm' | 'rack' | 'blue' | 'north';
  readonly name: string;
  readonly what: string;
  /** What they run, and out of what. */
  readonly owns: string;
  /** Why they carry the packets of strangers. */
  readonly because: string;
  /** Whom they have to ask before they change something. */
  readonly decides: string;
}

export const owners: readonly [Owner, ...Owner[]] = [
  {
    id: 'home',
    name: 'You',
    what: 'a home',
    owns: 'A laptop (pc1), a box in the hall (router r1), a copper cable between them.',
    because: 'You carry nobody’s packets but your own: whatever comes in is for you.',
    decides: 'You. Nobody outside can see your cable, or forbid you a second one.',
  },
  {
    id: 'elm',
    name: 'Elm Net',
    what: 'your provider',
    owns: 'A router in town (r2), and glass fibre along the streets. The one to your house is theirs, too.',
    because: 'You pay them by the month. They are an ISP: they sell reach.',
    decides: 'Elm Net. With Rackhouse they agreed to share a cable; from Bluewater they buy the rest of the world.',
  },
  {
    id: 'rack',
    name: 'Rackhouse',
    what: 'a hosting company',
    owns: 'A hall full of servers, and the router at its door (r5).',
    because: 'Whoever rents a server there pays for the packets to it and from it.',
    decides: 'Rackhouse. Half of the short cable is theirs. When it breaks, two owners have to find the time.',
  },
  {
    id: 'blue',
    name: 'Bluewater',
    what: 'a carrier',
    owns: 'A router on the coast (r3), and the cable that lies under the sea.',
    because: 'Elm Net pays them to be carried to networks it has no cable to.',
    decides: 'Bluewater. They know neither you nor the server, and need not.',
  },
  {
    id: 'north',
    name: 'Northline',
    what: 'a carrier',
    owns: 'A router beyond the sea (r4), and a radio link over the valley to Rackhouse.',
    because: 'Rackhouse pays them, as Elm Net pays Bluewater. The two carriers pass on to each other.',
    decides: 'Northline. That they use radio where Bluewater uses glass is nobody else’s business.',
  },
];

/** A cable of the lab’s network, between or within the networks of the map. */
export const wires = [
  { cable: 'street', from: 'home', to: 'elm', of: 'glass' },
  { cable: 'short', from: 'elm', to: 'rack', of: 'glass' },
  { cable: 'coast', from: 'elm', to: 'blue', of: 'glass' },
  { cable: 'sea', from: 'blue', to: 'north', of: 'glass under the sea' },
  { cable: 'valley', from: 'north', to: 'rack', of: 'radio' },
] as const satisfies readonly { cable: string; from: Owner['id']; to: Owner['id']; of: string }[];
