import { chargenPiece } from '../../lab/services/chargen.ts';
import type { WebPage } from '../../lab/services/web/content.ts';

/** Exactly 10 MB, counted in thousands as bit rates are: at 8 Mbit/s ten seconds. */
export const TEN_MB = 10_000_000;

const index = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>A small web server</title></head>
<body>
<h1>It works.</h1>
<p>This page came over HTTP/1.1, from a server on this computer.</p>
<p>There is one more thing here: <a href="/10mb">/10mb</a>, ten million bytes to measure with.</p>
</body>
</html>
`;

/** What the web server has. */
export const webPages: Readonly<Record<string, WebPage>> = {
  '/': { type: 'text/html; charset=utf-8', body: index },
  '/10mb': { type: 'application/octet-stream', body: { length: TEN_MB, piece: chargenPiece } },
};
