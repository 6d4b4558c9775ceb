import { openTestLan } from '../../class/lan.ts';
import { measureClass, quantile } from '../../class/thirty.ts';

// `npm run bench -- class`: thirty scripted pages in `--lan` mode do lesson 4.3's first lab at once. About 20 seconds.

const print = (line: string): void => void process.stdout.write(`${line}\n`);
const VISITORS = 30;

const lan = openTestLan();
if (lan === null) process.exit(1);
try {
  print(
    `${VISITORS} visitors at ${lan.address}, ${lan.visitor === null ? 'this machine visiting itself' : 'an address of a cable of its own'}; server and visitors share this machine`,
  );
  const figures = await measureClass(lan, VISITORS);
  const times = (values: readonly number[]): string =>
    [0.5, 0.95, 1].map((share) => `${quantile(values, share).toFixed(0)}`.padStart(6)).join(' ');
  print(`${''.padEnd(58)}   p50    p95    max`);
  print(`Run to the room's first bytes, all at once (ms)            ${times(figures.afterRun)}`);
  print(`asking for the page, code and files, to first bytes (ms)   ${times(figures.firstMessage)}`);
  print(`steps passed        ${figures.passed} of ${figures.steps}`);
  print(`errors              ${figures.errors.length}${figures.errors.map((error) => `\n  ${error}`).join('')}`);
  const mb = (bytes: number): string => (bytes / 1e6).toFixed(1);
  print(
    `server memory       ${mb(figures.memoryBefore)} MB before, ${mb(figures.memoryAfter)} MB with all of them (resident)`,
  );
  print(`bytes served        ${mb(figures.bytesServed)} MB`);
} finally {
  lan.close();
}
process.exit();
