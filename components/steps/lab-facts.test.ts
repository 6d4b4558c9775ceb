import { expect, it } from 'vitest';
import { fillPorts, labFacts, stepAnchor } from './lab-facts.ts';

it('hands over a lab without its functions, so that a server page can send it', () => {
  const facts = labFacts({
    id: '0.1a',
    title: 'T',
    why: 'W',
    prediction: { id: 'p', ask: '?', options: [], outcome: '' },
    steps: [{ say: 's', check: () => ({ passed: true, saying: '' }), hints: ['1', '2', '3', '4'] }],
    solution: [],
    mistakes: [{ name: 'm', script: [], step: 1, saying: /x/ }],
  });
  expect(JSON.parse(JSON.stringify(facts))).toEqual(facts);
  expect(facts.steps[0]).not.toHaveProperty('check');
});

it('fills in the ports in use and leaves other braces alone', () => {
  expect(fillPorts('nc 127.0.0.1 {blue} {x}', { blue: 5061 })).toBe('nc 127.0.0.1 5061 {x}');
});

it('makes an anchor without dots', () => {
  expect(stepAnchor('0.1a', 2)).toBe('step-0-1a-2');
});
