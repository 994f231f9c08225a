/** What the case, as last read, says of a draft; null when it knows none. */
export type StoredDraft = { readonly savedAt: string; readonly heldUntil: string | null } | null;

/**
 * What a new reading of the case means for the form on the page. A reading may be older than what is typed here: it was
 * asked for before, and answered after. So it never replaces words that are on their way to the vault; and a draft that
 * it does not know has been signed only if it was held before, or else it is the reading that is behind.
 * @param mine when the page's own words were kept last; null while nothing is typed
 * @param busy whether words of the page are not yet answered for by the vault
 * @param dropped until when what was kept has been thrown away here: a reading from before still knows it
 */
export function draftArrival(
  before: StoredDraft,
  stored: StoredDraft,
  mine: string | null,
  busy: boolean,
  dropped = '',
): 'later' | 'keep' | 'take' | 'empty' {
  if (busy) return 'later';
  if (stored === null) return before !== null && before.heldUntil !== null ? 'empty' : 'keep';
  if (stored.savedAt <= dropped) return 'keep';
  return mine === null || mine < stored.savedAt ? 'take' : 'keep';
}
