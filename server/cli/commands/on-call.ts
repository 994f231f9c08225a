import { SetOnCallRequest } from '../../hub/http/admin/calls.ts';
import { adminClient } from '../admin-client.ts';
import { dataFolder } from '../data-folder.ts';
import { withHub } from '../hub-access.ts';
import { print } from '../output.ts';
import { Stop } from '../stop.ts';
import { collect, hubCommand, type Common } from './common.ts';

interface OnCallOptions extends Common {
  readonly unit: string;
  readonly officer: string[];
}

/** `<user id>:<number>`; the number may hold spaces. */
function officerOf(written: string) {
  const [user = '', ...number] = written.split(':');
  return { user, telephone: number.join(':').trim() };
}

async function onCall({ unit, officer, data, hub }: OnCallOptions): Promise<void> {
  const wanted = SetOnCallRequest.safeParse({ unit, officers: officer.map(officerOf) });
  if (!wanted.success) throw new Stop('write every officer as their user id, a colon and a telephone number');
  await withHub(dataFolder(data), hub, (access) => adminClient(access).setOnCall(wanted.data));
  const count = wanted.data.officers.length;
  print(count === 0 ? `${unit}: nobody is on call; its supervisors are named` : `${unit}: ${count} on call`);
}

export const onCallCommand = () =>
  hubCommand('on-call', 'Say who is rung for a unit when somebody is in danger, first to last', [
    'on-call --unit MPS --officer "01890000-0000-7000-8000-000000000000:020 7946 0018"',
    "on-call --unit MPS   # nobody: the unit's supervisors are named, without a number",
  ])
    .requiredOption('--unit <code>', 'the desk')
    .option('--officer <user:number>', 'user id and telephone number; repeat for who is rung next', collect, [])
    .action(onCall);
