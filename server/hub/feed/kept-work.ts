import { deskOf, kindOf, unitOfDesk } from '../../../shared/domain/compartment.ts';
import { desksReadBy, worksAtDesk } from '../../../shared/domain/directory.ts';
import type { WhyKept } from '../../../shared/domain/events/kept-work.ts';
import { foldFacts } from '../../../shared/domain/facts.ts';
import { jcs } from '../../../shared/protocol/canonical.ts';
import { limits, type KeptAnswer } from '../../../shared/protocol/calls.ts';
import type { EventHeader } from '../../../shared/domain/header.ts';
import { instant, type Hub } from '../parts.ts';
import type { CaseRow } from '../store/cases.ts';
import type { DeviceRow } from '../store/devices.ts';
import { everAtDesks, letOutOf } from '../store/former-access.ts';
import { countQuarantined, keepInQuarantine, settleQuarantined, unsettledIn } from '../store/quarantine.ts';
import type { Db } from '../store/tables.ts';
import { inSnapshot } from '../store/transaction.ts';
import { findUser } from '../store/users.ts';
import { maySee, readAccess } from './access.ts';
import type { Docket, DocketCase } from './docket.ts';
import { weightOf } from './append.ts';
import { hubEvent } from './hub-event.ts';
import { refuse, type Refused } from './problem.ts';
import { fitting } from './wire.ts';
import { mayRead } from '../../../shared/domain/standing.ts';

/** Events of one device that are kept at the most: whoever has a workstation that was withdrawn cannot fill the hub. */
const MOST_OF_A_DEVICE = 1000;
const AT_ONCE = 100;

type Reader = Pick<Docket['actor'], 'user' | 'memberships'>;

/** Whether somebody may read a case where it lies now. */
function readsNow({ user, memberships }: Reader, { facts, compartment }: Pick<DocketCase, 'facts' | 'compartment'>) {
  if (facts.kind !== 'case' || !mayRead(facts, user)) return false;
  return facts.apart ? worksAtDesk(memberships) : desksReadBy(memberships).map(deskOf).includes(compartment);
}

/** What the author could read before: asked only where one of the cases is closed to them now, or nothing is taken in. */
export async function formerAccess(
  tx: Db,
  device: DeviceRow,
  actor: Reader,
  rows: readonly CaseRow[],
): Promise<Docket['former']> {
  const asked = rows.filter(
    (row) => row.facts.kind === 'case' && (device.state === 'withdrawn' || !readsNow(actor, row)),
  );
  // A case may also leave in the same push.
  if (asked.length === 0)
    return { desks: new Set(desksReadBy(actor.memberships).map(deskOf)), letOut: new Set(), room: AT_ONCE };
  const ids = asked.map(({ case_id }) => case_id);
  return {
    desks: new Set([...(await everAtDesks(tx, actor.user))].map(deskOf)),
    letOut: await letOutOf(tx, actor.user, ids),
    room: MOST_OF_A_DEVICE - (await countQuarantined(tx, device.device)),
  };
}

/** Why the author's work is kept rather than lost; null where they may still read the case, or never could. */
export function whyKept({ actor, former, withdrawn }: Docket, found: DocketCase | null): WhyKept | null {
  if (found?.facts.kind !== 'case' || former.room <= 0) return null;
  const { facts, compartment } = found;
  // Its contents would outlive those of the case.
  if (facts.records?.erased) return null;
  const now = readsNow(actor, found);
  if (now && !withdrawn) return null;
  const moved = (facts.places ?? []).some((place) => former.desks.has(place));
  const before =
    former.letOut.has(facts.caseId) ||
    (facts.apart ? facts.apart.readers.includes(actor.user) : former.desks.has(compartment));
  if (!now && !moved && !before) return null;
  return withdrawn ? 'device_withdrawn' : before ? 'access_ended' : 'case_moved';
}

/** Says in each case that something is kept for it, so that its supervisors' workstations ask for it. */
export function noteKept(hub: Pick<Hub, 'clock' | 'random'>, docket: Docket): void {
  for (const { arrival, why } of docket.kept) {
    const { id: event, caseId, actor: by, type, at } = arrival.header;
    const found = docket.cases.get(caseId)!;
    const noted = hubEvent(hub, found.compartment, caseId, 'work_kept', { event, by, type, at, why });
    docket.entries.push({ ...noted, unit: found.unit });
    docket.cases.set(caseId, { ...found, facts: foldFacts(found.facts, noted.header)! });
    docket.changed.add(caseId);
  }
}

/** Keeps the refused events as they came, and marks what a supervisor settled in this push. */
export async function writeKept(hub: Pick<Hub, 'clock'>, tx: Db, { kept, entries }: Docket): Promise<void> {
  const kept_at = instant(hub.clock());
  await keepInQuarantine(
    tx,
    kept.map(({ arrival: { header, signature, sealed }, why }) => ({
      id: header.id,
      case_id: header.caseId,
      device: header.device,
      header: jcs(header).toString('utf8'),
      signature,
      sealed: sealed ?? Buffer.alloc(0),
      kept_at,
      why,
    })),
  );
  for (const { header } of entries)
    if (header.type === 'kept_work_settled')
      await settleQuarantined(tx, header.caseId, String(header.facets.kept), header.id);
}

/** What is kept for the cases of a compartment, for its supervisors: sealed as it came, the case's keys open it. */
export async function readKept(
  hub: Hub,
  device: DeviceRow,
  compartment: string,
  after: string | undefined,
): Promise<{ readonly ok: true; readonly answer: KeptAnswer } | Refused> {
  return inSnapshot(hub.db, async (tx) => {
    const access = await readAccess(tx, device.device, device.user_id);
    const memberships = (await findUser(tx, device.user_id))?.memberships ?? [];
    const unit = unitOfDesk(compartment);
    const supervises = memberships.some(
      (m) => m.role === 'supervisor' && (kindOf(compartment) === 'readers' || m.unit === unit),
    );
    if (!supervises || !(await maySee(tx, access, compartment))) return refuse('access_withdrawn');
    const found = await unsettledIn(tx, compartment, after ?? null, AT_ONCE + 1);
    const weights = found.slice(0, AT_ONCE).map((row) => weightOf(row.header, row.signature, row.sealed.length));
    const page = found.slice(0, fitting(weights, limits.pageBytes));
    const answer: KeptAnswer = {
      hubEpoch: hub.identity.hubEpoch,
      compartment,
      events: page.map((row) => ({
        header: JSON.parse(row.header) as EventHeader,
        signature: row.signature,
        sealed: Buffer.from(row.sealed).toString('base64'),
        keptAt: row.kept_at,
      })),
      next: page.length < found.length ? page.at(-1)!.id : null,
    };
    return { ok: true, answer };
  });
}
