/** The lesson that is presented in this tab, and the piece at which it stands. Survives a reload, not the tab. */
const key = 'first-hop.present';

/** @returns the piece, or null when this lesson is not presented */
export const presentedAt = (path: string): number | null => {
  try {
    const [lesson, piece = ''] = (sessionStorage.getItem(key) ?? '').split(' ');
    return lesson === path && /^\d{1,5}$/.test(piece) ? Number(piece) : null;
  } catch {
    return null; // Storage is switched off: then nothing is remembered.
  }
};

export const rememberPlace = (path: string, piece: number | null): void => {
  try {
    if (piece === null) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, `${path} ${piece}`);
  } catch {
    return; // Not remembered in this browser; presenting works all the same.
  }
};
