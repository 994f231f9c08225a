import type { ImportSummary } from '../../gateway/import.ts';
import { reportNaming } from '../../demo/set-apart.ts';
import { adminClient } from '../admin-client.ts';
import { dataFolder, type DataFolder } from '../data-folder.ts';
import { people, type Part } from '../demonstration/organisation.ts';
import { readDemonstration, setUp } from '../demonstration/set-up.ts';
import { forcesIn, fromFile, generated } from '../demonstration/source.ts';
import { readGateway } from '../gateway-files.ts';
import { withHub, type HubAccess } from '../hub-access.ts';
import { describeImport, runImport } from '../import-run.ts';
import { print, printJson } from '../output.ts';
import { Stop } from '../stop.ts';
import { hubCommand, type Common } from './common.ts';

interface DemoOptions extends Common {
  readonly count: string;
  readonly seed: string;
  readonly reports?: string;
  readonly codes?: boolean;
  readonly setApart?: boolean;
  readonly json?: boolean;
}

const whole = (name: string, text: string) => {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 0) throw new Stop(`--${name} is a whole number`);
  return value;
};

const NOTHING: ImportSummary = { lines: 0, imported: 0, repeated: 0, failed: 0 };

async function work(data: DataFolder, access: HubAccess, options: DemoOptions) {
  const before = readDemonstration(data);
  const admin = adminClient(access);
  let ids: Record<Part, string>;
  let summary = NOTHING;
  if (options.codes && before.people !== null) ids = before.people;
  else {
    const source =
      options.reports === undefined
        ? generated(whole('count', options.count), whole('seed', options.seed), Date.parse(before.now))
        : fromFile(options.reports);
    try {
      ids = await setUp(data, access, await forcesIn(source));
      summary = await runImport(data, access, readGateway(data)!, source.lines(), source.folder);
    } finally {
      source.close();
    }
  }
  const withCodes = options.codes === true || before.people === null;
  const parts: Partial<Record<Part, { user: string; name: string; code: string | null }>> = {};
  for (const { part, name } of people) {
    const user = ids[part];
    parts[part] = { user, name, code: withCodes ? (await admin.makeCode(user)).code : null };
  }
  const keyring = { file: data.keyring, passphraseFile: data.keyringPassphrase };
  return { ...(parts as Record<Part, { user: string; name: string; code: string | null }>), keyring, ...summary };
}

/** Imports a report that names the demonstration's investigator: it is set apart from everybody but the other people. */
async function importSetApart(data: DataFolder, access: HubAccess): Promise<ImportSummary> {
  const gateway = readGateway(data);
  if (gateway === null) throw new Stop('the demonstration is not set up: run demo first');
  const desk = (await adminClient(access).units()).find(({ kind, force }) => kind === 'desk' && force !== null);
  if (desk?.force === undefined || desk.force === null) throw new Stop('the demonstration has no desk');
  const named = people.find(({ part }) => part === 'investigator')!.name;
  const report = reportNaming(named, desk.force, Date.parse(readDemonstration(data).now));
  return runImport(data, access, gateway, [{ number: 1, text: JSON.stringify(report) }], data.folder);
}

async function demo(options: DemoOptions): Promise<void> {
  const data = dataFolder(options.data);
  if (options.setApart) {
    const summary = await withHub(data, options.hub, (access) => importSetApart(data, access));
    if (options.json) printJson(summary);
    else print(describeImport(summary, false));
    if (summary.failed > 0) process.exitCode = 2;
    return;
  }
  const result = await withHub(data, options.hub, (access) => work(data, access, options));
  if (options.json) printJson(result);
  else {
    print(describeImport(result, false));
    for (const { part } of people) {
      const { name, user, code } = result[part];
      print(`${part.padEnd(13)} ${name.padEnd(16)} ${user}  ${code ?? '(demo --codes makes a new code)'}`);
    }
    print(`keyring       ${result.keyring.file}`);
  }
  if (result.failed > 0) process.exitCode = 2;
}

export const demoCommand = () =>
  hubCommand('demo', 'Set up a demonstration: units, keyring, gateway, two people and invented reports', [
    'demo --count 300 --seed 1',
    'demo --reports inbound.jsonl   # your own inbound file instead of invented reports',
    'demo --set-apart               # a report that names one of the two, once the other has a workstation',
    'demo --codes --json            # new enrolment codes for the two people',
  ])
    .option('--count <number>', 'how many reports to invent', '300')
    .option('--seed <number>', 'the same seed makes the same reports', '1')
    .option('--reports <file>', 'import this file instead of inventing reports')
    .option('--set-apart', 'only import a report that names the investigator; the assessor needs a workstation first')
    .option('--codes', 'only make new enrolment codes, once the demonstration is set up')
    .option('--json', 'print {assessor, investigator, keyring, lines, imported, repeated, failed}')
    .action(demo);
