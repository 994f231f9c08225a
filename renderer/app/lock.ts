import { bridge } from './bridge.ts';
import { savePlaceNow } from './place.ts';

/** Ends the vault and this page; what was typed is kept as drafts, and where one was a moment ago is found again. */
export function lock(): void {
  savePlaceNow();
  void bridge()?.shell.lock();
}
