import { randomBytes } from 'node:crypto';
import { v7 } from 'uuid';
import type { InboundReport } from '../../shared/domain/inbound.ts';
import { limits, type Problem, type WireEvent } from '../../shared/protocol/calls.ts';
import { wrapForReaders } from '../../shared/protocol/readers-key.ts';
import type { HubClient } from '../device/hub-client.ts';
import { wireBytes, type Outbox } from '../device/outbox.ts';
import type { batchKeys, DeskKeys } from './desk-keys.ts';
import { deskOf, readersOf } from '../../shared/domain/compartment.ts';
import { facetsOf, payloadOf } from './report-event.ts';
import type { ParentApart, Readers } from './set-apart.ts';
import { checkFiles, uploadFiles } from './upload.ts';

/** A line that parsed, with the HMAC of its content. */
export interface Candidate {
  readonly line: number;
  readonly report: InboundReport;
  readonly mac: string;
}

export interface Desk {
  readonly client: HubClient;
  readonly outbox: Outbox;
  /** Of the device that signs what is set apart. */
  readonly outboxApart: Outbox;
  readonly keysOf: ReturnType<typeof batchKeys>;
  /** Whether a report is set apart, and for whom; null for an ordinary one. */
  readonly readersOf: (report: InboundReport, unit: string, parent: ParentApart | null) => Readers | 'nobody' | null;
  /** The organisation's recovery key (`age1…`), or null. */
  readonly recovery: string | null;
  readonly folder: string;
  readonly dryRun: boolean;
  /**
   * HMAC by reference of what this import has brought. In a dry run the hub does not learn of them, so that they are
   * remembered here: about 200 bytes a report; otherwise only for the batch.
   */
  readonly seen: Map<string, string>;
  /** Who reads the cases that were set apart, by reference: follow-ups go to the same readers. */
  readonly apart: Map<string, ParentApart>;
}

export interface Settled {
  imported: number;
  repeated: number;
  /** Why the import cannot go on, or null. */
  problem: Problem | null;
}

type Fail = (line: number, reason: string) => void;

/** Worded like any other desk that is not ready: an import's output tells nobody that a report was set apart. */
const nobodyYet = (unit: string) => `The desk ${unit} has no workstation yet that could open the report.`;

const otherContent = (reference: string) => `The reference ${reference} is already there with other content.`;

/** Takes in one batch: asks which references are known, seals the new ones, uploads their files, pushes. */
export async function settleBatch(desk: Desk, candidates: readonly Candidate[], fail: Fail): Promise<Settled> {
  const settled: Settled = { imported: 0, repeated: 0, problem: null };
  const mentioned = candidates.flatMap(({ report: { reference, parentReference } }) =>
    [reference, parentReference ?? []].flat(),
  );
  const asked = await desk.client.references([...new Set(mentioned)]);
  if (!asked.ok) return { ...settled, problem: asked.problem };
  if (!desk.dryRun) {
    desk.seen.clear();
    desk.apart.clear();
  }
  for (const { reference, contentMac } of asked.value.known) desk.seen.set(reference, contentMac);
  for (const { reference, readers, closedTo } of asked.value.apart) desk.apart.set(reference, { readers, closedTo });

  const events: { candidate: Candidate; event: WireEvent }[] = [];
  const apart: typeof events = [];
  for (const candidate of firstReportsFirst(candidates)) {
    const { line, report, mac } = candidate;
    const before = desk.seen.get(report.reference);
    if (before !== undefined) {
      if (before === mac) settled.repeated += 1;
      else fail(line, otherContent(report.reference));
      continue;
    }
    const keys = await desk.keysOf(report.force);
    if (!keys.ok) {
      fail(line, keys.reason);
      continue;
    }
    const parent = desk.apart.get(report.parentReference ?? '') ?? null;
    const readers = desk.readersOf(report, keys.keys.unit, parent);
    if (readers === 'nobody') {
      fail(line, nobodyYet(keys.keys.unit));
      continue;
    }
    const made = desk.dryRun
      ? await checkFiles(desk.folder, report)
      : await sealReport(desk, candidate, keys.keys, readers);
    if (!made.ok) {
      fail(line, made.reason);
      continue;
    }
    desk.seen.set(report.reference, mac);
    if (readers !== null) desk.apart.set(report.reference, readers.apart);
    if ('event' in made)
      (readers === null || desk.outboxApart === desk.outbox ? events : apart).push({ candidate, event: made.event });
    else settled.imported += 1;
  }
  const pushed = await push(desk.outbox, events, settled, fail);
  return pushed.problem === null ? push(desk.outboxApart, apart, pushed, fail) : pushed;
}

/** A follow-up whose first report comes later in the same batch must know its readers: first reports go first. */
function firstReportsFirst(candidates: readonly Candidate[]): readonly Candidate[] {
  const here = new Set(candidates.map(({ report }) => report.reference));
  const follows = ({ report }: Candidate) => report.parentReference !== undefined && here.has(report.parentReference);
  return [...candidates.filter((one) => !follows(one)), ...candidates.filter(follows)];
}

type SealedReport = { readonly ok: true; readonly event: WireEvent } | { readonly ok: false; readonly reason: string };

async function sealReport(
  desk: Desk,
  { report, mac }: Candidate,
  keys: DeskKeys,
  readers: Readers | null,
): Promise<SealedReport> {
  const caseId = v7();
  const caseKey = randomBytes(32);
  const compartment = readers === null ? deskOf(keys.unit) : readersOf(caseId);
  const uploaded = await uploadFiles(desk.client, desk.folder, report, compartment, caseId, caseKey);
  if (!uploaded.ok) return uploaded;
  const codes = facetsOf(report, keys.unit, mac);
  const facets =
    readers === null
      ? { ...codes, caseKey: keys.wrap(caseId, caseKey) }
      : {
          ...codes,
          apart: readers.apart,
          caseKey: await wrapForReaders(caseId, caseKey, readers.devices, desk.recovery),
        };
  const payload = payloadOf(report, uploaded.attachments);
  const box = readers === null ? desk.outbox : desk.outboxApart;
  const event = box.make('report_received', caseId, facets, payload, caseKey);
  if (event.sealed!.length <= limits.sealedChars && wireBytes(event) <= limits.pushBytes) return { ok: true, event };
  box.takeBack();
  return { ok: false, reason: 'The report is too large to be sent.' };
}

async function push(
  box: Outbox,
  events: readonly { candidate: Candidate; event: WireEvent }[],
  settled: Settled,
  fail: Fail,
): Promise<Settled> {
  const pushed = await box.push(events.map(({ event }) => event));
  for (const [at, verdict] of pushed.verdicts.entries()) {
    const { line, report } = events[at]!.candidate;
    if (verdict.status === 'accepted') settled.imported += 1;
    else if (verdict.code === 'duplicate_report') settled.repeated += 1;
    else if (verdict.code === 'reference_reused') fail(line, otherContent(report.reference));
    else fail(line, `The hub refused the report (${verdict.reason ?? verdict.code ?? 'no reason given'}).`);
  }
  return pushed.ok ? settled : { ...settled, problem: pushed.problem };
}
