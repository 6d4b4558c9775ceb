/**
 * Puts text on the clipboard. The clipboard API needs a secure context; a page of a classroom's plain-http address has
 * none, so there the old way is used: select the text in a field that nobody sees, and copy.
 * @returns whether it worked
 */
export async function copyText(text: string): Promise<boolean> {
  if (navigator.clipboard) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch (error) {
      // Refused by the person or by a policy: the old way may still be allowed.
      if (!(error instanceof DOMException)) throw error;
    }
  }
  const before = document.activeElement;
  const field = document.createElement('textarea');
  field.value = text;
  field.setAttribute('aria-hidden', 'true');
  field.style.cssText = 'position:fixed;opacity:0;inset:0 auto auto 0';
  document.body.append(field);
  field.select();
  const copied = document.execCommand('copy');
  field.remove();
  if (before instanceof HTMLElement) before.focus();
  return copied;
}
