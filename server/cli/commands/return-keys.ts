import { readIdentityFile } from '../../../shared/protocol/recovery-identity.ts';
import { readBytes } from '../../files.ts';
import type { Keyring } from '../../keyring/contents.ts';
import { returnCase, returnReferral, type Returned } from '../../keyring/return-keys.ts';
import type { Done } from '../../keyring/session.ts';
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
  readonly case?: string;
  readonly device?: string;
  readonly identity?: string;
  readonly identityPassphraseFile?: string;
  readonly passphraseFile: string[];
  readonly json?: boolean;
}

/** What one of the two commands gives back. */
interface Lost {
  readonly noun: 'referral' | 'case';
  readonly plural: 'referrals' | 'cases';
  /** Those that nobody can open, each with its id first, its unit and its reference. */
  readonly lost: (access: HubAccess) => Promise<readonly Readonly<Record<string, string | number>>[]>;
  /** Asks the hub for the keys of one, and is ready to give them back. */
  readonly find: (
    access: HubAccess,
    id: string,
  ) => Promise<(contents: Keyring, device: string, identity: string) => Promise<Done<Returned>>>;
}

const ofReferral: Lost = {
  noun: 'referral',
  plural: 'referrals',
  lost: async (access) => (await adminClient(access).referrals()).filter(({ holders }) => holders === 0),
  async find(access, referral) {
    const { unit, given } = await adminClient(access).referralKeys(referral);
    return (contents, device, identity) =>
      returnReferral(access.transport, contents, { referral, unit, device }, given, identity);
  },
};

const ofCase: Lost = {
  noun: 'case',
  plural: 'cases',
  lost: async (access) => (await adminClient(access).casesApart()).filter(({ holders }) => holders === 0),
  async find(access, caseId) {
    const { readers, given } = await adminClient(access).keysOfCase(caseId);
    return (contents, device, identity) =>
      returnCase(access.transport, contents, { caseId, readers, device }, given, identity);
  },
};

async function list({ noun, plural, lost }: Lost, access: HubAccess, json: boolean | undefined): Promise<void> {
  const found = await lost(access);
  if (json) return printJson({ [plural]: found });
  if (found.length === 0)
    return print(`Every ${noun === 'case' ? 'named-readers case' : noun} can be opened at a workstation in use.`);
  for (const { holders: _, ...one } of found) print(Object.values(one).join('\t'));
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

async function work(of: Lost, data: DataFolder, access: HubAccess, options: ReturnOptions): Promise<void> {
  if (options.list) return list(of, access, options.json);
  const { noun } = of;
  const { [noun]: id, device, identity: file } = options;
  if (id === undefined || device === undefined || file === undefined)
    throw new Stop(`which ${noun}, to which workstation? --list shows those that nobody can open; then see --help`);
  const giveBack = await of.find(access, id);
  const passphrases = officersPassphrases(data, options.passphraseFile);
  const { contents } = await openKeyring(data, passphrases);
  const identity = await readIdentity(file, options.identityPassphraseFile, passphrases);
  const done = await giveBack(contents, device, identity);
  if (!done.ok) throw new Stop(done.reason);
  const { name, keys, without } = done;
  if (options.json) return printJson({ [noun]: id, device, keys, without });
  print(`the ${noun} ${id} is given back to ${device} of ${name}`);
  if (without > 0)
    print(`${without} of its keys were never sealed to a recovery key: what was written with them stays closed`);
}

const command = (of: Lost, what: string, whose: string) =>
  hubCommand(
    `return-${of.noun}`,
    `Give a ${what} that no workstation can open any more to another one, by the organisation's recovery key; two officers of the keyring`,
    [`return-${of.noun} --list`, `return-${of.noun} --${of.noun} ID --device ID --identity recovery-identity.age`],
  )
    .option('--list', `show the ${of.plural} whose keys no workstation in use holds`)
    .option(`--${of.noun} <id>`, `the ${of.noun}`)
    .option('--device <id>', `the workstation: of somebody who ${whose}, vouched for by "grant"`)
    .option('--identity <file>', 'the file of the recovery key, which a passphrase opens')
    .option(
      '--identity-passphrase-file <file>',
      'a file with its passphrase (else asked for after those of the officers)',
    )
    .option('--passphrase-file <file>', 'a file with the passphrase of each officer; repeat', collect, [])
    .option('--json', `print {${of.plural}} or {${of.noun}, device, keys, without}`)
    .action((options: ReturnOptions) => {
      const data = dataFolder(options.data);
      return withHub(data, options.hub, (access) => work(of, data, access, options));
    });

export const returnReferralCommand = () => command(ofReferral, 'referral', 'investigates in its unit');
export const returnCaseCommand = () => command(ofCase, 'named-readers case', 'works at a desk');
