import type { Page } from 'playwright';

/** What tells that the page has answered: the list that was asked for is shown, or an element is there. */
export type Shown = { readonly list: true } | { readonly selector: string };

/**
 * Waits for the next key in the page and measures from it to the first frame painted after what it asked for is shown.
 * Both ends are the page's own clock: the time of the key is the browser's, when it took it from the system.
 * @returns how to hear the milliseconds; call it before the key is pressed
 */
export async function watching(page: Page, shown: Shown): Promise<() => Promise<number>> {
  await page.evaluate((wanted) => {
    const holder = globalThis as unknown as { painted: Promise<number> };
    holder.painted = new Promise((resolve, reject) => {
      let key = 0;
      let asked = false;
      const isBusy = () =>
        document.querySelector('[aria-label="Search the Desk"]')?.getAttribute('aria-busy') === 'true';
      const isShown = () => {
        if ('list' in wanted) return asked && !isBusy();
        return document.querySelector(wanted.selector) !== null;
      };
      const done = () => {
        if (key === 0) return;
        asked ||= isBusy();
        if (!isShown()) return;
        observer.disconnect();
        clearTimeout(late);
        // After the next frame's callbacks comes its paint, and then this message.
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => resolve(performance.now() - key);
          port2.postMessage(null);
        });
      };
      const observer = new MutationObserver(done);
      observer.observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
      const late = setTimeout(() => reject(new Error(`not shown: ${JSON.stringify(wanted)}`)), 60_000);
      addEventListener('keydown', (event) => (key = event.timeStamp), { capture: true, once: true });
    });
    // Heard of by the caller; until then a failure must not count as unhandled.
    holder.painted.catch(() => undefined);
  }, shown);
  return () => page.evaluate(() => (globalThis as unknown as { painted: Promise<number> }).painted);
}

/** Scrolls the grid by so many rows a frame and gives the share of frames that took longer than one at 60 Hz. */
export async function shareOfLateFrames(page: Page, rows: number, rowsAFrame: number): Promise<number> {
  return page.evaluate(
    async ([frames, step]) => {
      const grid = document.querySelector('[role=grid]')!;
      const row = document.querySelector('[role=row][data-case]')!.getBoundingClientRect().height;
      const next = () => new Promise<number>((resolve) => requestAnimationFrame(resolve));
      let late = 0;
      let last = await next();
      for (let frame = 0; frame < frames!; frame++) {
        grid.scrollTop += row * step!;
        const now = await next();
        // A millisecond for the clock's own jitter: frames at 60 Hz are 16.6 or 16.7 ms apart.
        if (now - last > 17.7) late++;
        last = now;
      }
      grid.scrollTop = 0;
      await next();
      return late / frames!;
    },
    [Math.max(1, Math.round(rows / Math.max(rowsAFrame, 1))), rowsAFrame],
  );
}
