/** What the reader chose; `auto` follows the system. Kept in this browser under `first-hop.theme`. */
export type Theme = 'auto' | 'light' | 'dark';

const key = 'first-hop.theme';

/**
 * Runs in the head of every page before anything is drawn, so that neither the theme nor the width of the lab jumps.
 * A constant string: the lab server allows it by its hash.
 */
export const beforePaint = `try{var d=document.documentElement,t=localStorage.getItem("${key}"),w=Number(localStorage.getItem("first-hop.lab-share"));if(t==="light"||t==="dark")d.dataset.theme=t;if(w>=25&&w<=75)d.style.setProperty("--lab-share",w+"%")}catch(e){}`;

export const currentTheme = (): Theme => {
  const set = document.documentElement.dataset.theme;
  return set === 'light' || set === 'dark' ? set : 'auto';
};

/** @returns false if the browser would not remember it; the page has changed all the same. */
export const setTheme = (theme: Theme): boolean => {
  if (theme === 'auto') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  try {
    if (theme === 'auto') localStorage.removeItem(key);
    else localStorage.setItem(key, theme);
    return true;
  } catch {
    return false;
  }
};
