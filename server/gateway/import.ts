import { parseInboundLine, type InboundReport } from '../../shared/domain/inbound.ts';
import type { Problem } from '../../shared/protocol/calls.ts';
import { readDirectory, type SeenHead } from '../device/directory-log.ts';
import { hubClient } from '../device/hub-client.ts';
import { outbox } from '../device/outbox.ts';
import type { Transport } from '../device/transport.ts';
import { matcherFor } from './naming/matching.ts';
import { readRegister } from './register.ts';
import { readersFor, type ParentApart } from './set-apart.ts';
import { batchKeys } from './desk-keys.ts';
import type { EnrolledGateway } from './identity.ts';
import type { Line } from './lines.ts';
import { contentMac } from './report-event.ts';
import { settleBatch, type Candidate } from './settle-batch.ts';

/** `imported` are new reports (in a dry run: would be), `repeated` were there already with the same content. */
export interface ImportSummary {
  lines: number;
  imported: number;
  repeated: number;
  failed: number;
}

export interface ImportOptions {
  readonly lines: AsyncIterable<Line> | Iterable<Line>;
  /** Attachments are looked for in here and nowhere else. */
  readonly folder: string;
  readonly transport: Transport;
  readonly gateway: EnrolledGateway;
  readonly dryRun?: boolean;
  /** The organisation's recovery key (`age1…`), to which the keys of cases that are set apart are sealed as well. */
  readonly recovery?: string | null;
  /** The directory as this gateway read it last, and what is told of the one that it reads now. */
  readonly seen?: SeenHead | null;
  readonly remember?: (head: SeenHead) => void;
  /** Called for each line that is not taken, with a reason that quotes nothing of the report's text. */
  readonly onFailure: (line: number, reason: string) => void;
  readonly onProgress?: (summary: Readonly<ImportSummary>) => void;
}

export type Imported =
  | { readonly ok: true; readonly summary: ImportSummary }
  | { readonly ok: false; readonly summary: ImportSummary; readonly problem: Problem | null; readonly reason: string };

const BATCH_REPORTS = 200;
/** Characters of text in a batch: well within what a push may weigh once it is sealed. */
const BATCH_CHARS = 600_000;

/** Imports lines of an inbound file, sealing each report for its force's desk. Holds one batch at a time. */
export async function importReports(options: ImportOptions): Promise<Imported> {
  const { lines, gateway, onFailure, onProgress, dryRun = false } = options;
  const summary: ImportSummary = { lines: 0, imported: 0, repeated: 0, failed: 0 };
  const client = hubClient(options.transport, gateway);
  const read = await readDirectory(client, gateway, gateway.enrolled.keyringKey, options.seen);
  if (!read.ok)
    return {
      ok: false,
      summary,
      problem: read.problem,
      reason: read.problem?.title ?? ('reason' in read ? read.reason : ''),
    };
  options.remember?.(read.head);
  const apart = await outboxApart(options.transport, gateway);
  if (apart !== null && !apart.ok) return { ok: false, summary, problem: apart.problem, reason: apart.problem.title };
  const matched = matcherFor(read.directory, await readRegister(read.directory, gateway));
  const ordinary = outbox(client, gateway, read.hubEpoch, read.lastDeviceSeq);
  const desk = {
    client,
    outbox: ordinary,
    outboxApart: apart?.outbox ?? ordinary,
    keysOf: batchKeys(read.directory),
    readersOf: (report: InboundReport, unit: string, parent: ParentApart | null) =>
      readersFor(read.directory, unit, matched(report), parent),
    // The keyring's word goes before what was written down beside the gateway.
    recovery: read.directory.recovery?.recipient ?? options.recovery ?? null,
    apart: new Map<string, ParentApart>(),
    folder: options.folder,
    dryRun,
    seen: new Map<string, string>(),
  };
  const macKey = Buffer.from(gateway.macKey, 'base64');
  let batch: Candidate[] = [];
  let chars = 0;

  const fail = (line: number, reason: string) => {
    summary.failed += 1;
    onFailure(line, reason);
  };
  const settle = async (): Promise<Imported | null> => {
    const candidates = batch;
    [batch, chars] = [[], 0];
    if (candidates.length === 0) return null;
    const settled = await settleBatch(desk, candidates, fail);
    summary.imported += settled.imported;
    summary.repeated += settled.repeated;
    onProgress?.(summary);
    return settled.problem === null
      ? null
      : { ok: false, summary, problem: settled.problem, reason: settled.problem.title };
  };

  for await (const line of lines) {
    summary.lines += 1;
    const report = reportOf(line, fail);
    if (report === null) continue;
    if (batch.length === BATCH_REPORTS || (batch.length > 0 && chars + (line.text?.length ?? 0) > BATCH_CHARS)) {
      const ended = await settle();
      if (ended !== null) return ended;
    }
    batch.push({ line: line.number, report, mac: contentMac(macKey, report) });
    chars += line.text?.length ?? 0;
  }
  return (await settle()) ?? { ok: true, summary };
}

/** The outbox of the device that signs what is set apart; null for a gateway that has only one device. */
async function outboxApart(transport: Transport, { apart }: EnrolledGateway) {
  if (apart === undefined || apart.enrolled === null) return null;
  const identity = { ...apart, enrolled: apart.enrolled };
  const client = hubClient(transport, identity);
  const hello = await client.hello();
  if (!hello.ok) return hello;
  const { hubEpoch, lastDeviceSeq } = hello.value;
  return { ok: true as const, outbox: outbox(client, identity, hubEpoch, lastDeviceSeq) };
}

function reportOf(line: Line, fail: (line: number, reason: string) => void): InboundReport | null {
  if (line.text === null) {
    fail(line.number, line.reason);
    return null;
  }
  const parsed = parseInboundLine(line.text, line.number);
  if (parsed.ok) return parsed.report;
  fail(line.number, parsed.reason);
  return null;
}
