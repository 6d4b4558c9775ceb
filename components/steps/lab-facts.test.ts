import { expect, it } from 'vitest';
import { labFacts, openerOf, stepAnchor } from './lab-facts.ts';

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

it('knows which command starts the program that a later step types into', () => {
  const hints = ['1', '2', '3', '4'] as const;
  const steps = [
    { say: 'list', run: 'rooms', hints },
    { say: 'join', run: 'chat blue', hints },
    { say: 'elsewhere', run: 'chat green', terminal: 'b', hints },
    { say: 'ask', input: '/who', hints },
    { say: 'leave', input: '/bye', hints },
  ];
  expect(openerOf(steps, 4)).toBe('chat blue');
  expect(openerOf(steps, 0)).toBeNull();
});
