import { emptyCase, foldCase } from '../../../shared/domain/case-file.ts';
import type { PackRefusal } from '../../../shared/domain/events/pack.ts';
import { refusalOf, unsettled, warningsOf } from '../../../shared/domain/pack-review.ts';
import { done, failed, type Done } from '../calls/failure.ts';
import { eventsOf, inView } from '../store/events.ts';
import { instant, type WritingVault } from '../store/writing-vault.ts';
import { noteRefusal } from './note-refusal.ts';
import { pagesToSend } from './pack-pages.ts';
import { recipientsOf } from './recipients.ts';
import type { ParsedReferral } from './parsed-referral.ts';

/**
 * The vault's own look at a pack before it is held and before it is signed: a page that was made to say otherwise gets no
 * further than one that was right. A refusal is entered in the journal.
 */
export function review(vault: WritingVault, { caseId, unit, pack, workings }: ParsedReferral): Done<null> {
  const { db } = vault;
  const no = (code: PackRefusal, detail?: { count: number }): Done<null> => {
    noteRefusal(vault, caseId, unit, code);
    return failed(code, detail);
  };
  if (recipientsOf(db, unit, caseId).length === 0) return no('no_recipient_workstation');
  const file = eventsOf(db, caseId).filter(inView).reduce(foldCase, emptyCase(caseId));
  const code = refusalOf(file, pack, workings, instant(vault.clock()));
  if (code === 'pack_unsettled')
    return no(code, { count: unsettled(warningsOf(file, pack, workings), workings).length });
  if (code !== null) return no(code);
  return pagesToSend(db, caseId, pack) === null ? no('pack_page_missing') : done(null);
}
