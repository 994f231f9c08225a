import { referralOf } from '../../../shared/domain/compartment.ts';
import { done, failed, type Done } from '../calls/failure.ts';
import { compose, keepSigned, newId } from '../cases/compose.ts';
import { keepCaseKey } from '../store/keys.ts';
import { foldRow } from '../cases/fold-row.ts';
import { hold } from '../cases/holds.ts';
import type { WritingVault } from '../store/writing-vault.ts';
import { dropPages, pagesToSend } from './pack-pages.ts';
import { review } from './review.ts';
import type { ReferralKey } from './referral-key.ts';
import type { Signing } from '../cases/signing.ts';
import type { ParsedReferral } from './parsed-referral.ts';

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
  payload: { pack: command.pack, ...(command.workings && { workings: command.workings }) },
  basedOn: null,
});

/**
 * Signs the events of a referral in one transaction: `referred` in the desk's case, and `referral_issued`, which opens
 * the referral's compartment once the first is accepted, and the pages of its files. `held`: the draft it was held in, which must still be held.
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
        facets: {
          origin: command.caseId,
          unit: command.unit,
          caseKey: made.caseKey,
          ...(made.recovery !== undefined && { recovery: made.recovery }),
        },
        payload: { pack: command.pack },
        after: [first.value.header.id],
        compartment: referralOf(made.referral),
        key: made.key,
      });
      if (!second.ok) throw new SecondRefused(second);
      keepSigned(vault, second.value);
      // Until the hub has answered: a restored vault signs the pack anew, and seals it for the same recipients.
      keepCaseKey(db, made.referral, referralOf(made.referral), Buffer.from(made.key).toString('base64'));
      for (const page of pagesToSend(db, command.caseId, command.pack) ?? []) {
        const sent = compose(vault, {
          caseId: made.referral,
          type: 'referral_page',
          facets: {},
          payload: page,
          after: [second.value.header.id],
          compartment: referralOf(made.referral),
          key: made.key,
        });
        if (!sent.ok) throw new SecondRefused(sent);
        keepSigned(vault, sent.value);
      }
      dropPages(vault, command.caseId);
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
  const reviewed = review(vault, command);
  if (!reviewed.ok) return reviewed;
  const composed = compose(vault, referred(command, newId(vault)));
  if (!composed.ok) return composed;
  return hold(vault, command.caseId, partOf(command), command.pack, { kind: 'referral', command }, command.holdSeconds);
}
