import { z } from 'zod';
import { Id, Instant } from '../../../shared/domain/primitives.ts';
import { limits, type CasesAnswer, type FeedEvent } from '../../../shared/protocol/calls.ts';
import type { Hub } from '../parts.ts';
import { countCases, openCases, type CaseCursor } from '../store/cases.ts';
import type { DeviceRow } from '../store/devices.ts';
import { eventsOfCases } from '../store/events.ts';
import { grantsVersion } from '../store/hub-row.ts';
import { inSnapshot } from '../store/transaction.ts';
import { maySeeHeaders, readAccess } from './access.ts';
import { refuse, type Refused } from './problem.ts';
import { fitting, toWire } from './wire.ts';

/** Cases looked at for one page; most are a few kilobytes. */
const CASES_AT_ONCE = 200;

const Cursor = z.tuple([z.int().min(0).max(9), Instant, Id]);

const write = (c: CaseCursor) => Buffer.from(JSON.stringify([c.urgency, c.beganAt, c.caseId])).toString('base64url');

/** Null when the text is no cursor of ours. */
function read(text: string): CaseCursor | null {
  try {
    const [urgency, beganAt, caseId] = Cursor.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
    return { urgency, beganAt, caseId };
  } catch {
    return null;
  }
}

/** One page of whole histories of open cases, most urgent first, then newest. */
export async function readCasesPage(
  hub: Hub,
  device: DeviceRow,
  compartment: string,
  after: string | undefined,
): Promise<{ readonly ok: true; readonly answer: CasesAnswer } | Refused> {
  const cursor = after === undefined ? null : read(after);
  if (after !== undefined && cursor === null) return refuse('cursor_invalid', { detail: 'not a cursor of this call' });
  return inSnapshot(hub.db, async (tx) => {
    const access = await readAccess(tx, device.device, device.user_id);
    if (!(await maySeeHeaders(tx, access, compartment))) return refuse('access_withdrawn');
    const found = await openCases(tx, compartment, cursor, CASES_AT_ONCE + 1);
    const weights = found.slice(0, CASES_AT_ONCE).map((one) => one.weight);
    const page = found.slice(0, fitting(weights, limits.pageBytes));
    const ids = page.map((one) => one.case_id);
    const rows = ids.length === 0 ? [] : await eventsOfCases(tx, compartment, ids);
    const histories = new Map(ids.map((caseId) => [caseId, [] as FeedEvent[]]));
    for (const row of rows) histories.get(row.case_id)?.push(toWire(row, access.bare.includes(compartment)));
    const last = page.at(-1);
    const next =
      last !== undefined && page.length < found.length
        ? write({ urgency: last.urgency, beganAt: last.began_at, caseId: last.case_id })
        : null;
    const answer: CasesAnswer = {
      hubEpoch: hub.identity.hubEpoch,
      grantsVersion: await grantsVersion(tx),
      compartment,
      cases: ids.map((caseId) => ({ caseId, events: histories.get(caseId) ?? [] })),
      next,
      // Asked for once, with the first page.
      ...(cursor === null && { total: await countCases(tx, compartment) }),
    };
    return { ok: true, answer };
  });
}
