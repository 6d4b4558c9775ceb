import { expect, it } from 'vitest';
import { parseIpv4 } from '../../network/wire/address.ts';
import { addressUse } from '../special-blocks.ts';
import { addressesSorted, addressesToSort, ownAddressSorted, sortingQuestion } from './addresses-sorted.ts';
import { passes, saying } from './judged.ts';
import { Scenario } from './scenario.ts';

class Sorting extends Scenario {
  says(which: string, option: string): this {
    this.add({ kind: 'answered', question: sortingQuestion('3.2b', which), option });
    return this;
  }
  all(): this {
    for (const address of addressesToSort) this.says(address, addressUse(parseIpv4(address) ?? 0));
    return this;
  }
}

it('wants every address in its place, and the last word counts', () => {
  const check = addressesSorted('3.2b');
  passes(check, new Sorting().all());
  expect(saying(check, new Sorting().all().says('172.32.0.1', 'private'))).toBe(
    '172.32.0.1 is not a private address. Compare its first bits with the table of blocks.',
  );
  passes(check, new Sorting().says('172.32.0.1', 'private').all());
  expect(saying(check, new Sorting().says('9.9.9.9', 'public'))).toContain('Of 9 addresses 0 are sorted');
});

it('judges an address of the learner’s own', () => {
  const check = ownAddressSorted('3.2b');
  expect(saying(check, new Sorting())).toContain('not sorted yet');
  expect(saying(check, new Sorting().says('own', '192.168.1.7 public'))).toContain(
    '192.168.1.7 is not a public address.',
  );
  passes(check, new Sorting().says('own', '192.168.1.7 private'));
  expect(saying(check, new Sorting().says('own', 'nonsense private'))).toContain('not sorted yet');
});
