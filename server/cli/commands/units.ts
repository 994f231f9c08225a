import { AddUnitRequest } from '../../hub/http/admin/calls.ts';
import { adminClient } from '../admin-client.ts';
import { dataFolder } from '../data-folder.ts';
import { withHub } from '../hub-access.ts';
import { print, printJson } from '../output.ts';
import { Stop } from '../stop.ts';
import { hubCommand, type Common } from './common.ts';

interface UnitOptions extends Common {
  readonly add?: string;
  readonly name?: string;
  readonly kind: string;
  readonly force?: string;
  readonly json?: boolean;
}

async function units(options: UnitOptions): Promise<void> {
  const { add, name, kind, force } = options;
  const all = await withHub(dataFolder(options.data), options.hub, async (access) => {
    const admin = adminClient(access);
    if (add !== undefined) {
      const unit = AddUnitRequest.safeParse({ unit: add, name: name ?? add, kind, ...(force && { force }) });
      if (!unit.success) throw new Stop(`not a unit: ${unit.error.issues.map((i) => i.path.join('.')).join(', ')}`);
      await admin.addUnit(unit.data);
    }
    return admin.units();
  });
  if (options.json) return printJson({ units: all });
  for (const unit of all) print([unit.unit, unit.kind, unit.force ?? '-', unit.name].join('\t'));
}

export const unitsCommand = () =>
  hubCommand('units', 'List the units of the organisation, or add one', [
    'units',
    'units --add MPS --name "Anti-corruption desk" --kind desk --force MPS',
    'units --add MPS-INV --name "Investigations" --kind investigation --force MPS',
  ])
    .option('--add <code>', 'code of the unit to add or rename')
    .option('--name <name>', 'its name')
    .option('--kind <kind>', 'desk, investigation, safeguarding, professional_standards or audit', 'desk')
    .option('--force <short>', 'the force whose reports it receives')
    .option('--json', 'print {units}')
    .action(units);
