import { readersOf } from '../../../shared/domain/compartment.ts';
import { wholeFacts } from '../../../shared/domain/facts.ts';
import { EventHeader } from '../../../shared/domain/header.ts';
import { casesApart, readCases } from '../store/cases.ts';
import { devicesAmong } from '../store/devices.ts';
import { eventsOfType } from '../store/events.ts';
import type { Db } from '../store/tables.ts';

export interface CaseHeld {
  readonly caseId: string;
  readonly unit: string;
  readonly reference: string;
  /** Workstations in use that hold its newest key. */
  readonly holders: number;
}

/** Every named-readers case, and how many workstations could still open what is written in it. */
export async function casesHeld(db: Db): Promise<CaseHeld[]> {
  const facts = (await casesApart(db)).flatMap((row) => (row.facts.kind === 'case' ? [row.facts] : []));
  const inUse = await devicesAmong(db, [...new Set(facts.flatMap(({ apart }) => apart?.devices ?? []))]);
  return facts.map(({ caseId, received, apart }) => ({
    caseId,
    unit: received.unit,
    reference: received.reference,
    holders: (apart?.devices ?? []).filter((device) => inUse.has(device)).length,
  }));
}

/** The readers of a named-readers case and the signed events that gave it a key; null for one that there is not. */
export async function keysOfCase(db: Db, caseId: string) {
  const [row] = await readCases(db, [caseId]);
  const facts = row === undefined ? null : wholeFacts(row.facts);
  if (facts?.kind !== 'case' || !facts.apart) return null;
  const types = ['report_received', 'moved', 'reader_removed', 'reader_key_renewed'];
  const rows = await Promise.all(types.map((type) => eventsOfType(db, readersOf(caseId), type)));
  const given = rows.flat().map(({ header, signature }) => ({
    header: EventHeader.parse(JSON.parse(header)),
    signature: signature ?? '',
  }));
  return { readers: [...facts.apart.readers], given };
}
