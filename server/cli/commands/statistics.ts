import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { csvOf } from '../../../shared/domain/statistics/csv.ts';
import { milestones } from '../../../shared/domain/statistics/measure.ts';
import { StatisticsWanted } from '../../../shared/domain/statistics/schema.ts';
import { divisions } from '../../../shared/domain/statistics/tally.ts';
import { adminClient } from '../admin-client.ts';
import { dataFolder } from '../data-folder.ts';
import { withHub } from '../hub-access.ts';
import { print, printJson, tell, thousands } from '../output.ts';
import { Stop } from '../stop.ts';
import { hubCommand, type Common } from './common.ts';

interface Options extends Common {
  readonly from: string;
  readonly to: string;
  readonly by: string;
  readonly force?: string;
  readonly category?: string;
  readonly channel?: string;
  readonly contacts?: string;
  readonly exact?: boolean;
  readonly csv?: string;
  readonly json?: boolean;
}

function wantedBy({ from, to, by, force, category, channel }: Options): StatisticsWanted {
  const wanted = StatisticsWanted.safeParse({ from, to, division: by, force, category, channel });
  if (wanted.success) return wanted.data;
  const [issue] = wanted.error.issues;
  throw new Stop(`--${issue?.path.join('.') || 'to'}: ${issue?.message ?? 'not understood'}`);
}

/** Calls and forms are counted by the charity, not by the force: the number is given. */
function contactsOf(given: string | undefined): number | null {
  if (given === undefined) return null;
  const count = Number(given);
  if (!Number.isInteger(count) || count < 0) throw new Stop('--contacts: give a whole number');
  return count;
}

const days = (value: number | null) => (value === null ? '' : value.toFixed(1));
const line = (cells: readonly string[]) =>
  cells.map((cell, n) => (n === 0 ? cell.padEnd(18) : cell.padStart(14))).join('');

async function statistics(options: Options): Promise<void> {
  const wanted = wantedBy(options);
  const contacts = contactsOf(options.contacts);
  const exact = options.exact === true;
  const figures = await withHub(dataFolder(options.data), options.hub, (access) =>
    adminClient(access).statistics(wanted, exact),
  );
  if (options.csv !== undefined) {
    writeFileSync(resolve(options.csv), csvOf(figures, wanted.division), { mode: 0o600 });
    tell(`written to ${options.csv}`);
  }
  if (options.json) return printJson({ ...(contacts !== null && { contacts }), rounded: !exact, ...figures });
  if (options.csv !== undefined) return;
  const { counts, durations, rows } = figures;
  print(line(['', 'count', 'share', 'median days', '9 of 10']));
  if (contacts !== null) print(line(['contacts', thousands(contacts)]));
  for (const milestone of milestones) {
    const share = counts.received === 0 ? '' : `${Math.round((counts[milestone] / counts.received) * 100)} %`;
    const { median, ninetieth } = durations[milestone];
    print(line([milestone, thousands(counts[milestone]), share, days(median), days(ninetieth)]));
  }
  print('');
  print(line([wanted.division, 'received', 'assessed', 'transferred', 'investigation', 'dismissed']));
  for (const { code, counts: of } of rows)
    print(
      line([
        code,
        ...(['received', 'assessed', 'transferred', 'investigation', 'dismissed'] as const).map((one) =>
          thousands(of[one]),
        ),
      ]),
    );
  if (!exact) tell('every figure by itself to the nearest five, for publication; --exact for the figures as they are');
}

export const statisticsCommand = () =>
  hubCommand('statistics', 'What became of the reports, and how fast: figures for publication', [
    'statistics --from 2026-01-01 --to 2026-12-31',
    'statistics --from 2026-01-01 --to 2026-12-31 --by category --force MPS --csv figures.csv',
    'statistics --from 2026-01-01 --to 2026-03-31 --contacts 2878 --exact --json',
  ])
    .requiredOption('--from <day>', 'first day on which the charity received the report, YYYY-MM-DD (London)')
    .requiredOption('--to <day>', 'last day, inclusive')
    .option('--by <division>', `divide by ${divisions.join(', ')}`, 'month')
    .option('--force <code>', 'only reports about this force')
    .option('--category <code>', 'only this hotline category')
    .option('--channel <code>', 'only this channel')
    .option('--contacts <n>', 'calls and forms that the charity counted in the same time')
    .option('--exact', 'the figures as they are, not rounded to five')
    .option('--csv <file>', 'write every figure for a spreadsheet')
    .option('--json', 'print {counts, durations, rows}')
    .action(statistics);
