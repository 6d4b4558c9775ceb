import { waits } from '../returns/schedule.ts';

/**
 * Runs in the head of every page, before anything is drawn: whether old questions are due on this page, which path was
 * chosen, and whether this is a keyboard with ⌘. What depends on it is in the page already and shown by the style sheet,
 * so nothing moves when the page wakes up. `schedule.ts` says the same in full; a test holds the two together.
 */
export const progressBeforePaint = `try{var e=document.documentElement;if(/Mac|iP/.test(navigator.platform))e.dataset.apple="";var p=JSON.parse(localStorage.getItem("first-hop.progress"));if(p){if(p.path==="fast")e.dataset.path="fast";var n=Date.now(),h=location.pathname,w=[${waits}],r=p.returns||{};if(!(n<p.quietUntil))for(var k in r){var q=r[k],a=q.asked;if(h.indexOf("/lessons/"+q.lesson+"/")!==0&&(a>n+864e5||a+(w[q.rung]||21)*864e5<=n)){e.dataset.returns="";break}}}}catch(x){}`;
