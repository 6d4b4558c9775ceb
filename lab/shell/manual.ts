import type { Command, Output } from './command.ts';

/** Longer lines are hard to read. Columns. */
const WIDEST = 88;

/** What `help <command>` shows: what it is for, how it is written, flags, examples. */
export async function manual(command: Command, output: Output, columns: number): Promise<void> {
  const width = Math.min(columns, WIDEST);
  await output.write(`${command.name}`, 'bold');
  await output.write(`  ${command.summary}\n\n`);
  for (const usage of command.usage) await output.write(`  ${usage}\n`, 'tcp');
  for (const paragraph of command.about.trim().split(/\n\s*\n/))
    await output.write(`\n${wrapped(paragraph, width, '')}\n`);
  if (command.aliases !== undefined && command.aliases.length > 0) {
    await output.write(`Also known as ${command.aliases.join(', ')}.\n`, 'dim');
  }
  const flags = command.flags ?? [];
  if (flags.length > 0) {
    const shown = flags.map((flag) => (flag.value === undefined ? flag.name : `${flag.name} <${flag.value}>`));
    const names = Math.max(...shown.map((name) => name.length));
    await output.write('\nFlags\n', 'bold');
    for (const [index, flag] of flags.entries()) {
      await output.write(`  ${(shown[index] ?? '').padEnd(names)}`, 'tcp');
      await output.write(`  ${wrapped(flag.says, width, ' '.repeat(names + 4))}\n`);
    }
  }
  if (command.examples.length > 0) {
    await output.write('\nExamples\n', 'bold');
    for (const example of command.examples) {
      await output.write(`  ${example.line}\n`, 'tcp');
      await output.write(`      ${wrapped(example.says, width, '      ')}\n`);
    }
  }
}

/** Words in lines of at most `width` columns; every line but the first begins with `indent`, and so does what stands before the first. */
function wrapped(text: string, width: number, indent: string): string {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/)) {
    if (line !== '' && indent.length + line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line].join(`\n${indent}`);
}
