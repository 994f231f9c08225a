/** Work of the page that nobody waits for stays out of the way of a person who is pressing keys. */

/** Milliseconds without a key or a press of the pointer that count as quiet. */
const QUIET = 300;
/** Milliseconds after which it is done all the same: whoever types for long sees the list go on. */
const LONGEST = 2000;

let last = Number.NEGATIVE_INFINITY;
if (typeof window !== 'undefined')
  for (const act of ['keydown', 'pointerdown'])
    window.addEventListener(act, () => (last = performance.now()), { capture: true, passive: true });

/** Runs once it is quiet, at the earliest after `wait` milliseconds; gives back how to call it off. */
export function onceQuiet(run: () => void, wait = 0): () => void {
  const asked = performance.now();
  let timer: ReturnType<typeof setTimeout>;
  const look = () => {
    const now = performance.now();
    const left = Math.min(last + QUIET, asked + wait + LONGEST) - now;
    if (left <= 0) run();
    else timer = setTimeout(look, left);
  };
  timer = setTimeout(look, wait);
  return () => clearTimeout(timer);
}
