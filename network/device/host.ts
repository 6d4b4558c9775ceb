import { Stack } from '../stack/stack.ts';

/** A computer with network cards and programs: a stack, and nothing besides. It does not forward. */
export class Host extends Stack {}
