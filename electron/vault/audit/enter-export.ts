import type { FacetsOf, PayloadOf } from '../../../shared/domain/events/index.ts';
import { done, failed, type Done } from '../calls/failure.ts';
import { compose, keepSigned } from '../cases/compose.ts';
import type { ReadConnection } from '../store/connection.ts';
import { identityOf, readMeta } from '../store/meta.ts';
import type { WritingVault } from '../store/writing-vault.ts';
import { maySearchSubjects } from '../subjects/may-search.ts';
import { reachOf } from './audit-reach.ts';

/** What is written into a file besides cases: the audit, or what is held about a person. */
export type FileTaking =
  | {
      readonly type: 'audit_exported';
      readonly facets: FacetsOf<'audit_exported'>;
      readonly payload: PayloadOf<'audit_exported'>;
    }
  | {
      readonly type: 'subject_exported';
      readonly facets: FacetsOf<'subject_exported'>;
      readonly payload: PayloadOf<'subject_exported'>;
    };

/** Whether such a file may be written now, by role and by the state of the journal. Writes nothing. */
export function checkFile(db: ReadConnection, type: FileTaking['type']): Done<null> {
  const may = type === 'audit_exported' ? reachOf(db) !== null : maySearchSubjects(db);
  if (!may)
    return failed('not_permitted', {
      reason: 'role_missing',
      who: type === 'audit_exported' ? 'auditor' : 'information_officer',
    });
  // An entry that only waits here could be lost with the vault: nothing leaves on the strength of it.
  return readMeta(db, 'journal') === 'opened' ? done(null) : failed('journal_not_open');
}

/** Enters the file in the journal, or says why not: then none is written. */
export function enterFile(vault: WritingVault, taking: FileTaking): Done<{ event: string }> {
  const { db } = vault;
  return db.transaction(() => {
    const allowed = checkFile(db, taking.type);
    if (!allowed.ok) return allowed;
    const composed = compose(vault, { ...taking, caseId: identityOf(db).device });
    if (!composed.ok) return composed;
    keepSigned(vault, composed.value);
    return done({ event: composed.value.header.id });
  });
}
