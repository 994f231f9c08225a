import { absolute } from './time.ts';

/** `Draft · 09:41 · only on this workstation`. */
export const draftWords = (savedAt: string, now: number): string =>
  `Draft · ${absolute(savedAt, now)} · only on this workstation`;
