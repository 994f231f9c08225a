import { setRecoveryKey } from '../../keyring/speak.ts';
import { newLock, writeKeyring } from '../../keyring/file.ts';
import { publishUnitKeys } from '../../keyring/keyring.ts';
import { succeed } from '../../keyring/succession.ts';
import { stored } from '../../keyring/contents.ts';
import { adminClient } from '../admin-client.ts';
import { dataFolder, type DataFolder } from '../data-folder.ts';
import { withHub, type HubAccess } from '../hub-access.ts';
import { convertKeyring, makeKeyring, officersOf, openKeyring, seatOfficers } from '../keyring-files.ts';
import { print, printJson } from '../output.ts';
import { officersPassphrases, type Passphrases } from '../passphrase.ts';
import { parseRecipient } from '../recovery-files.ts';
import { Stop } from '../stop.ts';
import { collect, hubCommand, type Common } from './common.ts';
import { desksOfHub } from './grant.ts';

interface KeyringOptions extends Common {
  readonly new?: boolean;
  readonly convert?: boolean;
  readonly officer: string[];
  readonly remove: string[];
  readonly recovery?: string;
  readonly succeed?: boolean;
  readonly passphraseFile: string[];
  readonly json?: boolean;
}

/** Makes the keyring with its officers, and publishes the keys of the desks that there are. */
async function make(data: DataFolder, access: HubAccess, options: KeyringOptions, passphrases: Passphrases) {
  const keyring = await makeKeyring(data, access, 'Keyring', options.officer, passphrases);
  const desks = await desksOfHub(adminClient(access));
  const done = await publishUnitKeys(access.transport, keyring.contents, desks, keyring.keep);
  if (!done.ok) throw new Stop(done.reason);
  return [`made the keyring ${data.keyring}`, `published keys of ${['AUDIT', ...done.published].join(', ')}`];
}

/** Lets officers in and others out, under a new key: whoever left holds a half of nothing. */
async function changeOfficers(data: DataFolder, options: KeyringOptions, passphrases: Passphrases): Promise<string[]> {
  const { contents, lock } = await openKeyring(data, passphrases);
  const unknown = options.remove.filter((name) => !lock.seats.some((seat) => seat.name === name));
  if (unknown.length > 0) throw new Stop(`no officer of the keyring is called ${unknown.join(', ')}`);
  const staying = lock.seats.filter(({ name }) => !options.remove.includes(name));
  const there = options.officer.find((name) => staying.some((seat) => seat.name === name));
  if (there !== undefined)
    throw new Stop(`there is an officer called ${there} already: --remove as well, or another name`);
  if (staying.length + options.officer.length < 2) throw new Stop('a keyring needs two officers: add one as well');
  const seats = [...staying, ...(await seatOfficers(options.officer, passphrases))];
  writeKeyring(data.keyring, stored(contents), await newLock(seats));
  return [
    `officers: ${seats.map(({ name }) => name).join(', ')}`,
    'destroy every older copy of the keyring: whoever left may still open it together with another officer',
    ...(options.remove.length > 0 ? ['then hand over to a new keyring: "npm run hub -- keyring --succeed"'] : []),
  ];
}

async function handOver(data: DataFolder, access: HubAccess, passphrases: Passphrases): Promise<string[]> {
  const admin = adminClient(access);
  const { contents, keep } = await openKeyring(data, passphrases);
  const { enrolled } = contents.identity;
  if (enrolled === null) throw new Stop('the keyring is not enrolled: make a new one');
  const code = async () => (await admin.makeCode(enrolled.user)).code;
  const done = await succeed(access.transport, contents, code, keep);
  if (!done.ok) throw new Stop(done.reason);
  await admin.withdraw(done.retired);
  return [`a new keyring speaks now; the old one, ${done.retired}, is withdrawn`];
}

async function sayRecovery(data: DataFolder, access: HubAccess, recipient: string, passphrases: Passphrases) {
  const { contents } = await openKeyring(data, passphrases);
  const done = await setRecoveryKey(access.transport, contents, parseRecipient(recipient, '--recovery'));
  if (!done.ok) throw new Stop(done.reason);
  return [
    done.changed
      ? 'the recovery key is signed: each workstation seals its vault to it at the next unlock'
      : 'that is the recovery key already',
  ];
}

async function work(data: DataFolder, options: KeyringOptions): Promise<string[]> {
  const { officer, remove, recovery } = options;
  const passphrases = officersPassphrases(data, options.passphraseFile);
  const withAccess = (act: (access: HubAccess) => Promise<string[]>) => withHub(data, options.hub, act);
  if (options.new) return withAccess((access) => make(data, access, options, passphrases));
  if (options.convert) {
    const aside = await convertKeyring(data, officer, passphrases);
    return [`the keyring has its officers now; destroy ${aside} and every copy of it`];
  }
  if (options.succeed) return withAccess((access) => handOver(data, access, passphrases));
  if (recovery !== undefined) return withAccess((access) => sayRecovery(data, access, recovery, passphrases));
  if (officer.length + remove.length > 0) return changeOfficers(data, options, passphrases);
  return officersOf(data).map(({ name }) => name);
}

export const keyringCommand = () =>
  hubCommand(
    'keyring',
    'Make the keyring and keep it: any two of its officers open it together, and one alone opens nothing',
    [
      'keyring --new --officer "A. Name" --officer "B. Name" --officer "C. Spare"   # once, before the first report',
      'keyring                                    # who its officers are',
      'keyring --remove "A. Name" --officer "D. Name"',
      'keyring --recovery age1…                   # sign which recovery key is the organisation’s',
      'keyring --succeed                          # hand over to a new keyring, signed by the old one',
    ],
  )
    .option('--new', "make the organisation's keyring and publish the desks' keys")
    .option('--officer <name>', 'an officer to let in; each chooses a passphrase; repeat', collect, [])
    .option('--remove <name>', 'an officer to take out; repeat', collect, [])
    .option('--recovery <age1…>', "sign the organisation's recovery key")
    .option('--succeed', 'hand over to a new keyring; again, should it have been cut off')
    .option('--convert', 'give officers to a keyring of an earlier version, which one passphrase opened')
    .option(
      '--passphrase-file <file>',
      'a file with the passphrase of each officer (else typed, or a line each piped in); repeat',
      collect,
      [],
    )
    .option('--json', 'print {done}')
    .action(async (options: KeyringOptions) => {
      const done = await work(dataFolder(options.data), options);
      if (options.json) return printJson({ done });
      for (const line of done) print(line);
    });
