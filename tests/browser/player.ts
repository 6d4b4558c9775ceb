import type { Page } from 'playwright-core';
import type { Action, Lab } from '../../lab/lesson.ts';
import { fill } from '../../lab/player/fill.ts';

/** A window so large that a whole lab stays on the screen and no line is wrapped. */
export const largeWindow = { width: 3_000, height: 2_600 } as const;

const keys = { 'ctrl-c': 'Control+c', 'ctrl-d': 'Control+d' } as const;

const screenOf = async (page: Page, terminal: string): Promise<string> =>
  (await page.locator(`[data-terminal="${terminal}"] .xterm-rows`).innerText()).replaceAll('\u00a0', ' ');

const all = (wanted: string | RegExp): RegExp =>
  typeof wanted === 'string'
    ? new RegExp(wanted.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), 'g')
    : new RegExp(wanted.source, `${wanted.flags.replace('g', '')}g`);

/** What was on a terminal's screen when a line was typed there, and the line. */
interface Typed {
  readonly screen: string;
  readonly line: string;
}

/** What came on the screen since: behind what is as it was, and without the echo of the line. All of it after a clear. */
const since = ({ screen: before, line }: Typed, screen: string): string => {
  let same = 0;
  while (same < before.length && before[same] === screen[same]) same += 1;
  const fresh = same * 2 < before.trimEnd().length ? screen : screen.slice(same);
  return fresh.replace(line, '');
};

/** Puts a terminal on the screen and the keyboard into it. */
const reachFor = async (page: Page, terminal: string): Promise<void> => {
  const tab = page.getByRole('button', { name: new RegExp(`^(this computer|seat \\d+) · ${terminal}$`) });
  while ((await tab.count()) === 0) await page.getByRole('button', { name: 'Open another terminal' }).click();
  await tab.click();
  const keyboard = page.locator(`[data-terminal="${terminal}"] .xterm-helper-textarea`);
  await keyboard.waitFor({ state: 'attached', timeout: 20_000 });
  await keyboard.focus();
};

/** Answers a question where it stands: radio buttons, or a list, perhaps with a field before it (`127.0.0.1 loopback`). */
const answer = async (page: Page, question: string, option: string): Promise<void> => {
  const list = page.locator(`select[name="${question}"]`);
  if ((await list.count()) === 0) return page.locator(`input[name="${question}"][value="${option}"]`).click();
  const [first = '', second] = option.split(' ');
  if (second !== undefined) await page.locator(`input[name="${question}"]`).fill(first);
  await list.selectOption(second ?? first);
};

/** Puts a text into a program by the editor, as somebody does who selects all and pastes. */
const writeProgram = async (page: Page, file: string, source: string): Promise<void> => {
  const tab = page.getByRole('tab', { name: 'Python', exact: true });
  if ((await tab.count()) > 0) await tab.click();
  const programs = page.getByRole('combobox', { name: 'Program', exact: true });
  await programs.selectOption(file);
  await page.locator(`.code-pane[data-file="${file}"]`).hover();
  const editor = page.locator(`.code-pane[data-file="${file}"] .cm-content`);
  await editor.waitFor({ timeout: 20_000 });
  await editor.focus();
  await page.keyboard.press('Control+a');
  // As one text: typed key by key, the editor would indent what is indented already.
  await page.keyboard.insertText(source);
};

/**
 * Plays a script as `lab/player/play.ts` does, at the keyboard of a real page.
 * @param ports what `{blue}` … stand for
 * @throws what the screen shows when a text does not come within 15 s
 */
export const playInPage = async (
  page: Page,
  script: readonly Action[],
  ports: Readonly<Record<string, number>>,
): Promise<void> => {
  const names: Record<string, number | string> = { ...ports };
  const before = new Map<string, Typed>();
  for (const action of script) {
    if ('write' in action) {
      await writeProgram(page, action.write, action.source);
      continue;
    }
    if ('act' in action || 'pass' in action) throw new Error('Hands and time of a network are played in Node.');
    if ('choose' in action) {
      // Its state comes back from the evidence, a picture later: `check` would not wait for it.
      await answer(page, action.question, action.choose);
      continue;
    }
    const terminal = action.in ?? 'a';
    await reachFor(page, terminal);
    if (!('see' in action)) {
      const line = 'press' in action ? '' : fill(action.type, names);
      before.set(terminal, { screen: await screenOf(page, terminal), line });
      if ('press' in action) await page.keyboard.press(keys[action.press]);
      else await page.keyboard.type(`${line}\n`);
      continue;
    }
    const wanted = typeof action.see === 'string' ? fill(action.see, names) : action.see;
    const until = performance.now() + 15_000;
    for (;;) {
      const screen = await screenOf(page, terminal);
      const found = [...since(before.get(terminal) ?? { screen: '', line: '' }, screen).matchAll(all(wanted))].at(-1);
      if (found) {
        Object.assign(names, found.groups);
        break;
      }
      if (performance.now() > until) throw new Error(`${wanted} was not seen in terminal ${terminal}:\n${screen}`);
      await page.waitForTimeout(30);
    }
  }
};

/**
 * Presses the buttons of a network's lab, one step after the other, until the first step of it ticks; where buttons are
 * not enough, it types what the solution types.
 */
export const beginInNetwork = async (page: Page, lab: Lab): Promise<void> => {
  const heading = page.getByRole('region', { name: lab.title });
  const other = heading.getByRole('button', { name: 'Open this one' });
  if (await other.isVisible()) await other.click();
  const network = page.getByRole('tab', { name: 'Network', exact: true }).first();
  if (await network.isVisible()) await network.click();
  await page.getByRole('combobox', { name: 'Speed' }).selectOption('10');
  const ticked = (): Promise<boolean> =>
    heading
      .locator('.step.done')
      .first()
      .waitFor({ timeout: 8_000 })
      .then(
        () => true,
        () => false,
      );
  const isDone = `#step-${lab.id.replace('.', '-')}-`;
  const pressed: string[] = [];
  for (const [at, step] of lab.steps.entries()) {
    const item = page.locator(`${isDone}${at + 1}`);
    if (step.act) await item.getByRole('button', { name: `Do it: ${step.act.label}`, exact: true }).click();
    if (step.run !== undefined) await item.getByRole('button', { name: /^Run / }).click();
    if (step.run !== undefined) pressed.push(step.run);
    if (await ticked()) return;
    if (step.act === undefined) break;
  }
  for (const action of lab.solution) {
    if (!('type' in action) || pressed.includes(action.type)) continue;
    const device = action.in ?? '';
    const tab = page.getByRole('button', { name: device, exact: true });
    if ((await tab.count()) === 0) await page.getByLabel('Open a terminal at another device').selectOption(device);
    else await tab.first().click();
    await page.locator(`[data-terminal="${device}"] .xterm-helper-textarea`).focus();
    await page.keyboard.type(`${action.type}\n`);
    if (await ticked()) return;
  }
  throw new Error(`No step of ${lab.id} ticked by pressing its buttons and typing.`);
};
