import { adminClient } from '../admin-client.ts';
import { dataFolder } from '../data-folder.ts';
import { withHub } from '../hub-access.ts';
import { print, printJson } from '../output.ts';
import { collect, hubCommand, type Common } from './common.ts';

interface ReviewOptions extends Common {
  readonly withdraw: string[];
  readonly end?: boolean;
  readonly json?: boolean;
}

/** Who may see what, by person, with their workstations. */
async function review(options: ReviewOptions): Promise<void> {
  const result = await withHub(dataFolder(options.data), options.hub, async (access) => {
    const admin = adminClient(access);
    for (const device of options.withdraw) await admin.withdraw(device);
    if (options.end) await admin.endReview();
    const [{ since, epoch }, users, devices] = [await admin.review(), await admin.users(), await admin.devices()];
    const people = users.map(({ user, name, memberships }) => ({
      user,
      name,
      roles: memberships.map(({ role, unit }) => `${role}:${unit}`),
      devices: devices
        .filter((one) => one.user === user)
        .map(({ device, state, enrolledAt, fingerprint }) => ({ device, state, enrolledAt, fingerprint })),
    }));
    return { since, epoch, people };
  });
  if (options.json) return printJson(result);
  for (const { user, name, roles, devices } of result.people) {
    print(`${name}  ${user}\n  ${roles.length === 0 ? 'no role' : roles.join(', ')}`);
    for (const { device, state, enrolledAt } of devices)
      print(`  ${state.padEnd(11)} ${device}  since ${enrolledAt.slice(0, 10)}`);
  }
  print(
    result.since === null
      ? `\nepoch ${result.epoch}: workstations are answered`
      : `\nepoch ${result.epoch}: restored ${result.since}, no workstation is answered.\n` +
          'What was taken back after the backup stands here as it did before: take it back again (review --withdraw DEVICE,\n' +
          'enrol --user ID --role …), then open the hub with "npm run hub -- review --end".',
  );
}

export const reviewCommand = () =>
  hubCommand('review', 'Show who may see what; open a restored hub to workstations once that is right', [
    'review',
    'review --withdraw 01890000-0000-7000-8000-000000000000',
    'review --end',
  ])
    .option('--withdraw <device>', 'withdraw a workstation; repeat for more', collect, [])
    .option('--end', 'the grants are right: answer workstations again')
    .option('--json', 'print {since, epoch, people}')
    .action(review);
