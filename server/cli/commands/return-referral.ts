import { readIdentityFile } from '../../../shared/protocol/recovery-identity.ts';
import { readBytes } from '../../files.ts';
import { returnReferral } from '../../keyring/return-referral.ts';
import { adminClient } from '../admin-client.ts';
import { dataFolder, type DataFolder } from '../data-folder.ts';
import { withHub, type HubAccess } from '../hub-access.ts';
import { openKeyring } from '../keyring-files.ts';
import { print, printJson } from '../output.ts';
import { fromFile, officersPassphrases, type Passphrases } from '../passphrase.ts';
import { Stop } from '../stop.ts';
import { collect, hubCommand, type Common } from './common.ts';

interface ReturnOptions extends Common {
  readonly list?: boolean;
  readonly referral?: string;
  readonly device?: string;
  readonly identity?: string;
  readonly identityPassphraseFile?: string;
  readonly passphraseFile: string[];
  readonly json?: boolean;
}

async function list(access: HubAccess, json: boolean | undefined): Promise<void> {
  const lost = (await adminClient(access).referrals()).filter(({ holders }) => holders === 0);
  if (json) return printJson({ referrals: lost });
  if (lost.length === 0) return print('Every referral can be opened at a workstation in use.');
  for (const { referral, unit, reference } of lost) print(`${referral}\t${unit}\t${reference}`);
}

const flaws = {
  identity_not_protected:
    'the identity file lies open: encrypt it with a passphrase (age -p) that another person keeps',
  identity_not_opened: 'the passphrase does not open the identity file, or the file is damaged',
  identity_unreadable: 'there is no age identity in the identity file',
} as const;

async function readIdentity(file: string, passphraseFile: string | undefined, asked: Passphrases): Promise<string> {
  const bytes = readBytes(file);
  if (!bytes.ok) throw new Stop(bytes.reason);
  const passphrase =
    passphraseFile === undefined ? await asked.next('Passphrase of the recovery key: ') : fromFile(passphraseFile);
  const read = await readIdentityFile(bytes.value, passphrase);
  if (!read.ok) throw new Stop(flaws[read.reason]);
  return read.identity;
}

async function work(data: DataFolder, access: HubAccess, options: ReturnOptions): Promise<void> {
  if (options.list) return list(access, options.json);
  const { referral, device, identity: file } = options;
  if (referral === undefined || device === undefined || file === undefined)
    throw new Stop('which referral, to which workstation? --list shows those that nobody can open; then see --help');
  const { unit, given } = await adminClient(access).referralKeys(referral);
  const passphrases = officersPassphrases(data, options.passphraseFile);
  const { contents } = await openKeyring(data, passphrases);
  const identity = await readIdentity(file, options.identityPassphraseFile, passphrases);
  const done = await returnReferral(access.transport, contents, { referral, unit, device }, given, identity);
  if (!done.ok) throw new Stop(done.reason);
  const { name, keys, without } = done;
  if (options.json) return printJson({ referral, device, keys, without });
  print(`the referral ${referral} of ${unit} is given back to ${device} of ${name}`);
  if (without > 0)
    print(`${without} of its keys were never sealed to a recovery key: what was written with them stays closed`);
}

export const returnReferralCommand = () =>
  hubCommand(
    'return-referral',
    "Give a referral that no workstation can open any more to another one, by the organisation's recovery key; two officers of the keyring",
    ['return-referral --list', 'return-referral --referral ID --device ID --identity recovery-identity.age'],
  )
    .option('--list', 'show the referrals whose keys no workstation in use holds')
    .option('--referral <id>', 'the referral')
    .option('--device <id>', 'the workstation: of somebody who investigates in its unit, vouched for by "grant"')
    .option('--identity <file>', 'the file of the recovery key, which a passphrase opens')
    .option(
      '--identity-passphrase-file <file>',
      'a file with its passphrase (else asked for after those of the officers)',
    )
    .option('--passphrase-file <file>', 'a file with the passphrase of each officer; repeat', collect, [])
    .option('--json', 'print {referrals} or {referral, device, keys, without}')
    .action((options: ReturnOptions) => {
      const data = dataFolder(options.data);
      return withHub(data, options.hub, (access) => work(data, access, options));
    });
