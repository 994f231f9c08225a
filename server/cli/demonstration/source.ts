import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { parseInboundLine } from '../../../shared/domain/inbound.ts';
import { demonstrationFiles, type DemonstrationFile } from '../../demo/files.ts';
import { demonstrationReports } from '../../demo/reports.ts';
import type { Line } from '../../gateway/lines.ts';
import { linesOfFile } from '../import-run.ts';

/** Where the reports of a demonstration come from; can be read as often as needed. */
export interface ReportSource {
  readonly folder: string;
  readonly lines: () => AsyncIterable<Line> | Iterable<Line>;
  /** Takes away what was written for it. */
  readonly close: () => void;
}

/** Which files come with the report of this number: every fifteenth has some of each kind. */
function filesOf(number: number): DemonstrationFile[] {
  const { picture, sheet, messages, recording } = demonstrationFiles();
  return { 2: [picture, messages], 5: [sheet], 9: [recording, picture, sheet] }[number % 15] ?? [];
}

export function generated(count: number, seed: number, now: number): ReportSource {
  const folder = mkdtempSync(join(tmpdir(), 'candour-demonstration-'));
  for (const { filename, bytes } of Object.values(demonstrationFiles())) writeFileSync(join(folder, filename), bytes);
  return {
    folder,
    close: () => rmSync(folder, { recursive: true, force: true }),
    lines: function* () {
      let number = 0;
      for (const report of demonstrationReports({ count, seed, now: new Date(now) })) {
        const attachments = filesOf(++number).map(({ filename, mediaType, bytes }) => ({
          path: filename,
          filename,
          mediaType,
          sha256: createHash('sha256').update(bytes).digest('hex'),
        }));
        yield { number, text: JSON.stringify({ ...report, attachments }) };
      }
    },
  };
}

export function fromFile(file: string): ReportSource {
  return {
    folder: dirname(resolve(file)),
    close: () => undefined,
    lines: async function* () {
      yield* await linesOfFile(file);
    },
  };
}

/** The forces that occur in the reports, in the order of their names. */
export async function forcesIn(source: ReportSource): Promise<string[]> {
  const found = new Set<string>();
  for await (const line of source.lines()) {
    const parsed = line.text === null ? null : parseInboundLine(line.text, line.number);
    if (parsed?.ok) found.add(parsed.report.force);
  }
  return [...found].sort();
}
