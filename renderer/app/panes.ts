const focusable = '[tabindex="0"], button:not(:disabled), input:not(:disabled), textarea:not(:disabled), a[href]';

function enter(pane: HTMLElement | undefined): void {
  const first = pane?.matches('[tabindex="0"]') ? pane : pane?.querySelector<HTMLElement>(focusable);
  first?.focus();
}

const inView = (pane: HTMLElement) => pane.offsetParent !== null;

/** `F6` goes from region to region: every element marked `data-pane`, in the order of the page. */
export function nextPane(step: 1 | -1): void {
  const panes = [...document.querySelectorAll<HTMLElement>('[data-pane]')].filter(inView);
  const here = panes.findIndex((pane) => pane.contains(document.activeElement));
  enter(panes[(here + step + panes.length) % panes.length] ?? panes[0]);
}

/** After a change of screen the focus must be somewhere in it; a screen that has taken it already keeps it. */
export function enterScreen(screen: HTMLElement | null): void {
  const lost = document.activeElement === null || document.activeElement === document.body;
  if (lost) enter([...(screen?.querySelectorAll<HTMLElement>('[data-pane]') ?? [])].find(inView));
}
