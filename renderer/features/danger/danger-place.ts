/** What the drawer of danger shows. */
import { create } from 'zustand';
import type { TextTarget } from '../../../shared/domain/annotation.ts';
import { atHand } from './at-hand.ts';

export type DangerPlace =
  | { readonly show: 'nothing' }
  /** No case is at hand: it asks which. */
  | { readonly show: 'choose' }
  | { readonly show: 'raise'; readonly caseId: string; readonly passage: TextTarget | null }
  | { readonly show: 'alert'; readonly caseId: string; readonly alert: string }
  | { readonly show: 'alerts' };

export const useDangerPlace = create<DangerPlace>(() => ({ show: 'nothing' }));

export const showDanger = (place: DangerPlace): void => useDangerPlace.setState(place, true);
export const closeDanger = (): void => showDanger({ show: 'nothing' });

/** `F8`: the sheet for the case at hand, or the question which one. */
export function raiseDanger(): void {
  const hand = atHand();
  showDanger(hand === null ? { show: 'choose' } : { show: 'raise', ...hand });
}
