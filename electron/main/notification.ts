import { Notification } from 'electron';

/**
 * Tells through the system that something needs the person: never what. Silent, since the page itself sounds where the
 * person wants it.
 */
export function notify(onClick: () => void): void {
  if (!Notification.isSupported()) return;
  const shown = new Notification({ title: 'Candour: one item needs you.', silent: true });
  shown.on('click', onClick);
  shown.show();
}
