/** What the reader chose; `auto` follows the system. Kept in this browser under `first-hop.theme`. */
export type Theme = 'auto' | 'light' | 'dark';

const key = 'first-hop.theme';

/**
 * Runs in the head of every page before anything is drawn, so that neither the theme nor the parts of the lab jump. In
 * a class, a code that stands in the address of a browser that has its seat already leaves the address bar.
 * A constant string: the lab server allows it by its hash.
 */
export const beforePaint = `try{if(location.hash.indexOf("#code=")===0)history.replaceState(null,"",location.pathname+location.search);var d=document.documentElement,l=localStorage,t=l.getItem("${key}"),f=l.getItem("first-hop.stage");if(t==="light"||t==="dark")d.dataset.theme=t;if(f==="open"||f==="folded")d.dataset.stage=f;["lab","stage"].forEach(function(p){var w=Number(l.getItem("first-hop."+p+"-share"));if(w>=15&&w<=75)d.style.setProperty("--"+p+"-share",w+"%")})}catch(e){}`;

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
