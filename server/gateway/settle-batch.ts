import { randomBytes } from 'node:crypto';
import { v7 } from 'uuid';
import type { InboundReport } from '../../shared/domain/inbound.ts';
import { limits, type Problem, type WireEvent } from '../../shared/protocol/calls.ts';
import type { HubClient } from '../device/hub-client.ts';
import { wireBytes, type Outbox } from '../device/outbox.ts';
import type { batchKeys, DeskKeys } from './desk-keys.ts';
import { facetsOf, payloadOf } from './report-event.ts';
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
  readonly keysOf: ReturnType<typeof batchKeys>;
  readonly folder: string;
  readonly dryRun: boolean;
  /**
   * HMAC by reference of what this import has brought. In a dry run the hub does not learn of them, so that they are
   * remembered here: about 200 bytes a report; otherwise only for the batch.
   */
  readonly seen: Map<string, string>;
}

export interface Settled {
  imported: number;
  repeated: number;
  /** Why the import cannot go on, or null. */
  problem: Problem | null;
}

type Fail = (line: number, reason: string) => void;

const otherContent = (reference: string) => `The reference ${reference} is already there with other content.`;

/** Takes in one batch: asks which references are known, seals the new ones, uploads their files, pushes. */
export async function settleBatch(desk: Desk, candidates: readonly Candidate[], fail: Fail): Promise<Settled> {
  const settled: Settled = { imported: 0, repeated: 0, problem: null };
  const asked = await desk.client.references([...new Set(candidates.map(({ report }) => report.reference))]);
  if (!asked.ok) return { ...settled, problem: asked.problem };
  if (!desk.dryRun) desk.seen.clear();
  for (const { reference, contentMac } of asked.value.known) desk.seen.set(reference, contentMac);

  const events: { candidate: Candidate; event: WireEvent }[] = [];
  for (const candidate of candidates) {
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
    const made = desk.dryRun ? await checkFiles(desk.folder, report) : await sealReport(desk, candidate, keys.keys);
    if (!made.ok) {
      fail(line, made.reason);
      continue;
    }
    desk.seen.set(report.reference, mac);
    if ('event' in made) events.push({ candidate, event: made.event });
    else settled.imported += 1;
  }
  return push(desk, events, settled, fail);
}

type SealedReport = { readonly ok: true; readonly event: WireEvent } | { readonly ok: false; readonly reason: string };

async function sealReport(desk: Desk, { report, mac }: Candidate, keys: DeskKeys): Promise<SealedReport> {
  const caseId = v7();
  const caseKey = randomBytes(32);
  const uploaded = await uploadFiles(desk.client, desk.folder, report, keys.unit, caseId, caseKey);
  if (!uploaded.ok) return uploaded;
  const facets = facetsOf(report, keys.unit, mac, keys.wrap(caseId, caseKey));
  const payload = payloadOf(report, uploaded.attachments);
  const event = desk.outbox.make('report_received', caseId, facets, payload, caseKey);
  if (event.sealed!.length <= limits.sealedChars && wireBytes(event) <= limits.pushBytes) return { ok: true, event };
  desk.outbox.takeBack();
  return { ok: false, reason: 'The report is too large to be sent.' };
}

async function push(
  desk: Desk,
  events: readonly { candidate: Candidate; event: WireEvent }[],
  settled: Settled,
  fail: Fail,
): Promise<Settled> {
  const pushed = await desk.outbox.push(events.map(({ event }) => event));
  for (const [at, verdict] of pushed.verdicts.entries()) {
    const { line, report } = events[at]!.candidate;
    if (verdict.status === 'accepted') settled.imported += 1;
    else if (verdict.code === 'duplicate_report') settled.repeated += 1;
    else if (verdict.code === 'reference_reused') fail(line, otherContent(report.reference));
    else fail(line, `The hub refused the report (${verdict.reason ?? verdict.code ?? 'no reason given'}).`);
  }
  return pushed.ok ? settled : { ...settled, problem: pushed.problem };
}
