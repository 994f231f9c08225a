/** Who may call main at all. */
import { pageOrigin } from './assets.ts';

/** What a sender is judged by; the frame is null once it has gone. */
export interface Sender {
  readonly sender: { isDestroyed(): boolean; readonly mainFrame: unknown };
  readonly senderFrame: { readonly url: string } | null;
}

/** Whether the call comes from the main frame, showing our own page, of a window that is still there. */
export function fromOurPage({ sender, senderFrame }: Sender): boolean {
  if (sender.isDestroyed() || !senderFrame || senderFrame !== sender.mainFrame) return false;
  return senderFrame.url.startsWith(`${pageOrigin}/`);
}
