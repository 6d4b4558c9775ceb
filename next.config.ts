import createMDX from '@next/mdx';
import type { NextConfig } from 'next';

const config: NextConfig = {
  output: 'export',
  // A page is a folder with an index.html, so that any static host can serve it without a rule.
  trailingSlash: true,
  reactStrictMode: true,
  devIndicators: false,
  // Seven small style sheets hold up the first picture for longer than one page that carries them: 760 ms on a slow phone.
  experimental: { inlineCss: true },
};

export default createMDX({})(config);
