import { bridge } from './bridge.ts';

/** Ends the vault and this page; what was typed is kept as drafts. */
export const lock = (): void => void bridge()?.shell.lock();
