/** The standards are all in one place, so number and section are enough: `RFC 9293 §3.5`. Null for other sources. */
export const rfcAddress = (source: string): string | null => {
  const rfc = /^RFC (\d+)(?: §([\d.]+\d|\d+))?/.exec(source);
  return rfc ? `https://www.rfc-editor.org/rfc/rfc${rfc[1]}${rfc[2] ? `#section-${rfc[2]}` : ''}` : null;
};
