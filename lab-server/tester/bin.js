#!/usr/bin/env node
// `npx test-my …` from the clone: the same program as `npm run test-my`, without a build.
import { register } from 'tsx/esm/api';

register();
await import('./test-my.ts');
