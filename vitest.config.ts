import { defineConfig } from 'vitest/config';

// Two projects: what may run side by side, and what shares this machine's fixed lab ports (5000-5999) or a browser.
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: [
            'lab/**/*.test.ts',
            'lab-server/**/*.test.ts',
            'network/**/*.test.ts',
            'components/**/*.test.ts',
            'content/**/*.test.ts',
            'tests/*.test.ts',
            'tests/wire/**/*.test.ts',
            'tests/capture/**/*.test.ts',
          ],
          testTimeout: 15_000,
        },
      },
      {
        test: {
          name: 'machine',
          include: [
            'tests/lessons/**/*.test.ts',
            'tests/browser/**/*.test.ts',
            'tests/start/**/*.test.ts',
            'tests/failures/**/*.test.ts',
            'tests/security/**/*.test.ts',
            'tests/interop/**/*.test.ts',
            'tests/python/**/*.test.ts',
            'tests/class/**/*.test.ts',
          ],
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 240_000,
        },
      },
    ],
  },
});
