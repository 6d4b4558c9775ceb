import { openTestLan } from '../../class/lan.ts';
import { measureClass, type Outcome, quantile } from '../../class/thirty.ts';
import { measureBrowsers } from './in-chromium.ts';

// `npm run bench -- class`: thirty visitors in `--lan` mode do lesson 4.3's first lab at once; first as scripted pages
// (about 20 seconds), then in thirty pages of a real browser (some minutes on two cores).

const print = (line: string): void => void process.stdout.write(`${line}\n`);
const VISITORS = Number(process.argv[2] ?? 30);

const lan = openTestLan();
if (lan === null) process.exit(1);
try {
  print(
    `${VISITORS} visitors at ${lan.address}, ${lan.visitor === null ? 'this machine visiting itself' : 'an address of a cable of its own'}; server and visitors share this machine`,
  );
  const times = (values: readonly number[]): string =>
    [0.5, 0.95, 1].map((share) => `${quantile(values, share).toFixed(0)}`.padStart(6)).join(' ');
  const mb = (bytes: number): string => (bytes / 1e6).toFixed(1);
  const heading = (title: string): void => print(`${title.padEnd(58)}   p50    p95    max`);
  const result = (figures: Outcome): void => {
    print(`steps passed        ${figures.passed} of ${figures.steps}`);
    print(`errors              ${figures.errors.length}${figures.errors.map((error) => `\n  ${error}`).join('')}`);
    print(
      `server memory       ${mb(figures.memoryBefore)} MB before, ${mb(figures.memoryAfter)} MB with all of them (resident)`,
    );
  };
  const scripted = await measureClass(lan, VISITORS);
  heading('scripted pages');
  print(`Run to the room's first bytes, all at once (ms)            ${times(scripted.afterRun)}`);
  print(`asking for the page, code and files, to first bytes (ms)   ${times(scripted.firstMessage)}`);
  result(scripted);
  print(`bytes served        ${mb(scripted.bytesServed)} MB`);
  const real = await measureBrowsers(lan, VISITORS);
  heading('\nChromium');
  print(`Run to the room's first words on the screen, at once (ms)  ${times(real.afterRun)}`);
  print(`code's address to a terminal that knows its seat (ms)      ${times(real.ready)}`);
  result(real);
} finally {
  lan.close();
}
process.exit();
