const focusable = '[tabindex="0"], button:not(:disabled), input:not(:disabled), textarea:not(:disabled), a[href]';

const firstIn = (pane: HTMLElement | undefined) =>
  pane?.matches('[tabindex="0"]') === true ? pane : (pane?.querySelector<HTMLElement>(focusable) ?? undefined);

const inView = (pane: HTMLElement) => pane.offsetParent !== null;

/** Whether a pane is shown and has anything that takes the focus. */
export const canEnter = (pane: HTMLElement | undefined): boolean =>
  pane !== undefined && inView(pane) && firstIn(pane) !== undefined;

export function enterPane(pane: HTMLElement | undefined): void {
  firstIn(pane)?.focus();
}

/** `F6` goes from region to region: every element marked `data-pane`, in the order of the page. */
export function nextPane(step: 1 | -1): void {
  const panes = [...document.querySelectorAll<HTMLElement>('[data-pane]')].filter(inView);
  const here = panes.findIndex((pane) => pane.contains(document.activeElement));
  enterPane(panes[(here + step + panes.length) % panes.length] ?? panes[0]);
}

/**
 * After a change of screen the focus must be somewhere in it; a screen that has taken it already keeps it, and one whose
 * rows are still awaited (`data-awaited`) takes it with them.
 */
export function enterScreen(screen: HTMLElement | null): void {
  const lost = document.activeElement === null || document.activeElement === document.body;
  if (lost && screen?.querySelector('[data-awaited=true]') === null)
    enterPane([...(screen?.querySelectorAll<HTMLElement>('[data-pane]') ?? [])].find(inView));
}
