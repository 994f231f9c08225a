/** Where a search leads within a case: what is to be shown next, until the part of the screen that shows it has heard. */
import { create } from 'zustand';
import type { CaseHit } from './case-hits.ts';

interface Wanted {
  /** What is searched for in the open case, where that is not the Desk's search. */
  readonly own: string | null;
  /** The case that was opened from a hit: its first hit is gone to once it is there. */
  readonly landing: string | null;
  /** A passage of the narrative, for Reading to go to. */
  readonly inNarrative: { readonly caseId: string; readonly from: number; readonly to: number } | null;
  /** A hit in a file, for the file's view to turn to its page. */
  readonly inFile: CaseHit | null;
}

export const useHitPlace = create<Wanted>(() => ({ own: null, landing: null, inNarrative: null, inFile: null }));

/** Says that a case is opened because of a hit. */
export const landOnHit = (caseId: string): void => useHitPlace.setState({ landing: caseId });

/** The hit in this file that its view is to turn to; null when there is none. */
export const useHitInFile = (attachment: string): CaseHit | null =>
  useHitPlace(({ inFile }) =>
    inFile !== null && inFile.at.in === 'attachment' && inFile.at.attachment === attachment ? inFile : null,
  );
