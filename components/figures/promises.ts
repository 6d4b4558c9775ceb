import { type Finding, kept, linked, overheard, readable, replayed, searched } from './promise-findings.ts';

/** One sentence of the advertisement, what was tried against it, and what would make it true. */
export interface AdvertisedPromise {
  readonly id: string;
  readonly claim: string;
  readonly attack: string;
  readonly find: Finding;
  /** Where the evidence comes from. */
  readonly lab: string;
  readonly verdict: 'broken' | 'kept, and smaller than it sounds';
  readonly repair: string;
}

export const advertised: readonly AdvertisedPromise[] = [
  {
    id: 'anonymous',
    claim: 'Guests are anonymous.',
    attack: 'Run the room and write down the address behind every name.',
    find: linked,
    lab: '9.4a',
    verdict: 'broken',
    repair:
      'Say pseudonym, and say who can follow it: the server sees addresses. A crowd between you and the room, where many share one address, makes following harder.',
  },
  {
    id: 'password',
    claim: 'A password keeps strangers out.',
    attack: 'Stand on the way and read it when it passes.',
    find: overheard,
    lab: '9.4b',
    verdict: 'broken',
    repair: 'Prove that you know the word without sending it (challenge and response), or send it through TLS only.',
  },
  {
    id: 'replay',
    claim: 'Nobody gets in without knowing the word.',
    attack: 'Copy somebody’s line, and say it again on a connection of your own.',
    find: replayed,
    lab: '9.4b and 9.4c',
    verdict: 'broken',
    repair: 'A fresh random number in every question, so that a copied answer fits no other one.',
  },
  {
    id: 'readable',
    claim: 'What is said in the room stays in the room.',
    attack: 'Read the text as it passes.',
    find: readable,
    lab: '9.4b and 9.4c',
    verdict: 'broken',
    repair: 'TLS. Challenge and response repairs the password and leaves the text in the open.',
  },
  {
    id: 'stored',
    claim: 'Nothing is stored.',
    attack: 'Ask the lab server what it holds open for writing.',
    find: searched,
    lab: '9.4d',
    verdict: 'kept, and smaller than it sounds',
    repair: 'Name who promises: “the server stores no messages”. It cannot speak for anybody else.',
  },
  {
    id: 'trace',
    claim: 'No trace is left.',
    attack: 'Search the places that promised nothing: terminals, the tap, this page.',
    find: kept,
    lab: '9.4d',
    verdict: 'broken',
    repair: 'None by the server. Say that members, and whoever listened, can keep what they saw.',
  },
];
