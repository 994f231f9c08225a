import type { z } from 'zod';
import type { SendReferral } from '../../../shared/bridge/case.ts';
import { referralOf } from '../../../shared/domain/compartment.ts';
import { done, failed, type Done } from '../calls/failure.ts';
import { compose, keepSigned, newId } from '../cases/compose.ts';
import { foldRow } from '../cases/fold-row.ts';
import { hold } from '../cases/holds.ts';
import type { Signing } from '../cases/sign.ts';
import type { WritingVault } from '../store/writing-vault.ts';
import { recipientsOf } from './recipients.ts';
import type { ReferralKey } from './referral-key.ts';

export type ParsedReferral = z.output<typeof SendReferral>;

const partOf = (command: ParsedReferral) => command.draft ?? 'pack';

/** Thrown inside a transaction of two events to undo the first when the second cannot be signed. */
class SecondRefused extends Error {
  readonly answer: Extract<Done<never>, { ok: false }>;
  constructor(answer: Extract<Done<never>, { ok: false }>) {
    super('second event refused');
    this.answer = answer;
  }
}

const referred = (command: ParsedReferral, referral: string) => ({
  caseId: command.caseId,
  type: 'referred',
  facets: { referral, unit: command.unit, outcome: command.outcome },
  payload: { pack: command.pack },
  basedOn: null,
});

/**
 * Signs both events of a referral in one transaction: `referred` in the desk's case, and `referral_issued`, which opens
 * the referral's compartment once the first is accepted. `held`: the draft it was held in, which must still be held.
 */
export function sendNow(
  vault: WritingVault,
  command: ParsedReferral,
  made: ReferralKey,
  held: string | null,
): Done<Signing> {
  const { db } = vault;
  try {
    return db.transaction(() => {
      const part = held ?? command.draft;
      if (held !== null) {
        const still = db.get('SELECT 1 FROM drafts WHERE case_id = ? AND part = ? AND held_until IS NOT NULL', [
          command.caseId,
          held,
        ]);
        if (still === undefined) return failed('not_held');
      }
      const first = compose(vault, referred(command, made.referral));
      if (!first.ok) return first;
      keepSigned(vault, first.value);
      const second = compose(vault, {
        caseId: made.referral,
        type: 'referral_issued',
        facets: { origin: command.caseId, unit: command.unit, caseKey: made.caseKey },
        payload: { pack: command.pack },
        after: [first.value.header.id],
        compartment: referralOf(made.referral),
        key: made.key,
      });
      if (!second.ok) throw new SecondRefused(second);
      keepSigned(vault, second.value);
      if (part !== undefined) db.run('DELETE FROM drafts WHERE case_id = ? AND part = ?', [command.caseId, part]);
      foldRow(vault, command.caseId);
      return done({ event: first.value.header.id, heldUntil: null });
    });
  } catch (error) {
    if (error instanceof SecondRefused) return error.answer;
    throw error;
  }
}

/** Holds a referral, if it could be signed and somebody could open it. */
export function holdReferral(vault: WritingVault, command: ParsedReferral): Done<Signing> {
  if (recipientsOf(vault.db, command.unit, command.caseId).length === 0) return failed('no_recipient_workstation');
  const composed = compose(vault, referred(command, newId(vault)));
  if (!composed.ok) return composed;
  return hold(vault, command.caseId, partOf(command), command.pack, { kind: 'referral', command }, command.holdSeconds);
}
