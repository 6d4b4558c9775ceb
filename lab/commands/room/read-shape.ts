import { WrongUsage } from '../../shell/wrong-usage.ts';
import type { Options } from '../options.ts';
import type { Shape } from './serve-room.ts';
import { slowPolicies } from './waiting-bytes.ts';
import { architectures } from './workers.ts';

/** Longer, and nobody waits for the end of the lesson. Seconds. */
const LONGEST_BLOCK_S = 30;

/** `--arch loop --block 3s --slow keep`. @returns undefined where none is asked for. @throws WrongUsage */
export function readShape({ value }: Options): Shape | undefined {
  const [arch, block, slow] = [value('--arch'), value('--block'), value('--slow')];
  if (arch === undefined && block === undefined && slow === undefined) return undefined;
  return {
    arch: oneOf('--arch', arch ?? 'loop', architectures),
    sayMs: block === undefined ? 0 : readSeconds(block) * 1000,
    slow: oneOf('--slow', slow ?? 'drop', slowPolicies),
  };
}

function oneOf<Word extends string>(flag: string, given: string, words: readonly Word[]): Word {
  const word = words.find((each) => each === given);
  if (word === undefined) throw new WrongUsage(`${flag} is one of ${words.join(', ')}.`);
  return word;
}

function readSeconds(word: string): number {
  const seconds = Number(/^(\d{1,2}(?:\.\d)?)s?$/.exec(word)?.[1]);
  if (!(seconds > 0 && seconds <= LONGEST_BLOCK_S))
    throw new WrongUsage(`${word} is no time: write 3s, and ${LONGEST_BLOCK_S}s at most.`);
  return seconds;
}
