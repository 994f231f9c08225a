import { adminClient } from '../admin-client.ts';
import { dataFolder } from '../data-folder.ts';
import { withHub } from '../hub-access.ts';
import { print, printJson } from '../output.ts';
import { membershipsOf } from '../roles.ts';
import { Stop } from '../stop.ts';
import { collect, hubCommand, type Common } from './common.ts';

interface EnrolOptions extends Common {
  readonly person?: string;
  readonly user?: string;
  readonly role: string[];
  readonly unit?: string;
  readonly collar?: string;
  readonly account?: string;
  readonly json?: boolean;
}

async function enrol(options: EnrolOptions): Promise<void> {
  const { person, user: id, role, unit } = options;
  if (person === undefined && id === undefined) throw new Stop('whom? Name a new person with --person, or --user ID');
  if (id === undefined && role.length === 0) throw new Stop('give the person a role: --role assessor:MPS');
  const result = await withHub(dataFolder(options.data), options.hub, async (access) => {
    const admin = adminClient(access);
    const before = id === undefined ? undefined : (await admin.users()).find((one) => one.user === id);
    if (id !== undefined && before === undefined) throw new Stop(`there is no user ${id}`);
    const roles = role.length === 0 ? before!.memberships : membershipsOf(role, unit, await admin.units());
    const name = person ?? before!.name;
    const user = await admin.setUser({
      ...(id !== undefined && { user: id }),
      name,
      memberships: roles,
      ...(options.collar !== undefined && { collarNumber: options.collar }),
    });
    if (options.account !== undefined) await admin.setAccount({ user, account: options.account });
    return { user, name, ...(await admin.makeCode(user)) };
  });
  if (options.json) return printJson(result);
  print(`${result.name}\n  user  ${result.user}\n  code  ${result.code}   (once, until ${result.expiresAt})`);
}

export const enrolCommand = () =>
  hubCommand('enrol', 'Add a person, or set their roles, and make a one-time code for their next workstation', [
    'enrol --person "A. Name" --role assessor:MPS',
    'enrol --person "B. Name" --role investigator:MPS-INV --role investigator:GMP-INV',
    'enrol --person "C. Name" --role "assessor:*"   # every desk that exists',
    'enrol --user 01890000-0000-7000-8000-000000000000   # a further workstation',
  ])
    .option('--person <name>', 'the name of the person')
    .option('--user <id>', 'a person who is there already')
    .option('--role <role[:unit]>', 'role in a unit; repeat for more; * for all units of its kind', collect, [])
    .option('--unit <unit>', 'the unit of roles that name none')
    .option('--collar <number>', 'their collar number: a report that gives it is set apart from them')
    .option('--account <name>', 'their account at the sign-in provider: see the command sign-in')
    .option('--json', 'print {user, name, code, expiresAt}')
    .action(enrol);
