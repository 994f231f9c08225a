import type { CaseFacts } from '../../../shared/domain/facts.ts';
import type { ReadConnection } from '../store/connection.ts';
import { caseInView } from '../store/facts.ts';
import { caseKeysHeld } from '../store/keys.ts';
import { identityOf } from '../store/meta.ts';

/** The named-readers cases that this vault's person reads and whose keys are here. */
export function casesReadHere(db: ReadConnection): {
  readonly caseId: string;
  readonly apart: NonNullable<CaseFacts['apart']>;
  readonly keys: readonly Uint8Array[];
}[] {
  const { user } = identityOf(db);
  const cases = db.column<string>(
    `SELECT case_id FROM facts INDEXED BY facts_apart WHERE compartment >= 'readers:' AND compartment < 'readers;'`,
  );
  return cases.flatMap((caseId) => {
    const apart = caseInView(db, caseId)?.facts.apart;
    const keys = caseKeysHeld(db, caseId);
    return apart?.readers.includes(user) === true && keys.length > 0 ? [{ caseId, apart, keys }] : [];
  });
}
