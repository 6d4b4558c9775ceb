/**
 * A line of a script with its `{names}` replaced: `nc 127.0.0.1 {blue}`. Names that nobody told stay as they are, so
 * that braces may also be text.
 */
export function fill(line: string, names: Readonly<Record<string, number | string>>): string {
  return line.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = Object.hasOwn(names, name) ? names[name] : undefined;
    return value === undefined ? whole : String(value);
  });
}
