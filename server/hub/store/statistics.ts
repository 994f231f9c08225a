import type { EventHeader } from '../../../shared/domain/header.ts';
import { foldMeasure, measuredTypes, type Measure } from '../../../shared/domain/statistics/measure.ts';
import type { Db } from './tables.ts';

const CASES_AT_ONCE = 1000;

/**
 * What statistics need of every case that the hub holds, named-readers cases included, folded from the headers of the
 * log in which the case now lives.
 */
export async function* measures(db: Db): AsyncGenerator<Measure> {
  let after = '00000000-0000-0000-0000-000000000000';
  for (;;) {
    const cases = await db
      .selectFrom('case_state')
      .select(['case_id', 'compartment'])
      .where('case_id', '>', after)
      .orderBy('case_id')
      .limit(CASES_AT_ONCE)
      .execute();
    if (cases.length === 0) return;
    after = cases.at(-1)!.case_id;
    const compartments = new Map(cases.map(({ case_id, compartment }) => [case_id, compartment]));
    const events = await db
      .selectFrom('events')
      .select(['case_id', 'compartment', 'header'])
      .where('case_id', 'in', [...compartments.keys()])
      .where('type', 'in', [...measuredTypes])
      .orderBy('compartment')
      .orderBy('seq')
      .execute();
    const folded = new Map<string, Measure | null>();
    for (const { case_id, compartment, header } of events)
      if (compartments.get(case_id) === compartment)
        folded.set(case_id, foldMeasure(folded.get(case_id) ?? null, JSON.parse(header) as EventHeader));
    for (const measure of folded.values()) if (measure !== null) yield measure;
  }
}
