/** A stop of the zoom, from the body to the planet. */
export interface Scale {
  readonly label: string;
  /** What there is to see: `a headset and a phone`. */
  readonly what: string;
  /** How far it is across, m. An order of magnitude, not a definition. */
  readonly across: number;
  readonly owner: string;
  readonly links: string;
  /** Whether all in it hear one broadcast. */
  readonly oneLink: string;
}

export const scales: readonly Scale[] = [
  {
    label: 'PAN, personal',
    what: 'a headset, a watch, a phone',
    across: 1,
    owner: 'You.',
    links: 'Short radio: Bluetooth.',
    oneLink: 'Yes. What lies beyond, they reach through the phone.',
  },
  {
    label: 'LAN, local',
    what: 'a home, or one floor of an office',
    across: 30,
    owner: 'You, or your school or company.',
    links: 'Ethernet cables and Wi-Fi.',
    oneLink: 'Yes, as a rule: one broadcast, and everybody has heard it.',
  },
  {
    label: 'CAN, campus',
    what: 'the buildings of a university',
    across: 1_000,
    owner: 'The university.',
    links: 'Its own fibre between the buildings.',
    oneLink: 'No, although one owner has it all. Lab 1.3a shows what is in the way.',
  },
  {
    label: 'MAN, metropolitan',
    what: 'a city',
    across: 30_000,
    owner: 'A carrier, or the city itself.',
    links: 'Fibre under the streets.',
    oneLink: 'Seldom. Some carriers sell a link across town that behaves as one long cable.',
  },
  {
    label: 'WAN, wide',
    what: 'one company, with branches in several countries',
    across: 3_000_000,
    owner: 'One organisation runs it. Most of the cables are rented from carriers.',
    links: 'Fibre over land and under the sea, some radio and satellite.',
    oneLink: 'No.',
  },
  {
    label: 'The Internet',
    what: 'the networks of the planet',
    across: 20_000_000,
    owner: 'Nobody. Each of its networks has an owner, and they agree.',
    links: 'All of the above.',
    oneLink: 'No. It is not a larger kind of network, it is an agreement between networks.',
  },
];

/** m/s, in glass: about two thirds of the speed in a vacuum. */
const inGlass = 200_000_000;

/** `5 µs`: how long light in a fibre takes across so many metres. */
export function crossing(metres: number): string {
  const seconds = metres / inGlass;
  const [amount, unit] =
    seconds < 1e-6 ? [seconds * 1e9, 'ns'] : seconds < 1e-3 ? [seconds * 1e6, 'µs'] : [seconds * 1e3, 'ms'];
  return `${Number(amount.toPrecision(2))} ${unit}`;
}

/** `30 km` */
export const distance = (metres: number): string =>
  metres < 1_000 ? `${metres} m` : `${(metres / 1_000).toLocaleString('en')} km`;
