import { dirname, resolve } from 'node:path';
import { parseInboundLine } from '../../../shared/domain/inbound.ts';
import { demonstrationReports } from '../../demo/reports.ts';
import type { Line } from '../../gateway/lines.ts';
import { linesOfFile } from '../import-run.ts';

/** Where the reports of a demonstration come from; can be read as often as needed. */
export interface ReportSource {
  readonly folder: string;
  readonly lines: () => AsyncIterable<Line> | Iterable<Line>;
}

export function generated(count: number, seed: number, now: number): ReportSource {
  return {
    folder: process.cwd(),
    lines: function* () {
      let number = 0;
      for (const report of demonstrationReports({ count, seed, now: new Date(now) }))
        yield { number: ++number, text: JSON.stringify(report) };
    },
  };
}

export function fromFile(file: string): ReportSource {
  return {
    folder: dirname(resolve(file)),
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
