import { setNonce } from 'get-nonce';

/** The nonce that this load's style elements must carry; the protocol handler writes it into the page. */
export const styleNonce = (): string =>
  document.querySelector<HTMLMetaElement>('meta[name="style-nonce"]')?.content ?? '';

/** The scroll lock of the widget library's modals takes its nonce from here. */
export const shareStyleNonce = (): void => setNonce(styleNonce());
