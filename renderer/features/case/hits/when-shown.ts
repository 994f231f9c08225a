import { rangeOf } from './find-on-screen.ts';
import { chooseTab } from './go-to-hit.ts';
import type { CaseHit } from './case-hits.ts';

/** Milliseconds in which what was opened is waited for: a file may have to be decoded first. */
const PATIENCE_MS = 15_000;
/** Milliseconds after a jump in which the focus is its own; later it stays with whoever has begun to type. */
const OWN_MS = 500;

const typing = (active: Element | null) => active?.matches('input, textarea, select, [contenteditable]') === true;

/** Takes the focus to the paragraph or card that holds the words, and brings it into view. */
function focusOn(range: Range, mayTake: boolean): void {
  const block = range.startContainer.parentElement?.closest<HTMLElement>('p, li, dd, td, section, article, div');
  if (block === null || block === undefined) return;
  for (let up = block.closest('details'); up !== null; up = up.parentElement?.closest('details') ?? null)
    up.open = true;
  if (mayTake) {
    if (block.tabIndex < 0) block.setAttribute('tabindex', '-1');
    block.focus({ preventScroll: true });
  }
  block.scrollIntoView({ block: 'center' });
}

/**
 * Waits until a part of the screen shows the hit, takes the focus there and tells; gives up after a while. Who has gone
 * elsewhere meanwhile keeps the focus.
 * @param where selector of the part
 * @returns how to stop waiting
 */
export function whenShown(where: string, hit: CaseHit, found: (range: Range) => void): () => void {
  const began = performance.now();
  let frame = 0;
  const look = () => {
    const region = document.querySelector(where);
    if (region === null) return;
    chooseTab(region, hit);
    const range = rangeOf(region, hit);
    if (range === null) return;
    stop();
    const active = document.activeElement;
    const near = active === null || active === document.body || region.contains(active) || active.contains(region);
    focusOn(range, performance.now() - began < OWN_MS || (near && !typing(active)));
    found(range);
  };
  const soon = () => {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(look);
  };
  const observer = new MutationObserver(soon);
  observer.observe(document.body, { childList: true, subtree: true, characterData: true });
  const stop = () => {
    observer.disconnect();
    cancelAnimationFrame(frame);
    clearTimeout(timer);
  };
  const timer = setTimeout(stop, PATIENCE_MS);
  soon();
  return stop;
}
