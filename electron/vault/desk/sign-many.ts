import type { BulkAct, BulkRefused, BulkSigned } from '../../../shared/bridge/bulk.ts';
import { failed, type Done } from '../calls/failure.ts';
import { compose, keepSigned } from '../cases/compose.ts';
import { foldRow } from '../cases/fold-row.ts';
import { unlessDamaged } from '../store/damaged-row.ts';
import { caseInView } from '../store/facts.ts';
import type { Steps } from '../store/steps.ts';
import type { WritingVault } from '../store/writing-vault.ts';

export interface SignedMany {
  readonly signed: BulkSigned[];
  readonly refused: BulkRefused[];
  readonly unchanged: number;
}

/** How long one transaction may take, ms. */
const CHUNK_MS = 40;

/** What became of one case: signed, or as it was (null), or refused. */
function signOne(vault: WritingVault, act: BulkAct): Done<Omit<BulkSigned, 'act'> | null> {
  const placed = caseInView(vault.db, act.caseId);
  if (placed === null) return failed('case_unknown');
  const { allocatedTo, work } = placed.facts;
  // Allocating to the holder is no change, but it takes back what the holder has offered to somebody.
  const stands =
    act.type === 'allocated'
      ? allocatedTo === act.facets.to && work.handOver === null
      : work.labels.includes(act.facets.label) === act.facets.on;
  if (stands) return { ok: true, value: null };
  const composed = compose(vault, act);
  if (!composed.ok) return composed;
  keepSigned(vault, composed.value);
  foldRow(vault, act.caseId);
  return { ok: true, value: { event: composed.value.header.id, holderBefore: allocatedTo } };
}

const referenceOf = (vault: WritingVault, caseId: string) =>
  vault.db.column<string>('SELECT reference FROM cases WHERE case_id = ?', [caseId])[0] ?? '';

/** Signs for many cases, some to a transaction. A case that cannot be signed is told and does not hold up the rest. */
export function* signMany(vault: WritingVault, acts: readonly BulkAct[]): Steps<SignedMany> {
  const signed: BulkSigned[] = [];
  const refused: BulkRefused[] = [];
  let unchanged = 0;
  let next = 0;
  while (next < acts.length) {
    vault.db.transaction(() => {
      const until = performance.now() + CHUNK_MS;
      while (next < acts.length && performance.now() < until) {
        const place = next++;
        const act = acts[place]!;
        const outcome = unlessDamaged(() => signOne(vault, act), failed('case_damaged'));
        if (outcome.ok) {
          if (outcome.value === null) unchanged++;
          else signed.push({ act: place, ...outcome.value });
          continue;
        }
        const { code, detail } = outcome.error;
        const word = (name: string) => (typeof detail?.[name] === 'string' ? detail[name] : null);
        const { caseId } = act;
        refused.push({ caseId, reference: referenceOf(vault, caseId), code, reason: word('reason'), who: word('who') });
      }
    });
    yield;
  }
  return { signed, refused, unchanged };
}
