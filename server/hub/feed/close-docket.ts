import { known } from '../../../shared/domain/events/index.ts';
import { jcs } from '../../../shared/protocol/canonical.ts';
import { instant, type Hub } from '../parts.ts';
import { insertCases, updateCase } from '../store/cases.ts';
import { closePlaces } from '../store/events.ts';
import { addReader, closeTo, removeReader, setReaders } from '../store/readers.ts';
import { insertReferences } from '../store/references.ts';
import type { Db } from '../store/tables.ts';
import { insertUnitKey } from '../store/units.ts';
import { appendToLogs, weightOf, type LogEntry } from './append.ts';
import { rowOf } from './case-row.ts';
import { moveFiles, unfoldMoves } from './move.ts';
import type { Docket } from './docket.ts';
import { eraseStored, withoutErased } from './erase.ts';

const changesReaders = new Set(['reader_added', 'reader_removed', 'moved']);

/** Writes the effects of the accepted events; the logs come last, since their counters order the commits. */
export async function closeDocket(hub: Hub, tx: Db, docket: Docket): Promise<void> {
  const weights = new Map<string, number>();
  for (const { header, signature, sealed } of docket.entries) {
    const weight = weightOf(jcs(header).toString('utf8'), signature, sealed?.length ?? 0);
    weights.set(header.caseId, (weights.get(header.caseId) ?? 0) + weight);
  }
  const at = instant(hub.clock());
  const changed = [...docket.changed].map((id) => {
    const { compartment, facts, isNew } = docket.cases.get(id)!;
    return { isNew, row: rowOf(id, compartment, facts, at, weights.get(id) ?? 0) };
  });
  const opened = changed.filter(({ isNew }) => isNew).map(({ row }) => row);
  await insertCases(tx, opened);
  for (const { row, isNew } of changed) if (!isNew) await updateCase(tx, row);
  await followReaders(tx, docket.entries);
  for (const id of docket.changed) {
    const { compartment, facts, isNew, closedTo = [] } = docket.cases.get(id)!;
    const readersChanged =
      isNew || docket.entries.some(({ header }) => header.caseId === id && changesReaders.has(header.type));
    if (facts.kind === 'case' && facts.apart && readersChanged) await setReaders(tx, compartment, facts.apart.readers);
    if (isNew) await closeTo(tx, compartment, closedTo);
  }
  const events = docket.entries.map(({ header }) => known(header)).filter((event) => event !== null);
  await insertReferences(
    tx,
    events.flatMap((event) => {
      if (event.type !== 'report_received') return [];
      const { reference, contentMac } = event.facets;
      return [{ reference, content_mac: contentMac, case_id: event.caseId }];
    }),
  );
  for (const event of events)
    if (event.type === 'unit_key_published') {
      const { key, unit, publicKey } = event.facets;
      await insertUnitKey(tx, { key, unit, public_key: publicKey });
    }
  await eraseStored(tx, docket.entries);
  const { entries, left } = await unfoldMoves(hub, tx, withoutErased(docket.entries));
  await moveFiles(tx, docket.entries);
  for (const { caseId, from, to } of left) await closePlaces(tx, from, caseId, to);
  await appendToLogs(tx, hub, entries);
}

/**
 * Who may see a log of named readers, step by step: a case that leaves it in the same push in which a reader was let out does
 * not tell at its end who may still see what is left there, and where it went.
 */
async function followReaders(tx: Db, entries: readonly LogEntry[]): Promise<void> {
  for (const { header, compartment } of entries) {
    const event = known(header);
    if (event?.type === 'reader_added') await addReader(tx, compartment, event.facets.user);
    if (event?.type === 'reader_removed') await removeReader(tx, compartment, event.facets.user);
    if (event?.type === 'moved' && event.facets.to === 'readers')
      await setReaders(tx, compartment, event.facets.readers);
  }
}
