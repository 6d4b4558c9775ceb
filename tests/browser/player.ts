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

const count = (text: string, wanted: string | RegExp): number => text.match(all(wanted))?.length ?? 0;

/** Puts a terminal on the screen and the keyboard into it. */
const reachFor = async (page: Page, terminal: string): Promise<void> => {
  const tab = page.getByRole('button', { name: `this computer · ${terminal}`, exact: true });
  while ((await tab.count()) === 0) await page.getByRole('button', { name: 'Open another terminal' }).click();
  await tab.click();
  const keyboard = page.locator(`[data-terminal="${terminal}"] .xterm-helper-textarea`);
  await keyboard.waitFor({ state: 'attached', timeout: 20_000 });
  await keyboard.focus();
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
  const before = new Map<string, string>();
  for (const action of script) {
    if ('write' in action) {
      await writeProgram(page, action.write, action.source);
      continue;
    }
    if ('act' in action || 'pass' in action) throw new Error('Hands and time of a network are played in Node.');
    if ('choose' in action) {
      // Its state comes back from the evidence, a picture later: `check` would not wait for it.
      await page.locator(`input[name="${action.question}"][value="${action.choose}"]`).click();
      continue;
    }
    const terminal = action.in ?? 'a';
    await reachFor(page, terminal);
    if (!('see' in action)) {
      const line = 'press' in action ? '' : fill(action.type, names);
      // What was on the screen, and the echo of what is typed, are no answer.
      before.set(terminal, `${await screenOf(page, terminal)}\n${line}`);
      if ('press' in action) await page.keyboard.press(keys[action.press]);
      else await page.keyboard.type(`${line}\n`);
      continue;
    }
    const wanted = typeof action.see === 'string' ? fill(action.see, names) : action.see;
    const known = count(before.get(terminal) ?? '', wanted);
    const until = performance.now() + 15_000;
    for (;;) {
      const screen = await screenOf(page, terminal);
      if (count(screen, wanted) > known) {
        Object.assign(names, [...screen.matchAll(all(wanted))].at(-1)?.groups);
        break;
      }
      if (performance.now() > until) throw new Error(`${wanted} was not seen in terminal ${terminal}:\n${screen}`);
      await page.waitForTimeout(30);
    }
  }
};

/** Presses the buttons of a network's lab, one step after the other, until the first step of it ticks. */
export const beginInNetwork = async (page: Page, lab: Lab): Promise<void> => {
  const heading = page.getByRole('region', { name: lab.title });
  const other = heading.getByRole('button', { name: 'Open this one' });
  if (await other.isVisible()) await other.click();
  await page.getByRole('combobox', { name: 'Speed' }).selectOption('10');
  const isDone = `#step-${lab.id.replace('.', '-')}-`;
  for (const [at, step] of lab.steps.entries()) {
    const item = page.locator(`${isDone}${at + 1}`);
    if (step.act) await item.getByRole('button', { name: `Do it: ${step.act.label}`, exact: true }).click();
    if (step.run !== undefined) await item.getByRole('button', { name: /^Run / }).click();
    const ticked = heading.locator('.step.done').first();
    if (
      await ticked.waitFor({ timeout: 8_000 }).then(
        () => true,
        () => false,
      )
    )
      return;
  }
  throw new Error(`No step of ${lab.id} ticked by pressing its buttons.`);
};
