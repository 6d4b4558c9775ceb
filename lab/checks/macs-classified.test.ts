import { describe, expect, it } from 'vitest';
import { passes, saying } from './judged.ts';
import { macKind, macReason } from './mac-kind.ts';
import { interfacesRead, macQuestion, macsClassified } from './macs-classified.ts';
import { Scenario } from './scenario.ts';

const listed = (): Scenario =>
  new Scenario().add({
    kind: 'interfaces.read',
    terminal: 'a',
    rows: [
      { name: 'lo', mac: '00:00:00:00:00:00', loopback: true, addresses: [] },
      { name: 'wlan0', mac: 'da:a1:19:00:00:01', loopback: false, addresses: [] },
    ],
  });
const said = (scenario: Scenario, row: number, option: string): Scenario =>
  scenario.add({ kind: 'answered', question: macQuestion(row), option });

describe('what a MAC address says of itself', () => {
  it.each([
    ['00:00:00:00:00:00', 'zeros'],
    ['00-00-5E-00-53-10', 'universal'],
    ['06:00:5e:00:53:10', 'local'],
    ['0200.5e00.5399', 'local'],
    ['01:80:c2:00:00:00', 'group'],
    ['ff:ff:ff:ff:ff:ff', 'group'],
  ])('%s is %s', (mac, kind) => expect(macKind(mac)).toBe(kind));

  it('is told with its bits', () => {
    expect(macReason('06:00:5e:00:53:10')).toBe('06 is 00000110: the local bit is set, the group bit is clear.');
  });
});

describe('classifying one’s own addresses', () => {
  it('wants them listed first', () => {
    expect(saying(interfacesRead, new Scenario())).toContain('`ip link` lists them');
    expect(saying(macsClassified, new Scenario())).toContain('List your interfaces first');
    passes(interfacesRead, listed());
  });

  it('explains what is wrong, and says how many are left', () => {
    expect(saying(macsClassified, listed())).toContain('what your first address is');
    expect(saying(macsClassified, said(listed(), 2, 'universal'))).toContain('da is 11011010: the local bit is set');
    expect(passes(macsClassified, said(listed(), 1, 'zeros'))).toBe('Right so far; 1 of 2 to go.');
    expect(passes(macsClassified, said(said(listed(), 1, 'zeros'), 2, 'local'))).toContain('Both addresses are right.');
  });
});
