import { call } from '../../app/bridge.ts';
import { stageOfDraft } from '../case/stages.ts';

/** Passes on what is typed here on every case that `to` covers: unsigned, and it stays here as well. */
export async function shareDrafts(to: string): Promise<number> {
  const covered = await call('absence.drafts', { to });
  if (!covered.ok) return 0;
  let shared = 0;
  for (const { caseId, part, content, savedAt } of covered.value) {
    const facets = { stage: stageOfDraft(part) ?? 'elsewhere', to };
    const payload = { part, content, savedAt };
    const signed = await call('case.sign', { caseId, type: 'draft_shared', facets, payload });
    if (signed.ok) shared += 1;
  }
  return shared;
}
