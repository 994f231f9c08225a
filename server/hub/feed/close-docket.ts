import { known } from '../../../shared/domain/events/index.ts';
import { jcs } from '../../../shared/protocol/canonical.ts';
import { instant, type Hub } from '../parts.ts';
import { insertCases, updateCase } from '../store/cases.ts';
import { closeTo, setReaders } from '../store/readers.ts';
import { insertReferences } from '../store/references.ts';
import type { Db } from '../store/tables.ts';
import { insertUnitKey } from '../store/units.ts';
import { appendToLogs, weightOf } from './append.ts';
import { rowOf } from './case-row.ts';
import type { Docket } from './docket.ts';

const changesReaders = new Set(['reader_added', 'reader_removed']);

/** Writes the effects of the accepted events; the logs come last, since their counters order the commits. */
export async function closeDocket(hub: Hub, tx: Db, docket: Docket): Promise<void> {
  const weights = new Map<string, number>();
  for (const { header, signature, sealed } of docket.entries) {
    const weight = weightOf(jcs(header).toString('utf8'), signature, sealed.length);
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
  await appendToLogs(tx, hub, docket.entries);
}
