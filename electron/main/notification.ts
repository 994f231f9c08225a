import { Notification } from 'electron';
import type { Say } from './words.ts';

/**
 * Tells through the system that something needs the person: never what. Silent, since the page itself sounds where the
 * person wants it.
 */
export function notify(t: Say, onClick: () => void): void {
  if (!Notification.isSupported()) return;
  const shown = new Notification({ title: t('Candour: one item needs you.'), silent: true });
  shown.on('click', onClick);
  shown.show();
}
