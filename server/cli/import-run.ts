import { createReadStream } from 'node:fs';
import { access as mayRead, constants } from 'node:fs/promises';
import { importReports, type ImportSummary } from '../gateway/import.ts';
import type { EnrolledGateway } from '../gateway/identity.ts';
import { linesOf, type Line } from '../gateway/lines.ts';
import type { DataFolder } from './data-folder.ts';
import type { HubAccess } from './hub-access.ts';
import { memoryOf } from './directory-seen.ts';
import { takeLock } from './lock-file.ts';
import { readRecoveryRecipient } from './recovery-files.ts';
import { tell, thousands } from './output.ts';
import { Stop } from './stop.ts';

const PROGRESS_MS = 1000;

/** The lines of an inbound file, read as a stream. */
export async function linesOfFile(file: string): Promise<AsyncGenerator<Line>> {
  await mayRead(file, constants.R_OK).catch(() => {
    throw new Stop(`${file} cannot be read: check the path`);
  });
  return linesOf(createReadStream(file));
}

/** Runs an import with failures and progress told on standard error; one import at a time for each gateway. */
export async function runImport(
  data: DataFolder,
  access: HubAccess,
  gateway: EnrolledGateway,
  lines: AsyncIterable<Line> | Iterable<Line>,
  folder: string,
  dryRun = false,
): Promise<ImportSummary> {
  // Without it the hub could publish a desk's key of its own, and every report would be sealed to the hub.
  if (gateway.enrolled.keyringKey === null)
    throw new Stop('this gateway was enrolled before there was a keyring: make a keyring, then enrol a new gateway');
  const lock = takeLock(data.gatewayLock);
  if (!lock.ok) throw new Stop(`process ${lock.pid} is importing as this gateway: wait until it has ended`);
  const began = Date.now();
  let latest: Readonly<ImportSummary> | null = null;
  const timer = setInterval(() => {
    if (latest === null) return;
    const rate = Math.round(latest.lines / ((Date.now() - began) / 1000));
    tell(`${thousands(latest.lines)} lines, ${thousands(rate)} a second`);
  }, PROGRESS_MS);
  try {
    const imported = await importReports({
      lines,
      folder,
      transport: access.transport,
      gateway,
      recovery: readRecoveryRecipient(data),
      ...memoryOf(data, gateway.device),
      dryRun,
      onFailure: (line, reason) => tell(`line ${line}: ${reason}`),
      onProgress: (summary) => (latest = summary),
    });
    if (imported.ok) return imported.summary;
    const done = thousands(imported.summary.imported);
    throw new Stop(
      `the import stopped after ${done} reports (${imported.reason}): run it again, it adds only the rest`,
    );
  } finally {
    clearInterval(timer);
    lock.release();
  }
}

/** One line for a person. */
export const describeImport = (summary: ImportSummary, dryRun: boolean) =>
  `${thousands(summary.lines)} lines: ${thousands(summary.imported)} ${dryRun ? 'would be imported' : 'imported'}, ` +
  `${thousands(summary.repeated)} already there, ${thousands(summary.failed)} failed`;
