import { expect, it } from 'vitest';
import { Admission } from './admission.ts';

it('admits so many from one address, and so many in all', () => {
  const admission = new Admission(3, 2);
  const first = admission.admit('192.0.2.1');
  expect(first).toBeDefined();
  expect(admission.admit('192.0.2.1')).toBeDefined();
  expect(admission.admit('192.0.2.1')).toBeUndefined();
  expect(admission.admit('192.0.2.2')).toBeDefined();
  expect(admission.admit('192.0.2.3')).toBeUndefined();
  first?.();
  // Saying twice that it is over frees one place only.
  first?.();
  expect(admission.admit('192.0.2.1')).toBeDefined();
  expect(admission.admit('192.0.2.4')).toBeUndefined();
});
