import type { DraftStage } from './events/sharing.ts';

/**
 * How far a draft that goes with a hand-over has come: `offered` until the case is accepted, then `passed`, until the
 * receiver has `taken` it over or `left` it. It is `withdrawn` with its hand-over.
 */
export type SharedDraftState = 'offered' | 'passed' | 'taken' | 'left' | 'withdrawn';

export interface SharedDraft {
  readonly by: string;
  readonly to: string;
  readonly stage: DraftStage;
  readonly state: SharedDraftState;
}
export type SharedDrafts = Readonly<Record<string, SharedDraft>>;

interface Holding {
  readonly sharedDrafts: SharedDrafts;
}

/** What was offered with a hand-over shares its end: the case was accepted, or the offer has gone. */
export const handedOn = ({ sharedDrafts }: Holding, state: 'passed' | 'withdrawn'): SharedDrafts =>
  Object.fromEntries(
    Object.entries(sharedDrafts).map(([id, draft]) => [id, draft.state === 'offered' ? { ...draft, state } : draft]),
  );

export const withDraft = ({ sharedDrafts }: Holding, id: string, draft: Omit<SharedDraft, 'state'>): SharedDrafts => ({
  ...sharedDrafts,
  [id]: { ...draft, state: 'offered' },
});
