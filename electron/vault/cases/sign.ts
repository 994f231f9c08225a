import type { z } from 'zod';
import type { SignCommand } from '../../../shared/bridge/case.ts';
import { done, type Done } from '../calls/failure.ts';
import { foldProjection } from '../store/refold.ts';
import type { WritingVault } from '../store/writing-vault.ts';
import { compose, keepSigned } from './compose.ts';
import { hold } from './holds.ts';

export type Signing = { event: string | null; heldUntil: string | null };
export type ParsedSign = z.output<typeof SignCommand>;

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

/** Signs, or holds the event for as long as the command says; what could not be signed is not held either. */
export function sign(vault: WritingVault, command: ParsedSign): Done<Signing> {
  if (command.holdSeconds === 0) return signNow(vault, command);
  const composed = compose(vault, { ...command, basedOn: command.basedOn ?? null });
  if (!composed.ok) return composed;
  const part = command.draft ?? command.type;
  return hold(vault, command.caseId, part, command.payload, { kind: 'sign', command }, command.holdSeconds);
}
