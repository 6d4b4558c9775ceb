import { expect, it } from 'vitest';
import { labFacts, stepAnchor } from './lab-facts.ts';

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

it('makes an anchor without dots', () => {
  expect(stepAnchor('0.1a', 2)).toBe('step-0-1a-2');
});
