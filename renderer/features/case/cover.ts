/** The cover line over the next case: what awaits the reader, before any text; and what was just signed. */
import { z } from 'zod';
import { create } from 'zustand';
import type { DeskRow } from '../../../shared/bridge/desk.ts';
import { usePlace } from '../../app/place.ts';
import { announce } from '../../ui/index.ts';
import { t } from '../../words/t.ts';

/** The case before, as the card over the next one says it. */
export interface JustSigned {
  readonly caseId: string;
  readonly reference: string;
  readonly words: string;
  /** While its decision is held. */
  readonly heldUntil: string | null;
  readonly breakDue: boolean;
}

/** In this page's memory only: the break line is never stored. */
export const useJustSigned = create<{ signed: JustSigned | null }>(() => ({ signed: null }));

const Covered = z.object({ covered: z.boolean() });
const keyOf = (caseId: string) => `cover ${caseId}`;

/** Whether the text of a case is still behind its cover line. */
export const useCovered = (caseId: string): boolean =>
  usePlace((place) => Covered.safeParse(place.memory.get(keyOf(caseId))).data?.covered ?? false);

export const uncover = (caseId: string): void => {
  usePlace.getState().remember(keyOf(caseId), { covered: false });
  useJustSigned.setState({ signed: null });
};

/** Says that the text of a case is before this person: going on to it again does not cover it. */
export function textShown(caseId: string): void {
  const { memory, remember } = usePlace.getState();
  if (!memory.has(keyOf(caseId))) remember(keyOf(caseId), { covered: false });
}

/**
 * Goes to another case of the list: behind its cover line, unless this person has shown its text before. `signed`: nothing
 * was signed on the way.
 */
export function goCovered(caseId: string): void {
  const { step, memory, remember } = usePlace.getState();
  useJustSigned.setState({ signed: null });
  if (!memory.has(keyOf(caseId))) remember(keyOf(caseId), { covered: true });
  step(caseId);
}

/** Opens the next case behind its cover line; back to the Desk when there is none. */
export function openCovered(next: DeskRow | null, signed: JustSigned): void {
  const { go, step, remember } = usePlace.getState();
  if (next === null) {
    announce(t('This was the last case of the list.'));
    go({ screen: 'desk' });
    return;
  }
  useJustSigned.setState({ signed });
  remember(keyOf(next.caseId), { covered: true });
  step(next.caseId);
}
