import type { FacetsOf, PayloadOf } from '../../../shared/domain/events/index.ts';
import { actorOf } from '../../../shared/domain/directory.ts';
import { mayTakeOut, mayTakePack } from '../../../shared/domain/taking-out.ts';
import { done, failed, refusedBy, type Done } from '../calls/failure.ts';
import { compose, keepSigned } from '../cases/compose.ts';
import type { ReadConnection } from '../store/connection.ts';
import { factsInView } from '../store/facts.ts';
import { directoryOf, identityOf, readMeta } from '../store/meta.ts';
import type { WritingVault } from '../store/writing-vault.ts';

/**
 * Whether this person may take something of the case out now, by their role and the state of the journal; the policy is
 * asked elsewhere. Writes nothing.
 */
export function checkTaking(db: ReadConnection, caseId: string, pack = false): Done<null> {
  const actor = actorOf(directoryOf(db), identityOf(db).device);
  if (actor === null) return failed('not_permitted', { reason: 'device_unknown', who: null });
  const facts = factsInView(db, caseId)?.facts ?? null;
  const verdict = pack ? mayTakePack(actor, facts) : mayTakeOut(actor, facts);
  if (!verdict.ok) return refusedBy(verdict.refusal);
  // An entry that only waits here for the auditors' key could be lost with the vault: nothing leaves on the strength of it.
  return readMeta(db, 'journal') === 'opened' ? done(null) : failed('journal_not_open');
}

export type Taking =
  | { readonly type: 'printed'; readonly facets: FacetsOf<'printed'>; readonly payload: PayloadOf<'printed'> }
  | { readonly type: 'exported'; readonly facets: FacetsOf<'exported'>; readonly payload: PayloadOf<'exported'> };

/**
 * Enters a print or an encrypted copy in the journal, or says why not: then nothing may leave. Unlike every other entry
 * it is never passed over. Asked again for leave, since roles may have changed since the grant.
 */
export function enterTaking(vault: WritingVault, taking: Taking): Done<{ event: string; at: string }> {
  const { db } = vault;
  return db.transaction(() => {
    const pack = taking.type === 'exported' && taking.facets.what !== undefined;
    const allowed = checkTaking(db, taking.payload.caseId, pack);
    if (!allowed.ok) return allowed;
    const composed = compose(vault, { ...taking, caseId: identityOf(db).device });
    if (!composed.ok) return composed;
    keepSigned(vault, composed.value);
    return done({ event: composed.value.header.id, at: composed.value.header.at });
  });
}
