import { outcomeRefused } from '../../../shared/domain/events/investigation.ts';
import { enter } from '../audit/journal.ts';
import { done, failed, type Done } from '../calls/failure.ts';
import { foldProjection } from '../store/refold.ts';
import type { WritingVault } from '../store/writing-vault.ts';
import { compose, keepSigned } from './compose.ts';
import { hold, readHeld } from './holds.ts';
import type { Signing, ParsedSign } from './signing.ts';

/** Signs now: the event, its place in the outbox, the folded row and the end of its draft are one transaction. */
export function signNow(vault: WritingVault, command: ParsedSign, draft = command.draft): Done<Signing> {
  return vault.db.transaction(() => {
    // A type with a slot is compared with what the author saw there; absent means an empty slot.
    const composed = compose(vault, { ...command, basedOn: command.basedOn ?? null });
    if (!composed.ok) return composed;
    keepSigned(vault, composed.value);
    if (draft !== undefined) vault.db.run('DELETE FROM drafts WHERE case_id = ? AND part = ?', [command.caseId, draft]);
    foldProjection(vault, command.caseId);
    return done({ event: composed.value.header.id, heldUntil: null });
  });
}

/** Signs what is held there, unless it was signed or taken back since it was read. The writer does one thing at a time. */
export const signHeld = (vault: WritingVault, command: ParsedSign, part: string): Done<Signing> =>
  readHeld(vault.db, command.caseId, part) === null ? failed('not_held') : signNow(vault, command, part);

/** An outcome out of order is refused before anything is signed: that somebody tried stands in the journal, for the auditors. */
function noted(vault: WritingVault, { caseId, type, facets }: ParsedSign, signed: Done<Signing>): Done<Signing> {
  if (signed.ok || type !== 'outcome_recorded') return signed;
  const { reason } = signed.error.detail ?? {};
  const known = outcomeRefused.facets.safeParse({
    ...{ track: facets.track, outcome: facets.outcome },
    reason: typeof reason === 'string' && reason !== '' ? reason : signed.error.code,
  });
  if (known.success) enter(vault, { type: 'outcome_refused', facets: known.data, payload: { caseId } });
  return signed;
}

/** Signs, or holds the event for as long as the command says; what could not be signed is not held either. */
export function sign(vault: WritingVault, command: ParsedSign): Done<Signing> {
  if (command.holdSeconds === 0) return noted(vault, command, signNow(vault, command));
  const composed = compose(vault, { ...command, basedOn: command.basedOn ?? null });
  if (!composed.ok) return composed;
  const part = command.draft ?? command.type;
  return hold(vault, command.caseId, part, command.payload, { kind: 'sign', command }, command.holdSeconds);
}
