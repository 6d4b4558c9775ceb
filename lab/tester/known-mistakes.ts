const decoder = new TextDecoder();

/** The cause of a wrong line, where the line itself gives it away. */
export function knownMistake(expected: string, came: Uint8Array): string | undefined {
  const text = decoder.decode(came);
  if (/\bb['"]/.test(text) && !/\bb['"]/.test(expected))
    return 'That is how Python prints bytes. Decode them first: data.decode("utf-8").';
  if ((text.includes('\r') && !expected.includes('\r')) || text === `${expected}\ufffd`)
    return 'The \\r belongs to the end of the line that came in, so it is no part of the text.';
  if (text.endsWith('\\n')) return 'Those are a backslash and an n. The end of a line is one byte, 10.';
  if (text.includes('\ufffd') && expected.startsWith('ERR not-utf8'))
    return 'Your decoder put U+FFFD where the wrong byte was, and told nobody. Take a strict one, and catch its error.';
  if (text.includes('\ufffd') && !expected.includes('\ufffd'))
    return 'A letter was cut in two: collect bytes until the line is whole, and decode the whole line.';
  if (text === '') return 'An empty line came. Is the end of the line written twice?';
  if (text.toLowerCase() === expected.toLowerCase())
    return 'Only the letter case differs. The protocol has it in capitals.';
  const [verb = ''] = expected.split(' ');
  if (
    verb !== '' &&
    text.split(' ').length > 1 &&
    text.includes(verb) &&
    text.startsWith(verb) &&
    text.includes(`${verb} `, 1)
  )
    return 'Two lines came as one. Every line needs its end, \\n.';
  return undefined;
}
