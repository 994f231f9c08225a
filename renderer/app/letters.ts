/** Whether single letters act as keys (WCAG 2.1.4), and whether the person has been asked. Kept in the vault. */
import { z } from 'zod';
import { setLetters } from './commands.ts';
import { recall, usePlace } from './place.ts';

const key = 'letters';
const askedKey = 'letters asked for assistive technology';

/** On until somebody switches them off. */
export const lettersChosen = (): boolean => recall(key, z.boolean()) ?? true;

export function chooseLetters(act: boolean): void {
  setLetters(act);
  usePlace.getState().remember(key, act);
}

/** Asked once when the system first says that assistive technology reads along; never switched without the person. */
export const askedForAssistive = (): boolean => recall(askedKey, z.boolean()) ?? false;
export const rememberAsked = (): void => usePlace.getState().remember(askedKey, true);
