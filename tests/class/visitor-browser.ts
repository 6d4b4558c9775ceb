import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { chromiumFlags, ensureChromium } from '../browser/chromium.ts';
import type { TestLan } from './lan.ts';

/** A browser on the other machine of a test's network; where there is none, on this one. */
export const visitorBrowser = (lan: TestLan): Promise<Browser> => {
  const program = ensureChromium();
  if (lan.visitor === null) return chromium.launch({ executablePath: program, args: [...chromiumFlags] });
  const wrapper = join(mkdtempSync(join(tmpdir(), 'first-hop-visitor-')), 'chromium');
  writeFileSync(wrapper, `#!/bin/sh\nexec ip netns exec ${lan.visitor} '${program}' "$@"\n`);
  chmodSync(wrapper, 0o755);
  return chromium.launch({ executablePath: wrapper, args: [...chromiumFlags] });
};
