/** Whether one of our windows is in front: going from one to the other is not leaving. */
import { app, BrowserWindow } from 'electron';
import type { Copies } from './copies.ts';

/** Milliseconds in which the other window of ours has to take the focus, for it to be the same visit. */
const changing = 50;

export function followFront(copies: Pick<Copies, 'focused' | 'blurred'>): void {
  let front = false;
  app.on('browser-window-focus', () => {
    if (!front) void copies.focused();
    front = true;
  });
  app.on('browser-window-blur', () => {
    setTimeout(() => {
      if (!front || BrowserWindow.getFocusedWindow() !== null) return;
      front = false;
      void copies.blurred();
    }, changing);
  });
}
