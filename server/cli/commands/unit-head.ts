import { SetUnitHeadRequest } from '../../hub/http/admin/calls.ts';
import { adminClient } from '../admin-client.ts';
import { dataFolder } from '../data-folder.ts';
import { withHub } from '../hub-access.ts';
import { print } from '../output.ts';
import { Stop } from '../stop.ts';
import { hubCommand, type Common } from './common.ts';

interface UnitHeadOptions extends Common {
  readonly unit: string;
  readonly user?: string;
}

async function unitHead({ unit, user, data, hub }: UnitHeadOptions): Promise<void> {
  const wanted = SetUnitHeadRequest.safeParse({ unit, user: user ?? null });
  if (!wanted.success) throw new Stop('write the unit’s code and the user id of its head');
  await withHub(dataFolder(data), hub, (access) => adminClient(access).setUnitHead(wanted.data));
  print(user === undefined ? `${unit}: nobody above its supervisors` : `${unit}: has a head`);
}

export const unitHeadCommand = () =>
  hubCommand('unit-head', 'Say who is told of what stays overdue after the supervisors of a unit were', [
    'unit-head --unit MPS --user 01890000-0000-7000-8000-000000000000',
    'unit-head --unit MPS   # nobody: it stays with the supervisors',
  ])
    .requiredOption('--unit <code>', 'the desk')
    .option('--user <id>', 'one of its supervisors')
    .action(unitHead);
