import { inlineScriptHashes } from '../site/headers.ts';

/**
 * The only thing that a visitor without a seat gets to see. The code comes from the address's fragment (the QR code) or
 * is typed; it goes to the server in a header, once, and leaves the address bar before that. Nothing else is loaded.
 */
const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Class code · First Hop</title>
<style>
:root { color-scheme: light dark; --ground: #fbfaf6; --ink: #1b1f27; --soft: #4d5561; --line: #8a857a; --go: #0f5fa8; --on-go: #ffffff; }
@media (prefers-color-scheme: dark) { :root { --ground: #17191d; --ink: #ecebe6; --soft: #b9bcc3; --line: #7d838e; --go: #8fc4ff; --on-go: #10141b; } }
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: var(--ground); color: var(--ink); font: 1.125rem/1.5 system-ui, sans-serif; }
main { width: min(26rem, 100%); padding: 1.5rem; }
h1 { font-size: 1.75rem; line-height: 1.2; margin: 0 0 .5rem; }
p { margin: 0 0 1.25rem; color: var(--soft); }
label { display: block; font-weight: 600; margin-bottom: .375rem; }
input { width: 100%; font: 2rem/1.2 ui-monospace, monospace; letter-spacing: .15em; padding: .5rem .75rem; color: inherit; background: transparent; border: 2px solid var(--line); border-radius: .5rem; }
button { width: 100%; margin-top: .75rem; font: inherit; font-weight: 600; padding: .75rem; min-height: 3rem; color: var(--on-go); background: var(--go); border: 0; border-radius: .5rem; cursor: pointer; }
:focus-visible { outline: 3px solid var(--go); outline-offset: 2px; }
#say { min-height: 3rem; margin: 1rem 0 0; color: var(--ink); }
</style>
</head>
<body>
<main>
<h1>Which class?</h1>
<p>Your teacher has a code of six digits. It lets this browser take a seat. No name is asked for, and nothing is kept.</p>
<form id="form">
<label for="code">Class code</label>
<input id="code" name="code" inputmode="numeric" autocomplete="off" maxlength="9" required aria-describedby="say">
<button>Take a seat</button>
</form>
<p id="say" role="status"></p>
<noscript><p>This page needs JavaScript, as the course does.</p></noscript>
</main>
<script>
(() => {
  const say = document.getElementById('say');
  const field = document.getElementById('code');
  const ask = (code) => fetch('/class/join', { headers: code === '' ? {} : { 'first-hop-code': code }, cache: 'no-store' });
  const tell = (text) => { say.textContent = text; };
  const join = async (code) => {
    tell('Asking for a seat.');
    try {
      const answer = await ask(code);
      if (!answer.ok) return tell(await answer.text());
      if (!(await ask('')).ok) return tell('This browser kept no cookie, so it cannot keep its seat. Allow cookies for this address and try again.');
      location.reload();
    } catch {
      tell('First Hop does not answer. Is this computer still on the same network? Then try again.');
    }
  };
  document.getElementById('form').addEventListener('submit', (event) => {
    event.preventDefault();
    const code = field.value.replace(/[^0-9]/g, '');
    if (code.length === 6) return void join(code);
    tell('The code has six digits.');
    field.focus();
  });
  const given = /^#code=([0-9]{6})$/.exec(location.hash);
  if (location.hash.startsWith('#code=')) history.replaceState(history.state, '', location.pathname + location.search);
  if (given) return void join(given[1]);
  // A link from another site comes without the cookie (SameSite=Strict), a request of this page with it: a seat may be there.
  if (history.state === 'looked') return;
  history.replaceState('looked', '');
  ask('').then((answer) => { if (answer.ok) location.reload(); }, () => undefined);
})();
</script>
</body>
</html>
`;

export const codePage = {
  body: Buffer.from(html, 'utf8'),
  policy: [
    "default-src 'none'",
    `script-src ${inlineScriptHashes(html).join(' ')}`,
    "style-src 'unsafe-inline'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
} as const;
