/** A room's name: 1 to 20 of a-z, 0-9 and -, starting with a letter, so that it is one word in every protocol line. */
export const isRoomName = (name: string): boolean => /^[a-z][a-z0-9-]{0,19}$/.test(name);

/** A room's password: one word of 1 to 64 bytes, spaces and invisible characters excluded, since PASS takes one word. */
export const isRoomPassword = (word: string): boolean =>
  word.length > 0 && new TextEncoder().encode(word).length <= 64 && !/[\s\p{C}]/u.test(word);
